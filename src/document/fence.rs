//! Owns finding front matter: where it begins and ends, and in which language it is.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::fields::Format;
use crate::source::FileId;

/// Front matter and body, as bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// What stands between the fences.
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
    help: String,
}

impl FenceProblem {
    pub(super) fn into_diagnostic(self, file: FileId) -> Diagnostic {
        Diagnostic::error(self.code, self.message).at(file, self.range, "").help(self.help)
    }
}

/// Finds the front matter; `None` if the file has none.
pub(super) fn find(text: &str) -> Result<Option<Fence>, FenceProblem> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = lines(text, start);
    let Some((first, opening)) = lines.find(|(_, line)| !line.trim().is_empty()) else { return Ok(None) };
    let format = match opening.trim_end() {
        "---" => Format::Yaml,
        "+++" => Format::Toml,
        ";;;" => Format::Json,
        _ => return Ok(None),
    };
    let matter_start = first.end;
    for (range, line) in lines {
        if line.trim_end() == opening.trim_end() {
            return Ok(Some(Fence {
                matter: matter_start..range.start,
                format,
                body: range.end..text.len(),
            }));
        }
    }
    Err(FenceProblem {
        code: "front-matter/unclosed",
        message: format!("front matter begins with `{}` but never ends", opening.trim_end()),
        range: first.start..first.start + 3,
        help: format!("put a line `{}` after the last key", opening.trim_end()),
    })
}

/// Lines with their bytes, line ends included in the bytes and not in the text.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = start;
    text[start..].split_inclusive('\n').map(move |line| {
        let range = at..at + line.len();
        at = range.end;
        (range, line.trim_end_matches(['\n', '\r']))
    })
}
