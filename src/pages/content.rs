//! Owns filling an article's body: links and images, and the disclaimers and calls to action in
//! their places.

use super::{Context, life};
use crate::config::{CallToActionPlacement, DisclaimerPlacement};
use crate::digest::{Digest, Hasher};
use crate::document::Content;
use crate::markup::body::{escape, escape_into};
use crate::markup::{Body, Hole, Reference, Slot};
use crate::policy;
use crate::site::{Article, Resolved};

/// How the URLs of the site are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urls {
    /// From the host's root, for pages.
    Local,
    /// In full, for feeds and structured data.
    Absolute,
}

/// An article's text as HTML, with everything that belongs into it.
pub fn article(context: Context<'_>, article: &Article, content: &Content, urls: Urls) -> String {
    let references = &article.document.references;
    let filler = Filler { context, references, resolved: &article.resolved, urls, own: Some(article) };
    let mut out = String::with_capacity(16 * 1024);
    life::notice(&mut out, context, article, urls);
    filler.at_top(&mut out, article);
    content.body.fill(&mut out, |hole, out| match hole {
        Hole::Reference(index) => filler.reference(index, out),
        Hole::Slot(slot) => filler.slot(slot, out, article),
    });
    filler.at_end(&mut out, article);
    life::log(&mut out, article);
    match urls {
        Urls::Local => out,
        Urls::Absolute => away_from_home(&out, &context.config.base_url.absolute(&article.route)),
    }
}

/// What text needs to be read anywhere: headings without links to themselves, and footnotes whose
/// links lead to the page. Quotes in text are escaped, so that only attributes look like these.
fn away_from_home(html: &str, permalink: &str) -> String {
    const ANCHOR: &str = " <a class=\"anchor\" href=\"#";
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(ANCHOR) {
        plain.push_str(&rest[..at]);
        rest = rest[at..].split_once("</a>").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.replace(" href=\"#", &format!(" href=\"{}#", escape(permalink)))
}

/// The questions that an article owns, with their answers as HTML with full URLs.
pub fn faq(context: Context<'_>, article: &Article, content: &Content) -> Vec<(String, String)> {
    let references = &article.document.references;
    let filler =
        Filler { context, references, resolved: &article.resolved, urls: Urls::Absolute, own: Some(article) };
    let owned = content.faq.iter().zip(&article.owns_question).filter(|(_, owns)| **owns);
    owned.map(|(entry, _)| (entry.question.clone(), filler.plain(&entry.answer))).collect()
}

/// A section's text as HTML.
pub fn section(context: Context<'_>, section: &crate::site::Section) -> String {
    let Some((_, document)) = &section.document else { return String::new() };
    let filler = Filler {
        context,
        references: &document.references,
        resolved: &section.resolved,
        urls: Urls::Local,
        own: None,
    };
    filler.plain(&document.body)
}

/// Names everything that [`article`] and [`faq`] depend on beside the configuration's base URL.
pub fn digest(context: Context<'_>, article: &Article) -> Digest {
    let selection = context.policies.of(article.id);
    let mut hasher = Hasher::new();
    hasher.digest(article.filled_digest()).digest(context.texts.digest).digest(context.policies.links);
    for (index, _) in &selection.disclaimers {
        let disclaimer = &context.config.disclaimers[*index];
        hasher.part(&disclaimer.id).part(&disclaimer.title).part(format!("{:?}", disclaimer.placement));
    }
    for (index, _) in &selection.calls_to_action {
        let call = &context.config.calls_to_action[*index];
        hasher.part(&call.id).part(&call.title).part(call.button.as_deref().unwrap_or_default());
        hasher.part(format!("{:?}", call.placement));
    }
    hasher.part(context.config.base_url.absolute(&article.route));
    let mut said = String::new();
    life::notice(&mut said, context, article, Urls::Absolute);
    life::log(&mut said, article);
    hasher.part(said);
    for owns in &article.owns_question {
        hasher.part([u8::from(*owns)]);
    }
    hasher.finish()
}

struct Filler<'a> {
    context: Context<'a>,
    references: &'a [Reference],
    resolved: &'a [Resolved],
    urls: Urls,
    own: Option<&'a Article>,
}

