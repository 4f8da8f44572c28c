//! Owns one content file by itself: its front matter and what its Markdown says. A document depends
//! on its own bytes and the [`Settings`] only, and so can be cached by them.

mod disclosure;
mod fence;
mod front_matter;
mod life;
mod section_matter;
mod translated;
mod values;

use std::borrow::Cow;
use std::ops::Range;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use disclosure::{AiUse, Approval, Consideration, Disclosure, Layer, Position, Waiver};
pub use front_matter::{FactsSaid, FrontMatter, Notices, SeriesEntry, Terms};
pub use life::{LifeKeys, Revision, RevisionKind, Status};
pub use section_matter::{ArticleType, SectionMatter, SortBy};
pub use translated::Translated;
pub use values::{line, lines};

use crate::config::Config;
use crate::diagnostic::{Diagnosed, Diagnostic, Place, Step};
use crate::digest::{Digest, Hasher};
use crate::fields::{self, Format, Table, Unknown};
use crate::markup::{self, Body, Headings, Markup, Reference, Slot, SponsoredLink};
use crate::source::Source;
use crate::words::{self, Words};

/// What of the configuration a document depends on.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How Markdown is read.
    pub markup: markup::Settings,
    /// What to make of unknown front-matter keys.
    pub unknown_keys: Unknown,
    /// Front-matter keys that are let pass.
    pub extra_keys: Vec<String>,
    /// Keys of other tools, each with the key of ours that it stands for.
    pub renamed_keys: Vec<(String, String)>,
    /// Names of the taxonomies, each a front-matter key.
    pub taxonomies: Vec<String>,
    /// Time zone of dates without offset.
    pub time_zone: TimeZone,
    /// Whether texts can be searched.
    pub search: bool,
    /// Digest of all of the above.
    pub digest: Digest,
}

impl Settings {
    /// What of `config` documents depend on.
    pub fn of(config: &Config) -> Self {
        let markup = markup::Settings {
            markdown: config.markdown.clone(),
            links: config.links.clone(),
            code: config.code.clone(),
            faq: config.theme.faq,
            base_url: format!("{}{}", config.home_url.origin(), config.home_url.path()),
            mirror: config.mirror.markdown,
        };
        let taxonomies: Vec<_> = config.taxonomies.iter().map(|taxonomy| taxonomy.name.clone()).collect();
        let mut hasher = Hasher::new();
        hasher.value(&(
            &markup,
            config.unknown_keys,
            &config.extra_keys,
            &config.renamed_keys,
            &taxonomies,
            &config.time_zone_name,
            config.search,
        ));
        Self {
            markup,
            unknown_keys: config.unknown_keys,
            extra_keys: config.extra_keys.clone(),
            renamed_keys: config.renamed_keys.clone(),
            taxonomies,
            time_zone: config.time_zone.clone(),
            search: config.search,
            digest: hasher.finish(),
        }
    }
}

/// What is kept of an article throughout a run: everything but its body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct Document {
    /// Digest of the text and the settings: names the document's [`Content`] too.
    pub key: Digest,
    /// Its front matter.
    pub front: FrontMatter,
    /// Headings in order.
    pub headings: Headings,
    /// Every other id in the page.
    pub anchors: Box<[Box<str>]>,
    /// What the body's holes refer to.
    pub references: Box<[Reference]>,
    /// The questions of its FAQ. Answers are part of the content.
    pub questions: Box<[Question]>,
    /// Whether the author has written a disclaimer into the text.
    pub written_disclaimer: bool,
    /// One paragraph of plain text that can stand for the article; none if it is the description.
    pub summary: Option<Box<str>>,
    /// Words of the text.
    pub words: u32,
    /// Whether there is highlighted code.
    pub code: bool,
    /// Which slots the body has.
    pub slots: Box<[Slot]>,
    /// The link that says most about who paid for the article.
    pub sponsored: Option<Box<SponsoredLink>>,
}

impl Document {
    /// One paragraph of plain text that can stand for the article.
    pub fn summary(&self) -> &str {
        self.summary.as_deref().or(self.front.description.as_deref()).unwrap_or_default()
    }

