//! Owns the cases of front matter that would exhaust stack or memory: deep nesting, aliases of aliases.

use expect_test::expect;

use super::{check, check_line};

/// On a small stack, as the threads of a pool may have.
fn on_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(test).unwrap();
    thread.join().unwrap();
}

#[test]
fn deep_nesting_is_refused() {
    let blocks = |depth: usize| (0..depth).map(|at| format!("{}k:\n", " ".repeat(at))).collect::<String>();
    let yaml = [
        format!("extra: {}", "[".repeat(60_000)),
        format!("extra: {}{}", "[".repeat(30_000), "]".repeat(30_000)),
        format!("extra: {}", "{a: ".repeat(15_000)),
        format!("extra:\n  {}x", "- ".repeat(30_000)),
        format!("extra:\n  {}", "- ".repeat(30_000)),
        format!("extra:\n{}", (0..350).map(|at| format!("{}-\n", " ".repeat(at))).collect::<String>()),
        format!("extra:\n{}", blocks(340)),
        format!("extra: {}{}", "[".repeat(64), "]".repeat(64)),
    ];
    for text in yaml {
        on_small_stack(move || check_deep(&format!("---\ntitle: T\n{text}\n---\n")));
    }
    let toml = [
        format!("extra = {}", "[".repeat(60_000)),
        format!("extra = {}{}", "[".repeat(30_000), "]".repeat(30_000)),
        format!("extra = {}", "{a = ".repeat(12_000)),
        format!("{}x = 1", "a.".repeat(30_000)),
        format!("[{}x]", "a.".repeat(30_000)),
        format!("[[{}x]]", "a.".repeat(70)),
        format!("extra = {}{}", "[".repeat(64), "]".repeat(64)),
    ];
    for text in toml {
        on_small_stack(move || check_deep(&format!("+++\ntitle = 'T'\n{text}\n+++\n")));
    }
    let json = [
        format!("{{\"extra\": {}{}}}", "[".repeat(30_000), "]".repeat(30_000)),
        format!("{{\"extra\": {}1{}}}", "{\"a\":".repeat(9_000), "}".repeat(9_000)),
        format!("{{\"extra\": {}{}}}", "[".repeat(64), "]".repeat(64)),
    ];
    for text in json {
        on_small_stack(move || check_deep(&format!("{text}\n")));
    }
}

fn check_deep(text: &str) {
    let outcome = super::outcome(&super::source(text), &super::settings());
    assert!(outcome.contains("nested more than 64 deep"), "{}…\n{outcome}", &text[..60.min(text.len())]);
    assert_eq!(outcome.lines().count(), 1, "{outcome}");
}

#[test]
fn deep_keys_are_refused() {
    on_small_stack(|| {
        check(
            &format!("---\n{}x: y\n---\n", "? ".repeat(30_000)),
            expect![[r#"
        2:3-2:60005 error front-matter/syntax: a list or table cannot be a key | help: if it is meant as text, put it in quotes
    "#]],
        )
    });
}

#[test]
fn nesting_is_allowed_up_to_a_bound() {
    let (open, close) = ("[".repeat(62), "]".repeat(62));
    for text in [
        format!("---\ntitle: T\ndate: 2026-11-21\nextra: {{a: {open}{close}}}\n---\n"),
        format!("+++\ntitle = 'T'\ndate = 2026-11-21\nextra.a = {open}{close}\n+++\n"),
        format!("{{\"title\": \"T\", \"date\": \"2026-11-21\", \"extra\": {{\"a\": {open}{close}}}}}\n"),
    ] {
        let outcome = super::outcome(&super::source(&text), &super::settings());
        assert!(outcome.starts_with("title: \"T\"") && !outcome.contains("error"), "{outcome}");
    }
}

#[test]
fn alias_bombs_are_refused() {
    let lol = "extra:\n  a: &a [x, x, x, x, x, x, x, x, x]\n  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n  \
               c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]";
    check_line(
        lol,
        expect![[r#"
        6:10-6:12 error front-matter/syntax: an alias cannot stand inside a value that has an anchor itself | help: write the value out where it is needed
    "#]],
    );
    let wide = format!("extra:\n  a: &a [{}]\n  b: [{}]", "x, ".repeat(2000), "*a, ".repeat(50));
    check_line(
        &wide,
        expect![[r#"
        6:23-6:25 error front-matter/syntax: there are too many aliases | help: write the value out where it is needed
    "#]],
    );
    let many = format!("extra:\n  a: &a x\n  b: [{}]", "*a, ".repeat(101));
    check_line(
        &many,
        expect![[r#"
        6:407-6:409 error front-matter/syntax: there are too many aliases | help: write the value out where it is needed
    "#]],
    );
    check_line(
        "extra: &a [*a]",
        expect![[r#"
        4:12-4:14 error front-matter/syntax: an alias cannot stand inside a value that has an anchor itself | help: write the value out where it is needed
    "#]],
    );
    check_line(
        "extra:\n  a: &a x\n  *a : y",
        expect![[r#"
        6:3-6:5 error front-matter/syntax: an alias cannot be a key | help: write the value out where it is needed
    "#]],
    );
    check_line(
        "extra: *unknown",
        expect![[r#"
        4:8-4:16 error front-matter/syntax: a value cannot begin with `*` unless it is in quotes | help: put the value in quotes: `extra: "*unknown"`
    "#]],
    );
}