impl Filler<'_> {
    /// A body without slots of its own.
    fn plain(&self, body: &Body) -> String {
        let mut out = String::new();
        body.fill(&mut out, |hole, out| {
            if let Hole::Reference(index) = hole {
                self.reference(index, out);
            }
        });
        out
    }

    fn reference(&self, index: u32, out: &mut String) {
        let (Some(reference), Some(resolved)) =
            (self.references.get(index as usize), self.resolved.get(index as usize))
        else {
            return;
        };
        let url = |route| match self.urls {
            Urls::Local => self.context.config.base_url.local(route),
            Urls::Absolute => self.context.config.base_url.absolute(route),
        };
        match resolved {
            // A link within a page is shortest without the page's address.
            Resolved::Route { .. }
                if self.urls == Urls::Local && self.own.is_some() && reference.target.starts_with('#') =>
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
            }
            Resolved::Broken => escape_into(out, &reference.target),
        }
    }

    fn at_top(&self, out: &mut String, article: &Article) {
        self.disclaimers(out, article, |placement| placement == DisclaimerPlacement::Top);
    }

    fn slot(&self, slot: Slot, out: &mut String, article: &Article) {
        let has_faq = article.document.slots.contains(&Slot::BeforeFaq);
        match slot {
            Slot::BeforeFaq => {
                self.calls_to_action(out, article, |placement| placement == CallToActionPlacement::BeforeFaq);
                self.disclaimers(out, article, |placement| placement == DisclaimerPlacement::BeforeFaq);
            }
            Slot::BeforeConclusion if !has_faq => {
                self.calls_to_action(out, article, |placement| placement == CallToActionPlacement::BeforeFaq);
            }
            Slot::BeforeConclusion => {}
        }
    }

    fn at_end(&self, out: &mut String, article: &Article) {
        let slots = &article.document.slots;
        let has_faq = slots.contains(&Slot::BeforeFaq);
        let placed = has_faq || slots.contains(&Slot::BeforeConclusion);
        self.calls_to_action(out, article, |placement| placement == CallToActionPlacement::End || !placed);
        self.disclaimers(out, article, |placement| match placement {
            DisclaimerPlacement::Top => false,
            DisclaimerPlacement::BeforeFaq => !has_faq,
            DisclaimerPlacement::End => true,
        });
    }

    fn disclaimers(&self, out: &mut String, article: &Article, here: impl Fn(DisclaimerPlacement) -> bool) {
        for (index, placement) in &self.context.policies.of(article.id).disclaimers {
            if here(*placement) {
                let text = self.notice(*index).plain(&self.context.texts.texts[*index].body);
                policy::disclaimer(out, &self.context.config.disclaimers[*index], &text);
            }
        }
    }

    fn calls_to_action(
        &self,
        out: &mut String,
        article: &Article,
        here: impl Fn(CallToActionPlacement) -> bool,
    ) {
        for (index, placement) in &self.context.policies.of(article.id).calls_to_action {
            if here(*placement) {
                let at = self.context.config.disclaimers.len() + index;
                let filler = self.notice(at);
                let text = &self.context.texts.texts[at];
                let button = text.button.as_ref().map(|target| filler.button(target));
                let body = filler.plain(&text.body);
                policy::call_to_action(
                    out,
                    &self.context.config.calls_to_action[*index],
                    &body,
                    button.as_deref(),
                );
            }
        }
    }

    fn button(&self, target: &Result<u32, String>) -> String {
        match target {
            Ok(index) => {
                let mut url = String::new();
                self.reference(*index, &mut url);
                format!(" href=\"{url}\"")
            }
            Err(url) => {
                let host = url
                    .split("://")
                    .nth(1)
                    .unwrap_or_default()
                    .split(['/', '?', '#'])
                    .next()
                    .unwrap_or_default();
                let (rel, target) = self.context.config.links.of_host(&host.to_lowercase());
                let mut attributes = format!(" href=\"{}\"", escape(url));
                if !rel.is_empty() {
                    attributes.push_str(&format!(" rel=\"{}\"", escape(&rel.join(" "))));
                }
                if let Some(target) = target {
                    attributes.push_str(&format!(" target=\"{}\"", escape(target)));
                }
                attributes
            }
        }
    }

    /// Fills the text of a notice: its references are its own.
    fn notice(&self, index: usize) -> Filler<'_> {
        Filler {
            context: self.context,
            references: &self.context.texts.notices[index].references,
            resolved: &self.context.site.notices[index],
            urls: self.urls,
            own: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_leaves_its_page() {
        let html = "<h2 id=\"a\">A <a class=\"anchor\" href=\"#a\" aria-label=\"Link\"></a></h2>\n\
            <p>x<sup><a href=\"#fn-1\">1</a></sup> <code>&lt;a href=&quot;#</code></p>";
        assert_eq!(
            away_from_home(html, "https://e.example/a/"),
            "<h2 id=\"a\">A</h2>\n<p>x<sup><a href=\"https://e.example/a/#fn-1\">1</a></sup> \
             <code>&lt;a href=&quot;#</code></p>"
        );
    }
}
