//! Owns the cases of `[theme]`: the style sheet that it gives, and what is said when it is wrong.

use expect_test::{Expect, expect};

use crate::config::{Overrides, load};
use crate::diagnostic::testing::show;
use crate::source::{FileId, Source};

/// The style sheet of lines of site.toml, and what is wrong with them.
fn check(lines: &str, expect: Expect) {
    let text = format!("title = 'T'\nbase_url = 'https://example.org'\n{lines}\n");
    let source = Source::new(FileId(0), "site.toml", text);
    let overrides =
        Overrides { now: 0, base_url: None, origin: None, output: None, drafts: false, future: false };
    let loaded = load(&source, &overrides);
    let css = loaded.value.map(|config| config.theme.css()).unwrap_or_default();
    expect.assert_eq(&format!("{css}{}", show(&source, &loaded.diagnostics)));
}

#[test]
fn nothing_chosen_is_no_style_sheet() {
    check("[theme]\nscheme = 'dark'\nfaq = 'disclosure'\nfooter = '© {year}'", expect![[""]]);
}

#[test]
fn colours_in_both_schemes() {
    check(
        "[theme.light]\naccent = 'purple'\nbackground = '#fffdf8'\n[theme.dark]\naccent = 'rgb(200, 180, 255)'",
        expect![[r#"
            @media screen {
            :root {
              --paper: #fffdf8;
              --accent: #800080;
              --on-accent: #ffffff;
            }
            @media (prefers-color-scheme: dark) {
            :root:not([data-theme="light"]) {
              --accent: #c8b4ff;
              --on-accent: #000000;
            }
            }
            :root[data-theme="dark"] {
              --accent: #c8b4ff;
              --on-accent: #000000;
            }
            }
        "#]],
    );
}

#[test]
fn fonts_and_lengths() {
    check(
        "[theme]\nmeasure = '38rem'\nwidth = '80%'\nradius = '0'\n\
         [theme.fonts]\nbody = 'Literata, serif'\nheadings = '\"Source Serif 4\", Georgia, serif'\ninterface = 'sans-serif'\ncode = 'Fira Code,monospace'\n\
         [[theme.fonts.files]]\nfamily = 'Literata'\nfile = '/fonts/literata latin.woff2'\nweight = '200 900'\nrange = 'U+0000-024F, U+2000-206F'\npreload = true\n\
         [[theme.fonts.files]]\nfamily = 'Literata'\nfile = '/fonts/italic.ttf'\nstyle = 'italic'\ndisplay = 'optional'",
        expect![[r#"
            @font-face {
              font-family: "Literata";
              src: url("../fonts/literata%20latin.woff2") format("woff2");
              font-weight: 200 900;
              font-style: normal;
              font-display: swap;
              unicode-range: U+0000-024F, U+2000-206F;
            }
            @font-face {
              font-family: "Literata";
              src: url("../fonts/italic.ttf") format("truetype");
              font-weight: 400;
              font-style: italic;
              font-display: optional;
            }
            :root {
              --font-text: "Literata", var(--serif);
              --font-head: "Source Serif 4", "Georgia", var(--serif);
              --font-ui: var(--sans);
              --font-code: "Fira Code", var(--mono);
              --measure: 38rem;
              --width: 80%;
              --radius: 0;
            }
        "#]],
    );
}

#[test]
fn colours_that_cannot_be_read() {
    check(
        "[theme.light]\naccent = '#7fc4cc'\n[theme.dark]\nbackground = '#555'\ntext = '#ddd'",
        expect![[r#"
            @media screen {
            :root {
              --accent: #7fc4cc;
              --on-accent: #000000;
            }
            @media (prefers-color-scheme: dark) {
            :root:not([data-theme="light"]) {
              --paper: #555555;
              --ink: #dddddd;
            }
            }
            :root[data-theme="dark"] {
              --paper: #555555;
              --ink: #dddddd;
            }
            }
            4:10-4:19 warning theme/contrast: `accent` (#7fc4cc) on `background` (#ffffff) has a contrast of 1.96 to 1; readers need 4.5 | help: choose one that is further from the other in lightness (WCAG 2.2 AA, 1.4.3)
            4:10-4:19 warning theme/contrast: `accent` (#7fc4cc) on `tint` (#f3f6f6) has a contrast of 1.81 to 1; readers need 4.5 | help: choose one that is further from the other in lightness (WCAG 2.2 AA, 1.4.3)
            6:14-6:20 warning theme/contrast: `muted` (#a4aeb3) on `background` (#555555) has a contrast of 3.29 to 1; readers need 4.5 | help: choose one that is further from the other in lightness (WCAG 2.2 AA, 1.4.3)
            6:14-6:20 warning theme/contrast: `accent` (#74c7d1) on `background` (#555555) has a contrast of 3.84 to 1; readers need 4.5 | help: choose one that is further from the other in lightness (WCAG 2.2 AA, 1.4.3)
        "#]],
    );
}

#[test]
fn mistakes() {
    check(
        "[theme]\nscheme = 'black'\nmeasure = '43'\nwidth = 'wide'\nlogo = 'images/logo.svg'\ncss = '/css/own.scss'\ncolor = 1\n\
         [theme.light]\naccent = 'tael'\nink = '#000'\nline = 'rgba(0, 0, 0, 0.1)'\n\
         [theme.fonts]\nbody = 'Literata; } body { color: red'\ncode = 'a,,b'\n\
         [[theme.fonts.files]]\nfamily = 'Literata'\nfile = '/fonts/literata.zip'\nweight = 'bold'\nrange = 'a-z'\n\
         [[theme.fonts.files]]\nstyle = 'oblique'\n[[theme.social]]\nname = 'Elsewhere'",
        expect![[r#"
            @font-face {
              font-family: "Literata";
              src: url("../fonts/literata.zip") format("woff2");
              font-weight: bold;
              font-style: normal;
              font-display: swap;
              unicode-range: a-z;
            }
            4:10-4:17 error field/choice: `scheme` cannot be `black`; it is one of: auto, light, dark
            11:10-11:16 error theme/colour: `tael` is not a colour | help: write it as `#0a5c66`, as `rgb(10, 92, 102)`, or by a name such as `teal`; it must not be transparent
            13:8-13:28 error theme/colour: `rgba(0, 0, 0, 0.1)` is not a colour | help: write it as `#0a5c66`, as `rgb(10, 92, 102)`, or by a name such as `teal`; it must not be transparent
            12:1-12:4 error field/unknown: unknown key `ink` | help: known keys: accent, background, line, muted, text, tint
            15:8-15:39 error theme/font: `Literata; } body { color: red` is not a list of fonts | help: name families as CSS does, the last one a kind: body = "Literata, serif"
            16:8-16:14 error theme/font: `a,,b` is not a list of fonts | help: name families as CSS does, the last one a kind: code = "Literata, serif"
            19:8-19:29 error theme/font-format: `/fonts/literata.zip` is not a font | help: use a WOFF2 file, which is the smallest; .woff, .ttf and .otf work too
            20:10-20:16 error theme/font: `bold` is not a weight | help: write a weight from 1 to 1000, or both ends of a variable font: weight = "200 900"
            21:9-21:14 error theme/font: `a-z` is not a range of characters | help: write it as CSS does: range = "U+0000-024F, U+2000-206F"
            22:1-22:22 error field/missing: `family` is missing | help: add `family`
            22:1-22:22 error field/missing: `file` is missing | help: add `file`
            23:9-23:18 error field/choice: `style` cannot be `oblique`; it is one of: normal, italic
            5:11-5:15 error theme/length: `43` is not a length | help: write a number with a unit (rem, em, ch, px, vw, %): measure = "40rem"
            6:9-6:15 error theme/length: `wide` is not a length | help: write a number with a unit (rem, em, ch, px, vw, %): width = "40rem"
            7:8-7:25 error theme/path: `images/logo.svg` is not a path of the site | help: write it as a path of the site: static/images/a.svg is `logo = "/images/a.svg"`
            24:1-24:17 error field/missing: `url` is missing | help: add `url`
            8:7-8:22 error theme/css: `css` is no style sheet | help: name a style sheet below static/: css = "/css/own.css"
            9:1-9:6 error field/unknown: unknown key `color` | help: known keys: css, dark, faq, fonts, footer, light, logo, measure, radius, scheme, social, switch, width
        "#]],
    );
}
