//! Owns JSON (RFC 8259) as it is written: the shape of a text with the place of every key and
//! value, keys that are given twice, and where an object ends that stands before other text.

use std::ops::Range;

use super::parse::ParseProblem;
use super::tree::{Kind, MAX_DEPTH, Node, Partial, too_deep, visible};

/// Where the object ends that a text begins with, the closing brace included; `None` if it does not.
/// Knows strings and brackets only: the object need not be right otherwise.
pub fn object_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (token, range) in (Tokens { text, at: 0 }) {
        match token {
            Token::Open(_) => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return (token == Token::Close).then_some(range.end);
        }
    }
    None
}

/// Reads a text into its shape, or says what is wrong with it.
pub(super) fn read(text: &str) -> Result<Node, ParseProblem> {
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        return Err(explain(text, &error));
    }
    let mut builder = Builder { text, open: Vec::new(), root: None };
    for (token, range) in (Tokens { text, at: 0 }) {
        builder.take(token, range)?;
    }
    Ok(builder.root.unwrap_or(Node { range: 0..0, kind: Kind::Scalar }))
}

fn explain(text: &str, error: &serde_json::Error) -> ParseProblem {
    let line_start =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let mut start = (line_start + error.column()).saturating_sub(1).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let range = visible(text, start..start);
    let written = error.to_string();
    let message = match written.rsplit_once(" at line ").map_or(written.as_str(), |(message, _)| message) {
        message if message.starts_with("EOF") => "it ends before everything is closed",
        "number out of range" => "this number is too large to be kept",
        message if message.starts_with("control character") => "a text is not closed on its line",
        message => message,
    };
    let before = text[..start].trim_end();
    let help = if error.is_eof() {
        "something that was opened with `{`, `[` or `\"` is not closed"
    } else if before.ends_with(',') && text[start..].starts_with(['}', ']']) {
        "delete the comma after the last item"
    } else if message.starts_with("a text is not") {
        "a text must end on the line it begins on: close it with `\"`, or write a line break as `\\n`"
    } else if text[start..].starts_with('/') || text[start..].starts_with('#') {
        "JSON has no comments"
    } else if message.starts_with("key must be a string") || text[start..].starts_with('\'') {
        "keys and texts stand in double quotes: \"title\": \"…\""
    } else if message.starts_with("expected `,`") && !text[start..].starts_with([']', '}']) {
        "put a comma between this and what stands before it"
    } else if text[start..].starts_with(['T', 'F', 'N']) {
        "`true`, `false` and `null` are written in lower case"
    } else if message.starts_with("this number") {
        "put it in quotes"
    } else if message.ends_with("escape") {
        "a backslash is written twice: `\\\\`"
    } else if message.starts_with("recursion limit") {
        return too_deep(range);
    } else if message.starts_with("trailing characters") {
        "keys and values stand in one pair of braces: { \"title\": \"…\" }"
    } else {
        "texts stand in double quotes; keys and values are joined by a colon and parted by commas"
    };
    ParseProblem::new(range, message).help(help)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// `{` (true) or `[`.
    Open(bool),
    Close,
    Comma,
    Colon,
    String,
    /// A number or a word.
    Other,
}

/// Cuts a text into tokens without asking whether they make sense together.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = (Token, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        let start = self.at;
        let token = match bytes.get(start)? {
            b'{' => Token::Open(true),
            b'[' => Token::Open(false),
            b'}' | b']' => Token::Close,
            b',' => Token::Comma,
            b':' => Token::Colon,
            b'"' => Token::String,
            _ => Token::Other,
        };
        self.at = match token {
            Token::String => string_end(bytes, start + 1),
            Token::Other => {
                let stop = |byte: &u8| byte.is_ascii_whitespace() || b"{}[],:\"".contains(byte);
                bytes[start..].iter().position(stop).map_or(bytes.len(), |len| start + len)
            }
            _ => start + 1,
        };
        Some((token, start..self.at))
    }
}

/// A string ends at its quote, or with its line: one that is not closed shall not hide what follows.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\n' => return at,
            b'\\' if bytes.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
            _ => at += 1,
        }
    }
    at
}

/// Puts the tokens of a text together that is known to be JSON.
struct Builder<'t> {
    text: &'t str,
    /// Lists and tables whose end has not been seen, with their starts.
    open: Vec<(usize, Partial)>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn take(&mut self, token: Token, range: Range<usize>) -> Result<(), ParseProblem> {
        match token {
            Token::Open(_) if self.open.len() == MAX_DEPTH => return Err(too_deep(range)),
            Token::Open(table) => {
                let partial = if table { Partial::table() } else { Partial::List(Vec::new()) };
                self.open.push((range.start, partial));
            }
            Token::Close => {
                if let Some((start, partial)) = self.open.pop() {
                    self.put(Node { range: start..range.end, kind: partial.finish() });
                }
            }
            Token::Comma | Token::Colon => {}
            Token::String => match self.open.last_mut() {
                Some((_, partial)) if partial.awaits_key() => {
                    let key = serde_json::from_str(&self.text[range.clone()]).unwrap_or_default();
                    partial.take_key(key, range)?;
                }
                _ => self.put(Node { range, kind: Kind::Scalar }),
            },
            Token::Other => {
                let written = &self.text[range.clone()];
                if written.parse::<i64>().is_err()
                    && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
                {
                    let problem = ParseProblem::new(range, "this number is too large to be kept exactly");
                    return Err(problem.help(format!("put it in quotes: \"{written}\"")));
                }
                self.put(Node { range, kind: Kind::Scalar });
            }
        }
        Ok(())
    }

    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((_, partial)) => partial.put(node),
        }
    }
}
