//! Owns filling an article's body: links and images, and the disclaimers and calls to action in
//! their places.

use std::cell::Cell;

use super::view::ImageSourceView;
use super::{Context, blocks, life, pictures};
use crate::config::{CallToActionPlacement, Config, DisclaimerPlacement};
use crate::digest::{Digest, Hasher};
use crate::document::Content;
use crate::images::Picture;
use crate::language::Language;
use crate::markup::body::{escape, escape_into};
use crate::markup::{Body, Hole, Reference, ReferenceKind, Saying, Slot};
use crate::policy::{self, Selection};
use crate::site::{Article, Resolved};

/// How the URLs of the site are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urls {
    /// From the host's root, for pages.
    Local,
    /// In full, for feeds and structured data.
    Absolute,
}

/// For whom an article's text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Html(Urls),
    Markdown,
}

/// An article's text as Markdown, with everything that belongs into it and URLs in full; `None` if the
/// site has no mirror.
pub fn markdown(context: Context<'_>, article: &Article, content: &Content) -> Option<String> {
    let filler = Filler::of(context, article, Urls::Absolute);
    let mut placer = Placer::new(context, article, Face::Markdown);
    let mut out = String::with_capacity(8 * 1024);
    placer.at_top(&mut out);
    content.markdown.as_ref()?.fill(&mut out, |hole, out| match hole {
        Hole::Reference(index) => filler.destination(index, out),
        Hole::Slot(slot) => placer.slot(slot, out),
        _ => {}
    });
    if !out.ends_with("\n\n") {
        out.push('\n');
    }
    placer.at_end(&mut out);
    out.truncate(out.trim_end().len());
    out.push('\n');
    Some(out)
}

/// An article's text as HTML, with everything that belongs into it; and how many bytes of it are the
/// notices that come before all else.
pub fn article(context: Context<'_>, article: &Article, content: &Content, urls: Urls) -> (String, usize) {
    let filler = Filler::of(context, article, urls);
    let mut placer = Placer::new(context, article, Face::Html(urls));
    let mut out = String::with_capacity(content.body.size() + 4096);
    life::notice(&mut out, context, article, urls);
    placer.at_top(&mut out);
    let notices = out.len();
    content.body.fill(&mut out, |hole, out| match hole {
        Hole::Slot(slot) => placer.slot(slot, out),
        hole => filler.fill(hole, out),
    });
    placer.at_end(&mut out);
    life::log(&mut out, context, article);
    match urls {
        Urls::Local => (out, notices),
        Urls::Absolute => (away_from_home(&out, &context.config.base_url.absolute(&article.route)), 0),
    }
}

/// What text needs to be read anywhere: headings without links to themselves, and footnotes whose
/// links lead to the page. Quotes in text are escaped, so that only attributes look like these.
fn away_from_home(html: &str, permalink: &str) -> String {
    const ANCHOR: &str = "<a class=\"anchor\" href=\"#";
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(ANCHOR) {
        let (_, after) = after.split_once('>').unwrap_or_default();
        let (inside, after) = after.split_once("</a>").unwrap_or_default();
        plain.extend([before, inside]);
        rest = after;
    }
    plain.push_str(rest);
    plain.replace(" href=\"#", &format!(" href=\"{}#", escape(permalink)))
}

/// The questions that an article owns, with their answers as HTML with full URLs.
pub fn faq(context: Context<'_>, article: &Article, content: &Content) -> Vec<(String, String)> {
    let filler = Filler::of(context, article, Urls::Absolute);
    let owned = content.faq.iter().zip(&article.owns_question).filter(|(_, owns)| **owns);
    owned.map(|(entry, _)| (entry.question.clone(), filler.plain(&entry.answer))).collect()
}

/// A section's text as HTML.
pub fn section(context: Context<'_>, section: &crate::site::Section) -> String {
    let Some((_, document)) = &section.document else { return String::new() };
    let filler = Filler {
        config: context.config,
        language: context.language,
        references: &document.references,
        resolved: &section.resolved,
        urls: Urls::Local,
        own: false,
        pictures: Some(context),
        last: Cell::default(),
    };
    filler.plain(&document.body)
}

