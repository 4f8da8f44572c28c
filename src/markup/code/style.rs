//! Owns the colours of code, light and dark, and the style sheet made of them.

use std::fmt::Write;

use super::class::Class;

/// A colour in both schemes, as `0xRRGGBB`.
#[derive(Clone, Copy)]
struct Colour {
    light: u32,
    dark: u32,
}

const fn colour(light: u32, dark: u32) -> Colour {
    Colour { light, dark }
}

/// What code stands on: the block, and lines that are stressed, added and removed.
const GROUNDS: [(&str, Colour); 4] = [
    ("bg", colour(0xf3f6f6, 0x1c2225)),
    ("hl", colour(0xfff4cc, 0x353019)),
    ("add", colour(0xdff5e5, 0x163524)),
    ("del", colour(0xfde6e5, 0x40211f)),
];

/// Text without a class, and what goes with code: line numbers, the file's name.
const TEXTS: [(&str, Colour); 2] =
    [("fg", colour(0x1f2328, 0xe6edf3)), ("aside", colour(0x57606a, 0xa3adb8))];

/// The bar beside stressed lines.
const BAR: (&str, Colour) = ("bar", colour(0x9a6700, 0xd29922));

fn class_colour(class: Class) -> Option<Colour> {
    Some(match class {
        Class::Plain | Class::Bold | Class::Italic => return None,
        Class::Comment => colour(0x57606a, 0xa3adb8),
        Class::String | Class::Regex => colour(0x0a3069, 0xa5d6ff),
        Class::Escape | Class::Number | Class::Constant | Class::Attribute | Class::Link => {
            colour(0x0550ae, 0x79c0ff)
        }
        Class::Keyword | Class::Operator => colour(0xb31d28, 0xff938a),
        Class::Function | Class::Macro => colour(0x6639ba, 0xd2a8ff),
        Class::Type | Class::Variable => colour(0x8a3a00, 0xffb77c),
        Class::Tag | Class::Inserted => colour(0x116329, 0x7ee787),
        Class::Heading => colour(0x0550ae, 0x79c0ff),
        Class::Deleted => colour(0x9a1c24, 0xffa198),
    })
}

/// The style sheet for code blocks, light and dark. The dark colours are for screens alone; paper gets
/// the light ones.
pub fn style_sheet() -> String {
    let mut css = String::new();
    let light = properties(|colour| colour.light);
    let dark = properties(|colour| colour.dark);
    let _ = write!(
        css,
        ":root {{{light}}}\n\
         @media screen and (prefers-color-scheme: dark) {{\n\
         :root:not([data-theme=\"light\"]) {{{dark}}}\n\
         }}\n\
         @media screen {{\n\
         :root[data-theme=\"dark\"] {{{dark}}}\n\
         }}\n"
    );
    css.push_str(RULES);
    for class in Class::NAMED {
        if let (Some(name), Some(_)) = (class.name(), class_colour(class)) {
            let _ = writeln!(css, ".code .{name} {{ color: var(--code-{name}) }}");
        }
    }
    css
}

fn properties(scheme: impl Fn(Colour) -> u32) -> String {
    let mut out = String::new();
    let classes = Class::NAMED.into_iter().filter_map(|class| Some((class.name()?, class_colour(class)?)));
    for (name, colour) in GROUNDS.into_iter().chain(TEXTS).chain([BAR]).chain(classes) {
        let _ = write!(out, " --code-{name}: #{:06x};", scheme(colour));
    }
    out.push(' ');
    out
}

/// Everything but colours. A line is an inline block and its line break stands behind it: so its
/// ground is as wide as the block, and copying yields the code alone. Shadows carry the ground into the
/// block's padding, however wide a theme has made that. Numbers are generated content, which is never
/// copied; colours alone tell nothing: stressed lines have a bar, added and removed ones their marks.
const RULES: &str = r#".code { background: var(--code-bg); color: var(--code-fg); font-size: 0.875em; line-height: 1.5; overflow-x: auto; padding: 1em; tab-size: 4 }
.code code { background: none; border: 0; color: inherit; display: block; font-size: inherit; min-width: 100%; padding: 0; width: fit-content }
.code, .code code, .code-file figcaption { font-family: var(--font-code, ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace) }
.code:focus-visible { outline: 2px solid var(--code-fg); outline-offset: 2px }
.code .b, .code .h { font-weight: bold }
.code .i { font-style: italic }
.code .u { text-decoration: underline }
.code .line { background: var(--ground); box-shadow: -2em 0 var(--ground), 2em 0 var(--ground); display: inline-block; min-height: 1.5em; min-height: 1lh; min-width: 100%; vertical-align: top; --ground: transparent }
.code .hl { box-shadow: -0.5em 0 var(--ground), -0.75em 0 var(--code-bar), -2em 0 var(--ground), 2em 0 var(--ground); --ground: var(--code-hl) }
.code .add { --ground: var(--code-add) }
.code .del { --ground: var(--code-del) }
.code [data-line]::before { color: var(--code-aside); content: attr(data-line); display: inline-block; margin-inline-end: 1.5ch; min-width: 3ch; text-align: end }
.code-file { margin-inline: 0 }
.code-file figcaption { background: var(--code-bg); color: var(--code-aside); font-size: 0.8125em; padding: 0.5em 1em }
.code-file .code { margin-top: 0 }
@media print {
.code { overflow-wrap: anywhere; white-space: pre-wrap }
.code code { width: auto }
}
@media (forced-colors: active) {
.code .hl { outline: 1px solid Highlight }
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
    fn luminance(rgb: u32) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from((rgb >> shift) & 0xff) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        (one / other).max(other / one)
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast(0xffffff, 0x000000) - 21.0).abs() < 0.001);
        assert!((contrast(0x767676, 0xffffff) - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_text_can_be_read_on_every_ground() {
        let classes =
            Class::NAMED.into_iter().filter_map(|class| Some((class.name()?, class_colour(class)?)));
        let texts: Vec<_> = TEXTS.into_iter().chain(classes).collect();
        let mut poor = Vec::new();
        for (ground, on) in GROUNDS {
            for (name, text) in &texts {
                for (scheme, ratio) in
                    [("light", contrast(text.light, on.light)), ("dark", contrast(text.dark, on.dark))]
                {
                    if ratio < 4.5 {
                        poor.push(format!("{name} on {ground}, {scheme}: {ratio:.2}"));
                    }
                }
            }
        }
        assert!(poor.is_empty(), "{poor:#?}");
    }

    #[test]
    fn the_bar_can_be_seen() {
        for (ground, on) in GROUNDS {
            let ratio = contrast(BAR.1.light, on.light).min(contrast(BAR.1.dark, on.dark));
            assert!(ratio >= 3.0, "on {ground}: {ratio:.2}");
        }
    }

    #[test]
    fn a_sheet_for_both_schemes() {
        let css = style_sheet();
        assert_eq!(css.matches("--code-k:").count(), 3);
        assert_eq!(css.matches(".code .k {").count(), 1);
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        for class in Class::NAMED {
            let name = class.name().unwrap();
            assert!(css.contains(&format!(".code .{name}")), "{name} has no rule");
        }
    }
}
