//! Owns the quick look at YAML that decides whether its events have to be examined. Nearly all front
//! matter is plain, and examining costs as much as parsing.

/// How far to the right, and how often into `[`, a plain text may go: together less than the depth
/// that is allowed.
const PLAIN_COLUMN: usize = 32;
const PLAIN_LISTS: usize = 24;

/// Whether a text is written so simply that no part of it has to be examined: no aliases, anchors, tags,
/// explicit keys, inline tables or unusual keys, no deep nesting, no second document. A quick look
/// at each line; when in doubt, the answer is no.
pub(super) fn is_plain(text: &str) -> bool {
    !text.contains('\u{feff}')
        && text.bytes().filter(|byte| *byte == b'[').count() <= PLAIN_LISTS
        && text.split('\n').all(|line| is_plain_line(line.strip_suffix('\r').unwrap_or(line).as_bytes()))
}

fn is_plain_line(line: &[u8]) -> bool {
    let start = line
        .iter()
        .enumerate()
        .position(|(at, byte)| !(*byte == b' ' || (*byte == b'-' && line.get(at + 1) == Some(&b' '))))
        .unwrap_or(line.len());
    let content = &line[start..];
    let Some(first) = content.first() else { return start <= PLAIN_COLUMN };
    let starts_plainly = match first {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'#' | 0x80.. => true,
        b'0'..=b'9' | b'"' | b'\'' | b'[' | b']' | b'+' | b'/' | b'(' | b'$' => !content.contains(&b':'),
        _ => false,
    };
    starts_plainly && start <= PLAIN_COLUMN && !has_indicator(content)
}

/// Whether some word of a line could be more than text.
fn has_indicator(content: &[u8]) -> bool {
    let mut before = b' ';
    content.iter().enumerate().any(|(at, byte)| {
        let after = content.get(at + 1).copied().unwrap_or(b' ');
        let starts_word = matches!(before, b' ' | b'\t' | b'[' | b',' | b':');
        before = *byte;
        match byte {
            b'{' | 0x7f => true,
            b'&' | b'*' => starts_word && after != b' ',
            b'!' => starts_word,
            b'?' => starts_word && matches!(after, b' ' | b'\t'),
            b'0' => starts_word && matches!(after, b'x' | b'o'),
            byte => *byte < b' ' && *byte != b'\t',
        }
    })
}

#[cfg(test)]
mod tests {
    use gray_matter::engine::{Engine, YAML};
    use proptest::prelude::*;

    use super::super::{Format, parse, yaml};
    use super::is_plain;

    #[test]
    fn what_authors_write_is_plain() {
        for text in [
            "title: \"A title: with a colon\"\ndate: 2026-11-21\ndraft: false\n",
            "tags: [one, 'two', three four]\nauthors:\n  - jane-doe\n  - \"Sam\"\n\n# a remark\n",
            "description: Questions & answers about 100% of *all* things, don't panic!\r\nslug: x\r\n",
            "aliases:\n  - /old/path/\n  - (odd)\nfaq:\n  - question: What is it?\n    answer: It is 2 * 3.\n",
            "extra:\n  color: red\n  sizes:\n  - 1\n  - 2\n",
        ] {
            assert_eq!(is_plain(text), !text.contains("*all*"), "{text}");
        }
    }

    #[test]
    fn what_could_hide_something_is_not() {
        for text in [
            "a: &b c",
            "a: *b",
            "a: [*b]",
            "a: !x y",
            "a: {b: c}",
            "? a\n: b",
            ": a",
            "a: 0x1f",
            "a: [0x1f]",
            "- - - ? a",
            "<<: x",
            "%TAG ! x",
            "--- a",
            "---",
            "...",
            "\"a\": b",
            "1: a",
            "~: a",
            "[a]: b",
            "[[a]: b]",
            "\u{feff}a: b",
            "a: b\0",
            "a: b\rc: d",
        ] {
            assert!(!is_plain(text), "{text}");
        }
        assert!(!is_plain(&format!("a: {}", "[".repeat(25))));
        assert!(!is_plain(&format!("{}a: b", " ".repeat(33))));
        assert!(!is_plain(&format!("{}a", "- ".repeat(17))));
        assert!(!is_plain(&"- ".repeat(17)));
    }

    const PIECES: &[&str] = &[
        "a", "b", "tags", "é", ": ", ":", "\n", "\n", "\n  ", "\n    ", " ", "- ", "\n- ", "[", "]", ",",
        ", ", "\"", "'", "#", " #", "&", "*", "!", "?", "? ", "|", ">", "|\n", "true", "True", "null", "~",
        "0x1", "0o7", "12", "+1", "1.", "%", "@", "`", "<<", "=", "-", "---", "...", "\r", "\r\n", "\t", "{",
        "}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

        /// What is called plain and can be parsed, has nothing that examining would refuse, but for
        /// numbers: those are seen in what was parsed.
        #[test]
        fn plain_texts_need_no_examining(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
            let text = format!("k: {}", pieces.concat());
            if is_plain(&text) && YAML::parse(&text).is_ok() {
                let examined = yaml::read(&text);
                prop_assert!(examined.is_ok() || parse(&text, Format::Yaml).is_err(), "{examined:?} in {text:?}");
            }
        }
    }
}
