//! Owns texts that need no parser: one paragraph without any mark. Most answers in front matter are that.

use pulldown_cmark::CowStr;

use crate::markup::tree::{Block, BlockKind, Inline, InlineKind};

/// The one paragraph that a text without marks is; `None` where a parser might see more in it. Says nothing
/// that the parser would not say.
pub(super) fn read(text: &str) -> Option<Vec<Block<'_>>> {
    let bytes = text.as_bytes();
    let (first, last) = (bytes.first()?, bytes.last()?);
    if !first.is_ascii_alphabetic()
        || !last.is_ascii_graphic()
        || !bytes.iter().all(|byte| PLAIN[usize::from(*byte)])
    {
        return None;
    }
    let span = 0..text.len();
    let inlines = vec![Inline { kind: InlineKind::Text(CowStr::Borrowed(text)), span: span.clone() }];
    Some(vec![Block { kind: BlockKind::Paragraph(inlines), span }])
}

/// Which bytes mean nothing after a letter at the start of a text's only line. Quotes, dashes and dots
/// are not for texts whose punctuation is made smart.
const PLAIN: [bool; 256] = {
    let signs = b" .,:;?!'\"()/%$+-=@";
    let mut plain = [false; 256];
    let mut at = 0;
    while at < signs.len() {
        plain[signs[at] as usize] = true;
        at += 1;
    }
    let mut byte = 0;
    while byte < 256 {
        plain[byte] |= (byte as u8).is_ascii_alphanumeric() || byte >= 0x80;
        byte += 1;
    }
    plain
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{by_parser, options};
    use super::*;
    use crate::markup::Settings;

    const PIECES: &[&str] = &[
        "a",
        "B",
        "is it",
        "1",
        "1.",
        "10%",
        " ",
        "  ",
        ".",
        ",",
        ":",
        ": ",
        ";",
        "?",
        "!",
        "'",
        "\"",
        "(",
        ")",
        "/",
        "$",
        "$$",
        "+",
        "+ ",
        "-",
        "- ",
        "--",
        "---",
        "=",
        "==",
        "@",
        "é",
        "\u{a0}",
        "\u{3000}",
        "—",
        "http://a.b",
        "www.a.b",
        "a@b.c",
        "*",
        "_",
        "`",
        "[x]",
        "(y)",
        "&",
        "&amp;",
        "<b>",
        "\\",
        "~~",
        "|",
        "\n",
        "\t",
    ];

    #[test]
    fn answers_are_read_and_marks_are_not() {
        assert!(read("It costs 5%, doesn't it (at a rate of 1:2)? Yes - see https://a.example/b.").is_some());
        for text in ["", "1. a", "- a", "a *b*", "a `b`", "a\nb", "a ", "a[b]", "a &amp; b", "é"] {
            assert!(read(text).is_none(), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_read_otherwise(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..9)) {
            for text in [pieces.concat(), format!("a{}b", pieces.concat())] {
                if let Some(blocks) = read(&text) {
                    let parsed = by_parser(&text, options(&Settings::plain()));
                    prop_assert_eq!(format!("{blocks:?}"), format!("{parsed:?}"));
                }
            }
        }
    }
}
