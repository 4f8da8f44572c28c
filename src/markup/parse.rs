//! Owns parsing: CommonMark and GFM, by pulldown-cmark's events, into the tree. Works with a stack of
//! its own and limits how deep the tree gets, so that whatever walks it may recurse.

mod builder;
mod plain;

use std::ops::Range;

use pulldown_cmark::{CowStr, Options, Parser};

use self::builder::Builder;
use super::Settings;
use super::tree::{Block, Tree};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// How many blocks or inlines may be open at a time. What is nested deeper counts as written on this level.
const MAX_DEPTH: usize = 100;

/// Reads the Markdown in `range` of a file into a tree, spans counted from the file's start.
pub fn parse<'a>(
    source: &'a Source,
    range: Range<usize>,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> Tree<'a> {
    let end = range.end.min(source.text.len());
    let mut builder = Builder::new(source.text.get(..end).unwrap_or_default());
    let body = source.text.get(range.start..end).unwrap_or_default();
    for (event, span) in Parser::new_ext(body, options(settings)).into_offset_iter() {
        builder.event(event, range.start + span.start..range.start + span.end);
    }
    let mut blocks = builder.finish();
    for problem in &mut builder.problems {
        found.push(problem.diagnostic(source));
    }
    let footnotes = builder.footnotes.number(&mut blocks, source, found);
    Tree { blocks, footnotes, html: builder.html, raw_ids: Vec::new() }
}

/// Reads Markdown that stands outside an article's body; spans are counted from its start. There are no
/// footnotes.
pub(super) fn fragment<'a>(text: &'a str, settings: &Settings) -> Vec<Block<'a>> {
    let smart = settings.markdown.smart_punctuation;
    let plain = if smart { None } else { plain::read(text) };
    plain.unwrap_or_else(|| by_parser(text, options(settings) - Options::ENABLE_FOOTNOTES))
}

fn by_parser(text: &str, options: Options) -> Vec<Block<'_>> {
    let mut builder = Builder::new(text);
    for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
        builder.event(event, span);
    }
    builder.finish()
}

fn options(settings: &Settings) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_SMART_PUNCTUATION, settings.markdown.smart_punctuation);
    options
}

/// A part of a text.
pub(super) fn slice<'a>(text: &CowStr<'a>, range: Range<usize>) -> CowStr<'a> {
    match text {
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[range]),
        owned => owned[range].to_owned().into(),
    }
}

/// What is odd about the Markdown itself.
enum Problem {
    TooDeep(Range<usize>),
    Attribute(String, Range<usize>),
}

