//! Owns the format for people: the look of rustc, drawn by annotate-snippets. What is wrong is shown
//! in its line, and lines that do not fit are cut around it.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::spot::{Files, Spot, start_of};
use super::{Lookup, harmless};
use crate::diagnostic::{Diagnostic, Severity};

/// How wide a snippet may be, in columns.
const WIDTH: usize = 120;

/// How much of a long range is underlined, in characters.
const UNDERLINED: usize = 60;

/// Whether colours are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Text alone.
    Plain,
    /// With escape sequences for terminals.
    Styled,
}

/// Draws every diagnostic, with an empty line after each.
pub fn draw(diagnostics: &[Diagnostic], lookup: Lookup<'_>, look: Look) -> String {
    let renderer = match look {
        Look::Plain => Renderer::plain(),
        Look::Styled => Renderer::styled(),
    };
    let renderer = renderer.term_width(WIDTH);
    let mut files = Files::new(lookup);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out += &renderer.render(&[group(diagnostic, &files.spots(diagnostic))]);
        out += "\n\n";
    }
    out
}

fn group<'a>(diagnostic: &'a Diagnostic, spots: &'a [Spot<'a>]) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(harmless(&diagnostic.message)).id(diagnostic.code));
    for (at, spot) in spots.iter().enumerate() {
        let same = |other: &&Spot<'_>| Arc::ptr_eq(&other.text, &spot.text) && other.range.is_some();
        if spot.range.is_none() {
            group = group.element(Origin::path(harmless(&spot.path)));
            if !spot.label.is_empty() {
                group = group.element(Level::NOTE.message(harmless(spot.label)));
            }
        } else if !spots[..at].iter().any(|other| same(&other)) {
            // The first label is what the diagnostic is about; the others of its file go with it.
            let spots: Vec<_> = spots.iter().filter(same).collect();
            group = group.element(snippet(&spots, at == 0));
        }
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(harmless(help))),
        None => group,
    }
}

/// The lines of one file that labels speak of, and what they say.
fn snippet<'a>(spots: &[&'a Spot<'a>], first: bool) -> Snippet<'a, Annotation<'a>> {
    let text: &str = &spots[0].text;
    let ranges = || spots.iter().filter_map(|spot| Some((spot.range.clone()?, spot.label)));
    let starts = || ranges().map(|(range, _)| range.start);
    let (least, most) = (starts().min().unwrap_or(0), starts().max().unwrap_or(0));
    let from = text[..least].rfind('\n').map_or(start_of(text), |newline| newline + 1);
    let to = line_end(text, most);
    let mut snippet = Snippet::source(&text[from..to])
        .path(harmless(&spots[0].path))
        .line_start(spots[0].line_column(from).0);
    for (at, (range, label)) in ranges().enumerate() {
        let kind = if first && at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let shown = underlined(text, &range);
        let annotation = kind.span(shown.start - from..shown.end - from);
        snippet = snippet.annotation(annotation.label((!label.is_empty()).then(|| harmless(label))));
    }
    snippet
}

/// Where the line of a byte ends, its line end apart.
fn line_end(text: &str, offset: usize) -> usize {
    let end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
    if text[offset..end].ends_with('\r') { end - 1 } else { end }
}

