//! Owns the colours of `[theme.light]` and `[theme.dark]`, the theme's own beside them, and the warning
//! where one cannot be read on another.

use super::Colour;
use crate::diagnostic::{Diagnostic, Place};
use crate::fields::{Reader, Unknown};

/// The colours that a site may choose, in both schemes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palettes {
    /// Dark on light.
    pub light: Palette,
    /// Light on dark.
    pub dark: Palette,
}

/// The colours of one scheme; none where it is the theme's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    chosen: [Option<Colour>; NAMES.len()],
}

/// What each is called in site.toml and in the style sheet.
const NAMES: [(&str, &str); 6] = [
    ("background", "--paper"),
    ("tint", "--tint"),
    ("text", "--ink"),
    ("muted", "--soft"),
    ("accent", "--accent"),
    ("line", "--rule"),
];
const BACKGROUND: usize = 0;
const TINT: usize = 1;
const TEXT: usize = 2;
const MUTED: usize = 3;
const ACCENT: usize = 4;

/// The theme's own, in the same order, light and dark.
const OWN: [[u32; NAMES.len()]; 2] = [
    [0xffffff, 0xf3f6f6, 0x191c1f, 0x535b63, 0x0a5c66, 0xd5dbdd],
    [0x131719, 0x1c2225, 0xe3e7e8, 0xa4aeb3, 0x74c7d1, 0x333c40],
];

/// What text must have against its ground (WCAG 2.2 AA, 1.4.3).
const LEAST: f64 = 4.5;

impl Palette {
    /// The properties that differ from the theme's own.
    pub(super) fn properties(&self) -> impl Iterator<Item = (&'static str, Colour)> {
        let chosen = NAMES.iter().zip(self.chosen).filter_map(|((_, name), colour)| Some((*name, colour?)));
        chosen.chain(self.chosen[ACCENT].map(|accent| ("--on-accent", accent.ink())))
    }
}

impl Palettes {
    /// What pages stand on, light and dark.
    pub fn backgrounds(&self) -> [Colour; 2] {
        [0, 1].map(|scheme| self.resolved(scheme, BACKGROUND))
    }

    fn resolved(&self, scheme: usize, name: usize) -> Colour {
        let palette = [&self.light, &self.dark][scheme];
        palette.chosen[name].unwrap_or_else(|| {
            let [_, red, green, blue] = OWN[scheme][name].to_be_bytes();
            Colour { rgb: [red, green, blue] }
        })
    }
}

pub(super) fn read(theme: &mut Reader<'_>) -> Palettes {
    let mut tables = ["light", "dark"].map(|key| theme.table(key));
    let [light, dark] = tables.each_mut().map(|table| table.as_mut().map(one).unwrap_or_default());
    let palettes = Palettes { light, dark };
    for (scheme, table) in tables.into_iter().enumerate() {
        if let Some(table) = table {
            judge(&palettes, scheme, &table);
            table.finish(Unknown::Error);
        }
    }
    palettes
}

fn one(table: &mut Reader<'_>) -> Palette {
    Palette { chosen: NAMES.map(|(key, _)| colour(table, key)) }
}

fn colour(table: &mut Reader<'_>, key: &str) -> Option<Colour> {
    let text = table.string(key)?;
    let colour = Colour::parse(&text);
    if colour.is_none() {
        let help = "write it as `#0a5c66`, as `rgb(10, 92, 102)`, or by a name such as `teal`; it must not be transparent";
        table.problem(key, "theme/colour", format!("`{text}` is not a colour"), Some(help.to_owned()));
    }
    colour
}

/// Warns of what cannot be read, where a colour of the site's own has part in it.
fn judge(palettes: &Palettes, scheme: usize, table: &Reader<'_>) {
    let own = [&palettes.light, &palettes.dark][scheme];
    for ground in [BACKGROUND, TINT] {
        for ink in [TEXT, MUTED, ACCENT] {
            let (on, of) = (palettes.resolved(scheme, ground), palettes.resolved(scheme, ink));
            let ratio = of.contrast(on);
            let blamed = [ink, ground].into_iter().find(|name| own.chosen[*name].is_some());
            let Some(blamed) = blamed.filter(|_| ratio < LEAST) else { continue };
            let (ink, ground) = (NAMES[ink].0, NAMES[ground].0);
            // Rounded down: 4.499 is not 4.50.
            let ratio = (ratio * 100.0).floor() / 100.0;
            let message = format!(
                "`{ink}` ({of}) on `{ground}` ({on}) has a contrast of {ratio:.2} to 1; readers need {LEAST}"
            );
            let help = "choose one that is further from the other in lightness (WCAG 2.2 AA, 1.4.3)";
            let diagnostic = Diagnostic::warning("theme/contrast", message).help(help);
            table.report(Place::Value(table.path(NAMES[blamed].0)), "", diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSS: &str = include_str!("../../../static/css/main.css");

    /// What the contrast is judged by must be what pages show.
    #[test]
    fn the_themes_own_colours_are_those_of_its_style_sheet() {
        for (scheme, selector) in [":root {", ":root[data-theme=\"dark\"] {"].into_iter().enumerate() {
            let (_, rest) = CSS.split_once(selector).unwrap();
            let (rule, _) = rest.split_once('}').unwrap();
            for (name, (_, property)) in NAMES.iter().enumerate() {
                let (_, value) = rule.split_once(&format!("{property}: ")).unwrap();
                let value = value.split(';').next().and_then(Colour::parse);
                assert_eq!(value, Some(Palettes::default().resolved(scheme, name)), "{selector} {property}");
            }
        }
    }
}
