//! Owns YAML as events: the shape of a text with the place of every key and value, and refusing
//! what the parsed values would no longer show or what could exhaust memory and stack: aliases that
//! multiply, deep nesting, keys that are no text, numbers that lose digits.
//!
//! yaml-rust2 counts characters, and bytes in block scalars; its lines and columns can be relied on.

use std::collections::BTreeMap;
use std::ops::Range;

use yaml_rust2::Yaml;
use yaml_rust2::parser::{Event, Parser, Tag};
use yaml_rust2::scanner::{Marker, TScalarStyle};

use super::parse::ParseProblem;
use super::slips::{self, line_of};
use super::tree::{Kind, MAX_DEPTH, Node, Partial, too_deep, visible};

/// How many aliases a text may have, and how many values they may stand for in all.
const MAX_ALIASES: usize = 100;
const MAX_ALIASED: usize = 10_000;

/// Reads a text into its shape, or says what is wrong with it.
pub(super) fn read(text: &str) -> Result<Node, ParseProblem> {
    let mut builder = Builder::new(text);
    let mut parser = Parser::new_from_str(text);
    loop {
        match parser.next_token() {
            Ok((Event::StreamEnd, _)) => return builder.finish(),
            Ok((event, mark)) => builder.take(event, mark)?,
            Err(error) => {
                let at = builder.places.offset(*error.marker());
                return Err(slips::explain(text, at, error.info()));
            }
        }
    }
}

/// The text that a key is known by once it is parsed.
fn key_text(value: String, style: TScalarStyle) -> String {
    if style != TScalarStyle::Plain {
        return value;
    }
    match Yaml::from_str(&value) {
        Yaml::Integer(number) => number.to_string(),
        Yaml::Boolean(value) => value.to_string(),
        Yaml::Null => "null".to_owned(),
        _ => value,
    }
}

/// A list or table whose end has not been seen.
struct Open {
    start: usize,
    anchor: usize,
    /// Values in it so far, itself included.
    size: usize,
    partial: Partial,
}

/// A value that aliases may stand for.
struct Anchor {
    /// Where its name stands.
    at: usize,
    /// How many values it holds, itself included.
    size: usize,
    used: bool,
}

