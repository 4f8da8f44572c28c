//! Tests of style sheets and scripts made smaller and renamed.

use expect_test::expect;

use super::*;

fn css(text: &str) -> String {
    css::rewrite(text, true, &mut |_| None).unwrap_or_else(|| "left alone".to_owned())
}

#[test]
fn style_sheets_say_the_same_in_less() {
    let text = r#"@charset "utf-8";
/* a comment */
:root { --a : 1px; --empty: ; --font: "A  B", serif; }
a:hover > b ,
a :focus + c ~ d { margin : 0 auto !important ; width: calc( 100% - ( 2px + 1em ) ); }
@media (min-width: 40rem) and (prefers-color-scheme : dark) { .x { color : rgb( 0 0 0 / 50% ) } }
/*! kept */
.a/**/.b { grid-template-columns: [start] 1fr [end]; content: "/* no } comment */"; }
.p { & > .q { inset: 0 } background: url( "a b.png" ) , url(data:image/png;base64,AA==); }
"#;
    expect![[r#"
        @charset "utf-8";:root{--a :1px;--empty: ;--font:"A  B",serif}a:hover>b,a :focus + c ~ d{margin :0 auto!important;width:calc(100% - (2px + 1em))}@media (min-width:40rem) and (prefers-color-scheme :dark){.x{color :rgb(0 0 0 / 50%)}}/*! kept */ .a.b{grid-template-columns:[start] 1fr [end];content:"/* no } comment */"}.p{&>.q{inset:0}background:url("a b.png"),url(data:image/png;base64,AA==)}
    "#]]
    .assert_eq(&(css(text) + "\n"));
    assert_eq!(css(&css(text)), css(text));
    assert_eq!(css("a { color: red"), "a{color:red}");
    assert_eq!(css("a } b {}"), "left alone");
    assert_eq!(css::rewrite(text, false, &mut |_| None).as_deref(), Some(text));
}

fn js(text: &str) -> String {
    js::minify(text).unwrap_or_else(|| "left alone".to_owned())
}

#[test]
fn scripts_lose_what_only_people_read() {
    let text = r#"// first
(() => {
  "use strict"; /* why */ const url = "https://example.org"; // here

  const re = /["'/*]/g, half = (a + b) / 2;
  const text = `a  // not a comment ${ list.map((x) => `<${x}>`).join("  ") /* one */ } \` /* stays */`;
  return /\/\/  x/.test(text)
    /*! kept */
    ? x++ / 2 : { a: 1 };
})();
"#;
    expect![[r#"
        (() => {
        "use strict";   const url = "https://example.org";
        const re = /["'/*]/g, half = (a + b) / 2;
        const text = `a  // not a comment ${ list.map((x) => `<${x}>`).join("  ")   } \` /* stays */`;
        return /\/\/  x/.test(text)
        /*! kept */
        ? x++ / 2 : { a: 1 };
        })();
    "#]]
    .assert_eq(&js(text));
    assert_eq!(js(&js(text)), js(text));
    for whole in ["a = 'b", "`${a", "/* a", "x = `a", "if (x) /\"/.test(y) // z", "(a) / b /* c */"] {
        assert_eq!(js(whole), "left alone", "{whole}");
    }
}

#[test]
fn names_follow_bytes_through_style_sheets() {
    let file = |path: &str, text: &str| (Route::new(path).unwrap(), text.as_bytes().to_vec());
    let of = |font: &str| {
        let files = BTreeMap::from([
            file(
                "/css/main.css",
                "@import \"parts/a.css\";\n@font-face { src: url(../fonts/x.woff2?v=1#iefix), url(/abs.png), url(https://e.example/x) }",
            ),
            file("/css/parts/a.css", "a { background: url('b c.png') } @import url(../main.css);"),
            file("/js/app.js", "// one\nrun();\n"),
        ]);
        let others = |route: &Route| match route.as_str() {
            "/fonts/x.woff2" => Some(Digest::of(font)),
            "/css/parts/b c.png" => Some(Digest::of("png")),
            _ => None,
        };
        make(&files, &others, &Settings { integrity: true, ..Settings::default() })
    };
    let first = of("font");
    let mut shown = String::new();
    for (route, made) in &first.made {
        let (text, integrity) =
            (String::from_utf8_lossy(&made.bytes), made.integrity.as_deref().unwrap_or_default());
        shown += &format!("{route} -> {} {}\n{text}\n", made.route, &integrity[..14]);
    }
    for (from, to) in &first.copies {
        shown += &format!("{from} -> {to}\n");
    }
    expect![[r#"
        /css/main.css -> /css/main.b40fef2f.css sha384-AavM3wb
        @import "parts/a.f04801f0.css";@font-face{src:url(../fonts/x.47710255.woff2?v=1#iefix),url(/abs.png),url(https://e.example/x)}
        /css/parts/a.css -> /css/parts/a.f04801f0.css sha384-d5vSn1C
        a{background:url("b%20c.3329cb43.png")}@import url(../main.css);
        /js/app.js -> /js/app.a1dbbfef.js sha384-HC8iAYV
        run();

        /css/parts/b c.png -> /css/parts/b c.3329cb43.png
        /fonts/x.woff2 -> /fonts/x.47710255.woff2
    "#]]
    .assert_eq(&shown);
    let main = Route::new("/css/main.css").unwrap();
    assert_ne!(of("another").made[&main].route, first.made[&main].route);
    assert_eq!(of("font"), first);
}