    /// The words of a question of its FAQ and the id of its heading.
    pub fn question(&self, question: &Question) -> Option<(&str, Cow<'_, str>)> {
        let heading = self.headings.get(question.heading as usize)?;
        Some((heading.text.trim(), heading.id))
    }
}

/// A question of an article's FAQ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Which of the headings it is.
    pub heading: u32,
    /// Digest of question and answer, without regard for case, punctuation and white space.
    pub digest: Digest,
}

/// The bulk of an article: fetched when its page is rendered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Its words, if texts can be searched; first, so that they can be had without the rest.
    pub words: Words,
    /// The text as HTML with holes.
    pub body: Body,
    /// The text as Markdown with holes, if the site has a mirror.
    pub markdown: Option<Body>,
    /// The FAQ.
    pub faq: Vec<markup::FaqEntry>,
}

impl Content {
    /// About how many bytes it has.
    pub fn size(&self) -> usize {
        let faq = self.faq.iter().map(|entry| entry.answer.size() + entry.question.len() + 64);
        let bodies = self.body.size() + self.markdown.as_ref().map_or(0, Body::size);
        self.words.kept_size() + bodies + faq.sum::<usize>() + 64
    }
}

/// What is kept of a section's `_index.md`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionDocument {
    /// Its front matter.
    pub matter: SectionMatter,
    /// Its text as HTML with holes.
    pub body: Body,
    /// What the holes refer to.
    pub references: Vec<Reference>,
    /// Ids in the text.
    pub anchors: Vec<Box<str>>,
}

/// The key of the document that comes of a text with this digest.
pub fn key(source: Digest, settings: &Settings) -> Digest {
    Hasher::new().digest(source).digest(settings.digest).finish()
}

/// Reads an article. Without usable front matter the value is `None`.
pub fn read(source: &Source, settings: &Settings) -> Diagnosed<Option<(Document, Content)>> {
    let mut diagnostics = Vec::new();
    let Some((mut table, body)) = split(source, &mut diagnostics) else {
        return Diagnosed::new(None, diagnostics);
    };
    let renamed = rename(&mut table, settings);
    let read = front_matter::read(source, &table, settings, &mut diagnostics);
    drop(table);
    name_as_written(&mut diagnostics, &renamed);
    let (front, faq) = read.unzip();
    let options = markup::Options { faq: faq.unwrap_or_default() };
    let markup = markup::read(source, body, &options, &settings.markup).into_value(&mut diagnostics);
    let key = key(source.digest, settings);
    Diagnosed::new(front.map(|front| assemble(key, front, markup, settings)), diagnostics)
}

fn assemble(key: Digest, front: FrontMatter, markup: Markup, settings: &Settings) -> (Document, Content) {
    let words = if settings.search { words_of(&front, &markup) } else { Words::default() };
    let question = |(entry, answer): (&markup::FaqEntry, &String)| Question {
        heading: entry.heading,
        digest: pair_digest(&entry.question, answer),
    };
    let questions = markup.faq.iter().zip(&markup.answers).map(question).collect();
    let is_own = front.description.is_none() || markup.summary.marked;
    let summary = is_own.then(|| markup.summary.text.into());
    let document = Document {
        key,
        front,
        headings: markup.headings,
        anchors: markup.anchors.into(),
        references: markup.references.into(),
        questions,
        written_disclaimer: markup.written_disclaimer,
        summary,
        words: markup.words,
        code: markup.code,
        slots: markup.slots.into(),
        sponsored: markup.sponsored.map(Box::new),
    };
    (document, Content { words, body: markup.body, markdown: markup.markdown, faq: markup.faq })
}

/// The words of an article, those of its title and of what tells its subject among them.
fn words_of(front: &FrontMatter, markup: &Markup) -> Words {
    let mut words = words::Gathering::default();
    words.add_title(&front.title);
    let subject = front
        .description
        .iter()
        .chain(front.terms.iter().flat_map(|(_, terms)| terms))
        .chain(&front.category);
    subject.for_each(|text| words.add(text, words::SUBJECT));
    // They are part of the text, too.
    markup.headings.iter().for_each(|heading| words.add(heading.text, words::SUBJECT - 1));
    words.add(&markup.text, 1);
    words.finish()
}

