//! Owns the account of translations: which texts there are in which language, which have fallen behind
//! their originals, and what pages say in a language that is not theirs.
//!
//! A translation is behind if its original has changed since. What it says of that itself counts, in this
//! order: `translated_from`, the digest of the original's file, which any change of it breaks;
//! `translated`, a day; else its own `updated` or `date`, against those of the original.

mod table;

use serde_json::json;

use crate::config::{Config, Sponsorship, Translations};
use crate::diagnostic::{Diagnostic, Place, Severity, Step};
use crate::digest::Digest;
use crate::language::{Language, LanguageId};
use crate::moment::Moment;
use crate::policy::Texts;
use crate::site::{Article, ArticleId, Site, State};
use crate::source::FileId;

pub use table::table;

/// How many digits of a digest are shown.
const DIGITS: usize = 12;

/// The account.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Every text in every language beside its own, by path.
    pub texts: Vec<TextRow>,
    /// Words of the interface that a language has not, by language.
    pub words: Vec<WordsRow>,
    /// Disclaimers that are shown in another language.
    pub disclaimers: Vec<DisclaimerRow>,
}

/// A text in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// The path of the original below `content/`.
    pub original: String,
    /// The language that it is, or is not, there in.
    pub language: String,
    /// Whether it is.
    pub standing: Standing,
    /// The path of the translation.
    pub file: Option<String>,
    /// The day that the original was last changed in substance.
    pub changed: Option<String>,
    /// The day that the translation speaks for.
    pub translated: Option<String>,
    /// The beginning of the digest of the original's file, for `translated_from`.
    pub digest: Option<String>,
}

/// How a translation stands to its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It says the same.
    Current,
    /// Its original has changed since.
    Stale,
    /// There is none.
    Missing,
    /// There is no original in the site's default language.
    Alone,
}

impl Standing {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::Alone => "no original",
        }
    }
}

/// Words that a language has not.
#[derive(Clone, Debug)]
pub struct WordsRow {
    /// The language.
    pub language: String,
    /// The keys of what it says in another.
    pub missing: Vec<String>,
}

/// A disclaimer that is shown in another language than the page's.
#[derive(Clone, Debug)]
pub struct DisclaimerRow {
    /// The disclaimer.
    pub policy: String,
    /// The language of the page.
    pub language: String,
    /// The language of the text.
    pub shown_in: String,
}

/// Tells the digest of a content file.
pub type Digests<'a> = &'a dyn Fn(FileId) -> Option<Digest>;

/// Draws up the account; of each language there are its words and the texts of disclaimers.
pub fn account(
    site: &Site,
    config: &Config,
    spoken: &[(&Language, &Texts)],
    digests: Digests<'_>,
) -> Account {
    let texts = pairs(site).into_iter().map(|pair| row(&pair, site, digests)).collect();
    let words = spoken.iter().filter(|(language, _)| !language.words.foreign().is_empty());
    let words = words.map(|(language, _)| WordsRow {
        language: language.tag.clone(),
        missing: language.words.foreign().to_vec(),
    });
    let mut disclaimers = Vec::new();
    for (language, texts) in spoken {
        for (at, disclaimer) in config.disclaimers.iter().enumerate() {
            let Some(version) = disclaimer.version_at(config.now) else { continue };
            let text = texts.of_version(at, version).map(|text| &texts.texts[text]);
            if let Some(shown_in) = text.and_then(|text| text.language.clone()) {
                let (policy, language) = (disclaimer.id.clone(), language.tag.clone());
                disclaimers.push(DisclaimerRow { policy, language, shown_in });
            }
        }
    }
    Account { texts, words: words.collect(), disclaimers }
}

/// What is to be said of translations without being asked.
pub fn problems(site: &Site, config: &Config, digests: Digests<'_>) -> Vec<Diagnostic> {
    if !site.tags.several() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for pair in pairs(site) {
        found.extend(of_standing(&pair, site, config.translations, digests));
        if let (Some(original), Some(translation)) = (pair.original, pair.translation) {
            found.extend(of_disclosure(original, translation));
            found.extend(of_state(original, translation));
        }
    }
    found
}

/// An original and a language, with its translation into that.
struct Pair<'a> {
    language: LanguageId,
    original: Option<&'a Article>,
    translation: Option<&'a Article>,
}

fn pairs(site: &Site) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    let others: Vec<LanguageId> = site.tags.ids().skip(1).collect();
    for article in
        site.articles.iter().map(|article| &**article).filter(|article| article.life.state.is_indexed())
    {
        let in_language = |id: ArticleId, language| site.article_in(id, language).map(|id| site.article(id));
        if article.language != LanguageId::DEFAULT {
            if in_language(article.id, LanguageId::DEFAULT).is_none() {
                pairs.push(Pair { language: article.language, original: None, translation: Some(article) });
            }
            continue;
        }
        for language in &others {
            let translation = in_language(article.id, *language);
            pairs.push(Pair { language: *language, original: Some(article), translation });
        }
    }
    pairs
}

