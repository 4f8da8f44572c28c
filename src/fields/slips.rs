//! Owns what authors get wrong in YAML: turns what the parser says, at the place where it gave up,
//! into what is wrong at the place where it went wrong. The parser's words are matched here alone;
//! those that are not known are passed on.

use std::ops::Range;

use super::parse::ParseProblem;
use super::tree::{too_deep, visible};

/// Explains an error of yaml-rust2 at a byte of the text.
pub(super) fn explain(text: &str, at: usize, info: &str) -> ParseProblem {
    let says = |words: &[&str]| words.iter().any(|words| info.contains(words));
    let line = line_of(text, at);
    if let Some(problem) =
        no_break_space(text, line.clone()).or_else(|| no_break_space(text, line_before(text, at)))
    {
        return problem;
    }
    if says(&["tab"]) {
        tab(text, at)
    } else if says(&["recursion limit"]) {
        too_deep(visible(text, at..at))
    } else if says(&["mapping values are not allowed"]) {
        colon(text, at)
    } else if says(&["quoted scalar"]) && says(&["indentation", "end of stream", "document indicator"]) {
        unclosed_quote(text, at)
    } else if says(&["trailing content after"]) {
        after_quote(text, at)
    } else if says(&["escape", "hexadecimal"]) {
        escape(text, at)
    } else if says(&["simple key", "expected ':'"]) {
        no_key(text, at)
    } else if says(&["illegal placement of ':'", "flow mapping, did not", "flow sequence, expected"]) {
        unclosed_bracket(text, at)
    } else if says(&["expected key", "expected '-'", "expected <document", "invalid indentation"]) {
        let before = text[line.start.min(at)..at].trim_end();
        let starts = before.is_empty() || before == "-" || text[at..].starts_with(':');
        if starts { misaligned(text, line) } else { after_value(text, at, before) }
    } else if says(&[
        "unexpected character",
        "block scalar, did not find",
        "unknown anchor",
        "anchor or alias",
        "not allowed in this context",
        "node content",
        "scanning a tag",
        "parsing a tag",
    ]) && at < line.end
    {
        bad_start(text, at)
    } else {
        ParseProblem::new(visible(text, at..at), info)
    }
}

/// The line around a place, white space at its ends left out.
pub(super) fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    trim(text, start..end)
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let start = range.end - text[range.clone()].trim_start().len();
    start..start + text[start..range.end].trim_end().len()
}

/// The last line before a place that is neither blank nor a comment.
fn line_before(text: &str, at: usize) -> Range<usize> {
    let mut end = text[..at].rfind('\n').unwrap_or(0);
    loop {
        let line = line_of(text, end);
        if !(line.is_empty() || text[line.clone()].starts_with('#')) {
            return line;
        }
        match text[..end].rfind('\n') {
            Some(newline) => end = newline,
            None => return line,
        }
    }
}

/// Where the value of the line's key begins: `key: value`.
fn value_of(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let colon = text[line.clone()].find(": ")?;
    Some(trim(text, line.start + colon + 1..line.end))
}

/// A line, or what of it stands before `at`, shown as it should be, if it is short enough.
fn quoted(text: &str, value: Range<usize>) -> String {
    let written = &text[value.clone()];
    let inner = written.strip_prefix('“').and_then(|inner| inner.strip_suffix('”')).unwrap_or(written);
    let quoted = if !inner.contains(['"', '\\']) {
        format!("\"{inner}\"")
    } else {
        format!("'{}'", inner.replace('\'', "''"))
    };
    let line = line_of(text, value.start);
    let before = &text[line.start.min(value.start)..value.start];
    if before.len() + quoted.len() > 80 {
        return "put the value in quotes".to_owned();
    }
    format!("put the value in quotes: `{before}{quoted}`")
}

fn no_break_space(text: &str, line: Range<usize>) -> Option<ParseProblem> {
    let written = &text[line.clone()];
    let start = text[..line.start].rfind('\n').map_or(0, |newline| newline + 1);
    let odd = |c: char| c.is_whitespace() && !c.is_ascii();
    let at = text[start..line.start]
        .find(odd)
        .map(|at| start + at)
        .or_else(|| Some(line.start + written.find(':')? + 1).filter(|at| text[*at..].starts_with(odd)))?;
    let message = "a no-break space stands where YAML needs an ordinary one";
    Some(ParseProblem::new(visible(text, at..at), message).help("replace it by a space from the keyboard"))
}

