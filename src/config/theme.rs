//! Owns reading `[theme]`: what a site chooses of the default theme's looks without touching a template.
//! What reaches browsers as a style sheet is written by [`style`]; the rest templates see.

mod colour;
mod fonts;
mod palette;
mod style;
#[cfg(test)]
mod tests;

use super::MenuItem;
use crate::fields::{Reader, Unknown};
use crate::route::Route;

pub use colour::Colour;
pub use fonts::{FontFile, Fonts};
pub use palette::{Palette, Palettes};

/// `[theme]`.
#[derive(Clone, Debug)]
pub struct ThemeSettings {
    /// Light or dark, for readers who have not chosen.
    pub scheme: Scheme,
    /// Whether readers can choose between light and dark.
    pub switch: bool,
    /// How questions and answers are shown.
    pub faq: FaqFace,
    /// Colours that differ from the theme's own.
    pub palettes: Palettes,
    /// Fonts that do, and their files.
    pub fonts: Fonts,
    /// The longest line of text, as CSS writes lengths.
    pub measure: Option<String>,
    /// The widest that a page gets.
    pub width: Option<String>,
    /// How round corners are.
    pub radius: Option<String>,
    /// A picture beside the site's name, as a path of the site.
    pub logo: Option<String>,
    /// What stands at the foot of every page in place of the copyright line.
    pub footer: Option<String>,
    /// Profiles and places elsewhere, at the foot of every page.
    pub social: Vec<MenuItem>,
    /// A style sheet of the site's own that becomes part of the theme's.
    pub css: Option<Route>,
}

impl Default for ThemeSettings {
    fn default() -> Self {
        Self {
            scheme: Scheme::Auto,
            switch: true,
            faq: FaqFace::Headings,
            palettes: Palettes::default(),
            fonts: Fonts::default(),
            measure: None,
            width: None,
            radius: None,
            logo: None,
            footer: None,
            social: Vec::new(),
            css: None,
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// As the reader's system has it.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// Its name in site.toml and in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How questions and answers are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FaqFace {
    /// Questions as headings, answers below.
    Headings,
    /// Each answer opens below its question.
    Disclosure,
}

impl ThemeSettings {
    /// The style sheet of what was chosen, to follow the theme's own, which lies in the folder `css`;
    /// empty if nothing was.
    pub fn css(&self) -> String {
        style::write(self)
    }
}

pub(super) fn read_theme(root: &mut Reader<'_>) -> ThemeSettings {
    let mut theme = ThemeSettings::default();
    let Some(mut table) = root.table("theme") else { return theme };
    let schemes = [Scheme::Auto, Scheme::Light, Scheme::Dark].map(|scheme| (scheme.name(), scheme));
    theme.scheme = table.choice("scheme", &schemes).unwrap_or(theme.scheme);
    theme.switch = table.boolean("switch").unwrap_or(theme.switch);
    let faces = [("headings", FaqFace::Headings), ("disclosure", FaqFace::Disclosure)];
    theme.faq = table.choice("faq", &faces).unwrap_or(theme.faq);
    theme.palettes = palette::read(&mut table);
    theme.fonts = fonts::read(&mut table);
    theme.measure = length(&mut table, "measure");
    theme.width = length(&mut table, "width");
    theme.radius = length(&mut table, "radius");
    theme.logo = file(&mut table, "logo").map(|route| route.to_string());
    theme.footer = table.string("footer");
    theme.social = super::rules::read_menu(&mut table, "social");
    theme.css = file(&mut table, "css");
    if theme.css.as_ref().is_some_and(|css| !css.as_str().ends_with(".css")) {
        let help = "name a style sheet below static/: css = \"/css/own.css\"".to_owned();
        table.problem("css", "theme/css", "`css` is no style sheet", Some(help));
    }
    table.finish(Unknown::Error);
    theme
}

/// A file of the site by its path, which begins with a slash.
fn file(table: &mut Reader<'_>, key: &str) -> Option<Route> {
    let path = table.string(key)?;
    let route = Route::new(&path).ok().filter(|_| path.starts_with('/'));
    if route.is_none() {
        let help =
            format!("write it as a path of the site: static/images/a.svg is `{key} = \"/images/a.svg\"`");
        table.problem(key, "theme/path", format!("`{path}` is not a path of the site"), Some(help));
    }
    route
}

const UNITS: &[&str] = &["rem", "em", "ch", "px", "vw", "%"];

/// A length, such as `43rem`.
fn length(table: &mut Reader<'_>, key: &str) -> Option<String> {
    let text = table.string(key)?;
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && number.parse::<f64>().is_ok_and(|number| number.is_finite());
    if is_number && (UNITS.contains(&&text[number.len()..]) || text == "0") {
        return Some(text);
    }
    let help = format!("write a number with a unit ({}): {key} = \"40rem\"", UNITS.join(", "));
    table.problem(key, "theme/length", format!("`{text}` is not a length"), Some(help));
    None
}
