//! Transcripts of the program itself: what it prints, and its exit codes.

use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::{Expect, expect};

#[expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test writes the site it builds")]
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Runs the program in a folder: standard output, standard error and the exit code, times left out.
#[expect(clippy::unwrap_used, reason = "a test")]
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tearsheet"))
        .args(arguments)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795262400")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    let mut shown = String::new();
    for line in out.lines().chain(err.lines()) {
        let timed = line.split_once(" files in ").and_then(|(before, after)| {
            after.split_once(": ").map(|(_, after)| format!("{before} files in TIME: {after}"))
        });
        shown.push_str(timed.as_deref().unwrap_or(line).trim_end());
        shown.push('\n');
    }
    format!("{shown}exit {}\n", output.status.code().unwrap())
}

fn check(files: &[(&str, &str)], arguments: &[&str], expected: Expect) {
    let folder = site(files);
    expected.assert_eq(&run(folder.path(), arguments));
}

const SITE: (&str, &str) = ("site.toml", "title = \"Notes\"\nbase_url = \"https://notes.example/\"\n");
const ARTICLE: (&str, &str) = ("content/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n\nText.\n");
const BROKEN: (&str, &str) = ("content/b.md", "---\ntitle: B\ndate: 2026-13-01\n---\n\n[x](c.md)\n");

