//! Owns reading YAML as nearly everybody writes it: keys of letters, values of one line, lists in
//! brackets or with dashes, indented as they belong. What is written in any other way, and whatever is
//! wrong, is left to the parser: this is quick, and never says anything that the parser would not.

use yaml_rust2::Yaml;

use super::value::{Table, Value};

/// How deep a text may nest to be read here.
const DEPTH: usize = 16;

/// Reads a text into a table, or leaves it to the parser.
pub(super) fn read(text: &str) -> Option<Table> {
    let bytes = text.as_bytes();
    // One pass without branches finds whether there is anything to look at more closely.
    if bytes.iter().fold(false, |found, byte| found | is_odd(*byte)) && has_odd(text) {
        return None;
    }
    let mut reader = Reader { lines: Lines { rest: text, next: None } };
    reader.lines.advance()?;
    let Some(first) = reader.lines.next else { return Some(Table::new()) };
    let table = reader.table(first.indent, DEPTH)?;
    (first.indent == 0 && reader.lines.next.is_none()).then_some(table)
}

/// A control character, or a byte with which a byte-order mark begins.
fn is_odd(byte: u8) -> bool {
    (byte < b' ') & (byte != b'\n') | (byte == 0x7f) | (byte == 0xef)
}

fn has_odd(text: &str) -> bool {
    let bytes = text.as_bytes();
    let odd = |(at, byte): (usize, &u8)| match byte {
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        0xef => text[at..].starts_with('\u{feff}'),
        byte => is_odd(*byte),
    };
    bytes.iter().enumerate().any(odd)
}

/// A line with something on it.
#[derive(Clone, Copy)]
struct Line<'t> {
    indent: usize,
    /// Without spaces at either end.
    content: &'t str,
}

/// The lines of a text, without blank ones and remarks.
struct Lines<'t> {
    rest: &'t str,
    /// The line at hand.
    next: Option<Line<'t>>,
}

impl<'t> Lines<'t> {
    /// Goes to the next line.
    fn advance(&mut self) -> Option<()> {
        self.next = None;
        while !self.rest.is_empty() {
            let (line, rest) = match memchr::memchr(b'\n', self.rest.as_bytes()) {
                Some(end) => (&self.rest[..end], &self.rest[end + 1..]),
                None => (self.rest, ""),
            };
            self.rest = rest;
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            let content = content.trim_end_matches([' ', '\r']);
            if !content.is_empty() && !content.starts_with('#') {
                self.next = Some(Line { indent, content });
                break;
            }
            // What is indented may be the end of the value above it, or be meant for that.
            if content.starts_with('#') && indent > 0 {
                return None;
            }
        }
        Some(())
    }
}

struct Reader<'t> {
    lines: Lines<'t>,
}

impl<'t> Reader<'t> {
    /// A table whose keys stand in this column; the line at hand is its first.
    fn table(&mut self, indent: usize, depth: usize) -> Option<Table> {
        let mut table = Table::new();
        while let Some(line) = self.lines.next.filter(|line| line.indent == indent) {
            let (key, rest) = entry(line.content)?;
            self.lines.advance()?;
            let value = match rest {
                "" => self.below(indent, depth)?,
                rest => self.inline(rest, indent)?,
            };
            if table.insert(key.to_owned(), value).is_some() {
                return None;
            }
        }
        self.ends_at(indent)?;
        Some(table)
    }

    /// The value of a key in this column that has none on its line.
    fn below(&mut self, indent: usize, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        let Some(line) = self.lines.next else { return Some(Value::Null) };
        if line.content.starts_with('-') {
            return match line.indent {
                column if column >= indent => self.list(column, depth),
                _ => Some(Value::Null),
            };
        }
        match line.indent {
            column if column > indent => self.table(column, depth).map(Value::Table),
            _ => Some(Value::Null),
        }
    }

