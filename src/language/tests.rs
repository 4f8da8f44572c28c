//! Owns the cases of languages: words, plural forms, dates, numbers, directions, and strings files.

use expect_test::{Expect, expect};
use jiff::tz::TimeZone;

use super::*;
use crate::diagnostic::testing::show;
use crate::source::{FileId, Source};

fn of(tag: &str) -> Language {
    Language::new(tag, None, &[], "en")
}

#[test]
fn dates_and_numbers() {
    let at = |text: &str| Moment::parse(text, &TimeZone::UTC).unwrap();
    let mut said = String::new();
    for tag in ["en", "en-US", "de", "fr", "es", "ja", "ar", "fa", "th", "pt-BR", "hi"] {
        let language = of(tag);
        said += &format!(
            "{tag}: {} | {} | {} | {}\n",
            language.date(at("2026-11-01")),
            language.date(at("2024-02-29T18:30:00+01:00")),
            language.number(1_234_567),
            language.decimal("-1234.5")
        );
    }
    expect![[r#"
        en: 1 November 2026 | 29 February 2024 | 1,234,567 | -1234.5
        en-US: November 1, 2026 | February 29, 2024 | 1,234,567 | -1234.5
        de: 1. November 2026 | 29. Februar 2024 | 1.234.567 | -1234,5
        fr: 1 novembre 2026 | 29 février 2024 | 1 234 567 | -1234,5
        es: 1 de noviembre de 2026 | 29 de febrero de 2024 | 1.234.567 | -1234,5
        ja: 2026年11月1日 | 2024年2月29日 | 1,234,567 | -1234.5
        ar: 1 نوفمبر 2026 | 29 فبراير 2024 | 1,234,567 | ‎-1234.5
        fa: ۱ نوامبر ۲۰۲۶ | ۲۹ فوریه ۲۰۲۴ | ۱٬۲۳۴٬۵۶۷ | ‎−۱۲۳۴٫۵
        th: 1 พฤศจิกายน ค.ศ. 2026 | 29 กุมภาพันธ์ ค.ศ. 2024 | 1,234,567 | -1234.5
        pt-BR: 1 de novembro de 2026 | 29 de fevereiro de 2024 | 1.234.567 | -1234,5
        hi: 1 नवंबर, 2026 | 29 फ़रवरी, 2024 | 12,34,567 | -1234.5
    "#]]
    .assert_eq(&said);
}

#[test]
fn plural_forms() {
    let mut said = String::new();
    for tag in ["en", "de", "fr", "ja", "ar", "ru"] {
        let language = of(tag);
        let counts = [0, 1, 2, 3, 11, 100, 1_000_000].map(|count| language.count("articles", count, &[]));
        said += &format!("{tag}: {}\n", counts.join(" | "));
    }
    expect![[r#"
        en: 0 articles | 1 article | 2 articles | 3 articles | 11 articles | 100 articles | 1,000,000 articles
        de: 0 Artikel | 1 Artikel | 2 Artikel | 3 Artikel | 11 Artikel | 100 Artikel | 1.000.000 Artikel
        fr: 0 article | 1 article | 2 articles | 3 articles | 11 articles | 100 articles | 1 000 000 d’articles
        ja: 0件の記事 | 1件の記事 | 2件の記事 | 3件の記事 | 11件の記事 | 100件の記事 | 1,000,000件の記事
        ar: لا مقالات | مقالة واحدة | مقالتان | 3 مقالات | 11 مقالة | 100 مقالة | 1,000,000 مقالة
        ru: 0 articles | 1 article | 2 articles | 3 articles | 11 articles | 100 articles | 1 000 000 articles
    "#]].assert_eq(&said);
}

#[test]
fn spans_and_lists() {
    let span = |text| Span::parse(text).unwrap();
    let three = ["A".to_owned(), "B".to_owned(), "C".to_owned()];
    let mut said = String::new();
    for tag in ["en", "de", "ja", "ar"] {
        let language = of(tag);
        said += &format!(
            "{tag}: {} | {} | {} | {}\n",
            language.span(span("1 hour")),
            language.span(span("20 minutes")),
            language.list(&three),
            language.list(&three[..1])
        );
    }
    expect![[r#"
        en: 1 hour | 20 minutes | A, B and C | A
        de: 1 Stunde | 20 Minuten | A, B und C | A
        ja: 1時間 | 20分 | A、B、C | A
        ar: ساعة واحدة | 20 دقيقة | A، B وC | A
    "#]]
    .assert_eq(&said);
}

#[test]
fn directions() {
    for (tag, expected) in [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("az", "ltr"),
        ("az-Arab", "rtl"),
        ("ur-Latn", "ltr"),
    ] {
        assert_eq!(Direction::of(tag).name(), expected, "{tag}");
    }
    for (text, expected) in
        [("en", true), ("pt-BR", true), ("zh-Hant-TW", true), ("pt_BR", false), ("x y", false), ("", false)]
    {
        assert_eq!(is_tag(text), expected, "{text}");
    }
}

fn file(tag: &str, text: &str) -> File {
    let read = File::read(tag, &Source::new(FileId(1), format!("templates/strings/{tag}.toml"), text));
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    read.value
}

#[test]
fn every_language_of_the_program_has_every_word() {
    for (tag, text) in BUILT_IN {
        let _ = file(tag, text);
        assert_eq!(of(tag).words.foreign(), Vec::<String>::new(), "{tag}");
    }
}

#[test]
fn words_fall_back_one_by_one() {
    let files = [
        file("de", "home = 'Titelseite'\n[own]\nmotto = 'Mit Zahlen'\nonly = 'Nur hier'"),
        file("de-AT", "search = 'Suchen'"),
        file("nl", "home = 'Voorpagina'\n[own]\nmotto = 'Met cijfers'"),
        file("en", "close = 'Shut'"),
    ];
    let said = |tag: &str, default: &str| {
        let language = Language::new(tag, None, &files, default);
        let mark = |key| if language.words.is_foreign(key) { "*" } else { "" };
        let word = |key| format!("{}{}", language.text(key), mark(key));
        let words = ["home", "search", "close", "contents"].map(word).join(" | ");
        format!("{tag}: {words} | {:?}\n", language.words.get("own"))
    };
    let said = [said("de-AT", "de"), said("de", "nl"), said("nl", "de"), said("nl", "en"), said("en", "en")];
    expect![[r#"
        de-AT: Titelseite | Suchen | Schließen | Inhalt | Some(Own({"motto": Text("Mit Zahlen"), "only": Text("Nur hier")}))
        de: Titelseite | Suche | Schließen | Inhalt | Some(Own({"motto": Text("Mit Zahlen"), "only": Text("Nur hier")}))
        nl: Voorpagina | Suche* | Schließen* | Inhalt* | Some(Own({"motto": Text("Met cijfers"), "only": Text("Nur hier")}))
        nl: Voorpagina | Search* | Shut* | Contents* | Some(Own({"motto": Text("Met cijfers")}))
        en: Home | Search | Shut | Contents | None
    "#]].assert_eq(&said.concat());
}

#[test]
fn what_is_wrong_with_a_file() {
    fn check(tag: &str, text: &str, expected: &Expect) {
        let source = Source::new(FileId(1), format!("templates/strings/{tag}.toml"), text);
        expected.assert_eq(&show(&source, &File::read(tag, &source).diagnostics));
    }
    check(
        "de",
        "hom = 'x'\nby = 'von'\nsearch = 3\nclose = 'zu {name}'",
        &expect![[r#"
        2:6-2:11 error strings/placeholder: `{names}` is missing | help: put it where the page is to fill it in
        4:9-4:20 error strings/placeholder: nothing fills `{name}` here | help: this text is shown as it is
        1:1-1:4 error strings/unknown: there is no word `hom` | help: did you mean `home`?
        3:10-3:11 error strings/type: `search` must be text, but is a whole number | help: put it in quotes
    "#]],
    );
    check(
        "de",
        "articles = { one = 'ein', few = '{count}', other = 'viele' }",
        &expect![[r#"
        1:27-1:30 error strings/plural: `de` has no plural form `few` | help: its forms are: one, other
        1:52-1:59 error strings/placeholder: `{count}` is missing | help: put it where the page is to fill it in
    "#]],
    );
    check(
        "ar",
        "articles = { one = 'x', other = '{count}' }",
        &expect![[r#"
        1:1-1:9 error strings/plural: `articles` lacks the plural forms: zero, two, few, many | help: its forms are: zero, one, two, few, many, other
    "#]],
    );
    check(
        "pt_BR",
        "home = ",
        &expect![[r#"
        file error strings/language: `pt_BR` is not a language tag | help: name the file for a language: de.toml, pt-BR.toml
        1:7-1:8 error strings/syntax: `` is not a value | help: put it in quotes: ""
    "#]],
    );
}
