//! Owns the info string of a fenced code block: the language and what is to be done with the lines.
//! Knows the spellings that other generators have made common, and nothing of highlighting.

use std::ops::{Range, RangeInclusive};

/// What an info string says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Info<'a> {
    /// The language as written.
    pub(super) language: Option<Word<'a>>,
    /// The name of the file that the code is from.
    pub(super) title: Option<&'a str>,
    /// Whether lines are numbered, where the author says so.
    pub(super) numbers: Option<bool>,
    /// The number of the first line.
    pub(super) start: Option<u32>,
    /// Lines to stress, from 1.
    pub(super) stressed: Vec<(RangeInclusive<u32>, Range<usize>)>,
    /// Whether lines that begin with `+` and `-` were added and removed.
    pub(super) diff: bool,
    /// What is not understood.
    pub(super) unknown: Vec<Word<'a>>,
}

/// A word of the info string and its bytes there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word.
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

/// The attributes there are, each in one of its spellings.
pub(super) const ATTRIBUTES: [&str; 5] = ["hl_lines", "linenos", "linenostart", "title", "diff"];

/// Reads an info string: a language, then attributes in the spellings of Zola
/// (`rust,linenos,hl_lines=1 3-5`), Hugo (`rust {linenos=true hl_lines=[1,"3-5"]}`), Docusaurus
/// (`rust {1,3-5} title="a.rs" showLineNumbers`) and Pandoc (`{.rust .numberLines startFrom="10"}`).
pub(super) fn parse(info: &str) -> Info<'_> {
    let mut scanner = Scanner { text: info, at: 0 };
    let mut read = Info::default();
    scanner.skip_separators();
    if !scanner.rest().starts_with('{') {
        let end = scanner.at + scanner.rest().find(is_end).unwrap_or(scanner.rest().len());
        if !info[scanner.at..end].contains('=') && end > scanner.at {
            read.language = Some(scanner.take(end));
        }
    }
    // Whether a bare `3-5` is a range of lines: within braces, and after `hl_lines=1`.
    let mut ranges = false;
    let mut braces = 0_usize;
    loop {
        scanner.skip_separators();
        match scanner.rest().chars().next() {
            None => return read,
            Some('{') => {
                braces += 1;
                scanner.at += 1;
                ranges = true;
            }
            Some('}') => {
                braces = braces.saturating_sub(1);
                scanner.at += 1;
                ranges = false;
            }
            Some(_) => ranges = attribute(&mut read, &mut scanner, ranges) || braces > 0,
        }
    }
}

/// Reads one attribute; says whether bare ranges may follow it.
fn attribute<'a>(info: &mut Info<'a>, scanner: &mut Scanner<'a>, ranges: bool) -> bool {
    let start = scanner.at;
    let word = scanner.word();
    if word.text.is_empty() {
        // A stray `=`, `]` or quote, skipped with what hangs on it.
        let end = scanner.at + scanner.rest().find(is_end).unwrap_or(scanner.rest().len());
        info.unknown.push(scanner.take(end));
        return false;
    }
    if ranges && lines(word.text).is_some() {
        stress(info, word);
        return true;
    }
    let value = scanner.rest().starts_with('=').then(|| scanner.value());
    let whole = Word { text: &scanner.text[start..scanner.at], range: start..scanner.at };
    match (Attribute::of(word.text), value) {
        (Some(Attribute::Stress), Some(value)) => {
            stress_all(info, value);
            return true;
        }
        (Some(Attribute::Numbers), value) => {
            let off = value.is_some_and(|value| matches!(value.text, "false" | "no" | "none" | "off" | "0"));
            info.numbers = Some(!off);
        }
        (Some(Attribute::Start), Some(value)) => match value.text.parse() {
            Ok(start) => info.start = Some(start),
            Err(_) => info.unknown.push(whole),
        },
        (Some(Attribute::Title), Some(value)) => info.title = Some(value.text),
        (Some(Attribute::Diff), None) => info.diff = true,
        (None, None) if word.text.starts_with('.') && info.language.is_none() => {
            info.language = Some(Word { text: &word.text[1..], range: word.range.start + 1..word.range.end });
        }
        _ => info.unknown.push(whole),
    }
    false
}

#[derive(Clone, Copy)]
enum Attribute {
    Stress,
    Numbers,
    Start,
    Title,
    Diff,
}