    /// A list whose dashes stand in this column; the line at hand is its first.
    fn list(&mut self, indent: usize, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        let mut items = Vec::new();
        while let Some(line) = self.lines.next.filter(|line| line.indent == indent) {
            let Some(rest) = line.content.strip_prefix("- ") else { break };
            let content = rest.trim_start_matches(' ');
            if entry(content).is_some() {
                let indent = indent + line.content.len() - content.len();
                self.lines.next = Some(Line { indent, content });
                items.push(Value::Table(self.table(indent, depth)?));
            } else {
                self.lines.advance()?;
                items.push(self.inline(content, indent)?);
            }
        }
        // An item that is not written as the others are is for the parser.
        if self.lines.next.is_some_and(|line| line.indent == indent && line.content.starts_with('-')) {
            return None;
        }
        self.ends_at(indent)?;
        Some(Value::List(items))
    }

    /// A value on the line of its key or dash, which stands in this column.
    fn inline(&self, text: &'t str, indent: usize) -> Option<Value> {
        // A value may go on in a line that is indented more.
        self.ends_at(indent)?;
        match text.as_bytes().first()? {
            b'[' => list_in_brackets(&text[1..]),
            b'"' | b'\'' => {
                let (value, rest) = quoted(text)?;
                rest.is_empty().then_some(Value::String(value))
            }
            _ if text.contains(": ") || text.contains(" #") || text.ends_with(':') => None,
            _ => plain(text),
        }
    }

    /// That what stood in this column is over.
    fn ends_at(&self, indent: usize) -> Option<()> {
        self.lines.next.is_none_or(|line| line.indent <= indent).then_some(())
    }
}

/// A key and what follows its colon on the line.
fn entry(line: &str) -> Option<(&str, &str)> {
    let end =
        line.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'))?;
    let (key, rest) = line.split_at(end);
    let rest = rest.strip_prefix(':')?;
    let value = rest.trim_start_matches(' ');
    let usable = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && is_text(key);
    (usable && (value.len() < rest.len() || rest.is_empty())).then_some((key, value))
}