fn tab(text: &str, at: usize) -> ParseProblem {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            let range = offset + tab..offset + indentation;
            return ParseProblem::new(range, "a tab is used for indentation").help("indent with spaces");
        }
        offset += line.len();
    }
    ParseProblem::new(visible(text, at..at), "a tab is used where YAML needs spaces").help("use spaces")
}

fn colon(text: &str, at: usize) -> ParseProblem {
    let line = line_of(text, at);
    if let Some(value) = value_of(text, line.clone()).filter(|value| value.start <= at) {
        let help = quoted(text, value.clone());
        return ParseProblem::new(value, "a text without quotes cannot contain a colon and a space")
            .help(help);
    }
    let before = line_before(text, at);
    if !text[before.clone()].contains(": ") && !text[before.clone()].ends_with(':') && before.end < at {
        return no_key_on(text, before);
    }
    ParseProblem::new(line, "this line is indented as if it belonged to the value above it")
        .help("begin it in the same column as the keys around it")
}

fn unclosed_quote(text: &str, at: usize) -> ParseProblem {
    let quote = if text[at..].starts_with('\'') { '\'' } else { '"' };
    let range = at..line_of(text, at).end.max(at);
    ParseProblem::new(range, "the quotes that open here are not closed")
        .help(format!("close them with `{quote}` at the end of the text"))
}

fn after_quote(text: &str, at: usize) -> ParseProblem {
    let line = line_of(text, at);
    let value = value_of(text, line.clone()).filter(|value| value.start < at).unwrap_or(line);
    let help = if text[value.clone()].starts_with('\'') {
        "inside single quotes an apostrophe is written twice: `''`"
    } else {
        "put all of the value in quotes; inside double quotes a `\"` is written `\\\"`"
    };
    ParseProblem::new(value, "more text follows the closing quote").help(help)
}

fn escape(text: &str, at: usize) -> ParseProblem {
    let range = at..line_of(text, at).end.max(at);
    ParseProblem::new(range, "in double quotes a backslash begins an escape, and here it begins none")
        .help("write the backslash twice, or use single quotes")
}

fn no_key(text: &str, at: usize) -> ParseProblem {
    no_key_on(text, line_before(text, at))
}

fn no_key_on(text: &str, line: Range<usize>) -> ParseProblem {
    let help = key_help(&text[line.clone()]).unwrap_or(
        "if it goes on with the value above, indent it; if the front matter is to end before it, put `---` there",
    );
    ParseProblem::new(line, "this line is neither a key with a value nor an item of a list").help(help)
}

/// What may have been meant by a line that has no key.
pub(super) fn key_help(line: &str) -> Option<&'static str> {
    let key = line.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if key.len() < line.len() && key.starts_with(':') {
        Some("put a space after the colon")
    } else if key.len() < line.len() && key.trim_start().starts_with('=') {
        Some("write `key: value`; with `=` it is TOML, which stands between `+++` lines")
    } else if line.starts_with('-') && !line.starts_with("- ") {
        Some("put a space after the dash")
    } else {
        None
    }
}

fn unclosed_bracket(text: &str, at: usize) -> ParseProblem {
    let mut open = Vec::new();
    for (offset, c) in text[..at].char_indices() {
        match c {
            '[' | '{' => open.push(offset),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    let Some(start) = open.pop() else { return bad_start(text, at) };
    let (bracket, close) = if text[start..].starts_with('[') { ('[', ']') } else { ('{', '}') };
    ParseProblem::new(
        start..line_of(text, start).end,
        format!("the `{bracket}` that opens here is not closed"),
    )
    .help(format!(
        "part the items by commas and put `{close}` after the last; a text with brackets needs quotes"
    ))
}

fn misaligned(text: &str, line: Range<usize>) -> ParseProblem {
    ParseProblem::new(visible(text, line), "this line does not line up with those above it")
        .help("begin the keys of one table, and the items of one list, in the same column")
}

fn after_value(text: &str, at: usize, before: &str) -> ParseProblem {
    let line = line_of(text, at);
    let value = value_of(text, line.clone()).filter(|value| value.start < at).unwrap_or(line);
    let last = before.chars().next_back().unwrap_or(' ');
    let help = quoted(text, value.clone());
    ParseProblem::new(value, format!("more text follows the value that ends with `{last}`")).help(help)
}

fn bad_start(text: &str, at: usize) -> ParseProblem {
    let range = at..line_of(text, at).end.max(at);
    let first = text[at..].chars().next().unwrap_or(' ');
    let help = quoted(text, range.clone());
    let first = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
    ParseProblem::new(range, format!("a value cannot begin with {first} unless it is in quotes")).help(help)
}