/// Names everything that [`article`] and [`faq`] depend on beside the configuration's base URL.
pub fn digest(context: Context<'_>, article: &Article) -> Digest {
    let Context { config, texts, .. } = context;
    let selection = context.policies.of(article.id);
    let mut hasher = Hasher::new();
    hasher.digest(article.filled_digest()).part(selection.sponsorship.name());
    for shown in &selection.disclaimers {
        let disclaimer = &config.disclaimers[shown.disclaimer];
        let Some(index) = texts.of_version(shown.disclaimer, shown.version) else { continue };
        let text = &texts.texts[index];
        hasher.digest(context.blocks.get(index).digest).part(&disclaimer.id).part(&disclaimer.title);
        hasher.part(&disclaimer.versions[shown.version].name).part(shown.placement.name());
        hasher.value(&(disclaimer.channels, &text.language));
        if !text.fields.is_empty() {
            hasher.part(policy::fill(
                context.blocks.get(index).html(Urls::Local),
                article,
                config,
                context.language,
                selection.sponsorship,
            ));
        }
    }
    for (index, _) in &selection.calls_to_action {
        let call = &config.calls_to_action[*index];
        hasher.part(&call.id).part(&call.title).part(call.button.as_deref().unwrap_or_default());
        hasher.part(format!("{:?}", call.placement));
        hasher.digest(context.blocks.get(texts.of_call(*index)).digest);
    }
    hasher.part(config.base_url.absolute(&article.route)).digest(context.language.digest);
    let mut said = String::new();
    life::notice(&mut said, context, article, Urls::Absolute);
    life::log(&mut said, context, article);
    hasher.part(said);
    if !context.media.pictures.is_empty() {
        hasher.part(&config.images.sizes);
        for resolved in &article.resolved {
            if let Resolved::Image(image) = resolved
                && let Some(picture) = pictures::of(context, &image.route)
            {
                hasher.value(picture);
            }
        }
    }
    for owns in &article.owns_question {
        hasher.part([u8::from(*owns)]);
    }
    hasher.finish()
}

/// Puts into a body what it refers to.
pub(super) struct Filler<'a> {
    pub(super) config: &'a Config,
    pub(super) language: &'a Language,
    pub(super) references: &'a [Reference],
    pub(super) resolved: &'a [Resolved],
    pub(super) urls: Urls,
    /// Whether the text is the page's own, where links within it need no address.
    pub(super) own: bool,
    /// Where versions of pictures are known; none for texts that are shown with pictures as they are.
    pub(super) pictures: Option<Context<'a>>,
    /// What was said last: nearly all that a text has to say are the names of its headings' links.
    pub(super) last: Cell<Option<(Saying, Said<'a>)>>,
}

/// What stands before and after what is put in.
type Said<'a> = (&'a str, &'a str);

impl<'a> Filler<'a> {
    fn of(context: Context<'a>, article: &'a Article, urls: Urls) -> Self {
        let (references, resolved) = (&article.document.references, &article.resolved);
        Self {
            config: context.config,
            language: context.language,
            references,
            resolved,
            urls,
            own: true,
            pictures: Some(context),
            last: Cell::default(),
        }
    }

    /// A body without slots of its own.
    pub(super) fn plain(&self, body: &Body) -> String {
        let mut out = String::new();
        body.fill(&mut out, |hole, out| self.fill(hole, out));
        out
    }

    fn fill(&self, hole: Hole, out: &mut String) {
        match hole {
            Hole::Reference(index) => self.reference(index, out),
            Hole::BeforeImage(index) => self.before_image(index, out),
            Hole::AfterImage(index) => self.after_image(index, out),
            Hole::Saying(saying) => escape_into(out, self.said(saying).0),
            Hole::SayingEnd(saying) => escape_into(out, self.said(saying).1),
            Hole::Slot(_) => {}
        }
    }