/// Whether a text that begins with a letter is not taken for anything but text.
fn is_text(text: &str) -> bool {
    !["true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A text in quotes, and what follows on the line.
fn quoted(text: &str) -> Option<(String, &str)> {
    let quote = *text.as_bytes().first()?;
    let mut rest = &text[1..];
    let mut value = String::new();
    loop {
        let at = memchr::memchr2(quote, b'\\', rest.as_bytes())?;
        let (found, next) = (rest.as_bytes()[at], rest.as_bytes().get(at + 1).copied());
        value.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match (found, next) {
            (b'\\', _) if quote == b'\'' => value.push('\\'),
            (b'\\', Some(next @ (b'"' | b'\\'))) | (b'\'', Some(next @ b'\'')) => {
                value.push(char::from(next));
                rest = &rest[1..];
            }
            (b'\\', _) => return None,
            _ => return Some((value, rest.trim_start_matches(' '))),
        }
    }
}

/// A list on one line, after its bracket.
fn list_in_brackets(text: &str) -> Option<Value> {
    let mut items = Vec::new();
    let mut rest = text.trim_start_matches(' ');
    if let Some(after) = rest.strip_prefix(']') {
        return after.is_empty().then_some(Value::List(items));
    }
    loop {
        let after = if rest.starts_with(['"', '\'']) {
            let (value, after) = quoted(rest)?;
            items.push(Value::String(value));
            after
        } else {
            let end = rest.bytes().position(|byte| byte == b',' || byte == b']')?;
            let word = rest[..end].trim_end_matches(' ');
            if !word.bytes().all(is_harmless) {
                return None;
            }
            items.push(plain(word)?);
            &rest[end..]
        };
        if let Some(after) = after.strip_prefix(']') {
            return after.is_empty().then_some(Value::List(items));
        }
        rest = after.strip_prefix(',')?.trim_start_matches(' ');
    }
}

/// What means nothing in a list in brackets.
fn is_harmless(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" _-./+()".contains(&byte) || byte >= 0x80
}

/// A value without quotes.
fn plain(text: &str) -> Option<Value> {
    let first = *text.as_bytes().first()?;
    match first {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'/' | b'(' | b'$' | 0x80.. if is_text(text) => {
            return Some(Value::String(text.to_owned()));
        }
        b'0' if text.starts_with("0x") || text.starts_with("0o") => return None,
        b't' | b'f' | b'n' | b'T' | b'F' | b'N' | b'0'..=b'9' => {}
        _ => return None,
    }
    match Yaml::from_str(text) {
        Yaml::String(text) => Some(Value::String(text)),
        Yaml::Boolean(value) => Some(Value::Boolean(value)),
        Yaml::Integer(number) => Some(Value::Integer(number)),
        Yaml::Null => Some(Value::Null),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse::by_parser;
    use super::*;

    #[test]
    fn what_authors_write_is_read() {
        for text in [
            "title: \"A title: with a colon \\\"and\\\" more\"\ndate: 2026-11-21\ndraft: false\n",
            "tags: [one, 'two, three', \"four\"]\nauthors:\n  - jane-doe\n  - \"Sam\"\n\n# a remark\n",
            "tags:\n- a b\n- 12\nslug: it-is\nempty:\nlist: []\n",
            "description: Questions & answers about 100% of *all* things, don't panic!\r\nslug: x\r\n",
            "faq:\n  - question: What is it?\n    answer: \"It is `2 * 3`.\"\n  - question: 'Isn''t it?'\n    answer: No\n",
            "extra:\n  color: red\n  sizes:\n  - 1\n  - 2\nupdated: 2026-11-21T10:00:00+02:00\n",
            "link: https://example.org/a#b\n",
            "",
            "\n# nothing\n\n",
        ] {
            assert_eq!(read(text), by_parser(text).ok(), "{text}");
            assert!(read(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_parser() {
        for text in [
            "a: &b c",
            "a: *b",
            "a: [*b]",
            "a: !x y",
            "a: {b: c}",
            "a: |\n  text\n",
            "a: b\n  c\n",
            "a: \"b\n  c\"\n",
            "a: b: c",
            "a: b # remark",
            "a: b\na: c\n",
            "a: 1.5",
            "a: 0x1f",
            "a:\n  b: c\n d: e\n",
            "- a",
            " a: b",
            "true: a",
            "1: a",
            "a: \"\\u00e9\"",
            "a: b\tc",
            "a: \u{feff}b",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    /// Pieces, parted by broken bars.
    const PIECES: &str = "a¦b:¦c: ¦tags: ¦é¦: ¦:¦\n¦\n¦\n  ¦\n    ¦ ¦- ¦\n- ¦\n  - ¦[¦]¦,¦, ¦\"¦'¦''¦\\\"¦\\¦#¦ #¦&¦*¦!¦?¦? ¦|¦>\
        ¦|\n¦true¦True¦null¦~¦0x1¦0o7¦12¦+1¦1.¦%¦@¦`¦<<¦=¦-¦---¦...¦\r¦\r\n¦\t¦{¦}¦\nd: ¦\n  e: ¦\n    f: ¦- g: \
        ¦\u{feff}¦\u{a0}¦ï¦x y¦\n\n";

    /// Lines, parted by bars.
    const LINES: &str = "a: b|b: \"c d\"|c:|d: [e, 'f']|  a: b|  b:|  - c|    - d|- a|- b: c|  d: e|  - f: g|    h: i\
        |      j: k|-|-   a: b|- - a||   |# r|  # r|  text|text|e: 'it''s'|f: \"\\\"\\\\\"|g: 1|h: true|a: [|  i: null\
        |    - j: \"k\"|l: m\r| n: o|- \"a\": b|- [a, b]|p: -1|q:  r  |- a:|  - b:|'c': d|s: []|- ''|---|t: u:";

    fn one_of(list: &'static str, bar: char) -> impl Strategy<Value = &'static str> {
        prop::sample::select(list.split(bar).collect::<Vec<_>>())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        /// What is read here is what the parser reads, without anything to be said against it.
        #[test]
        fn nothing_is_read_otherwise(pieces in prop::collection::vec(one_of(PIECES, '¦'), 0..24)) {
            for text in [pieces.concat(), format!("k: {}", pieces.concat())] {
                if let Some(table) = read(&text) {
                    prop_assert_eq!(by_parser(&text), Ok(table), "{:?}", text);
                }
            }
        }

        #[test]
        fn no_lines_are_read_otherwise(lines in prop::collection::vec(one_of(LINES, '|'), 0..8)) {
            let text = lines.join("\n");
            if let Some(table) = read(&text) {
                prop_assert_eq!(by_parser(&text), Ok(table), "{:?}", text);
            }
        }
    }
}