/// What of a range is underlined: what stands in its first line, and not too much of that. A whole
/// section would hide what the diagnostic is about.
fn underlined(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = &text[range.start..range.end.min(line_end(text, range.start)).max(range.start)];
    let length = line.char_indices().nth(UNDERLINED).map_or(line.trim_end().len(), |(at, _)| at);
    range.start..range.start + length
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::testing::{find, lookup};
    use super::*;
    use crate::diagnostic::Place;
    use crate::source::FileId;

    const ARTICLE: &str = "---\ntitle: Wallets\n---\n\nSee [claims](../airdrops/claim.md#fees).\n";

    fn check(files: &[(&str, &str)], diagnostic: Diagnostic, expected: &Expect) {
        let drawn = draw(&[diagnostic], &lookup(files), Look::Plain);
        let drawn: Vec<_> = drawn.lines().map(str::trim_end).collect();
        expected.assert_eq(&drawn.join("\n"));
    }

    fn broken(text: &str, part: &str) -> Diagnostic {
        Diagnostic::error("link/broken", "there is no such page").at(FileId(0), find(text, part), "")
    }

    #[test]
    fn a_place_and_its_help() {
        let diagnostic = Diagnostic::error("link/broken-anchor", "`claim.md` has no heading `fees`")
            .at(FileId(0), find(ARTICLE, "../airdrops/claim.md#fees"), "not found")
            .help("did you mean `#network-fees`?\nor one of the others");
        check(
            &[("content/x.md", ARTICLE)],
            diagnostic,
            &expect![[r#"
            error[link/broken-anchor]: `claim.md` has no heading `fees`
             --> content/x.md:5:14
              |
            5 | See [claims](../airdrops/claim.md#fees).
              |              ^^^^^^^^^^^^^^^^^^^^^^^^^ not found
              |
              = help: did you mean `#network-fees`?
                      or one of the others
        "#]],
        );
    }

    #[test]
    fn several_places_in_two_files() {
        let other = "+++\ntitle = \"Claims\"\nslug = \"claim\"\n+++\n";
        let diagnostic = Diagnostic::error("route/taken", "two articles claim `/claim/`")
            .at(FileId(0), find(ARTICLE, "Wallets"), "here")
            .at(FileId(1), find(other, "\"claim\""), "and here")
            .at(FileId(0), find(ARTICLE, "claims"), "see also")
            .label(FileId(2), Place::File, "and this file")
            .help("change one `slug`");
        let files = [("content/x.md", ARTICLE), ("content/y.md", other), ("static/claim/index.html", "")];
        check(
            &files,
            diagnostic,
            &expect![[r#"
            error[route/taken]: two articles claim `/claim/`
             --> content/x.md:2:8
              |
            2 | title: Wallets
              |        ^^^^^^^ here
            ...
            5 | See [claims](../airdrops/claim.md#fees).
              |      ------ see also
              |
             ::: content/y.md:3:8
              |
            3 | slug = "claim"
              |        ------- and here
             ::: static/claim/index.html
              = note: and this file
              = help: change one `slug`
        "#]],
        );
    }

    #[test]
    fn files_as_a_whole_and_no_place() {
        let whole = Diagnostic::warning("source/unused", "nothing uses this file");
        check(
            &[("static/a.png", "\0")],
            whole.label(FileId(0), Place::File, "").help("delete it"),
            &expect![[r#"
                warning[source/unused]: nothing uses this file
                --> static/a.png
                 = help: delete it
            "#]],
        );
        let none = Diagnostic::note("source/empty", "there are no articles");
        check(
            &[],
            none.clone(),
            &expect![[r#"
            note[source/empty]: there are no articles
        "#]],
        );
        check(
            &[],
            none.at(FileId(3), 0..1, "gone").help("write one"),
            &expect![[r#"
            note[source/empty]: there are no articles
             |
             = help: write one
        "#]],
        );
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("{} <a href=\"x.md\">x</a> {}", "word ".repeat(200), "word ".repeat(200));
        check(
            &[("templates/min.html", &text)],
            broken(&text, "x.md"),
            &expect![[r#"
            error[link/broken]: there is no such page
             --> templates/min.html:1:1011
              |
            1 | ...rd word word word word word word word word  <a href="x.md">x</a> word word word word word word word word word ...
              |                                                         ^^^^
        "#]],
        );
        let all = Diagnostic::error("x/all", "all of it").at(FileId(0), 0..text.len(), "from here on");
        check(
            &[("templates/min.html", &text)],
            all,
            &expect![[r#"
            error[x/all]: all of it
             --> templates/min.html:1:1
              |
            1 | word word word word word word word word word word word word word word word word word word word word word word wor...
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ from here on
        "#]],
        );
    }

    #[test]
    fn long_lines_of_wide_characters_are_cut() {
        let text = format!("{}[链接](x.md){}", "空投指南".repeat(50), "空投指南".repeat(50));
        check(
            &[("content/zh.md", &text)],
            broken(&text, "[链接](x.md)"),
            &expect![[r#"
            error[link/broken]: there is no such page
             --> content/zh.md:1:201
              |
            1 | ... 空投指南空投指南空投指南空投指南空投指南空投指南[链接](x.md)空投指南空投指南空投指南空投指南空投指南空投指南...
              |                                                     ^^^^^^^^^^^^
        "#]],
        );
    }

    #[test]
    fn tabs_wide_characters_and_marks() {
        let text = "\u{FEFF}\t空投 🚀 [x](y.md)\r\nnext\r\n";
        check(
            &[("content/x.md", text)],
            broken(text, "y.md"),
            &expect![[r#"
            error[link/broken]: there is no such page
             --> content/x.md:1:11
              |
            1 |     空投 🚀 [x](y.md)
              |                 ^^^^
        "#]],
        );
        let start =
            Diagnostic::error("front-matter/missing", "there is no front matter").at(FileId(0), 0..0, "");
        check(
            &[("content/x.md", text)],
            start,
            &expect![[r#"
            error[front-matter/missing]: there is no front matter
             --> content/x.md:1:1
              |
            1 |     空投 🚀 [x](y.md)
              | ^
        "#]],
        );
    }

    #[test]
    fn commands_to_the_terminal_are_not_obeyed() {
        let text = "a \u{1b}[31mred\u{7} b\n";
        let diagnostic =
            Diagnostic::warning("x/y", "odd \u{1b}[31m").at(FileId(0), find(text, "red"), "\u{1b}[1m");
        check(
            &[("content/\u{1b}.md", text)],
            diagnostic.help("remove \u{1b}[31m"),
            &expect![[r#"
                warning[x/y]: odd �[31m
                 --> content/�.md:1:8
                  |
                1 | a ␛[31mred␇ b
                  |        ^^^ �[1m
                  |
                  = help: remove �[31m
            "#]],
        );
    }

    #[test]
    fn ends_of_files_and_ranges_beyond_them() {
        let open = "---\ntitle: x\n\n";
        let diagnostic =
            |range| Diagnostic::error("front-matter/unclosed", "it never ends").at(FileId(0), range, "");
        check(
            &[("content/x.md", open)],
            diagnostic(open.len()..open.len()),
            &expect![[r#"
            error[front-matter/unclosed]: it never ends
             --> content/x.md:2:9
              |
            2 | title: x
              |         ^
        "#]],
        );
        check(
            &[("content/x.md", open)],
            diagnostic(500..900),
            &expect![[r#"
            error[front-matter/unclosed]: it never ends
             --> content/x.md:2:9
              |
            2 | title: x
              |         ^
        "#]],
        );
        check(
            &[("content/x.md", "")],
            diagnostic(0..0),
            &expect![[r#"
            error[front-matter/unclosed]: it never ends
             --> content/x.md:1:1
              |
            1 |
              | ^
        "#]],
        );
    }

    #[test]
    fn of_several_lines_the_first_is_shown() {
        let text = "one\n```rust\r\nfn main() {}\n```\nend\n";
        let diagnostic = Diagnostic::note("code/language", "unknown language");
        let diagnostic = diagnostic.at(FileId(0), find(text, "```rust\r\nfn main() {}\n```\n"), "this block");
        check(
            &[("content/x.md", text)],
            diagnostic,
            &expect![[r#"
            note[code/language]: unknown language
             --> content/x.md:2:1
              |
            2 | ```rust
              | ^^^^^^^ this block
        "#]],
        );
    }

    #[test]
    fn colours_on_request() {
        let files = [("content/x.md", ARTICLE)];
        let drawn = |look| draw(&[broken(ARTICLE, "claims")], &lookup(&files), look);
        assert!(drawn(Look::Styled).contains("\u{1b}["));
        assert!(!drawn(Look::Plain).contains('\u{1b}'));
    }

    #[test]
    fn any_range_can_be_drawn() {
        let text = "\u{FEFF}é\r\n\r\n\t空\n\n🚀 x";
        for start in 0..text.len() + 2 {
            for end in 0..text.len() + 2 {
                let diagnostic = Diagnostic::error("a/b", "c").at(FileId(0), start..end, "").at(
                    FileId(0),
                    end..start,
                    "d",
                );
                assert!(draw(&[diagnostic], &lookup(&[("x.md", text)]), Look::Plain).contains("x.md:"));
            }
        }
    }
}