impl Attribute {
    /// The attribute of this name. Marks do not count, by which spellings differ: `hl-lines`,
    /// `hl_lines` and Pandoc's `.hlLines` are one.
    fn of(word: &str) -> Option<Self> {
        let name: String = word.chars().filter(|c| !matches!(c, '_' | '-' | '.')).collect();
        Some(match name.to_ascii_lowercase().as_str() {
            "hllines" | "hl" | "highlight" | "mark" | "emphasizelines" => Self::Stress,
            "linenos" | "linenumbers" | "showlinenumbers" | "numberlines" | "numbered" => Self::Numbers,
            "linenostart" | "start" | "startfrom" | "startline" | "firstline" => Self::Start,
            "title" | "file" | "filename" | "name" => Self::Title,
            "diff" => Self::Diff,
            _ => return None,
        })
    }
}

/// Adds the ranges of `1,3-5`, `1 3-5` or `1, "3-5"`.
fn stress_all<'a>(info: &mut Info<'a>, value: Word<'a>) {
    let mut at = 0;
    for piece in value.text.split([',', ' ', '\t', '"', '\'']) {
        if !piece.is_empty() {
            let start = value.range.start + at;
            stress(info, Word { text: piece, range: start..start + piece.len() });
        }
        at += piece.len() + 1;
    }
}

fn stress<'a>(info: &mut Info<'a>, word: Word<'a>) {
    match lines(word.text) {
        Some(lines) => info.stressed.push((lines, word.range)),
        None => info.unknown.push(word),
    }
}

/// `3` or `3-5`.
fn lines(text: &str) -> Option<RangeInclusive<u32>> {
    let number = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten()
    };
    match text.split_once('-') {
        Some((from, to)) => Some(number(from)?..=number(to)?),
        None => number(text).map(|line| line..=line),
    }
}

