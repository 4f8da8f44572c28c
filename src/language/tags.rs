//! Owns the languages of a site: their order, and which file of `content/` is in which.

use serde::{Deserialize, Serialize};

use super::tag::primary;
use crate::route::ContentPath;

/// Names a language of the site: 0 is its default one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LanguageId(pub u8);

impl LanguageId {
    /// The site's default language.
    pub const DEFAULT: Self = Self(0);

    /// Its place among the languages of the site.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The tags of a site's languages, the default one first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tags(Vec<String>);

impl Tags {
    /// The tags in their order; more than 250 are not taken.
    pub fn new(tags: Vec<String>) -> Self {
        Self(tags.into_iter().take(250).collect())
    }

    /// All languages.
    pub fn ids(&self) -> impl Iterator<Item = LanguageId> + use<> {
        (0..u8::try_from(self.0.len().max(1)).unwrap_or(u8::MAX)).map(LanguageId)
    }

    /// Whether there is more than one.
    pub fn several(&self) -> bool {
        self.0.len() > 1
    }

    /// The tag of a language.
    pub fn tag(&self, id: LanguageId) -> &str {
        self.0.get(id.index()).map_or("", String::as_str)
    }

    /// The path that the original of a file has, and its language, if that is not the default one:
    /// `a/x.de.md` is `a/x.md` in German. A language of the site can be told by its tag alone.
    pub fn split(&self, path: &ContentPath) -> Option<(ContentPath, LanguageId)> {
        if !self.several() {
            return None;
        }
        let stem = path.as_str().strip_suffix(".md")?;
        let (plain, tag) = stem.rsplit_once('.')?;
        let at = self.0.iter().position(|known| known.eq_ignore_ascii_case(tag))?;
        let plain = ContentPath::new(&format!("{plain}.md")).ok()?;
        Some((plain, LanguageId(u8::try_from(at).ok()?)))
    }

    /// The name of a file without its language.
    pub fn name<'p>(&self, path: &'p ContentPath) -> std::borrow::Cow<'p, str> {
        match self.split(path) {
            Some((plain, _)) => plain.name().to_owned().into(),
            None => path.name().into(),
        }
    }
}

/// Of things in several languages that for a language: its own, else that of the same language in another
/// region. A tag that is missing is that of the site's default language.
pub fn in_language<'t, T>(all: &'t [(Option<String>, T)], language: &str, default: &str) -> Option<&'t T> {
    let tag = |one: &(Option<String>, T)| one.0.clone().unwrap_or_else(|| default.to_owned());
    let found = |test: &dyn Fn(&str) -> bool| all.iter().find(|one| test(&tag(one))).map(|(_, value)| value);
    found(&|tag| tag.eq_ignore_ascii_case(language))
        .or_else(|| found(&|tag| primary(tag) == primary(language)))
        .or_else(|| found(&|tag| tag.eq_ignore_ascii_case(default)))
        .or_else(|| all.first().map(|(_, value)| value))
}
