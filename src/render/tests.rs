//! Templates with each kind of mistake, and the filters.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};

use super::*;
use crate::diagnostic::Place;
use crate::pages::view::{NotFoundView, PageView, ThemeView};
use crate::source::{FileId, line_column};

fn site() -> SiteView {
    SiteView {
        title: "Ledger & Light".to_owned(),
        description: String::new(),
        language: "en".to_owned(),
        dir: "ltr",
        url: "/research/".to_owned(),
        permalink: "https://example.org/research/".to_owned(),
        base_path: "/research".to_owned(),
        year: "2026".to_owned(),
        generator: "Tearsheet".to_owned(),
        menu: Vec::new(),
        footer_menu: Vec::new(),
        sections: Vec::new(),
        taxonomies: Vec::new(),
        feeds: Vec::new(),
        llms: None,
        corrections: None,
        search: None,
        offline: None,
        publisher: None,
        assets: BTreeMap::new(),
        theme: ThemeView {
            scheme: "auto",
            switch: true,
            light: "#ffffff".to_owned(),
            dark: "#131719".to_owned(),
            logo: None,
            footer: None,
            social: Vec::new(),
            fonts: Vec::new(),
        },
        extra: serde_json::json!({ "zebra": 1, "ant": 2, "moth": "</script>" }),
    }
}

fn sees(site: SiteView) -> Sees {
    Sees { site, language: Arc::new(Language::english()) }
}

fn view() -> View {
    let page = PageView {
        kind: "404",
        title: "Not found".to_owned(),
        heading: "Tom & <Jerry>".to_owned(),
        description: String::new(),
        url: "/research/404.html".to_owned(),
        permalink: "https://example.org/research/404.html".to_owned(),
        breadcrumbs: Vec::new(),
        feeds: Vec::new(),
        markdown: None,
        alternates: Vec::new(),
        languages: Vec::new(),
        robots: None,
        og_type: "website",
        image: None,
        code: false,
    };
    View::NotFound(NotFoundView { page, recent: Vec::new() })
}

/// Files out of one text: each begins with a line `--- name`.
fn files(text: &str) -> Vec<(String, Source)> {
    let parts = text.split("--- ").filter(|part| !part.trim().is_empty());
    let files = parts.enumerate().map(|(id, part)| {
        let (name, text) = part.split_once('\n').unwrap();
        let id = FileId(u32::try_from(id).unwrap());
        (name.to_owned(), Source::new(id, format!("templates/{name}"), text))
    });
    files.collect()
}

fn draw(diagnostics: &[Diagnostic], files: &[(String, Source)]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&format!("{}: {}\n", diagnostic.code, diagnostic.message));
        for label in &diagnostic.labels {
            let Place::Range(range) = &label.place else { unreachable!("templates have ranges") };
            let source = &files[label.file.0 as usize].1;
            let (line, column) = line_column(&source.text, range.start);
            let marked = &source.text[range.clone()];
            let drawn = format!("  {}:{line}:{column} {marked:?} {}", source.path, label.text);
            out.push_str(drawn.trim_end());
            out.push('\n');
        }
        if let Some(help) = &diagnostic.help {
            out.push_str(&format!("  = {help}\n"));
        }
    }
    out
}

