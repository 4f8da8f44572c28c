//! Owns the texts of disclaimers and calls to action: Markdown of site.toml, read once for the site.

use super::fields::{field, placeholders};
use crate::config::{
    CallToAction, Config, Disclaimer, DisclosureField, Level, NoticeText, Sponsorship, Version, VersionText,
};
use crate::diagnostic::{Diagnosed, Diagnostic, FieldPath, Place, Step};
use crate::digest::{Digest, Hasher, sha256};
use crate::markup::{self, Body, Chunk, FaqSetting, Options, Reference, ReferenceKind};
use crate::site::Notice;
use crate::source::Source;

/// The texts of all disclaimers, then of all calls to action, in the order of site.toml.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The texts.
    pub texts: Vec<Text>,
    /// What they refer to, for linking.
    pub notices: Vec<Notice>,
    /// For every disclaimer and each of its versions: the text in the site's language.
    versions: Vec<Vec<Option<usize>>>,
    /// Where the texts of calls to action begin.
    calls: usize,
    /// Digest of all of them.
    pub digest: Digest,
}

/// A text that is put into articles.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// HTML with holes.
    pub body: Body,
    /// Markdown with holes, if the site has a mirror.
    pub markdown: Option<Body>,
    /// For a call to action with a button: the reference, by index, that its address became, or the
    /// address itself where it leads to another site.
    pub button: Option<Result<u32, String>>,
    /// SHA-256 of the text as it was written.
    pub hash: String,
    /// The language it is in, if it is not the site's.
    pub language: Option<String>,
    /// What it says of the article that shows it.
    pub fields: Vec<DisclosureField>,
    /// What its links make of an article that shows it.
    pub sponsorship: Sponsorship,
}

impl Texts {
    /// The index of a version's text.
    pub fn of_version(&self, disclaimer: usize, version: usize) -> Option<usize> {
        *self.versions.get(disclaimer)?.get(version)?
    }

    /// The index of the text of a call to action.
    pub fn of_call(&self, call: usize) -> usize {
        self.calls + call
    }
}

/// Reads all texts. `file` finds the file of a text that has its own.
pub fn read_texts(
    config: &Config,
    site_toml: &Source,
    settings: &markup::Settings,
    file: impl Fn(&str) -> Result<Source, Diagnostic>,
) -> Diagnosed<Texts> {
    let mut diagnostics = Vec::new();
    let mut reading = Reading {
        site_toml,
        settings,
        file: &file,
        texts: Texts::default(),
        hasher: Hasher::new(),
        diagnostics: &mut diagnostics,
    };
    for disclaimer in &config.disclaimers {
        let versions = disclaimer.versions.iter();
        let languages = (config.language.as_str(), config.default_language.as_str());
        let texts = versions.map(|version| reading.version(disclaimer, version, languages)).collect();
        reading.texts.versions.push(texts);
    }
    reading.texts.calls = reading.texts.texts.len();
    for (index, call) in config.calls_to_action.iter().enumerate() {
        reading.call(call, index, config);
    }
    let digest = reading.hasher.finish();
    let texts = Texts { digest, ..reading.texts };
    Diagnosed::new(texts, diagnostics)
}

struct Reading<'a> {
    site_toml: &'a Source,
    settings: &'a markup::Settings,
    file: &'a dyn Fn(&str) -> Result<Source, Diagnostic>,
    texts: Texts,
    hasher: Hasher,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// A text and where to show what is wrong with it: none if its file is its own.
struct Found {
    source: Source,
    place: Option<Place>,
    is_read: bool,
}