    /// What the language says before and after what is put in.
    fn said(&self, saying: Saying) -> Said<'a> {
        if let Some((_, said)) = self.last.get().filter(|(last, _)| *last == saying) {
            return said;
        }
        let text = self.language.text(saying.key());
        let (before, rest) = text.split_once('{').unwrap_or((text, ""));
        let said = (before, rest.split_once('}').map_or("", |(_, after)| after));
        self.last.set(Some((saying, said)));
        said
    }

    /// Markdown with its links filled.
    pub(super) fn markdown(&self, body: &Body) -> String {
        let mut out = String::new();
        body.fill(&mut out, |hole, out| {
            if let Hole::Reference(index) = hole {
                self.destination(index, out);
            }
        });
        out
    }

    /// Where a link or an image of Markdown leads, in full.
    fn destination(&self, index: u32, out: &mut String) {
        let (Some(reference), Some(resolved)) =
            (self.references.get(index as usize), self.resolved.get(index as usize))
        else {
            return;
        };
        let url = match resolved {
            Resolved::Route { route, suffix } => self.config.base_url.absolute(route) + &**suffix,
            Resolved::Image(image) => self.config.base_url.absolute(&image.route),
            Resolved::Broken => reference.target.to_string(),
        };
        if reference.kind == ReferenceKind::Raw {
            return escape_into(out, &url);
        }
        let plain = !url.is_empty() && !url.contains([' ', '(', ')', '<', '>', '&']);
        match plain {
            true => out.push_str(&url),
            false => out
                .push_str(&format!("<{}>", url.replace('<', "%3C").replace('>', "%3E").replace('&', "\\&"))),
        }
    }

    pub(super) fn reference(&self, index: u32, out: &mut String) {
        let (Some(reference), Some(resolved)) =
            (self.references.get(index as usize), self.resolved.get(index as usize))
        else {
            return;
        };
        let url = |route| match self.urls {
            Urls::Local => self.config.base_url.local(route),
            Urls::Absolute => self.config.base_url.absolute(route),
        };
        match resolved {
            // A link within a page is shortest without the page's address.
            Resolved::Route { .. }
                if self.urls == Urls::Local && self.own && reference.target.starts_with('#') =>
            {
                escape_into(out, &reference.target);
            }
            Resolved::Route { route, suffix } => {
                escape_into(out, &url(route));
                escape_into(out, suffix);
            }
            Resolved::Image(image) => {
                out.push_str(" src=\"");
                escape_into(out, &url(&image.route));
                out.push('"');
                if let Some((width, height)) = image.size {
                    out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                }
                if let Some(color) = self.versions(index).and_then(pictures::color) {
                    out.push_str(&format!(" data-color=\"{color}\""));
                }
            }
            Resolved::Broken => escape_into(out, &reference.target),
        }
    }

    /// What was made of an image; feeds get it as it is.
    fn versions(&self, index: u32) -> Option<&Picture> {
        match self.resolved.get(index as usize)? {
            Resolved::Image(image) if self.urls == Urls::Local => pictures::of(self.pictures?, &image.route),
            _ => None,
        }
    }

    fn before_image(&self, index: u32, out: &mut String) {
        let (Some(Resolved::Image(image)), Some(context)) =
            (self.resolved.get(index as usize), self.pictures)
        else {
            return;
        };
        let Some(picture) = self.versions(index).filter(|picture| !picture.sets.is_empty()) else { return };
        out.push_str("<picture>");
        for source in pictures::sources(context, &image.route, image.size, picture) {
            let ImageSourceView { media_type, srcset } = source;
            let sizes = escape(&self.config.images.sizes);
            out.push_str(&format!("<source type=\"{media_type}\" srcset=\"{srcset}\" sizes=\"{sizes}\">"));
        }
    }

    fn after_image(&self, index: u32, out: &mut String) {
        if self.versions(index).is_some_and(|picture| !picture.sets.is_empty()) {
            out.push_str("</picture>");
        }
    }
}

/// Writes the disclaimers and calls to action of one article in their places.
struct Placer<'a> {
    context: Context<'a>,
    article: &'a Article,
    selection: &'a Selection,
    face: Face,
    has_faq: bool,
    /// Disclaimers that stand above.
    said: Vec<usize>,
    /// Whether a call to action does.
    called: bool,
}

impl<'a> Placer<'a> {
    fn new(context: Context<'a>, article: &'a Article, face: Face) -> Self {
        let has_faq = article.document.slots.contains(&Slot::BeforeFaq);
        let selection = context.policies.of(article.id);
        Self { context, article, selection, face, has_faq, said: Vec::new(), called: false }
    }

    fn at_top(&mut self, out: &mut String) {
        let without_call = self.selection.calls_to_action.is_empty();
        self.disclaimers(out, |placement| match placement {
            DisclaimerPlacement::Sticky | DisclaimerPlacement::Top => true,
            placement => placement == DisclaimerPlacement::BeforeCta && without_call,
        });
    }

