//! Owns holding what was written against the plan: every disclaimer in its place, word for word, in
//! sight; none that was not planned; no sponsored link that does not say so.

use std::sync::OnceLock;

use super::reread::{self, Block, Reread};
use crate::config::DisclaimerPlacement;
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::sha256;
use crate::pages::blocks::frame;
use crate::pages::content::Urls;
use crate::pages::plan::{Page, PageKind};
use crate::pages::{Context, Voice, feeds, mirror, views};
use crate::policy::{self, Shown};
use crate::site::{Article, ArticleId};
use crate::source::SITE_TOML;

/// What one file came to.
#[derive(Debug, Default)]
pub struct Inspected {
    /// Disclaimers that stand there as they should.
    pub shown: Vec<Stands>,
    /// What is not as it should be.
    pub found: Vec<Diagnostic>,
}

/// A disclaimer that was found where it should be.
#[derive(Clone, Debug)]
pub struct Stands {
    /// The article.
    pub article: ArticleId,
    /// The disclaimer in its place.
    pub shown: Shown,
    /// The file, by its path in the output folder.
    pub output: String,
    /// Through which of its channels the file reaches readers.
    pub channels: Vec<&'static str>,
    /// SHA-256 of the words as they were read.
    pub words: String,
}

/// The words of every text, as readers read them.
#[derive(Debug)]
pub struct Wordings(Vec<Vec<OnceLock<String>>>);

impl Wordings {
    /// None is known yet.
    pub fn new(context: Context<'_>) -> Self {
        let none = |voice: &Voice| voice.texts.texts.iter().map(|_| OnceLock::new()).collect();
        Self(context.voices.iter().map(none).collect())
    }

    fn of(&self, shown: &Shown, article: &Article, context: Context<'_>) -> String {
        let Some((frame, index)) = frame(context.config, context.texts, shown, false) else {
            return String::new();
        };
        if shown.placement == DisclaimerPlacement::Card {
            return frame.disclaimer.title.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        let html = context.blocks.get(index).html(Urls::Local);
        let words = |html: &str| {
            let mut whole = String::new();
            policy::disclaimer(&mut whole, &frame, html);
            let mut read = reread::html(&whole, &context.config.links);
            read.blocks.pop().map(|block| block.text).unwrap_or_default()
        };
        if context.texts.texts[index].fields.is_empty() {
            return self.0[context.language.id.index()][index].get_or_init(|| words(html)).clone();
        }
        let sponsorship = context.policies.of(article.id).sponsorship;
        words(&policy::fill(html, article, context.config, context.language, sponsorship))
    }
}

/// Whether a page can show an article, or something of one.
pub fn carries_articles(page: &Page) -> bool {
    match page.kind {
        PageKind::Article(_)
        | PageKind::Mirror(_)
        | PageKind::LlmsFull
        | PageKind::Feed(..)
        | PageKind::Home(_)
        | PageKind::Section(..)
        | PageKind::Term(..)
        | PageKind::Author(..)
        | PageKind::Series(_)
        | PageKind::Taxonomy(_)
        | PageKind::NotFound => true,
        PageKind::Sitemap(_)
        | PageKind::Calendar(_)
        | PageKind::Corrections
        | PageKind::CorrectionsFeed(_)
        | PageKind::Robots
        | PageKind::Redirect(_)
        | PageKind::Host(_)
        | PageKind::Llms
        | PageKind::CodeStyle
        | PageKind::Offline
        | PageKind::AppManifest
        | PageKind::Worker
        | PageKind::Search
        | PageKind::SearchData(..) => false,
    }
}

/// Reads a file anew and compares it with the plan. Files that carry no articles come to nothing.
pub fn inspect(page: &Page, bytes: &[u8], context: Context<'_>, wordings: &Wordings) -> Inspected {
    let context = context.speaking(page.language);
    let mut inspection = Inspection { page, context, wordings, out: Inspected::default() };
    let text = String::from_utf8_lossy(bytes);
    match &page.kind {
        PageKind::Article(id) => inspection.article(*id, &text),
        PageKind::Mirror(id) => inspection.mirror(*id, &text),
        PageKind::LlmsFull => inspection.mirrors(&text),
        PageKind::Feed(format, of) => match reread::feed(&text, *format) {
            Ok(entries) => inspection.feed(&feeds::entries(*of, context), &entries),
            Err(why) => inspection.report("audit/feed", format!("it cannot be read: {why}"), None, None),
        },
        _ if carries_articles(page) => inspection.list(&views::listed(page, context), &text),
        _ => {}
    }
    inspection.out
}

struct Inspection<'a> {
    page: &'a Page,
    context: Context<'a>,
    wordings: &'a Wordings,
    out: Inspected,
}

