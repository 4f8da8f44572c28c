//! Owns escaping text, so that Markdown takes it for text.

use std::borrow::Cow;

/// Appends text with everything escaped that could begin an inline.
pub(super) fn text(out: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        // From references to characters: as themselves they would be something else.
        if let '\n' | '\t' = c {
            out.push_str(if c == '\n' { "&#10;" } else { "&#9;" });
            continue;
        }
        let special = match c {
            '\\' | '*' | '[' | ']' | '`' | '<' | '~' => true,
            // Before a link it would make an image of it.
            '!' => rest.is_empty(),
            // Only what could be a reference to a character.
            '&' => {
                rest.is_empty() || rest.starts_with(|next: char| next == '#' || next.is_ascii_alphanumeric())
            }
            // Within a word it means itself.
            '_' => !(text[..at].ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric)),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
}

/// A line of text whose beginning is not taken for a block's.
pub(super) fn at_line_start(line: &str) -> Cow<'_, str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']);
    if numbered {
        return format!("{}\\{}", &line[..digits], &line[digits..]).into();
    }
    let begins = line.starts_with(['#', '>', '+', '-', '=', ':']);
    if begins { format!("\\{line}").into() } else { line.into() }
}