fn is_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '{' | '}')
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, end: usize) -> Word<'a> {
        let range = self.at..end;
        self.at = end;
        Word { text: &self.text[range.clone()], range }
    }

    fn skip_separators(&mut self) {
        self.at =
            self.text.len() - self.rest().trim_start_matches(|c: char| c.is_whitespace() || c == ',').len();
    }

    /// What stands before the next `=` or separator.
    fn word(&mut self) -> Word<'a> {
        let rest = self.rest();
        self.take(
            self.at
                + rest.find(|c| is_end(c) || matches!(c, '=' | '"' | '\'' | '[' | ']')).unwrap_or(rest.len()),
        )
    }

    /// What stands after the `=` here: quoted, a list in brackets, or a bare word.
    fn value(&mut self) -> Word<'a> {
        self.at += 1;
        let rest = self.rest();
        let close = match rest.chars().next() {
            Some('"') => '"',
            Some('\'') => '\'',
            Some('[') => ']',
            _ => return self.take(self.at + rest.find(is_end).unwrap_or(rest.len())),
        };
        self.at += 1;
        let length = rest[1..].find(close);
        let value = self.take(self.at + length.unwrap_or(rest.len() - 1));
        self.at += usize::from(length.is_some());
        value
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "as expect! gives it")]
    fn check(info: &str, expect: Expect) {
        let read = parse(info);
        let mut out = String::new();
        for word in read.language.iter().chain(&read.unknown).map(|word| (word.text, &word.range)) {
            assert_eq!(word.0, &info[word.1.clone()]);
        }
        if let Some(language) = &read.language {
            out += &format!("language {}\n", language.text);
        }
        if let Some(title) = read.title {
            out += &format!("title {title}\n");
        }
        if let Some(numbers) = read.numbers {
            out += &format!("numbers {numbers}\n");
        }
        if let Some(start) = read.start {
            out += &format!("start {start}\n");
        }
        for (lines, range) in &read.stressed {
            out += &format!("lines {lines:?} `{}`\n", &info[range.clone()]);
        }
        if read.diff {
            out += "diff\n";
        }
        for word in &read.unknown {
            out += &format!("unknown `{}`\n", word.text);
        }
        expect.assert_eq(&out);
    }

    #[test]
    fn a_language_alone() {
        check("", expect![""]);
        check(
            "  rust ",
            expect![[r#"
            language rust
        "#]],
        );
        check(
            "c++",
            expect![[r#"
            language c++
        "#]],
        );
        check(
            "objective-c",
            expect![[r#"
            language objective-c
        "#]],
        );
        check(
            "{.haskell}",
            expect![[r#"
            language haskell
        "#]],
        );
        check(
            "C# ",
            expect![[r#"
            language C#
        "#]],
        );
    }

    #[test]
    fn lines_to_stress() {
        check(
            "rust {1,3-5}",
            expect![[r#"
            language rust
            lines 1..=1 `1`
            lines 3..=5 `3-5`
        "#]],
        );
        check(
            "rust{2}",
            expect![[r#"
            language rust
            lines 2..=2 `2`
        "#]],
        );
        check(
            r#"rust hl_lines="1 3-5""#,
            expect![[r#"
            language rust
            lines 1..=1 `1`
            lines 3..=5 `3-5`
        "#]],
        );
        check(
            "rust hl_lines=1,3-5",
            expect![[r#"
            language rust
            lines 1..=1 `1`
            lines 3..=5 `3-5`
        "#]],
        );
        check(
            r#"rust hl-lines=[1,"3-5"]"#,
            expect![[r#"
            language rust
            lines 1..=1 `1`
            lines 3..=5 `3-5`
        "#]],
        );
        check(
            "{hl_lines=[1, '3-5']}",
            expect![[r#"
            lines 1..=1 `1`
            lines 3..=5 `3-5`
        "#]],
        );
        check(
            "rust,linenos,hl_lines=1 3-5,name=a.rs",
            expect![[r#"
            language rust
            title a.rs
            numbers true
            lines 1..=1 `1`
            lines 3..=5 `3-5`
        "#]],
        );
        check(
            "rust hl_lines=1-x",
            expect![[r#"
            language rust
            unknown `1-x`
        "#]],
        );
        check(
            "rust {4-2} hl_lines",
            expect![[r#"
            language rust
            lines 4..=2 `4-2`
            unknown `hl_lines`
        "#]],
        );
    }

    #[test]
    fn numbers() {
        check(
            "rust linenos",
            expect![[r#"
            language rust
            numbers true
        "#]],
        );
        check(
            "rust linenos=false",
            expect![[r#"
            language rust
            numbers false
        "#]],
        );
        check(
            "rust {linenos=table,linenostart=199}",
            expect![[r#"
            language rust
            numbers true
            start 199
        "#]],
        );
        check(
            "rust showLineNumbers",
            expect![[r#"
            language rust
            numbers true
        "#]],
        );
        check(
            "rust start=10",
            expect![[r#"
            language rust
            start 10
        "#]],
        );
        check(
            r#"{.rust .numberLines startFrom="10"}"#,
            expect![[r#"
            language rust
            numbers true
            start 10
        "#]],
        );
        check(
            "rust start=ten",
            expect![[r#"
            language rust
            unknown `start=ten`
        "#]],
        );
    }

    #[test]
    fn names() {
        check(
            r#"rust title="src/a b.rs""#,
            expect![[r#"
            language rust
            title src/a b.rs
        "#]],
        );
        check(
            "rust file='x.rs' ",
            expect![[r#"
            language rust
            title x.rs
        "#]],
        );
        check(
            "rust filename=x.rs,diff",
            expect![[r#"
            language rust
            title x.rs
            diff
        "#]],
        );
        check(
            "title=x",
            expect![[r#"
            title x
        "#]],
        );
        check(
            r#"rust title="open"#,
            expect![[r#"
            language rust
            title open
        "#]],
        );
        check(
            "rust title",
            expect![[r#"
            language rust
            unknown `title`
        "#]],
        );
    }

    #[test]
    fn diffs() {
        check(
            "rust diff",
            expect![[r#"
            language rust
            diff
        "#]],
        );
        check(
            "diff",
            expect![[r#"
            language diff
        "#]],
        );
        check(
            "diff diff",
            expect![[r#"
            language diff
            diff
        "#]],
        );
        check(
            "rust diff=1",
            expect![[r#"
            language rust
            unknown `diff=1`
        "#]],
        );
    }

    #[test]
    fn what_is_not_understood() {
        check(
            "rust ignore",
            expect![[r#"
            language rust
            unknown `ignore`
        "#]],
        );
        check(
            "rust {#id .wide}",
            expect![[r#"
            language rust
            unknown `#id`
            unknown `.wide`
        "#]],
        );
        check(
            r#"rust ="x" ]"#,
            expect![[r#"
            language rust
            unknown `="x"`
            unknown `]`
        "#]],
        );
        check(
            "rust 3-5",
            expect![[r#"
            language rust
            unknown `3-5`
        "#]],
        );
        check(
            "{{ x }}",
            expect![[r#"
            unknown `x`
        "#]],
        );
        check(
            "{% raw %}",
            expect![[r#"
            unknown `%`
            unknown `raw`
            unknown `%`
        "#]],
        );
        check(
            r#"rust été="1""#,
            expect![[r#"
            language rust
            unknown `été="1"`
        "#]],
        );
    }
}