impl Reading<'_> {
    /// Reads the texts of a version, and tells which is for the site's language.
    fn version(
        &mut self,
        disclaimer: &Disclaimer,
        version: &Version,
        (language, default): (&str, &str),
    ) -> Option<usize> {
        let first = self.texts.texts.len();
        for text in &version.texts {
            let found = self.find(&text.text, version.text_field(text));
            self.check_pin(disclaimer, version, text, &found);
            let fields = if text.pin.is_some() { Vec::new() } else { self.fields(&found) };
            let settings = self.settings.clone();
            let read = match text.pin {
                // Word for word: not even a quote is bent.
                Some(_) => self.read(&found, &plain(settings)),
                None => self.read(&found, &settings),
            };
            self.check_filled(&read.body, &fields, &found);
            let fields = fields.into_iter().map(|(field, _)| field).collect();
            self.push(read, found, Text { fields, ..Text::default() });
        }
        // What is mandatory must be there in the language; anything else is shown in the default one.
        let original = || version.text(default).map(|(at, _)| (at, Some(default)));
        let is_mandatory = disclaimer.level == Level::Mandatory;
        let found = version.text(language).or_else(|| original().filter(|_| !is_mandatory));
        let Some((at, other)) = found else {
            let given: Vec<&str> = version.texts.iter().filter_map(|text| text.language.as_deref()).collect();
            let message = format!(
                "`{}` has no text for `{language}`; there are texts for: {}",
                disclaimer.id,
                given.join(", ")
            );
            let diagnostic = Diagnostic::error("disclaimer/language", message)
                .label(self.site_toml.id, Place::Key(version.field.clone()), "")
                .help(format!("add a text for `{language}`"));
            self.diagnostics.push(diagnostic);
            return None;
        };
        self.texts.texts[first + at].language = other.map(str::to_owned);
        Some(first + at)
    }

    fn call(&mut self, call: &CallToAction, index: usize, config: &Config) {
        let key = |key: &str| Step::Key(key.into());
        let name = if matches!(call.text, NoticeText::Inline(_)) { "text" } else { "file" };
        let found = self.find(&call.text, vec![key("calls_to_action"), Step::Index(index), key(name)]);
        let mut read = self.read(&found, &self.settings.clone());
        let mut sponsorship = Sponsorship::None;
        let button = call.url.as_ref().map(|url| {
            if url.contains("://") || url.starts_with("mailto:") {
                sponsorship = config.links.sponsorship(url, &host(url));
                return Err(url.to_owned());
            }
            let at = u32::try_from(read.references.len()).unwrap_or(u32::MAX);
            let reference = Reference { kind: ReferenceKind::Link, target: url.as_str().into(), span: 0..0 };
            read.references.push(reference);
            Ok(at)
        });
        self.hasher.part(call.url.as_deref().unwrap_or_default());
        self.push(read, found, Text { button, sponsorship, ..Text::default() });
    }

    /// Finds a text; in place of a file that cannot be read there is an empty one.
    fn find(&mut self, text: &NoticeText, field: FieldPath) -> Found {
        let inline = |text: &str| Source::new(self.site_toml.id, self.site_toml.path.clone(), text);
        let place = Place::Value(field);
        match text {
            NoticeText::Inline(text) => Found { source: inline(text), place: Some(place), is_read: true },
            NoticeText::File(path) => match (self.file)(path) {
                Ok(source) => Found { source, place: None, is_read: true },
                Err(mut diagnostic) => {
                    diagnostic.labels.clear();
                    self.diagnostics.push(diagnostic.label(self.site_toml.id, place.clone(), ""));
                    Found { source: inline(""), place: Some(place), is_read: false }
                }
            },
        }
    }

    fn read(&mut self, found: &Found, settings: &markup::Settings) -> markup::Markup {
        let options = Options { faq: FaqSetting::Refuse };
        let read = markup::read(&found.source, 0..found.source.text.len(), &options, settings);
        self.diagnostics.extend(read.diagnostics.into_iter().map(|mut diagnostic| {
            for label in &mut diagnostic.labels {
                label.place = found.place.clone().unwrap_or_else(|| label.place.clone());
            }
            diagnostic
        }));
        read.value
    }

    fn push(&mut self, read: markup::Markup, found: Found, text: Text) {
        self.hasher.digest(found.source.digest);
        let by_links = read.sponsored.map(|link| link.sponsorship).unwrap_or_default();
        let notice = Notice { file: found.source.id, place: found.place, references: read.references };
        self.texts.notices.push(notice);
        self.texts.texts.push(Text {
            body: read.body,
            markdown: read.markdown,
            hash: sha256(found.source.text.as_bytes()),
            sponsorship: text.sponsorship.max(by_links),
            ..text
        });
    }

    fn check_pin(&mut self, disclaimer: &Disclaimer, version: &Version, text: &VersionText, found: &Found) {
        let Some(pin) = &text.pin else { return };
        let hash = sha256(found.source.text.as_bytes());
        if hash == *pin || !found.is_read {
            return;
        }
        let message = format!(
            "the text of `{}`, version {}, is not the one that is pinned",
            disclaimer.id, version.name
        );
        let help = format!(
            "restore the text; if the change is meant, make it a new version, or pin it: sha256 = \"{hash}\""
        );
        let pinned = Place::Value(version.pin_field(text));
        let line = found.source.text.lines().next().map_or(0, str::len);
        let own = found.place.clone().unwrap_or(Place::Range(0..line));
        let diagnostic = Diagnostic::error("disclaimer/pinned", message)
            .label(found.source.id, own, "")
            .label(self.site_toml.id, pinned, "pinned here")
            .help(help);
        self.diagnostics.push(diagnostic);
    }

    /// What a text says of an article, each with how often. Names that are none are reported.
    fn fields(&mut self, found: &Found) -> Vec<(DisclosureField, usize)> {
        let mut fields: Vec<(DisclosureField, usize)> = Vec::new();
        for (range, name) in placeholders(&found.source.text) {
            let Some(field) = field(name) else {
                let known: Vec<&str> = DisclosureField::ALL.iter().map(|(name, _)| *name).collect();
                let help = crate::diagnostic::did_you_mean(name, known.iter().copied())
                    .unwrap_or_else(|| format!("a text may name: {}", known.join(", ")));
                let message = format!("there is no field `{name}`");
                let place = found.place.clone().unwrap_or(Place::Range(range));
                let diagnostic = Diagnostic::error("disclaimer/unknown-field", message);
                self.diagnostics.push(diagnostic.label(found.source.id, place, "").help(help));
                continue;
            };
            match fields.iter_mut().find(|(known, _)| *known == field) {
                Some((_, count)) => *count += 1,
                None => fields.push((field, 1)),
            }
        }
        fields
    }

    /// A name in the address of a link does not come through as itself.
    fn check_filled(&mut self, body: &Body, fields: &[(DisclosureField, usize)], found: &Found) {
        let html = body.chunks().filter_map(|chunk| match chunk {
            Chunk::Html(html) => Some(html),
            Chunk::Hole(_) => None,
        });
        let written: Vec<&str> = html.flat_map(placeholders).map(|(_, name)| name).collect();
        for (field, count) in fields {
            let name = field.name();
            if written.iter().filter(|written| **written == name).count() < *count {
                let place = found.place.clone().unwrap_or(Place::File);
                let message = format!("`{{{name}}}` cannot be part of an address");
                let diagnostic = Diagnostic::error("disclaimer/field-in-link", message);
                self.diagnostics.push(diagnostic.label(found.source.id, place, ""));
            }
        }
    }
}

fn plain(mut settings: markup::Settings) -> markup::Settings {
    settings.markdown.smart_punctuation = false;
    settings
}

/// The host of a full URL, in lower case.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase()
}