    fn slot(&mut self, slot: Slot, out: &mut String) {
        match slot {
            Slot::BeforeFaq => {
                self.calls_to_action(out, |placement| placement == CallToActionPlacement::BeforeFaq);
                self.disclaimers(out, |placement| placement == DisclaimerPlacement::BeforeFaq);
            }
            Slot::BeforeConclusion if !self.has_faq => {
                self.calls_to_action(out, |placement| placement == CallToActionPlacement::BeforeFaq);
            }
            Slot::BeforeConclusion => {}
        }
    }

    fn at_end(&mut self, out: &mut String) {
        let has_faq = self.has_faq;
        let placed = has_faq || self.article.document.slots.contains(&Slot::BeforeConclusion);
        self.calls_to_action(out, |placement| placement == CallToActionPlacement::End || !placed);
        self.disclaimers(out, |placement| match placement {
            DisclaimerPlacement::BeforeFaq => !has_faq,
            placement => placement == DisclaimerPlacement::End,
        });
    }

    fn disclaimers(&mut self, out: &mut String, here: impl Fn(DisclaimerPlacement) -> bool) {
        let Context { config, texts, blocks, .. } = self.context;
        for shown in self.selection.disclaimers.iter().filter(|shown| here(shown.placement)) {
            let channels = config.disclaimers[shown.disclaimer].channels;
            let wanted = match self.face {
                Face::Html(Urls::Local) => channels.html || channels.print,
                Face::Html(Urls::Absolute) => channels.feed,
                Face::Markdown => channels.markdown,
            };
            let again = self.said.contains(&shown.disclaimer);
            let framed = blocks::frame(config, texts, shown, again).filter(|_| wanted);
            let Some((frame, index)) = framed else { continue };
            let mut text = std::borrow::Cow::Borrowed(match self.face {
                Face::Html(urls) => blocks.get(index).html(urls),
                Face::Markdown => blocks.get(index).markdown(),
            });
            if !texts.texts[index].fields.is_empty() {
                let fill = match self.face {
                    Face::Html(_) => policy::fill,
                    Face::Markdown => policy::fill_markdown,
                };
                let (language, sponsorship) = (self.context.language, self.selection.sponsorship);
                text = fill(&text, self.article, config, language, sponsorship).into();
            }
            match self.face {
                Face::Html(_) => policy::disclaimer(out, &frame, &text),
                Face::Markdown => policy::disclaimer_markdown(out, &frame, &text),
            }
            self.said.push(shown.disclaimer);
        }
    }

    fn calls_to_action(&mut self, out: &mut String, here: impl Fn(CallToActionPlacement) -> bool) {
        let Context { config, texts, blocks, .. } = self.context;
        for (index, _) in self.selection.calls_to_action.iter().filter(|(_, placement)| here(*placement)) {
            if !std::mem::replace(&mut self.called, true) {
                self.disclaimers(out, |placement| placement == DisclaimerPlacement::BeforeCta);
            }
            let block = blocks.get(texts.of_call(*index));
            let call = &config.calls_to_action[*index];
            match self.face {
                Face::Html(urls) => policy::call_to_action(out, call, block.html(urls), block.button(urls)),
                Face::Markdown => {
                    policy::call_to_action_markdown(out, call, block.markdown(), block.button(Urls::Absolute))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_leaves_its_page() {
        let html = "<h2 id=\"a\"><a class=\"anchor\" href=\"#a\">A <em>b</em></a></h2>\n\
            <h2 id=\"b\"><a href=\"/b/\">B</a><a class=\"anchor\" href=\"#b\" aria-labelledby=\"b\"></a></h2>\n\
            <p>x<sup><a href=\"#fn-1\">1</a></sup> <code>&lt;a href=&quot;#</code></p>";
        assert_eq!(
            away_from_home(html, "https://e.example/a/"),
            "<h2 id=\"a\">A <em>b</em></h2>\n<h2 id=\"b\"><a href=\"/b/\">B</a></h2>\n<p>x<sup><a href=\"https://e.example/a/#fn-1\">1</a></sup> \
             <code>&lt;a href=&quot;#</code></p>"
        );
    }
}
