//! Owns language tags (BCP 47): which texts are one, and which way the script of a language runs.

use icu_locale_core::Locale;

/// Which way a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// Languages that are written from right to left, unless their tag names another script.
const LANGUAGES: &[&str] = &[
    "ar", "arc", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug",
    "ur", "yi",
];

/// Scripts that run from right to left (ISO 15924).
const SCRIPTS: &[&str] =
    &["adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"];

impl Direction {
    /// The direction of a language.
    pub fn of(tag: &str) -> Self {
        let lower = tag.to_lowercase();
        let mut parts = lower.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let script =
            parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let is_right = script.map_or(LANGUAGES.contains(&language), |script| SCRIPTS.contains(&script));
        if is_right { Self::RightToLeft } else { Self::LeftToRight }
    }

    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// Whether a text is a language tag.
pub fn is_tag(text: &str) -> bool {
    !text.contains('_') && Locale::try_from_str(text).is_ok()
}

/// The language of a tag without script and region, in lower case: `pt` of `pt-BR`.
pub fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// The locale by which dates and numbers are written. English without a region is that of the world,
/// not that of the United States: `21 November 2026`.
pub(super) fn locale(tag: &str) -> Locale {
    let world = if tag.eq_ignore_ascii_case("en") { "en-001" } else { tag };
    Locale::try_from_str(world).unwrap_or(Locale::UNKNOWN)
}
