//! Owns the texts of disclaimers and calls to action: Markdown of site.toml, read once for the site.

use crate::config::{CallToAction, Config, Disclaimer, NoticeText};
use crate::diagnostic::{Diagnosed, Diagnostic, Place, Step};
use crate::digest::{Digest, Hasher};
use crate::markup::{self, Body, FaqSetting, Options, Reference, ReferenceKind};
use crate::site::Notice;
use crate::source::Source;

/// The texts of all disclaimers, then of all calls to action, in the order of site.toml.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The texts.
    pub texts: Vec<Text>,
    /// What they refer to, for linking.
    pub notices: Vec<Notice>,
    /// Digest of all of them.
    pub digest: Digest,
}

/// A text that is put into articles.
#[derive(Clone, Debug)]
pub struct Text {
    /// HTML with holes.
    pub body: Body,
    /// For a call to action with a button: the reference, by index, that its address became, or the
    /// address itself where it leads to another site.
    pub button: Option<Result<u32, String>>,
}

/// Reads all texts. `file` finds the file of a text that has its own.
pub fn read_texts(
    config: &Config,
    site_toml: &Source,
    settings: &markup::Settings,
    file: impl Fn(&str) -> Result<Source, Diagnostic>,
) -> Diagnosed<Texts> {
    let mut diagnostics = Vec::new();
    let mut texts = Texts::default();
    let mut reading = Reading { site_toml, settings, file: &file, diagnostics: &mut diagnostics };
    let mut hasher = Hasher::new();
    for (index, Disclaimer { text, .. }) in config.disclaimers.iter().enumerate() {
        reading.add(&mut texts, text, "disclaimers", index, None, &mut hasher);
    }
    for (index, CallToAction { text, url, .. }) in config.calls_to_action.iter().enumerate() {
        reading.add(&mut texts, text, "calls_to_action", index, url.as_deref(), &mut hasher);
    }
    texts.digest = hasher.finish();
    Diagnosed::new(texts, diagnostics)
}

struct Reading<'a> {
    site_toml: &'a Source,
    settings: &'a markup::Settings,
    file: &'a dyn Fn(&str) -> Result<Source, Diagnostic>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reading<'_> {
    fn add(
        &mut self,
        texts: &mut Texts,
        text: &NoticeText,
        list: &str,
        index: usize,
        url: Option<&str>,
        hasher: &mut Hasher,
    ) {
        let field =
            |key: &str| Place::Value(vec![Step::Key(list.into()), Step::Index(index), Step::Key(key.into())]);
        let (source, place) = match text {
            NoticeText::Inline(text) => (
                Source::new(self.site_toml.id, self.site_toml.path.clone(), text.as_str()),
                Some(field("text")),
            ),
            NoticeText::File(path) => match (self.file)(path) {
                Ok(source) => (source, None),
                Err(mut diagnostic) => {
                    diagnostic.labels.clear();
                    self.diagnostics.push(diagnostic.label(self.site_toml.id, field("file"), ""));
                    (Source::new(self.site_toml.id, self.site_toml.path.clone(), ""), Some(field("file")))
                }
            },
        };
        let options = Options { faq: FaqSetting::Refuse };
        let read = markup::read(&source, 0..source.text.len(), &options, self.settings);
        self.diagnostics.extend(read.diagnostics.into_iter().map(|mut diagnostic| {
            for label in &mut diagnostic.labels {
                label.place = place.clone().unwrap_or_else(|| label.place.clone());
            }
            diagnostic
        }));
        let mut references = read.value.references;
        let button = url.map(|url| {
            if url.contains("://") || url.starts_with("mailto:") {
                return Err(url.to_owned());
            }
            let at = u32::try_from(references.len()).unwrap_or(u32::MAX);
            references.push(Reference { kind: ReferenceKind::Link, target: url.to_owned(), span: 0..0 });
            Ok(at)
        });
        hasher.digest(source.digest).part(url.unwrap_or_default());
        texts.texts.push(Text { body: read.value.body, button });
        texts.notices.push(Notice { file: source.id, place, references });
    }
}