struct Builder<'t> {
    text: &'t str,
    places: Places<'t>,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    anchors: BTreeMap<usize, Anchor>,
    aliases: usize,
    aliased: usize,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        let places = Places::new(text);
        let anchors = BTreeMap::new();
        Self { text, places, open: Vec::new(), root: None, documents: 0, anchors, aliases: 0, aliased: 0 }
    }

    fn finish(self) -> Result<Node, ParseProblem> {
        if let Some(anchor) = self.anchors.into_values().find(|anchor| !anchor.used) {
            let message = "`&` at the start of a value makes it a YAML anchor, and nothing refers to it";
            let range = anchor.at..line_of(self.text, anchor.at).end.max(anchor.at);
            return Err(
                ParseProblem::new(range, message).help("if it is meant as text, put the value in quotes")
            );
        }
        Ok(self.root.unwrap_or(Node { range: 0..0, kind: Kind::Scalar }))
    }

    fn take(&mut self, event: Event, mark: Marker) -> Result<(), ParseProblem> {
        let at = self.places.offset(mark);
        match event {
            Event::DocumentStart => self.start_document(at),
            Event::Scalar(value, style, anchor, tag) => {
                self.check_tag(tag.as_ref(), at, false)?;
                let range = self.scalar_range(&value, style, at);
                if let Some(open) = self.open.last_mut().filter(|open| open.partial.awaits_key()) {
                    if value == "<<" && style == TScalarStyle::Plain {
                        let help = "write the keys out where they are needed";
                        return Err(ParseProblem::new(range, "merge keys `<<` are not supported").help(help));
                    }
                    return open.partial.take_key(key_text(value, style), range);
                }
                if style == TScalarStyle::Plain && tag.is_none() {
                    check_number(&value, range.clone())?;
                }
                self.set_anchor(anchor, range.start, 1);
                self.put(Node { range, kind: Kind::Scalar }, 1);
                Ok(())
            }
            Event::Alias(id) => self.take_alias(id, at),
            Event::SequenceStart(anchor, tag) => {
                self.check_tag(tag.as_ref(), at, true)?;
                self.start(at, anchor, Partial::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.check_tag(tag.as_ref(), at, true)?;
                self.start(at, anchor, Partial::table())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.end(at);
                Ok(())
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn start_document(&mut self, at: usize) -> Result<(), ParseProblem> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        let help = "keep one set of keys; a line that begins with `---` or `...` must hold nothing else";
        Err(ParseProblem::new(line_of(self.text, at), "a second YAML document begins here").help(help))
    }

    fn awaits_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.partial.awaits_key())
    }

    fn take_alias(&mut self, id: usize, at: usize) -> Result<(), ParseProblem> {
        let name =
            self.text[at..].chars().skip(1).take_while(|c| !c.is_whitespace() && !",[]{}".contains(*c));
        let range = at..at + 1 + name.map(char::len_utf8).sum::<usize>();
        let refuse = |message: &str| {
            Err(ParseProblem::new(range.clone(), message).help("write the value out where it is needed"))
        };
        if self.awaits_key() {
            return refuse("an alias cannot be a key");
        }
        if self.open.iter().any(|open| open.anchor > 0) {
            return refuse("an alias cannot stand inside a value that has an anchor itself");
        }
        let size = self.anchors.get_mut(&id).map_or(1, |anchor| {
            anchor.used = true;
            anchor.size
        });
        self.aliases += 1;
        self.aliased += size;
        if self.aliases > MAX_ALIASES || self.aliased > MAX_ALIASED {
            return refuse("there are too many aliases");
        }
        self.put(Node { range, kind: Kind::Alias }, size);
        Ok(())
    }

    fn start(&mut self, at: usize, anchor: usize, partial: Partial) -> Result<(), ParseProblem> {
        if self.awaits_key() {
            let start = if self.text[..at].ends_with('{') { at - 1 } else { at };
            let range = start..line_of(self.text, at).end.max(at);
            let help = "if it is meant as text, put it in quotes";
            return Err(ParseProblem::new(range, "a list or table cannot be a key").help(help));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(too_deep(visible(self.text, at..at)));
        }
        self.open.push(Open { start: at, anchor, size: 1, partial });
        Ok(())
    }

    fn end(&mut self, at: usize) {
        let Some(open) = self.open.pop() else { return };
        let kind = open.partial.finish();
        let extent = kind.extent();
        let (first, last) = extent.map_or((open.start, open.start), |extent| (extent.start, extent.end));
        let byte = |at: usize| self.text.as_bytes().get(at).copied();
        let start = match byte(open.start) {
            Some(b'[' | b'{' | b'-') => first.min(open.start),
            _ => first,
        };
        let end = match (byte(open.start), byte(at)) {
            (Some(b'['), Some(b']')) | (Some(b'{'), Some(b'}')) => last.max(at + 1),
            _ => last,
        };
        self.set_anchor(open.anchor, start, open.size);
        self.put(Node { range: start..end.max(start), kind }, open.size);
    }

    fn set_anchor(&mut self, id: usize, before: usize, size: usize) {
        if id > 0 {
            let at = self.text[..before].rfind('&').unwrap_or(before);
            self.anchors.insert(id, Anchor { at, size, used: false });
        }
    }

    fn put(&mut self, node: Node, size: usize) {
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        open.size += size;
        open.partial.put(node);
    }

    fn check_tag(&self, tag: Option<&Tag>, at: usize, collection: bool) -> Result<(), ParseProblem> {
        let Some(tag) = tag else { return Ok(()) };
        let harmless: &[&str] = if collection { &["seq", "map"] } else { &["str"] };
        if tag.handle == "tag:yaml.org,2002:" && harmless.contains(&tag.suffix.as_str()) {
            return Ok(());
        }
        let start = self.text[..at].rfind('!').unwrap_or(at);
        let line = line_of(self.text, start);
        let message = "`!` at the start of a value makes it a YAML tag, which is not supported";
        Err(ParseProblem::new(start..line.end.max(start), message)
            .help("if it is meant as text, put the value in quotes"))
    }

    /// The bytes of a scalar, of which the parser tells the start only.
    fn scalar_range(&self, value: &str, style: TScalarStyle, at: usize) -> Range<usize> {
        let rest = &self.text[at..];
        let len = match style {
            TScalarStyle::SingleQuoted => quoted_len(rest, '\''),
            TScalarStyle::DoubleQuoted => quoted_len(rest, '"'),
            TScalarStyle::Plain | TScalarStyle::Literal | TScalarStyle::Folded => {
                match value.chars().filter(|c| !is_blank(*c)).count() {
                    0 => return last_char(&self.text[..at]),
                    count => written_len(rest, count),
                }
            }
        };
        at..at + len
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Plain and block scalars are written as they are, but for white space: how long the text is that
/// has so many other characters.
fn written_len(text: &str, count: usize) -> usize {
    let last = text.char_indices().filter(|(_, c)| !is_blank(*c)).nth(count - 1);
    last.map_or(text.len(), |(at, c)| at + c.len_utf8())
}

fn quoted_len(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let escaped = match c {
            '\\' => quote == '"',
            c if c == quote && quote == '\'' => chars.peek().is_some_and(|(_, next)| *next == '\''),
            _ => false,
        };
        if escaped {
            chars.next();
        } else if c == quote {
            return at + 1;
        }
    }
    text.len()
}

/// Where nothing is written, what stands before it is shown: the colon or the dash.
fn last_char(text: &str) -> Range<usize> {
    let text = text.trim_end();
    let start = text.char_indices().next_back().map_or(0, |(at, _)| at);
    start..text.len()
}

/// Numbers that would not come out as they are written.
fn check_number(value: &str, range: Range<usize>) -> Result<(), ParseProblem> {
    let problem = |message: String| {
        Err(ParseProblem::new(range.clone(), message).help(format!("put it in quotes: \"{value}\"")))
    };
    match Yaml::from_str(value) {
        Yaml::Integer(number) if value.starts_with("0x") || value.starts_with("0o") => {
            problem(format!("without quotes, `{value}` is the number {number}"))
        }
        Yaml::Real(_) if value.bytes().all(|byte| byte.is_ascii_digit() || b"+-".contains(&byte)) => {
            problem("this number is too large to be kept exactly".to_owned())
        }
        Yaml::Real(_) if !value.parse().is_ok_and(f64::is_finite) => {
            problem(format!("`{value}` is not a finite number"))
        }
        _ => Ok(()),
    }
}

/// Turns the parser's lines and columns into bytes. Quick if asked in order.
struct Places<'t> {
    text: &'t str,
    /// Where each line starts, by YAML's line breaks.
    lines: Vec<usize>,
    line: usize,
    column: usize,
    offset: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let breaks = bytes
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'\n' || (**byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { text, lines, line: 0, column: 0, offset: 0 }
    }

    fn offset(&mut self, mark: Marker) -> usize {
        let (line, column) = (mark.line().saturating_sub(1), mark.col());
        let Some(start) = self.lines.get(line) else { return self.text.len() };
        if line != self.line || column < self.column {
            (self.line, self.column, self.offset) = (line, 0, *start);
        }
        let rest = self.text[self.offset..].chars().take(column - self.column);
        self.offset += rest.map(char::len_utf8).sum::<usize>();
        self.column = column;
        self.offset
    }
}
