//! Owns the wordings of disclaimers: when each is in force, in which languages it is given, and the
//! hashes that pin texts which may not change.

use jiff::tz::TimeZone;

use super::notices::NoticeText;
use crate::diagnostic::{Diagnostic, FieldPath, Place, Step};
use crate::fields::{Reader, Unknown, Value};
use crate::moment::Moment;

/// `[[disclaimers.versions]]`; the text of a disclaimer without versions is one.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its name: as given, else the day from which it is in force, else `1`.
    pub name: String,
    /// The instant from which it is in force; none for always.
    pub from: Option<Moment>,
    /// The first instant at which it is no longer in force.
    pub until: Option<Moment>,
    /// What it says, by language; at least one.
    pub texts: Vec<VersionText>,
    /// The table that it stands in, for messages.
    pub field: FieldPath,
}

/// A wording in one language.
#[derive(Clone, Debug)]
pub struct VersionText {
    /// Language tag; none for the site's own.
    pub language: Option<String>,
    /// Markdown.
    pub text: NoticeText,
    /// The SHA-256 that its bytes must have: a pinned text is shown word for word.
    pub pin: Option<String>,
}

impl Version {
    /// The wording for a language, and the language it is in if that is another: the language itself,
    /// the same without its region, the one without language, or the only one there is.
    pub fn text(&self, language: &str) -> Option<(usize, Option<&str>)> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        let position = |test: &dyn Fn(&str) -> bool| {
            self.texts.iter().position(|text| text.language.as_deref().is_some_and(test))
        };
        let own = position(&|tag| tag.eq_ignore_ascii_case(language))
            .or_else(|| position(&|tag| primary(tag) == primary(language)))
            .or_else(|| self.texts.iter().position(|text| text.language.is_none()));
        if let Some(at) = own {
            return Some((at, None));
        }
        let [only] = self.texts.as_slice() else { return None };
        Some((0, only.language.as_deref()))
    }

    /// The place of one of its texts in site.toml.
    pub fn text_field(&self, text: &VersionText) -> FieldPath {
        let key = if matches!(text.text, NoticeText::Inline(_)) { "text" } else { "file" };
        self.field_of(key, text)
    }

    /// The place of the hash of one of its texts in site.toml.
    pub fn pin_field(&self, text: &VersionText) -> FieldPath {
        self.field_of("sha256", text)
    }

    fn field_of(&self, key: &str, text: &VersionText) -> FieldPath {
        let mut path = self.field.clone();
        path.push(Step::Key(key.to_owned()));
        path.extend(text.language.clone().map(Step::Key));
        path
    }
}

/// The versions of a disclaimer in the order in which they come into force. `None` if there is no
/// usable text although one is `needed`.
pub(super) fn read_versions(table: &mut Reader<'_>, zone: &TimeZone, needed: bool) -> Option<Vec<Version>> {
    let tables = table.tables("versions");
    if tables.is_empty() {
        let needed = needed || table.has("text") || table.has("file");
        return if needed { Some(vec![read_version(table, zone, false)?]) } else { Some(Vec::new()) };
    }
    for key in ["text", "file", "sha256"] {
        if table.value(key).is_some() {
            let help = format!("move `{key}` into one of the versions");
            table.problem(
                key,
                "config/two-texts",
                format!("`{key}` and `versions` are both given"),
                Some(help),
            );
        }
    }
    let mut versions = Vec::new();
    for mut inner in tables {
        versions.extend(read_version(&mut inner, zone, true));
        inner.finish(Unknown::Error);
    }
    versions.sort_by_key(|version| version.from.map(Moment::seconds));
    check_times(table, &versions);
    Some(versions).filter(|versions| !versions.is_empty())
}

fn read_version(table: &mut Reader<'_>, zone: &TimeZone, dated: bool) -> Option<Version> {
    let texts = read_texts(table)?;
    let (mut from, mut until, mut name) = (None, None, None);
    if dated {
        (from, until) = (table.moment("from", zone), table.moment("until", zone));
        name = table.string("version");
    }
    let day = |from: Moment| if from.is_day_only() { from.day() } else { from.rfc3339() };
    let name = name.or_else(|| from.map(day)).unwrap_or_else(|| "1".to_owned());
    Some(Version { name, from, until, texts, field: table.here() })
}

