//! Owns finding again what was published: disclaimers, calls to action and links in finished HTML, and
//! the HTML of entries in finished feeds.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::dom::{Dom, ROOT};
use crate::config::{Config, FeedFormat, Links};
use crate::document::Settings;
use crate::language::Language;
use crate::markup::{self, FaqSetting, Hole, Options};
use crate::source::{SITE_TOML, Source};

/// A disclaimer, or its mark, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// `data-policy`.
    pub(super) policy: String,
    /// `data-version`.
    pub(super) version: String,
    /// `data-hash`.
    pub(super) hash: String,
    /// `data-of` of a mark: the URL path of the article it is about.
    pub(super) of: Option<String>,
    /// Where it says that it stands.
    pub(super) placement: String,
    /// Its words.
    pub(super) text: String,
    /// What keeps readers from seeing it.
    pub(super) hidden: Option<&'static str>,
    /// Whether a call to action stands above it.
    pub(super) below_call: bool,
}

/// What matters of a piece of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reread {
    pub(super) blocks: Vec<Block>,
    /// Addresses of sponsored links that do not say so.
    pub(super) unmarked: Vec<String>,
}

/// Reads HTML.
pub(super) fn html(text: &str, links: &Links) -> Reread {
    let dom = Dom::parse(text);
    let mut reread = Reread::default();
    let mut called = false;
    for node in dom.below(ROOT) {
        called |= dom.attribute(node, "data-cta").is_some();
        if let Some(policy) = dom.attribute(node, "data-policy") {
            let attribute = |name| dom.attribute(node, name).unwrap_or_default().to_owned();
            reread.blocks.push(Block {
                policy: policy.to_owned(),
                version: attribute("data-version"),
                hash: attribute("data-hash"),
                of: dom.attribute(node, "data-of").map(str::to_owned),
                placement: placement(&attribute("class")),
                text: dom.text(node),
                hidden: hidden(&dom, node),
                below_call: called,
            });
        }
        if links.any_sponsored() && matches!(dom.name(node), Some("a" | "area")) {
            let href = dom.attribute(node, "href").unwrap_or_default();
            let rel = dom.attribute(node, "rel").unwrap_or_default();
            let says = rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("sponsored"));
            if !says && links.sponsorship(href, &host(href)) > crate::config::Sponsorship::None {
                reread.unmarked.push(href.to_owned());
            }
        }
    }
    reread
}

/// Reads Markdown of the mirror: a disclaimer is a quotation behind a comment.
pub(super) fn markdown(text: &str, config: &Config, language: &Language) -> Reread {
    let mut settings = Settings::of(config).markup;
    settings.markdown.smart_punctuation = false;
    settings.mirror = false;
    let mut reread = Reread::default();
    let mut called = false;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        called |= line.starts_with("<!-- call to action ");
        let Some(marks) = line.strip_prefix("<!-- policy ").and_then(|line| line.strip_suffix(" -->")) else {
            continue;
        };
        let mut quoted = String::new();
        while let Some(line) = lines.next_if(|line| line.starts_with('>')) {
            quoted += line[1..].strip_prefix(' ').unwrap_or(&line[1..]);
            quoted.push('\n');
        }
        let mut marks = marks.split("; ").map(|mark| mark.rsplit(' ').next().unwrap_or_default().to_owned());
        let mut mark = || marks.next().unwrap_or_default();
        reread.blocks.push(Block {
            policy: mark(),
            version: mark(),
            hash: mark(),
            of: None,
            placement: mark(),
            text: words(&quoted, &settings, language),
            hidden: None,
            below_call: called,
        });
    }
    reread
}

/// What readers read of a piece of Markdown.
fn words(text: &str, settings: &markup::Settings, language: &Language) -> String {
    let source = Source::new(SITE_TOML, "mirror", text);
    let options = Options { faq: FaqSetting::Refuse };
    let body = markup::read(&source, 0..text.len(), &options, settings).value.body;
    let mut html = String::new();
    body.fill(&mut html, |hole, out| {
        if let Hole::Saying(saying) = hole {
            out.push_str(language.text(saying.key()).split('{').next().unwrap_or_default());
        }
    });
    let dom = Dom::parse(&html);
    dom.text(ROOT)
}

/// The host of a full address, in lower case.
fn host(href: &str) -> String {
    let rest = href.split_once("//").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().trim_end_matches('.').to_lowercase()
}

fn placement(class: &str) -> String {
    let mut words = class.split_ascii_whitespace().filter_map(|word| word.strip_prefix("disclaimer-"));
    match words.next() {
        Some("mark") => "card".to_owned(),
        word => word.unwrap_or_default().to_owned(),
    }
}

/// What keeps readers from seeing an element, as far as the HTML tells: style sheets are not asked.
fn hidden(dom: &Dom, node: usize) -> Option<&'static str> {
    let one = |node: usize| {
        let is = |name: &str, value: &str| dom.attribute(node, name).is_some_and(|found| found == value);
        let style = dom.attribute(node, "style").unwrap_or_default().replace(' ', "").to_lowercase();
        match dom.name(node) {
            Some("details") => Some("it is collapsed in a <details>"),
            Some("template") => Some("it is part of a <template>"),
            Some("noscript") => Some("it is part of a <noscript>"),
            Some("dialog") if dom.attribute(node, "open").is_none() => {
                Some("it is part of a closed <dialog>")
            }
            _ if dom.attribute(node, "hidden").is_some() => Some("it is `hidden`"),
            _ if is("aria-hidden", "true") => Some("it is hidden from screen readers"),
            _ if style.contains("display:none") || style.contains("visibility:hidden") => {
                Some("its style hides it")
            }
            _ => None,
        }
    };
    std::iter::once(node).chain(dom.above(node)).find_map(one)
}