impl Inspection<'_> {
    fn article(&mut self, id: ArticleId, text: &str) {
        let mut read = reread::html(text, &self.context.config.links);
        let channels = |shown: &Shown| {
            let channels = self.context.config.disclaimers[shown.disclaimer].channels;
            [("html", channels.html), ("print", channels.print)]
                .into_iter()
                .filter(|(_, reaches)| *reaches)
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        let planned = self.planned(id, |shown| shown.placement != DisclaimerPlacement::Card);
        for shown in planned {
            let channels = channels(&shown);
            if !channels.is_empty() {
                self.hold(id, shown, &mut read, channels, None);
            }
        }
        self.rest(read);
    }

    fn feed(&mut self, ids: &[ArticleId], entries: &[(String, String)]) {
        for id in ids {
            let article = self.context.site.article(*id);
            let permalink = self.context.config.base_url.absolute(&article.route);
            let Some((_, html)) = entries.iter().find(|(address, _)| *address == permalink) else {
                self.report("audit/feed", format!("it has no entry for {permalink}"), Some(*id), None);
                continue;
            };
            let mut read = reread::html(html, &self.context.config.links);
            for shown in self.planned(*id, |shown| shown.placement != DisclaimerPlacement::Card) {
                if self.context.config.disclaimers[shown.disclaimer].channels.feed {
                    self.hold(*id, shown, &mut read, vec!["feed"], None);
                }
            }
            self.rest(read);
        }
    }

    fn mirror(&mut self, id: ArticleId, text: &str) {
        let mut read = reread::markdown(text, self.context.config, self.context.language);
        for shown in self.planned(id, |shown| shown.placement != DisclaimerPlacement::Card) {
            if self.context.config.disclaimers[shown.disclaimer].channels.markdown {
                self.hold(id, shown, &mut read, vec!["markdown"], None);
            }
        }
        self.rest(read);
    }

    /// All mirrors in one file: each begins with its address.
    fn mirrors(&mut self, text: &str) {
        let mut rest = text;
        for id in self.context.recent() {
            let permalink = self.context.config.base_url.absolute(&self.context.site.article(*id).route);
            let Some((_, from)) = rest.split_once(&mirror::address_line(&permalink)) else {
                self.report("audit/feed", format!("it does not hold {permalink}"), Some(*id), None);
                continue;
            };
            rest = from;
            let next = from.find(mirror::ADDRESS).unwrap_or(from.len());
            self.mirror(*id, &from[..next]);
        }
    }

    fn list(&mut self, ids: &[ArticleId], text: &str) {
        let mut read = reread::html(text, &self.context.config.links);
        for id in ids {
            let route = self.route(*id);
            for shown in self.planned(*id, |shown| shown.placement == DisclaimerPlacement::Card) {
                self.hold(*id, shown, &mut read, vec!["html"], Some(&route));
            }
        }
        self.rest(read);
    }

    fn planned(&self, id: ArticleId, wanted: impl Fn(&Shown) -> bool) -> Vec<Shown> {
        self.context.policies.of(id).disclaimers.iter().filter(|shown| wanted(shown)).copied().collect()
    }

    fn route(&self, id: ArticleId) -> String {
        self.context.config.base_url.local(&self.context.site.article(id).route)
    }

    /// Takes a disclaimer out of what was read, and reports what is wrong with it.
    fn hold(
        &mut self,
        id: ArticleId,
        shown: Shown,
        read: &mut Reread,
        channels: Vec<&'static str>,
        of: Option<&str>,
    ) {
        let context = self.context;
        let disclaimer = &context.config.disclaimers[shown.disclaimer];
        let placement = shown.placement.name();
        let is_it = |block: &Block| {
            block.policy == disclaimer.id && block.placement == placement && block.of.as_deref() == of
        };
        let Some(at) = read.blocks.iter().position(is_it) else {
            let message = format!("`{}` does not stand there ({placement})", disclaimer.id);
            return self.report("audit/missing", message, Some(id), Some(shown.disclaimer));
        };
        let block = read.blocks.remove(at);
        let before = self.out.found.len();
        self.check(&block, id, shown);
        if self.out.found.len() == before {
            let output = self.page.route.out_path().to_string();
            let words = sha256(&block.text);
            self.out.shown.push(Stands { article: id, shown, output, channels, words });
        }
    }

    fn check(&mut self, block: &Block, id: ArticleId, shown: Shown) {
        let context = self.context;
        let disclaimer = &context.config.disclaimers[shown.disclaimer];
        let version = &disclaimer.versions[shown.version];
        let hash =
            context.texts.of_version(shown.disclaimer, shown.version).map(|at| &context.texts.texts[at].hash);
        let name = &disclaimer.id;
        let (article, policy) = (Some(id), Some(shown.disclaimer));
        if block.version != version.name || Some(&block.hash) != hash {
            let message = format!("`{name}` should be version {}, and is {}", version.name, block.version);
            self.report("audit/version", message, article, policy);
        }
        if block.text != self.wordings.of(&shown, context.site.article(id), context) {
            self.report("audit/words", format!("`{name}` does not read as it should"), article, policy);
        }
        if let Some(why) = block.hidden {
            self.report("audit/hidden", format!("readers do not see `{name}`: {why}"), article, policy);
        }
        let first = matches!(
            shown.placement,
            DisclaimerPlacement::Sticky | DisclaimerPlacement::Top | DisclaimerPlacement::BeforeCta
        );
        if block.below_call && first {
            let message = format!("`{name}` stands below a call to action");
            self.report("audit/below-call", message, article, policy);
        }
    }

    /// What nobody has planned: marks of other articles may stand anywhere, if they are right.
    fn rest(&mut self, read: Reread) {
        for block in read.blocks {
            let marked = block.of.as_ref().and_then(|route| self.marked(route, &block.policy));
            match marked {
                Some((id, shown)) => self.check(&block, id, shown),
                None => {
                    let message = format!("`{}` stands there, and should not", block.policy);
                    self.report("audit/unexpected", message, None, None);
                }
            }
        }
        for url in read.unmarked {
            let message = format!("the link to {url} does not say that it is sponsored");
            self.report("audit/link", message, None, None);
        }
    }

    fn marked(&self, route: &str, policy: &str) -> Option<(ArticleId, Shown)> {
        let articles = &self.context.site.articles;
        let article =
            articles.iter().find(|article| self.context.config.base_url.local(&article.route) == route)?;
        let is_it = |shown: &&Shown| {
            shown.placement == DisclaimerPlacement::Card
                && self.context.config.disclaimers[shown.disclaimer].id == policy
        };
        let shown = self.context.policies.of(article.id).disclaimers.iter().find(is_it)?;
        Some((article.id, *shown))
    }

    fn report(
        &mut self,
        code: &'static str,
        what: String,
        article: Option<ArticleId>,
        policy: Option<usize>,
    ) {
        let own = match self.page.kind {
            PageKind::Article(id) => Some(id),
            _ => article,
        };
        let message = format!("{}: {what}", self.page.route.out_path());
        let mut diagnostic = Diagnostic::error(code, message);
        if let Some(id) = own {
            let article = self.context.site.article(id);
            diagnostic = diagnostic.label(article.file, Place::Key(Vec::new()), "");
        }
        if let Some(index) = policy {
            let field = self.context.config.disclaimers[index].field.clone();
            diagnostic = diagnostic.label(SITE_TOML, Place::Key(field), "this disclaimer");
        }
        let help = match code {
            "audit/unexpected" => "a template or raw HTML writes what only the engine may: remove it",
            "audit/link" => "add rel=\"sponsored\" to it in the template that has it",
            _ => "the template changes what it is given: show `content` and `marks_html` whole and in sight",
        };
        self.out.found.push(diagnostic.help(help));
    }
}
