//! Whether the colours of the style sheet can be read, in both schemes (WCAG 2.2, 1.4.3 and 1.4.11).

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use tearsheet::assets;
use tearsheet::route::Route;
use tearsheet::theme::FILES;

const CSS: &str = include_str!("../../static/css/main.css");

const README: &str = include_str!("../../templates/README.md");

/// The colours that the rule after `selector` sets.
fn colours(selector: &str) -> BTreeMap<&'static str, &'static str> {
    let (_, rest) = CSS.split_once(selector).expect("the style sheet has this rule");
    let (rule, _) = rest.split_once('}').expect("rules end");
    let declarations = rule.lines().filter_map(|line| line.trim().trim_end_matches(';').split_once(": #"));
    declarations.collect()
}

/// Relative luminance of a colour in hexadecimal, of three digits or six.
fn luminance(hex: &str) -> f64 {
    let step = hex.len() / 3;
    let channel = |at: usize| {
        let digits = hex[at * step..(at + 1) * step].repeat(3 - step);
        let value = f64::from(u8::from_str_radix(&digits, 16).expect("digits")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn colours_can_be_read() {
    let light = colours("\n:root {");
    let dark = colours("\n:root[data-theme=\"dark\"] {");
    assert_eq!(dark, colours(":root:not([data-theme=\"light\"]) {"), "the two dark schemes differ");
    for (scheme, colours) in [("light", &light), ("dark", &dark)] {
        for paper in ["--paper", "--tint"] {
            for ink in
                ["--ink", "--soft", "--accent", "--note", "--tip", "--important", "--warning", "--caution"]
            {
                let contrast = contrast(colours[ink], colours[paper]);
                assert!(contrast >= 4.5, "{scheme}: {ink} on {paper} is {contrast:.2}");
            }
        }
        for (ink, paper, least) in
            [("--on-accent", "--accent", 4.5), ("--ink", "--mark", 4.5), ("--edge", "--paper", 3.0)]
        {
            let contrast = contrast(colours[ink], colours[paper]);
            assert!(contrast >= least, "{scheme}: {ink} on {paper} is {contrast:.2}");
        }
    }
}

#[test]
fn nothing_is_fetched() {
    assert!(!CSS.contains("url(") && !CSS.contains("@import"));
}

/// Bytes of a file of the theme as it is published and packed.
fn packed(path: &str) -> u32 {
    let (_, bytes) = FILES.iter().find(|(name, _)| *name == path).expect("the theme has this file");
    let files = [(Route::new(&format!("/{path}")).expect("a path"), bytes.to_vec())].into();
    let made = assets::make(&files, &|_| None, &assets::Settings::default()).made;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    made.values().for_each(|made| encoder.write_all(&made.bytes).expect("memory takes it"));
    u32::try_from(encoder.finish().expect("memory takes it").len()).expect("it is small")
}

/// What pages load; the numbers stand in the reference too.
#[test]
fn the_theme_is_small() {
    for (path, most) in [("css/main.css", 8_000), ("js/theme.js", 3_500), ("js/search.js", 6_000)] {
        let bytes = packed(path);
        assert!(bytes <= most, "{path}: {bytes} bytes");
        let told = format!("| `{path}` | {} KB |", f64::from(most) / 1000.0);
        assert!(README.contains(&told), "{told}");
    }
}