fn standing(pair: &Pair<'_>, digests: Digests<'_>) -> Standing {
    let (Some(original), Some(translation)) = (pair.original, pair.translation) else {
        return if pair.original.is_some() { Standing::Missing } else { Standing::Alone };
    };
    let said = translation.document.front.translated.as_deref();
    let is_behind = match said.and_then(|said| said.from.as_deref()) {
        Some(from) => !digests(original.file).is_some_and(|digest| digest.to_string().starts_with(from)),
        None => {
            let day = |moment: Moment| moment.day();
            day(original.changed()) > day(translated(translation))
        }
    };
    if is_behind { Standing::Stale } else { Standing::Current }
}

/// The instant that a translation speaks for.
fn translated(translation: &Article) -> Moment {
    let said = translation.document.front.translated.as_deref().and_then(|said| said.date);
    said.unwrap_or_else(|| translation.changed())
}

fn row(pair: &Pair<'_>, site: &Site, digests: Digests<'_>) -> TextRow {
    let path = |article: &Article| article.path.as_str().to_owned();
    let digest = pair.original.and_then(|original| digests(original.file)).map(|digest| digest.to_string());
    TextRow {
        original: pair
            .original
            .or(pair.translation)
            .map(|article| article.plain_path().as_str().to_owned())
            .unwrap_or_default(),
        language: site.tags.tag(pair.language).to_owned(),
        standing: standing(pair, digests),
        file: pair.translation.map(path),
        changed: pair.original.map(|original| original.changed().day()),
        translated: pair.translation.map(|translation| translated(translation).day()),
        digest: digest.map(|digest| digest[..DIGITS].to_owned()),
    }
}

fn of_standing(
    pair: &Pair<'_>,
    site: &Site,
    wanted: Translations,
    digests: Digests<'_>,
) -> Option<Diagnostic> {
    let tag = site.tags.tag(pair.language);
    let original = pair.original?;
    let severe =
        |severity: Severity, code, message| Diagnostic { severity, ..Diagnostic::error(code, message) };
    match (wanted.missing, wanted.stale, pair.translation) {
        (Some(severity), _, None) => {
            let name = original.path.as_str().trim_end_matches(".md");
            let message = format!("there is no translation of this article into `{tag}`");
            let diagnostic = severe(severity, "translation/missing", message);
            Some(
                diagnostic
                    .label(original.file, Place::File, "")
                    .help(format!("it would be `content/{name}.{tag}.md`")),
            )
        }
        (_, Some(severity), Some(translation)) if standing(pair, digests) == Standing::Stale => {
            let said = translation.document.front.translated.as_deref();
            let key = match said {
                Some(said) if said.from.is_some() => "translated_from",
                Some(_) => "translated",
                None if translation.document.front.updated.is_some() => "updated",
                None => "date",
            };
            let place = Place::Value(vec![Step::Key(key.to_owned())]);
            let message = format!("`content/{}` has changed since it was translated here", original.path);
            let help = "bring the translation up to date, and `translated` or `translated_from` with it: \
                        `tearsheet translations` has the values";
            let diagnostic = severe(severity, "translation/stale", message);
            Some(diagnostic.label(translation.file, place, "").help(help))
        }
        _ => None,
    }
}

/// Whoever pays for an article has paid for its translations.
fn of_disclosure(original: &Article, translation: &Article) -> Option<Diagnostic> {
    let said = |article: &Article| article.document.front.disclosure().sponsorship.unwrap_or_default();
    let (of_original, own) = (said(original), said(translation));
    (of_original != Sponsorship::None && own == Sponsorship::None).then(|| {
        let name = of_original.name();
        let message = format!(
            "`content/{}` says that its sponsorship is `{name}`, and this translation does not",
            original.path
        );
        Diagnostic::error("translation/sponsorship", message)
            .label(translation.file, Place::File, "")
            .help("take the original's `disclosure` over into the translation")
    })
}

/// What has been taken back must be taken back in every language.
fn of_state(original: &Article, translation: &Article) -> Option<Diagnostic> {
    let taken_back = |article: &Article| article.life.state == State::Retracted;
    (taken_back(original) && !taken_back(translation)).then(|| {
        let message = format!("`content/{}` is retracted, and this translation is not", original.path);
        Diagnostic::warning("translation/retracted", message)
            .label(translation.file, Place::File, "")
            .help("take the original's `status` and `revisions` over into the translation")
    })
}

/// The account as JSON Lines. `kind` tells what a line is: `text`, `words`, `disclaimer`.
pub fn lines(account: &Account) -> String {
    let mut all = Vec::new();
    all.extend(account.texts.iter().map(|row| {
        json!({
            "kind": "text", "original": row.original, "language": row.language,
            "standing": row.standing.name(), "file": row.file, "changed": row.changed,
            "translated": row.translated, "digest": row.digest,
        })
    }));
    all.extend(
        account
            .words
            .iter()
            .map(|row| json!({ "kind": "words", "language": row.language, "missing": row.missing })),
    );
    all.extend(account.disclaimers.iter().map(|row| {
        json!({
            "kind": "disclaimer", "policy": row.policy, "language": row.language, "shown_in": row.shown_in,
        })
    }));
    all.iter().map(|line| format!("{line}\n")).collect()
}