/// `text` or `file`: one for the site's language, or a table of them by language.
fn read_texts(table: &mut Reader<'_>) -> Option<Vec<VersionText>> {
    let (texts, files) = (by_language(table, "text"), by_language(table, "file"));
    let pins = by_language(table, "sha256");
    let found: Vec<(Option<String>, NoticeText)> = match (texts, files) {
        (Some(texts), None) => texts.into_iter().map(|(tag, text)| (tag, NoticeText::Inline(text))).collect(),
        (None, Some(files)) => files.into_iter().map(|(tag, file)| (tag, NoticeText::File(file))).collect(),
        (None, None) => {
            let help = "add `text` with Markdown, or `file` with a path".to_owned();
            table.problem_here("field/missing", "`text` is missing", Some(help));
            return None;
        }
        (Some(_), Some(_)) => {
            let help = Some("keep one of them".to_owned());
            table.problem("file", "config/two-texts", "`text` and `file` are both given", help);
            return None;
        }
    };
    let mut pins = pins.unwrap_or_default();
    for (_, pin) in &mut pins {
        pin.make_ascii_lowercase();
        if pin.len() != 64 || !pin.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let help = "write its 64 hexadecimal digits, as `sha256sum` prints them".to_owned();
            table.problem("sha256", "config/sha256", format!("`{pin}` is not a SHA-256 hash"), Some(help));
        }
    }
    if let Some((tag, _)) = pins.iter().find(|(tag, _)| !found.iter().any(|(of, _)| of == tag)) {
        let which = tag.as_ref().map_or_else(|| "the site's language".to_owned(), |tag| format!("`{tag}`"));
        let message = format!("there is a hash for {which}, but no text");
        let help = "give texts and hashes for the same languages".to_owned();
        table.problem("sha256", "config/sha256", message, Some(help));
    }
    let pinned = |(language, text): (Option<String>, NoticeText)| {
        let pin = pins.iter().find(|(tag, _)| *tag == language).map(|(_, pin)| pin.clone());
        VersionText { language, text, pin }
    };
    Some(found.into_iter().map(pinned).collect()).filter(|texts: &Vec<_>| !texts.is_empty())
}

/// Text, or a table of texts by language.
pub(super) fn by_language(table: &mut Reader<'_>, key: &str) -> Option<Vec<(Option<String>, String)>> {
    if !matches!(table.value(key)?, Value::Table(_)) {
        return Some(table.string(key).map(|text| (None, text)).into_iter().collect());
    }
    let mut inner = table.table(key)?;
    let tags = inner.keys();
    Some(tags.into_iter().filter_map(|tag| Some((Some(tag.clone()), inner.required_string(&tag)?))).collect())
}

/// No instant may belong to two versions, and none of them to no instant at all.
fn check_times(table: &Reader<'_>, versions: &[Version]) {
    let at = |version: &Version, key: &str| {
        let mut path = version.field.clone();
        path.push(Step::Key(key.to_owned()));
        Place::Value(path)
    };
    for version in versions {
        if let (Some(from), Some(until)) = (version.from, version.until)
            && until.seconds() <= from.seconds()
        {
            let message = format!("the version `{}` ends before it begins", version.name);
            let diagnostic = Diagnostic::error("config/version-empty", message);
            table.report(at(version, "until"), "", diagnostic.help("`until` is the first day after it"));
        }
    }
    for pair in versions.windows(2) {
        let [earlier, later] = pair else { continue };
        let overlap = match (earlier.until, later.from) {
            (_, None) => true,
            (None, Some(from)) => earlier.from.is_some_and(|other| other.seconds() == from.seconds()),
            (Some(until), Some(from)) => until.seconds() > from.seconds(),
        };
        if overlap {
            let message = format!("the versions `{}` and `{}` overlap", earlier.name, later.name);
            let help =
                "a version is in force until the next begins, or until the instant that its `until` names";
            let diagnostic = Diagnostic::error("config/versions-overlap", message).help(help);
            table.report(at(later, "from"), "", diagnostic);
        }
        if earlier.name == later.name && !overlap {
            let message = format!("two versions are called `{}`", later.name);
            table.report(at(later, "version"), "", Diagnostic::error("config/duplicate", message));
        }
    }
}