/// Loads the files and renders `page.html`; gives the page or what is wrong.
fn render(text: &str) -> String {
    let files = files(text);
    let loaded = Templates::load(&files, &[sees(site())]);
    let Some(templates) = loaded.value else { return draw(&loaded.diagnostics, &files) };
    assert!(loaded.diagnostics.is_empty());
    match templates.render(LanguageId::DEFAULT, "page.html", &view(), Some(("<p>Text</p>", 0)), Some("{}")) {
        Ok(page) => String::from_utf8(page).unwrap(),
        Err(problem) => draw(&[problem], &files),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as `expect!` gives it")]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&render(text));
}

#[test]
fn text_is_escaped_and_html_is_not() {
    check(
        "--- page.html\n{{ page.heading }} {{ content }} <script>{{ json_ld }}</script> {{ site.title }}",
        expect!["Tom &amp; &lt;Jerry&gt; <p>Text</p> <script>{}</script> Ledger &amp; Light"],
    );
}

#[test]
fn filters() {
    check(
        "--- page.html\n\
         {{ '2026-11-21T09:30:00+01:00' | date }}, {{ '2026-11-21' | date(format='%B %Y') }}\n\
         {{ '/css/x.css' | url }} {{ '/css/x.css' | absolute }} {{ 'https://a.example/' | url }} {{ '#x' | url }}\n\
         {{ site.extra | json }} {{ page.heading | slugify }} {{ 'Ada King Lovelace' | initials }}\n",
        expect![[r#"
            21 November 2026, November 2026
            /research/css/x.css https://example.org/research/css/x.css https://a.example/ #x
            {"zebra":1,"ant":2,"moth":"\u003c/script\u003e"} tom-jerry AL
        "#]],
    );
}

#[test]
fn maps_keep_their_order() {
    check(
        "--- page.html\n{% for key, value in site.extra %}{{ key }}={{ value }} {% endfor %}",
        expect!["zebra=1 ant=2 moth=&lt;/script&gt; "],
    );
}

#[test]
fn every_filter_that_is_offered_exists() {
    for filter in filters::OWN.iter().chain(filters::BUILT_IN) {
        let text = format!("--- page.html\n{{% if false %}}{{{{ site.title | {filter} }}}}{{% endif %}}");
        assert_eq!(render(&text), "", "{filter}");
    }
}

#[test]
fn syntax_errors_of_all_templates() {
    check(
        "--- page.html\n<p>\n{{ page.title }\n--- other.html\n{% if page %}\n",
        expect![[r#"
            template/syntax: unexpected end of input
              templates/other.html:2:1 ""
            template/syntax: found `}` but expected }}
              templates/page.html:2:15 "}"
        "#]],
    );
}

#[test]
fn unknown_names() {
    check(
        "--- page.html\n{% extends 'base.html' %}{% block mian %}{% endblock %}\n\
         {% block main %}{{ page.title | slugfy }} é{{ page.title | datum }}\n\
         {{ <crad title='x' /> }} {{ now() }}{% include 'components/crad.html' %}{% if page is odder %}{% endif %}\n\
         {% endblock %}\n\
         --- base.html\n{% block main %}{% endblock %}\n\
         --- components/card.html\n{% component card(title) %}{{ title | shout }}{% endcomponent %}\n",
        expect![[r#"
            template/unknown-filter: unknown filter `shout`
              templates/components/card.html:1:39 "shout"
            template/unknown-block: block `mian` is not defined in any parent template
              templates/page.html:1:35 "mian"
            template/unknown-filter: unknown filter `slugfy`
              templates/page.html:2:33 "slugfy"
              = did you mean `slugify`?
            template/unknown-filter: unknown filter `datum`
              templates/page.html:2:60 "datum"
            template/unknown-component: unknown component `crad`
              templates/page.html:3:4 "<crad title='x' />"
              = did you mean `card`?
            template/unknown-function: unknown function `now`
              templates/page.html:3:29 "now()"
              = templates call no functions: what a page needs is in its view, and filters shape it
            template/missing: unknown template `components/crad.html`
              templates/page.html:3:48 "'components/crad.html'"
              = did you mean `components/card.html`?
            template/unknown-test: unknown test `odder`
              templates/page.html:3:87 "odder"
        "#]],
    );
}

#[test]
fn missing_parents() {
    check(
        "--- page.html\n{# {% extends 'none.html' %} #}\n{% extends 'bose.html' %}\n\
         --- other.html\n{%- extends \"elsewhere.html\" -%}\n--- base.html\n",
        expect![[r#"
            template/missing: there is no template `elsewhere.html` to extend
              templates/other.html:1:14 "elsewhere.html"
            template/missing: there is no template `bose.html` to extend
              templates/page.html:2:13 "bose.html"
              = did you mean `base.html`?
        "#]],
    );
}

#[test]
fn circles() {
    check(
        "--- page.html\n{% extends 'b.html' %}\n--- b.html\n{% extends 'page.html' %}\n",
        expect![[r#"
            template/circle: templates extend each other in a circle: b.html → page.html → b.html
              templates/b.html:1:13 "page.html"
        "#]],
    );
    check(
        "--- page.html\n{% include 'b.html' %}\n--- b.html\n\n{% include 'page.html' %}\n",
        expect![[r#"
            template/circle: templates include each other in a circle: b.html → page.html → b.html
              templates/b.html:2:13 "page.html"
        "#]],
    );
    check(
        "--- a.html\n{% include 'b.html' %}--- b.html\n{% include 'c.html' %}\n--- c.html\n{% include 'b.html' %}",
        expect![[r#"
            template/circle: templates include each other in a circle: a.html → b.html → c.html → b.html
              templates/a.html:1:13 "b.html"
        "#]],
    );
    check(
        "--- page.html\n{% extends 'page.html' %}\n",
        expect![[r#"
            template/circle: templates extend each other in a circle: page.html → page.html
              templates/page.html:1:13 "page.html"
        "#]],
    );
}

#[test]
fn components_of_one_name() {
    check(
        "--- page.html\n{% component card() %}{% endcomponent %}\n\
         --- b.html\n\n{% component card() %}{% endcomponent %}\n",
        expect![[r#"
            template/syntax: component `card` is defined in both `b.html` and `page.html`
              templates/b.html:2:14 "card"
              templates/page.html:1:14 "card"
        "#]],
    );
}

#[test]
fn unknown_variables() {
    check(
        "--- page.html\n{{ titel }}\n",
        expect![[r#"
            template/render: variable `titel` is not defined
              templates/page.html:1:4 "titel"
              = there are: content, json_ld, notices, page, recent, site, text, ui
        "#]],
    );
    check(
        "--- page.html\n{{ pge.title }}\n",
        expect![[r#"
            template/render: variable `pge` is not defined
              templates/page.html:1:4 "pge"
              = did you mean `page`? there are: content, json_ld, notices, page, recent, site, text, ui
        "#]],
    );
    check(
        "--- page.html\n<p>{{ page.titel }}\n",
        expect![[r#"
            template/render: field `titel` is not defined
              templates/page.html:1:12 "titel"
              = did you mean `title`? there are: alternates, breadcrumbs, code, description, feeds, heading, image, kind, languages, markdown, og_type, permalink, robots, title, url
        "#]],
    );
    check(
        "--- page.html\n{{ page.image.url }}\n",
        expect![[r#"
            template/render: field `url` is not defined
              templates/page.html:1:15 "url"
              = this page has no such value: ask for it with `{% if … %}`, or write `?.` and `or` for what to show instead
        "#]],
    );
    check(
        "--- page.html\n{{ page.bogus | date }}\n",
        expect![[r#"
            template/render: invalid type for the value, expected `string` but got `undefined`
              templates/page.html:1:4 "page"
              = this page has no such value: ask for it with `{% if … %}`, or write `?.` and `or` for what to show instead
        "#]],
    );
}

#[test]
fn values_of_the_wrong_kind() {
    check(
        "--- page.html\n{% for x in page.title %}{% endfor %}\n{{ page.title + 1 }}\n",
        expect![[r#"
            template/render: `+` requires both operands to be numbers, found `string` and `i64`
              templates/page.html:2:4 "page.title + 1"
        "#]],
    );
    check(
        "--- page.html\n{{ page.title | date }}\n",
        expect![[r#"
            template/render: `Not found` is not a date: it does not begin with a day such as 2026-11-21
              templates/page.html:1:17 "date"
        "#]],
    );
    check(
        "--- page.html\n{{ '2026-11-21' | date(format='%!') }}\n",
        expect![[r#"
            template/render: `%!` is not a date format: strftime formatting failed: found unrecognized specifier directive `!`
              templates/page.html:1:19 "date(format='%!')"
        "#]],
    );
    check(
        "--- page.html\n{% for x in site.year | int %}{% endfor %}\n",
        expect![[r#"
            template/render: iteration not possible on type `i128`
              templates/page.html:1:25 "int"
        "#]],
    );
}

#[test]
fn problems_in_components() {
    check(
        "--- page.html\n<p>\n{{ <outer item={page} /> }}\n\
         --- c.html\n{% component outer(item) %}\n  {{ <card item={item} /> }}{% endcomponent %}\n\
         {% component card(item) %}{{ item.titel }}{% endcomponent %}\n",
        expect![[r#"
            template/render: field `titel` is not defined
              templates/c.html:3:35 "titel"
              templates/c.html:2:6 "<card item={item} />" called here
              templates/page.html:2:4 "<outer item={page} />" called here
              = did you mean `title`? there are: alternates, breadcrumbs, code, description, feeds, heading, image, kind, languages, markdown, og_type, permalink, robots, title, url
        "#]],
    );
    check(
        "--- page.html\n{{ <card itme={page} /> }}\n\
         --- c.html\n{% component card(item) %}{{ item.title }}{% endcomponent %}\n",
        expect![[r#"
            template/render: unknown argument(s) `itme` in component call
              templates/page.html:1:4 "<card itme={page} />"
              = did you mean `item`? there are: `item`
        "#]],
    );
    check(
        "--- page.html\n{{ <card /> }}\n--- c.html\n{% component card() %}{{ <card /> }}{% endcomponent %}\n",
        expect![[r#"
            template/render: maximum render recursion depth for components exceeded
              templates/page.html:1:1 ""
        "#]],
    );
}

#[test]
fn a_template_that_is_not_there() {
    check(
        "--- pages.html\n",
        expect![[r#"
        template/missing: there is no template `page.html`
          = did you mean `pages.html`?
    "#]],
    );
}

#[test]
fn the_digest_stands_for_texts_names_and_site() {
    let digest = |text: &str, site: &SiteView| {
        Templates::load(&files(text), &[sees(site.clone())]).value.unwrap().whole_digest()
    };
    let other = SiteView { year: "2027".to_owned(), ..site() };
    let digests = [
        digest("--- a.html\nx", &site()),
        digest("--- a.html\ny", &site()),
        digest("--- b.html\nx", &site()),
        digest("--- a.html\nx", &other),
    ];
    assert_eq!(digests[0], digest("--- a.html\nx", &site()));
    for (at, digest) in digests.iter().enumerate() {
        assert!(!digests[..at].contains(digest), "{at}");
    }
}

#[test]
fn the_later_of_two_counts() {
    check("--- page.html\nfirst\n--- page.html\nsecond", expect!["second"]);
}

#[test]
fn words_of_the_interface() {
    check(
        "--- page.html\n{% component b(of: string) %}<b>{{ of }}</b>{% endcomponent %}\n\
         {{ ui.search }} {{ ui.articles | say(count=1) }}, {{ ui.articles | say(count=1234) }}\n\
         {{ ui.by | say(names=\"Tom & Jerry\") }}; {{ ui.by | say(names=<b of=\"Tom & Jerry\" />) }}\n",
        expect![[r#"

            Search 1 article, 1,234 articles
            By Tom &amp; Jerry; By <b>Tom &amp; Jerry</b>
        "#]],
    );
    check(
        "--- page.html\n{{ ui.by | say(name=\"x\") }}",
        expect![[r#"
        template/render: `By {names}` needs a `names`: say(names=…)
          templates/page.html:1:12 "say(name=\"x\")"
    "#]],
    );
    check(
        "--- page.html\n{{ site.menu | say(count=1) }}",
        expect![[r#"
        template/render: `say` is for words of `ui`: texts, or tables of plural forms
          templates/page.html:1:16 "say(count=1)"
    "#]],
    );
    check(
        "--- page.html\n{{ ui.serch }}",
        expect![[r#"
            template/render: field `serch` is not defined
              templates/page.html:1:7 "serch"
              = did you mean `search`?
        "#]],
    );
}
