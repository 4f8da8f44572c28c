//! Owns the style sheet of what `[theme]` chooses: fonts, then custom properties. It follows the theme's
//! own, in the folder `css`. Colours are for screens: paper has its own.

use std::fmt::Write;

use super::ThemeSettings;
use super::fonts::FontFile;
use super::palette::Palette;
use crate::route::encode;

pub(super) fn write(theme: &ThemeSettings) -> String {
    let mut css = String::new();
    theme.fonts.files.iter().for_each(|font| face(&mut css, font));
    let fonts = &theme.fonts;
    let others = [
        ("--font-text", &fonts.body),
        ("--font-head", &fonts.headings),
        ("--font-ui", &fonts.interface),
        ("--font-code", &fonts.code),
        ("--measure", &theme.measure),
        ("--width", &theme.width),
        ("--radius", &theme.radius),
    ];
    let others =
        others.into_iter().filter_map(|(name, value)| Some(format!("  {name}: {};\n", value.as_ref()?)));
    rule(&mut css, ":root", &others.collect::<String>());
    let mut colours = String::new();
    let (light, dark) = (properties(&theme.palettes.light), properties(&theme.palettes.dark));
    rule(&mut colours, ":root", &light);
    let mut preferred = String::new();
    rule(&mut preferred, ":root:not([data-theme=\"light\"])", &dark);
    media(&mut colours, "(prefers-color-scheme: dark)", &preferred);
    rule(&mut colours, ":root[data-theme=\"dark\"]", &dark);
    media(&mut css, "screen", &colours);
    css
}

fn properties(palette: &Palette) -> String {
    palette.properties().map(|(name, colour)| format!("  {name}: {colour};\n")).collect()
}

fn rule(css: &mut String, selector: &str, declarations: &str) {
    if !declarations.is_empty() {
        let _ = writeln!(css, "{selector} {{\n{declarations}}}");
    }
}

fn media(css: &mut String, query: &str, rules: &str) {
    if !rules.is_empty() {
        let _ = writeln!(css, "@media {query} {{\n{rules}}}");
    }
}

fn face(css: &mut String, font: &FontFile) {
    let mut family = String::new();
    let _ = cssparser::serialize_string(&font.family, &mut family);
    let FontFile { file, weight, style, display, range, .. } = font;
    let file = encode(file.as_str().trim_start_matches('/'));
    let (format, _) = font.format();
    let range = range.as_ref().map_or(String::new(), |range| format!("  unicode-range: {range};\n"));
    let _ = writeln!(
        css,
        "@font-face {{\n  font-family: {family};\n  src: url(\"../{file}\") format(\"{format}\");\n  \
         font-weight: {weight};\n  font-style: {style};\n  font-display: {display};\n{range}}}"
    );
}