impl Problem {
    fn diagnostic(&self, source: &Source) -> Diagnostic {
        match self {
            Self::TooDeep(span) => Diagnostic::warning(
                "markdown/too-deep",
                format!("more than {MAX_DEPTH} blocks or marks are nested here; deeper ones are ignored"),
            )
            .at(source.id, span.clone(), ""),
            Self::Attribute(name, span) => Diagnostic::warning(
                "markdown/heading-attribute",
                format!("the attribute `{name}` is left out"),
            )
            .at(source.id, span.clone(), "")
            .help("a heading may have an id and classes: `{#id .class}`; an id holds no spaces"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::markup::tree::{BlockKind, InlineKind};
    use crate::markup::walk::{self, Leaf};
    use crate::source::FileId;

    /// Every block with its bytes, then every inline with its own, and the problems.
    fn check(markdown: &str, expect: Expect) {
        let before = "+++\n+++\n";
        let source = Source::new(FileId(0), "x.md", format!("{before}{markdown}"));
        let mut found = Vec::new();
        let mut tree = parse(&source, before.len()..source.text.len(), &Settings::plain(), &mut found);
        let mut out = String::new();
        for root in tree.roots_mut() {
            walk::blocks(root, &mut |block| {
                let _ = match &block.kind {
                    BlockKind::Code(code) => {
                        writeln!(out, "code {:?} of {:?}", &*code.text, &source.text[block.span.clone()])
                    }
                    kind => {
                        let kind = format!("{kind:?}");
                        let name = kind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                        writeln!(out, "{name} {:?}", &source.text[block.span.clone()])
                    }
                };
            });
            walk::leaves(root, &mut |leaf| match leaf {
                Leaf::Inlines { list, .. } => {
                    for inline in list {
                        let bytes = &source.text[inline.span.clone()];
                        let _ = match &inline.kind {
                            InlineKind::Text(text) if &**text == bytes => writeln!(out, "  {bytes:?}"),
                            InlineKind::Text(text) => writeln!(out, "  {:?} of {bytes:?}", &**text),
                            kind => {
                                let kind = format!("{kind:?}");
                                let name = kind.split('(').next().unwrap_or_default();
                                writeln!(out, "  {name} {bytes:?}")
                            }
                        };
                    }
                }
                Leaf::Html(raw, _) => {
                    let _ = writeln!(out, "  {:?}", &*raw.html);
                }
                Leaf::Figure(..) => {}
            });
        }
        for problem in found {
            let _ = writeln!(out, "{}: {}", problem.code, problem.message);
        }
        expect.assert_eq(&out);
    }

    #[test]
    fn text_is_in_one_piece_where_it_is_written_so() {
        check(
            "a_b [c] d\\*e &amp; f: *g*\n",
            expect![[r#"
            Paragraph "a_b [c] d\\*e &amp; f: *g*"
              "a_b [c] d"
              "*e "
              "&" of "&amp;"
              " f: "
              Emphasis "*g*"
              "g"
        "#]],
        );
    }

    #[test]
    fn windows_line_ends() {
        check(
            "a\r\nb  \r\nc\r\n\r\n```x\r\none\r\n\r\ntwo\r\n```\r\n\r\n<div>\r\nx\r\n</div>\r\n\r\n- d\r\n- e\r\n",
            expect![[r#"
                Paragraph "a\r\nb  \r\nc"
                code "one\n\ntwo\n" of "```x\r\none\r\n\r\ntwo\r\n```"
                Html "<div>\r\nx\r\n</div>"
                List "- d\r\n- e"
                Plain "d"
                Plain "e"
                  "a"
                  SoftBreak "\r\n"
                  "b"
                  HardBreak "  \r\n"
                  "c"
                  "<div>\nx\n</div>\n"
                  "d"
                  "e"
            "#]],
        );
    }

    #[test]
    fn blocks_in_blocks() {
        check(
            "> - a\n>   b\n>\n>       code\n>       more\n\n1. [x] c\n",
            expect![[r#"
            Quote "> - a\n>   b\n>\n>       code\n>       more"
            List "- a\n>   b\n>\n>       code\n>       more"
            Paragraph "a\n>   b"
            code "code\nmore\n" of "code\n>       more"
            List "1. [x] c"
            Plain "c"
              "a"
              SoftBreak "\n"
              "b"
              "c"
        "#]],
        );
    }

    #[test]
    fn footnotes_go_to_the_end() {
        check(
            "> a[^n]\n>\n> [^n]: note\n\nb\n",
            expect![[r#"
            Quote "> a[^n]\n>\n> [^n]: note"
            Paragraph "a[^n]"
            Paragraph "b"
              "a"
              FootnoteReference { footnote: 0, occurrence: 1 } "[^n]"
              "b"
            Paragraph "note"
              "note"
        "#]],
        );
    }

    #[test]
    fn nesting_has_a_limit() {
        let source =
            Source::new(FileId(0), "x.md", ">".repeat(500) + "a *" + &"b *".repeat(500) + &" c*".repeat(500));
        let mut found = Vec::new();
        let mut tree = parse(&source, 0..source.text.len(), &Settings::plain(), &mut found);
        let (mut deep, mut letters) = (0, 0);
        walk::blocks(&mut tree.blocks, &mut |_| deep += 1);
        let text = crate::markup::text::of_blocks(&tree.blocks);
        letters += text.matches(['a', 'b', 'c']).count();
        assert_eq!((deep, letters), (MAX_DEPTH + 1, 1001));
        assert_eq!(found.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["markdown/too-deep"]);
    }
}