/// Two pairs are the same if they differ in case, punctuation and white space only.
fn pair_digest(question: &str, answer: &str) -> Digest {
    Hasher::new().part(words::alike(question)).part(words::alike(answer)).finish()
}

/// Reads a section's `_index.md`.
pub fn read_section(source: &Source, settings: &Settings) -> Diagnosed<Option<SectionDocument>> {
    let mut diagnostics = Vec::new();
    let Some((table, body)) = split(source, &mut diagnostics) else {
        return Diagnosed::new(None, diagnostics);
    };
    let matter = section_matter::read(source, &table, settings, &mut diagnostics);
    let options = markup::Options { faq: markup::FaqSetting::Refuse };
    let markup = markup::read(source, body, &options, &settings.markup).into_value(&mut diagnostics);
    let of_headings = markup.headings.iter().map(|heading| heading.id.into());
    let anchors = of_headings.chain(markup.anchors).collect();
    let section =
        |matter| SectionDocument { matter, body: markup.body, references: markup.references, anchors };
    Diagnosed::new(matter.map(section), diagnostics)
}

/// Where a field's key and value stand in a file, for messages about front matter or site.toml.
/// `value` chooses between the two. The empty path is the front matter as a whole, shown at its
/// first line; a field that is not found is shown at the one it would belong to.
pub fn locate_field(source: &Source, path: &[Step], value: bool) -> Option<Range<usize>> {
    let (opening, matter, format) = if source.path.ends_with(".toml") {
        (None, 0..source.text.len(), Format::Toml)
    } else {
        let fence = fence::find(&source.text).ok()??;
        (Some(fence.opening), fence.matter, fence.format)
    };
    let text = &source.text[matter.clone()];
    let locate = if value { fields::locate } else { fields::locate_key };
    let found = (1..=path.len()).rev().find_map(|len| locate(text, format, &path[..len]));
    found.map(|found| matter.start + found.start..matter.start + found.end).or(opening)
}

/// Gives keys of other tools the names we know, where an article has none of its own by that name.
fn rename<'s>(table: &mut Table, settings: &'s Settings) -> Vec<&'s (String, String)> {
    let mut renamed = Vec::new();
    for pair in &settings.renamed_keys {
        let (theirs, ours) = pair;
        if !table.contains_key(ours)
            && let Some(value) = table.remove(theirs)
        {
            table.insert(ours.clone(), value);
            renamed.push(pair);
        }
    }
    renamed
}

/// Problems of renamed keys stand where the author wrote them.
fn name_as_written(diagnostics: &mut [Diagnostic], renamed: &[&(String, String)]) {
    for label in diagnostics.iter_mut().flat_map(|diagnostic| &mut diagnostic.labels) {
        if let Place::Key(path) | Place::Value(path) = &mut label.place
            && let Some(Step::Key(key)) = path.first_mut()
            && let Some((theirs, _)) = renamed.iter().find(|(_, ours)| ours == key)
        {
            key.clone_from(theirs);
        }
    }
}

/// Reads the front matter's table and finds the body.
fn split(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<(Table, Range<usize>)> {
    let fence = match fence::find(&source.text) {
        Ok(Some(fence)) => fence,
        Ok(None) => {
            let (range, help) = fence::missing(&source.text);
            let diagnostic = Diagnostic::error("front-matter/missing", "there is no front matter");
            diagnostics.push(diagnostic.at(source.id, range, "").help(help));
            return None;
        }
        Err(problem) => {
            diagnostics.push(problem.into_diagnostic(source.id));
            return None;
        }
    };
    match fields::parse(&source.text[fence.matter.clone()], fence.format) {
        Ok(table) => Some((table, fence.body)),
        Err(mut problem) => {
            problem.shift(fence.matter.start);
            let swallowed = fence::swallowed(&source.text, &fence, problem.range.start);
            let diagnostic = problem.into_diagnostic("front-matter/syntax", source.id);
            diagnostics.push(diagnostic.maybe_help(swallowed));
            None
        }
    }
}

#[cfg(test)]
mod tests;