/// The entries of a feed: the address of each, and its HTML. The error says what is wrong with the feed.
pub(super) fn feed(text: &str, format: FeedFormat) -> Result<Vec<(String, String)>, String> {
    match format {
        FeedFormat::Json => json(text),
        FeedFormat::Atom => xml(text, "entry", "content"),
        FeedFormat::Rss => xml(text, "item", "content:encoded"),
    }
}

fn json(text: &str) -> Result<Vec<(String, String)>, String> {
    let feed: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let items = feed["items"].as_array().ok_or("it has no items")?;
    let text = |item: &serde_json::Value, key| item[key].as_str().unwrap_or_default().to_owned();
    Ok(items.iter().map(|item| (text(item, "url"), text(item, "content_html"))).collect())
}

fn xml(text: &str, entry: &str, content: &str) -> Result<Vec<(String, String)>, String> {
    let mut reader = Reader::from_str(text);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let inside = path.iter().any(|name| name == entry);
        match event {
            Event::Eof => return Ok(found),
            Event::Start(start) => {
                let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
                if name == entry {
                    found.push(Default::default());
                }
                path.push(name);
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Empty(empty) if inside && empty.name().as_ref() == b"link" => {
                let href = empty.try_get_attribute("href").map_err(|error| error.to_string())?;
                let href = href.map(|href| href.unescape_value().map(|value| value.into_owned()));
                if let (Some(found), Some(href)) = (found.last_mut(), href) {
                    found.0 = href.map_err(|error| error.to_string())?;
                }
            }
            event if inside => {
                let words = match event {
                    Event::Text(text) => {
                        text.decode().map(|text| text.into_owned()).map_err(|error| error.to_string())?
                    }
                    Event::CData(data) => {
                        data.decode().map(|text| text.into_owned()).map_err(|error| error.to_string())?
                    }
                    Event::GeneralRef(name) => entity(&name)?,
                    _ => continue,
                };
                let Some(found) = found.last_mut() else { continue };
                match path.last() {
                    Some(last) if last == content => found.1.push_str(&words),
                    Some(last) if last == "link" => found.0.push_str(&words),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// What `&name;` stands for.
fn entity(name: &quick_xml::events::BytesRef<'_>) -> Result<String, String> {
    if let Some(c) = name.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(c.to_string());
    }
    let name = name.decode().map_err(|error| error.to_string())?;
    let known = quick_xml::escape::resolve_xml_entity(&name);
    known.map(str::to_owned).ok_or_else(|| format!("it has the unknown entity `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links { rel: Vec::new(), target: None, rules: Vec::new() }
    }

    #[test]
    fn blocks_in_their_order() {
        let page = "<main><aside class=\"disclaimer disclaimer-top\" data-policy=a data-version=1 data-hash=x>\
            <p>Be</p><p>careful</p></aside><aside data-cta=go>Go</aside>\
            <details><aside class=\"disclaimer disclaimer-before-cta\" data-policy=b>B</aside></details>";
        let read = html(page, &links());
        let told: Vec<_> = read
            .blocks
            .iter()
            .map(|block| {
                (&*block.policy, &*block.placement, &*block.text, block.hidden.is_some(), block.below_call)
            })
            .collect();
        assert_eq!(told, [("a", "top", "Be careful", false, false), ("b", "before-cta", "B", true, true)]);
    }

    #[test]
    fn ways_to_hide() {
        for (before, hides) in [
            ("<div>", false),
            ("<div hidden>", true),
            ("<div style='display: none'>", true),
            ("<div aria-hidden=true>", true),
            ("<template>", true),
            ("<details open>", true),
            ("<p hidden>text", false),
        ] {
            let read = html(&format!("{before}<aside data-policy=a>A</aside>"), &links());
            assert_eq!(read.blocks[0].hidden.is_some(), hides, "{before}");
        }
    }

    #[test]
    fn entries_of_every_format() {
        let atom = "<feed><link href=\"self\"/><entry><title>t</title><link href=\"u\"/>\
            <content type=\"html\">&lt;p&gt;A &amp;amp; &#66;&lt;/p&gt;</content></entry></feed>";
        let rss = "<rss><channel><link>home</link><item><link>u</link>\
            <content:encoded><![CDATA[<p>A &amp; B</p>]]></content:encoded></item></channel></rss>";
        let json = "{\"items\": [{\"url\": \"u\", \"content_html\": \"<p>A &amp; B</p>\"}]}";
        for (text, format) in [(atom, FeedFormat::Atom), (rss, FeedFormat::Rss), (json, FeedFormat::Json)] {
            let expected = vec![("u".to_owned(), "<p>A &amp; B</p>".to_owned())];
            assert_eq!(feed(text, format), Ok(expected), "{format:?}");
        }
    }
}
