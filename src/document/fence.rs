//! Owns finding front matter: where it begins and ends, and in which language it is. Knows nothing
//! of what stands in it, but for the strings and brackets of a JSON object.
//!
//! A fence is a line of its own: `---` opens and closes YAML (`...` closes it too), `+++` TOML,
//! `;;;` JSON; a JSON object may also stand without fences. White space after a fence, blank lines
//! before the first, a byte-order mark and CRLF make no difference. What stands after the front
//! matter is never looked at, so rules and tables of the body are safe.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::fields::{Format, object_end};
use crate::source::FileId;

/// More front matter than this is refused: it is read at once, by parsers that are not all quick.
const MAX_BYTES: usize = 64 * 1024;

/// Front matter and body, as bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// The opening fence, or the brace of a JSON object.
    pub(super) opening: Range<usize>,
    /// What stands between the fences; of a JSON object, the object.
    pub(super) matter: Range<usize>,
    /// Its language.
    pub(super) format: Format,
    /// Everything after the closing fence's line.
    pub(super) body: Range<usize>,
}

/// Why front matter cannot be told from the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FenceProblem {
    code: &'static str,
    message: String,
    range: Range<usize>,
    /// A line that may have been meant to end the front matter.
    also: Option<Range<usize>>,
    help: String,
}

impl FenceProblem {
    pub(super) fn into_diagnostic(self, file: FileId) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.code, self.message).at(file, self.range, "").help(self.help);
        match self.also {
            Some(range) => diagnostic.at(file, range, "this is no fence"),
            None => diagnostic,
        }
    }
}

/// Finds the front matter; `None` if the file has none.
pub(super) fn find(text: &str) -> Result<Option<Fence>, FenceProblem> {
    let Some((first, opening)) = first_line(text) else { return Ok(None) };
    let format = match opening {
        "---" => Format::Yaml,
        "+++" => Format::Toml,
        ";;;" => Format::Json,
        _ if begins_object(&text[first.start..]) => return find_object(text, first.start).map(Some),
        _ => return Ok(None),
    };
    let closes = |line: &str| line == opening || (format == Format::Yaml && line == "...");
    let Some((closing, _)) = lines(text, first.end).find(|(_, line)| closes(line)) else {
        return Err(unclosed(text, first, opening));
    };
    let opening = first.start..first.start + opening.len();
    let fence = Fence { opening, matter: first.end..closing.start, format, body: closing.end..text.len() };
    check_length(&fence)?;
    Ok(Some(fence))
}

fn check_length(fence: &Fence) -> Result<(), FenceProblem> {
    if fence.matter.len() <= MAX_BYTES {
        return Ok(());
    }
    Err(FenceProblem {
        code: "front-matter/too-long",
        message: format!("the front matter is longer than {} KiB", MAX_BYTES / 1024),
        range: fence.opening.clone(),
        also: None,
        help: "close it sooner, or move the data to a file of its own".to_owned(),
    })
}

fn unclosed(text: &str, first: Range<usize>, opening: &str) -> FenceProblem {
    let also = lines(text, first.end).find(|(_, line)| resembles(line, opening)).map(|(range, line)| {
        let start = range.start + text[range.clone()].find(line.trim_start()).unwrap_or(0);
        start..start + line.trim_start().len()
    });
    FenceProblem {
        code: "front-matter/unclosed",
        message: format!("front matter begins with `{opening}` but never ends"),
        range: first.start..first.start + opening.len(),
        also,
        help: format!("put a line `{opening}` after the last key"),
    }
}

/// Whether a line could have been meant for a fence: `----`, ` ---`, `–––`, or another language's.
fn resembles(line: &str, opening: &str) -> bool {
    let line = line.trim_start();
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '−');
    ["---", "+++", ";;;"].contains(&line)
        || (line.chars().count() >= 2 && line.chars().all(|c| opening.starts_with(c)))
        || (opening == "---" && !line.is_empty() && line.chars().all(dash))
}

fn begins_object(text: &str) -> bool {
    let rest = text.strip_prefix('{').map(str::trim_start);
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '"' | '\'' | '}'))
    })
}

fn find_object(text: &str, start: usize) -> Result<Fence, FenceProblem> {
    let problem = |code, message: &str, range, help: &str| FenceProblem {
        code,
        message: message.to_owned(),
        range,
        also: None,
        help: help.to_owned(),
    };
    let opening = start..start + 1;
    let Some(len) = object_end(&text[start..]) else {
        let message = "front matter begins with `{` but never ends";
        return Err(problem("front-matter/unclosed", message, opening, "put a line `}` after the last key"));
    };
    let end = start + len;
    let line_end = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
    let rest = text[end..line_end].trim();
    if !rest.is_empty() {
        let from = end + text[end..line_end].find(rest).unwrap_or(0);
        let message = "more text follows the front matter's closing brace";
        let help = "begin the text on a line of its own";
        return Err(problem("front-matter/trailing", message, from..from + rest.len(), help));
    }
    let fence = Fence { opening, matter: start..end, format: Format::Json, body: line_end..text.len() };
    check_length(&fence)?;
    Ok(fence)
}

/// What to say about a file in which [`find`] found nothing: where to look, and what to do.
pub(super) fn missing(text: &str) -> (Range<usize>, String) {
    let plain = "begin the file with a line `---`, the keys `title: …` and `date: …`, and another line `---`";
    let Some((range, line)) = first_line(text) else { return (0..0, plain.to_owned()) };
    let mark = line.trim_start();
    let key = line.split_once([':', '=']).map_or("", |(key, _)| key.trim_end());
    let help = if mark.len() > 1 && mark.chars().all(|c| "-–—−+;".contains(c)) {
        "a fence is exactly `---` (YAML), `+++` (TOML) or `;;;` (JSON), at the start of its line"
    } else if ["---", "+++", ";;;"].iter().any(|fence| mark.starts_with(fence)) {
        "nothing may stand beside the opening fence"
    } else if !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        "put a line `---` before the first key and after the last"
    } else {
        plain
    };
    (range.start..range.start + line.len(), help.to_owned())
}

/// If front matter that cannot be read seems to run on into the text, because its end was forgotten
/// and a rule of the text was taken for it: what to say. `at` is where reading failed.
pub(super) fn swallowed(text: &str, fence: &Fence, at: usize) -> Option<String> {
    let matter = &text[fence.matter.start..at.clamp(fence.matter.start, fence.matter.end)];
    let after_gap = matter.contains("\n\n") || matter.contains("\n\r\n");
    let line_start = fence.matter.start + matter.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next()?;
    if fence.format == Format::Json || !after_gap || looks_like_matter(line) {
        return None;
    }
    let number = text[..fence.matter.end].matches('\n').count() + 1;
    Some(format!(
        "the front matter ends at line {number} only; if this is text already, put a line `---` before it"
    ))
}

/// Whether a line could be a key, or part of a list or table.
fn looks_like_matter(line: &str) -> bool {
    let key = line.split_once([':', '=']).map(|(key, _)| key.trim_end());
    line.starts_with([' ', '\t', '-', '[', ']', '}', '#', '"', '\''])
        || key.is_some_and(|key| !key.is_empty() && !key.contains(' '))
}

/// The first line that is not blank, without white space at its end.
fn first_line(text: &str) -> Option<(Range<usize>, &str)> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    lines(text, start).find(|(_, line)| !line.is_empty())
}

/// Lines from a place on: their bytes with line ends, their text without white space at its end.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = start;
    text[start..].split_inclusive('\n').map(move |line| {
        let range = at..at + line.len();
        at = range.end;
        (range, line.trim_end())
    })
}
