//! Owns what many views have parts of: links, dates, pictures, people.

use serde::Serialize;

use crate::config::MenuItem;

/// A style sheet or script as it is published.
#[derive(Clone, Debug, Serialize)]
pub struct AssetView {
    /// Its address.
    pub url: String,
    /// What browsers are to expect of its bytes, if site.toml asks for that.
    pub integrity: Option<String>,
}

/// What `[theme]` of site.toml chooses, beside what is in the style sheet.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// Light or dark for readers who have not chosen: `auto`, `light` or `dark`.
    pub scheme: &'static str,
    /// Whether readers can choose.
    pub switch: bool,
    /// What pages stand on where it is light, as `#rrggbb`.
    pub light: String,
    /// What they stand on where it is dark.
    pub dark: String,
    /// A picture beside the site's name; the publisher's logo, if none was chosen.
    pub logo: Option<ImageView>,
    /// What stands in place of the copyright line.
    pub footer: Option<String>,
    /// Profiles and places elsewhere.
    pub social: Vec<MenuItem>,
    /// Fonts that pages ask for before they know that they need them.
    pub fonts: Vec<FontView>,
}

/// A font file.
#[derive(Clone, Debug, Serialize)]
pub struct FontView {
    /// Its address.
    pub url: String,
    /// Its media type.
    pub media_type: &'static str,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// Words of the link.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its address, absolute.
    pub permalink: String,
}

/// A page in a language, for `<link rel="alternate" hreflang>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlternateView {
    /// The language's tag, or `x-default`.
    pub language: String,
    /// Its address, absolute.
    pub permalink: String,
}

/// A language of the site, for a link to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LanguageView {
    /// Its tag.
    pub tag: String,
    /// What it calls itself.
    pub name: String,
    /// Which way its script runs: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The page in this language; its front page where the page is not to be had in it.
    pub url: String,
    /// Whether it is the same page.
    pub is_translation: bool,
    /// Whether it is the language of this page.
    pub is_current: bool,
}

/// A link to a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedLinkView {
    /// Its title.
    pub title: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its address.
    pub url: String,
    /// Its address, absolute.
    pub permalink: String,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImageView {
    /// Its address.
    pub url: String,
    /// Its address, absolute.
    pub permalink: String,
    /// Width in pixels, if the file tells.
    pub width: Option<u32>,
    /// Height in pixels, if the file tells.
    pub height: Option<u32>,
    /// What it shows.
    pub alt: String,
    /// Smaller versions of it, in formats that browsers may choose from; may be empty.
    pub sources: Vec<ImageSourceView>,
    /// The colour that it has on the whole, as `#rrggbb`; none if it has transparent parts.
    pub color: Option<String>,
}

/// The versions of a picture in one format, for a `<source>` in `<picture>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImageSourceView {
    /// Its media type.
    pub media_type: &'static str,
    /// Addresses and widths, as in the attribute `srcset`.
    pub srcset: String,
}

/// A date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// With time and offset (RFC 3339), for `datetime` and the filter `date`.
    pub iso: String,
    /// The day: `2026-11-21`.
    pub day: String,
    /// For reading: `21 November 2026`.
    pub text: String,
}

/// An organization.
#[derive(Clone, Debug, Serialize)]
pub struct OrganizationView {
    /// Its name.
    pub name: String,
    /// Its own page.
    pub url: Option<String>,
    /// Its logo.
    pub logo: Option<ImageView>,
    /// Profiles elsewhere.
    pub same_as: Vec<String>,
}

/// Somebody who writes.
#[derive(Clone, Debug, Serialize)]
pub struct AuthorView {
    /// Name.
    pub name: String,
    /// Their page on this site, if there is one.
    pub url: Option<String>,
    /// The same, absolute.
    pub permalink: Option<String>,
    /// What they do here.
    pub role: Option<String>,
    /// Their own page elsewhere.
    pub homepage: Option<String>,
    /// Profiles elsewhere.
    pub same_as: Vec<String>,
    /// Their picture.
    pub avatar: Option<ImageView>,
    /// A few sentences.
    pub bio: Option<String>,
}