#[test]
fn a_clean_build() {
    check(
        &[SITE, ARTICLE],
        &["build"],
        expect![[r#"
            1 article, 23 files in TIME: 23 written
            exit 0
        "#]],
    );
    check(
        &[SITE, ARTICLE],
        &["build", "--quiet"],
        expect![[r#"
        exit 0
    "#]],
    );
    check(
        &[SITE, ARTICLE],
        &["check"],
        expect![[r#"
        exit 0
    "#]],
    );
}

#[test]
fn when_to_build_again() {
    let guide = (
        "content/guide.md",
        "---\ntitle: Guide\ndate: 2026-01-01\nends: 2026-12-24\nreview_every: 11 months\n---\n\nText.\n",
    );
    let soon = ("content/soon.md", "---\ntitle: Soon\ndate: 2026-12-24T12:00\n---\n\nText.\n");
    let amsterdam = (
        "site.toml",
        "title = \"Notes\"\nbase_url = \"https://notes.example/\"\ntime_zone = \"Europe/Amsterdam\"\n",
    );
    let folder = site(&[amsterdam, guide, soon]);
    let mut told = String::new();
    for now in ["2026-11-21", "2026-12-01", "2026-12-24T11:00:00Z", "2026-12-24T23:00:00Z"] {
        told += &run(folder.path(), &["build", "--format", "json", "--now", now]);
    }
    expect![[r#"
        {"articles":1,"files":24,"written":24,"deleted":0,"next_transition":{"at":"2026-12-01T00:00:00+01:00","article":"content/guide.md","what":"is due for review"}}
        exit 0
        {"articles":1,"files":24,"written":9,"deleted":0,"next_transition":{"at":"2026-12-24T12:00:00+01:00","article":"content/soon.md","what":"is published"}}
        exit 0
        {"articles":2,"files":25,"written":12,"deleted":0,"next_transition":{"at":"2026-12-25T00:00:00+01:00","article":"content/guide.md","what":"ends"}}
        exit 0
        {"articles":2,"files":25,"written":9,"deleted":0,"next_transition":null}
        exit 0
    "#]].assert_eq(&told);
    expect![[r#"
        1 article, 24 files in TIME: 12 written, 1 deleted
        next change at 2026-12-01T00:00:00+01:00: content/guide.md is due for review
        exit 0
    "#]]
    .assert_eq(&run(folder.path(), &["build", "--now", "2026-11-21"]));
}

#[test]
fn a_second_build_changes_nothing() {
    let folder = site(&[SITE, ARTICLE]);
    run(folder.path(), &["build"]);
    expect![[r#"
        1 article, 23 files in TIME: nothing changed
        exit 0
    "#]]
    .assert_eq(&run(folder.path(), &["build"]));
    expect![[r#"
        removed the cache: 5 files in .tearsheet
        exit 0
    "#]]
    .assert_eq(&run(folder.path(), &["clean"]));
    expect![[r#"
        there is no cache in .tearsheet
        exit 0
    "#]]
    .assert_eq(&run(folder.path(), &["clean"]));
    expect![[r#"
        1 article, 23 files in TIME: nothing changed
        exit 0
    "#]]
    .assert_eq(&run(folder.path(), &["build"]));
}

#[test]
fn findings() {
    check(
        &[SITE, ARTICLE, BROKEN],
        &["build"],
        expect![[r#"
        error[field/date]: `date` is not a date: there is no month 13
         --> content/b.md:3:7
          |
        3 | date: 2026-13-01
          |       ^^^^^^^^^^
          |
          = help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00

        1 error
        exit 1
    "#]],
    );
    check(
        &[SITE, ARTICLE, BROKEN],
        &["check", "--format", "short"],
        expect![[r#"
        content/b.md:3:7: error[field/date]: `date` is not a date: there is no month 13
        exit 1
    "#]],
    );
    check(
        &[SITE, ARTICLE, BROKEN],
        &["build", "--format", "json"],
        expect![[r#"
        {"code":"field/date","severity":"error","message":"`date` is not a date: there is no month 13","help":"write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00","labels":[{"path":"content/b.md","line":3,"column":7,"end_line":3,"end_column":17,"byte_start":19,"byte_end":29,"text":""}]}
        exit 1
    "#]],
    );
}

#[test]
fn the_command_line_or_the_machine() {
    check(
        &[ARTICLE],
        &["build"],
        expect![[r#"
        error: there is no `site.toml`: run this in the folder of a site, or name its site.toml with --config
        exit 2
    "#]],
    );
    check(
        &[SITE],
        &["build", "--now", "soon"],
        expect![[r#"
        error: --now soon: it does not begin with a day such as 2026-11-21
        exit 2
    "#]],
    );
    check(
        &[SITE],
        &["build", "--jobs", "0"],
        expect![[r#"
        error: --jobs must be at least 1
        exit 2
    "#]],
    );
    check(
        &[SITE, ARTICLE],
        &["build", "--output", "content/out"],
        expect![[r#"
        error: `content/out` cannot be the output folder: the site's own files lie there; choose another, such as `public`
        exit 2
    "#]],
    );
    check(
        &[SITE, ARTICLE],
        &["build", "--output", "."],
        expect![[r#"
        error: `.` cannot be the output folder: the site's own files lie there; choose another, such as `public`
        exit 2
    "#]],
    );
    check(
        &[SITE],
        &["biuld"],
        expect![[r#"
        error: unrecognized subcommand 'biuld'

          tip: a similar subcommand exists: 'build'

        Usage: tearsheet <COMMAND>

        For more information, try '--help'.
        exit 2
    "#]],
    );
}

#[test]
fn drafts_and_the_build_date() {
    let draft = ("content/d.md", "---\ntitle: D\ndate: 2026-01-01\ndraft: true\n---\n\nText.\n");
    let future = ("content/f.md", "---\ntitle: F\ndate: 2026-12-24\n---\n\nText.\n");
    let files = [SITE, ARTICLE, draft, future];
    check(
        &files,
        &["build"],
        expect![[r#"
            1 article, 23 files in TIME: 23 written
            next change at 2026-12-24T00:00:00Z: content/f.md is published
            exit 0
        "#]],
    );
    check(
        &files,
        &["build", "--drafts"],
        expect![[r#"
            2 articles, 24 files in TIME: 24 written
            next change at 2026-12-24T00:00:00Z: content/f.md is published
            exit 0
        "#]],
    );
    check(
        &files,
        &["build", "--future"],
        expect![[r#"
            2 articles, 24 files in TIME: 24 written
            next change at 2026-12-24T00:00:00Z: content/f.md is published
            exit 0
        "#]],
    );
    check(
        &files,
        &["build", "--now", "2026-12-24"],
        expect![[r#"
            2 articles, 24 files in TIME: 24 written
            exit 0
        "#]],
    );
}

#[test]
fn a_base_url_of_the_command_line() {
    let folder = site(&[SITE, ARTICLE]);
    run(folder.path(), &["build", "--base-url", "https://other.example/research"]);
    #[expect(clippy::disallowed_methods, reason = "a test reads what was built")]
    let robots = fs::read_to_string(folder.path().join("public/robots.txt")).unwrap();
    expect![[r#"
        User-agent: *
        Allow: /research/

        Sitemap: https://other.example/research/sitemap.xml
    "#]]
    .assert_eq(&robots);
}

#[test]
fn no_colour_in_a_pipe() {
    let folder = site(&[SITE, BROKEN]);
    assert!(!run(folder.path(), &["build"]).contains('\u{1b}'));
}

/// Times differ from run to run, and so may the order of what took longest.
#[test]
fn timings_of_a_build() {
    let folder = site(&[SITE, ARTICLE]);
    // Nothing is believed of files that have only just been written.
    std::thread::sleep(std::time::Duration::from_millis(50));
    let untimed = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_time = |at: usize| {
            words[at].parse::<f64>().is_ok() && ["ms", "s"].contains(words.get(at + 1).unwrap_or(&""))
        };
        let shown = (0..words.len()).filter(|at| *at == 0 || !is_time(at - 1));
        shown.map(|at| if is_time(at) { "TIME" } else { words[at] }).collect::<Vec<_>>().join(" ")
    };
    let mut shown: Vec<String> = Vec::new();
    for arguments in
        [&["build", "--quiet", "--timings"][..], &["build", "--timings"], &["check", "--timings"]]
    {
        let said = run(folder.path(), arguments);
        let mut lines: Vec<String> = said.lines().map(untimed).collect();
        let templates = lines.iter().position(|line| line.starts_with("templates"));
        if let Some(at) = templates {
            let end = lines.len() - 1;
            lines[at + 1..end].sort();
        }
        shown.extend(lines);
    }
    expect![[r#"
        wall cpu
        TIME TIME looking for changes
        TIME TIME cache and inputs
        TIME TIME reading
        TIME TIME linking and planning
        TIME TIME rendering
        TIME TIME publishing
        TIME TIME in all
        documents that took longest to read:
        TIME content/a.md
        templates that took longest, data and all:
        TIME (no template), 11 pages
        TIME 404.html, 1 page
        TIME article.html, 1 page
        TIME home.html, 1 page
        TIME search.html, 1 page
        exit 0
        1 article, 23 files in TIME: nothing changed
        wall cpu
        TIME TIME looking for changes
        TIME TIME in all
        exit 0
        wall cpu
        TIME TIME cache and inputs
        TIME TIME reading
        TIME TIME linking and planning
        TIME TIME rendering
        TIME TIME in all
        documents that took longest to read:
        TIME content/a.md
        templates that took longest, data and all:
        TIME (no template), 5 pages
        TIME 404.html, 1 page
        TIME article.html, 1 page
        TIME home.html, 1 page
        TIME search.html, 1 page
        exit 0"#]]
    .assert_eq(&shown.join("\n"));
}

/// A site in three languages.
const LANGUAGES: &[(&str, &str)] = &[
    (
        "site.toml",
        "title = \"Notes\"\nbase_url = \"https://notes.example/\"\n\n[languages.de]\n[languages.fr]\n\n\
         [[disclaimers]]\nid = \"house\"\ntext = { en = \"We sell.\", de = \"Wir verkaufen.\" }\n",
    ),
    ("content/a.md", "---\ntitle: A\ndate: 2026-01-01\nupdated: 2026-03-01\n---\n\nText.\n"),
    ("content/a.de.md", "---\ntitle: A\ndate: 2026-01-02\n---\n\nText.\n"),
    ("content/a.fr.md", "---\ntitle: A\ndate: 2026-01-02\ntranslated: 2026-03-01\n---\n\nTexte.\n"),
    ("content/b.md", "---\ntitle: B\ndate: 2026-01-01\ndisclosure:\n  sponsorship: paid\n---\n\nText.\n"),
    ("content/b.de.md", "---\ntitle: B\ndate: 2026-01-01\ntranslated_from: \"0123456789ab\"\n---\n\nText.\n"),
    ("content/c.de.md", "---\ntitle: C\ndate: 2026-01-01\n---\n\nText.\n"),
];

#[test]
fn translations() {
    check(
        LANGUAGES,
        &["translations"],
        expect![[r#"
        Stale
          de  a.de.md  changed 2026-03-01, translated 2026-01-02  translated_from: "9abf047951f8"
          de  b.de.md  changed 2026-01-01, translated 2026-01-01  translated_from: "bb1087599813"

        Missing
          fr  b.md  changed 2026-01-01

        Without original
          de  c.de.md

        Disclaimers shown in another language
          fr  house  in en

        1 translation is up to date
        error[translation/sponsorship]: `content/b.md` says that its sponsorship is `paid`, and this translation does not
        --> content/b.de.md
         = help: take the original's `disclosure` over into the translation

        error[disclosure/undisclosed]: this article is `paid`, and no disclaimer says so
         --> content/b.md:5:16
          |
        5 |   sponsorship: paid
          |                ^^^^
          |
          = help: give site.toml a disclaimer with `when = { sponsorship = "paid" }`

        2 errors
        exit 1
    "#]],
    );
    let mut files = LANGUAGES.to_vec();
    files.retain(|(path, _)| !path.starts_with("content/b"));
    check(
        &files,
        &["translations", "--format", "json"],
        expect![[r#"
        {"kind":"text","original":"a.md","language":"de","standing":"stale","file":"a.de.md","changed":"2026-03-01","translated":"2026-01-02","digest":"9abf047951f8"}
        {"kind":"text","original":"a.md","language":"fr","standing":"current","file":"a.fr.md","changed":"2026-03-01","translated":"2026-03-01","digest":"9abf047951f8"}
        {"kind":"text","original":"c.md","language":"de","standing":"no original","file":"c.de.md","changed":null,"translated":"2026-01-01","digest":null}
        {"kind":"disclaimer","policy":"house","language":"fr","shown_in":"en"}
        exit 0
    "#]],
    );
    let dutch = ("site.toml", "title = \"N\"\nbase_url = \"https://n.example/\"\n[languages.nl]\n");
    let said = run(site(&[dutch, ARTICLE]).path(), &["translations"]);
    assert!(said.contains("Words said in another language\n  nl  1"), "{said}");
}

#[test]
fn what_check_says_of_translations() {
    let settings = format!("{}\n[translations]\nmissing = \"warn\"\nstale = \"error\"\n", LANGUAGES[0].1);
    let mut strict = LANGUAGES.to_vec();
    strict[0].1 = &settings;
    check(
        &strict,
        &["check"],
        expect![[r#"
        error[translation/stale]: `content/a.md` has changed since it was translated here
         --> content/a.de.md:3:7
          |
        3 | date: 2026-01-02
          |       ^^^^^^^^^^
          |
          = help: bring the translation up to date, and `translated` or `translated_from` with it: `tearsheet translations` has the values

        error[translation/sponsorship]: `content/b.md` says that its sponsorship is `paid`, and this translation does not
        --> content/b.de.md
         = help: take the original's `disclosure` over into the translation

        error[translation/stale]: `content/b.md` has changed since it was translated here
         --> content/b.de.md:4:18
          |
        4 | translated_from: "0123456789ab"
          |                  ^^^^^^^^^^^^^^
          |
          = help: bring the translation up to date, and `translated` or `translated_from` with it: `tearsheet translations` has the values

        warning[translation/missing]: there is no translation of this article into `fr`
        --> content/b.md
         = help: it would be `content/b.fr.md`

        error[disclosure/undisclosed]: this article is `paid`, and no disclaimer says so
         --> content/b.md:5:16
          |
        5 |   sponsorship: paid
          |                ^^^^
          |
          = help: give site.toml a disclaimer with `when = { sponsorship = "paid" }`

        4 errors, 1 warning
        exit 1
    "#]],
    );
}

#[test]
fn languages_that_are_none() {
    check(
        &[
            (
                "site.toml",
                "title = \"N\"\nbase_url = \"https://n.example/\"\n[languages.en]\n[languages.d_e]\n[languages.fr]\nname = 3\n",
            ),
            ARTICLE,
        ],
        &["check"],
        expect![[r#"
            error[config/duplicate]: `en` is a language of the site already
             --> site.toml:3:12
              |
            3 | [languages.en]
              |            ^^
              |
              = help: say what is in the default language outside `[languages]`

            error[config/language]: `d_e` is not a language tag
             --> site.toml:4:12
              |
            4 | [languages.d_e]
              |            ^^^
              |
              = help: name it by a tag such as de, pt-BR or zh-Hant

            error[field/type]: `name` must be text, but is a whole number
             --> site.toml:6:8
              |
            6 | name = 3
              |        ^
              |
              = help: if it is meant as text, put it in quotes

            3 errors
            exit 1
        "#]],
    );
}
