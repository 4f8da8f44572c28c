//! Owns plain text: what a reader would read aloud of a tree, its words, and the summary.

use super::Summary;
use super::tree::{Block, BlockKind, Inline, InlineKind, Tree};
use super::{raw_html, tags};

/// Longest summary that is not marked by the author, in characters.
const SUMMARY: usize = 300;

/// The plain text of inlines, descriptions of images included.
pub fn of_inlines(inlines: &[Inline<'_>]) -> String {
    let mut out = String::new();
    push_inlines(&mut out, inlines, true);
    out
}

/// The plain text of blocks, a line for each.
pub fn of_blocks(blocks: &[Block<'_>]) -> String {
    let mut reading = Reading::default();
    reading.blocks(blocks);
    reading.text
}

/// A whole text, read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its words and code, a line for each block.
    pub text: String,
    /// How many words there are outside code and disclaimers written by hand.
    pub words: u32,
}

impl Reading {
    /// Reads a text with its footnotes.
    pub fn of(tree: &Tree<'_>) -> Self {
        let mut reading = Self::default();
        reading.blocks(&tree.blocks);
        for footnote in &tree.footnotes {
            reading.blocks(&footnote.blocks);
        }
        reading
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => self.line(inlines),
            BlockKind::Heading(heading) => self.line(&heading.inlines),
            BlockKind::Quote { blocks, .. } | BlockKind::Faq(blocks) => self.blocks(blocks),
            BlockKind::Code(code) => {
                self.text.push_str(code.text.trim_end());
                self.end_line();
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.line(&definition.term);
                    definition.definitions.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Table(table) => {
                self.row(&table.head);
                table.rows.iter().for_each(|row| self.row(row));
            }
            BlockKind::Figure(image) => {
                let from = self.text.len();
                self.text.push_str(&image.alt);
                self.text.push(' ');
                self.text.push_str(&image.title);
                self.count(from);
                self.end_line();
            }
            BlockKind::Question(question) => {
                self.line(&question.heading.inlines);
                self.blocks(&question.answer);
            }
            BlockKind::Disclaimer(blocks) => {
                let words = self.words;
                self.blocks(blocks);
                self.words = words;
            }
            BlockKind::Html(raw) => {
                let from = self.text.len();
                self.text.push_str(folded(&tags::unescaped(&raw_html::escaped_text(&raw.html))).as_str());
                self.count(from);
                self.end_line();
            }
            BlockKind::Rule | BlockKind::More | BlockKind::Slot(_) => {}
        }
    }

    fn line(&mut self, inlines: &[Inline<'_>]) {
        let from = self.text.len();
        push_inlines(&mut self.text, inlines, true);
        self.count(from);
        self.end_line();
    }

    fn row(&mut self, cells: &[Vec<Inline<'_>>]) {
        let from = self.text.len();
        for cell in cells {
            push_inlines(&mut self.text, cell, true);
            self.text.push(' ');
        }
        self.count(from);
        self.end_line();
    }

    fn count(&mut self, from: usize) {
        self.words += words(&self.text[from..]);
    }

    fn end_line(&mut self) {
        let length = self.text.trim_end_matches([' ', '\n']).len();
        self.text.truncate(length);
        if length > 0 {
            self.text.push('\n');
        }
    }
}

fn push_inlines(out: &mut String, inlines: &[Inline<'_>], descriptions: bool) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Emphasis(inside) | InlineKind::Strong(inside) | InlineKind::Strikethrough(inside) => {
                push_inlines(out, inside, descriptions);
            }
            InlineKind::Link(link) => push_inlines(out, &link.inlines, descriptions),
            InlineKind::Image(image) if descriptions => out.push_str(&image.alt),
            InlineKind::Html(raw) if is_line_break(&raw.html) => out.push(' '),
            InlineKind::Image(_) | InlineKind::Html(_) | InlineKind::FootnoteReference { .. } => {}
        }
    }
}

/// Whether a piece of raw HTML is `<br>`, which parts words.
fn is_line_break(html: &str) -> bool {
    html.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<br"))
}

/// How many words a text has. A character of a script that is written without spaces counts as one.
pub fn words(text: &str) -> u32 {
    if text.is_ascii() {
        return ascii_words(text.as_bytes());
    }
    let mut count = 0;
    // Whether the word at hand has been counted.
    let mut counted = false;
    for c in text.chars() {
        if is_ideograph(c) {
            count += 1;
            counted = false;
        } else if c.is_whitespace() {
            counted = false;
        } else if c.is_alphanumeric() {
            count += u32::from(!counted);
            counted = true;
        }
    }
    count
}

/// The same for ASCII, where a word is what stands between white space if a letter or digit is in it.
/// Nearly every byte of a site comes by here.
fn ascii_words(text: &[u8]) -> u32 {
    let Some(first) = text.first() else { return 0 };
    // Words that begin with a letter or digit, and those that do not, of which some are none.
    let mut plain = u32::from(is_letter(*first));
    let mut odd = !is_letter(*first) && !is_space(*first);
    let (befores, bytes) = (&text[..text.len() - 1], &text[1..]);
    let (chunks, rest) = bytes.as_chunks::<32>();
    // Compiled to vector instructions.
    for (before, chunk) in befores.as_chunks::<32>().0.iter().zip(chunks) {
        let (mut words, mut others) = (0_u8, 0_u8);
        for at in 0..32 {
            let (begins, letter) = (is_space(before[at]), is_letter(chunk[at]));
            words += u8::from(begins & letter);
            others |= u8::from(begins & !letter & !is_space(chunk[at]));
        }
        plain += u32::from(words);
        odd |= others > 0;
    }
    for (before, byte) in befores[chunks.len() * 32..].iter().zip(rest) {
        let begins = is_space(*before);
        plain += u32::from(begins & is_letter(*byte));
        odd |= begins & !is_letter(*byte) & !is_space(*byte);
    }
    if odd { careful_words(text) } else { plain }
}

#[inline]
fn is_letter(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    letter | digit
}

#[inline]
fn is_space(byte: u8) -> bool {
    // Tab, line feed, form feed and carriage return; ASCII's vertical tab is none.
    (byte == b' ') | ((byte.wrapping_sub(9) < 5) & (byte != 11))
}

fn careful_words(text: &[u8]) -> u32 {
    let words = text.split(|byte| is_space(*byte)).filter(|word| word.iter().any(|byte| is_letter(*byte)));
    u32::try_from(words.count()).unwrap_or(u32::MAX)
}

/// Whether a character is of Han, Hiragana or Katakana.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// What can stand for the article: what the author put before `<!-- more -->`, else the beginning of
/// the first paragraph.
pub fn summary(tree: &Tree<'_>) -> Summary {
    let more = tree.blocks.iter().position(|block| matches!(block.kind, BlockKind::More));
    if let Some(more) = more {
        let mut text = String::new();
        push_summary(&mut text, &tree.blocks[..more]);
        return Summary { text: folded(&text), marked: true };
    }
    let mut paragraphs = tree.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => Some(inlines),
        _ => None,
    });
    let first = paragraphs.find_map(|inlines| {
        let mut text = String::new();
        push_inlines(&mut text, inlines, false);
        let text = folded(&text);
        text.contains(char::is_alphanumeric).then_some(text)
    });
    Summary { text: first.map(|text| shortened(&text)).unwrap_or_default(), marked: false }
}

/// Adds the paragraphs of `blocks`, in lists and quotations too.
fn push_summary(out: &mut String, blocks: &[Block<'_>]) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => {
                push_inlines(out, inlines, false);
                out.push('\n');
            }
            BlockKind::Quote { blocks, .. } => push_summary(out, blocks),
            BlockKind::List { items, .. } => items.iter().for_each(|item| push_summary(out, &item.blocks)),
            _ => {}
        }
    }
}

/// `text` with every run of white space as one space.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// `text` cut at the end of a sentence or a word, if it is too long.
fn shortened(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(SUMMARY) else { return text.to_owned() };
    let kept = &text[..cut];
    let sentence = kept.rmatch_indices(['.', '!', '?', '。', '！', '？']).find_map(|(at, mark)| {
        let end = at + mark.len();
        let ends = mark.len() > 1 || text[end..].starts_with(' ');
        (ends && end > cut / 2).then_some(end)
    });
    if let Some(end) = sentence {
        return kept[..end].to_owned();
    }
    let word = kept.rfind(' ').filter(|at| *at > cut / 2).unwrap_or(cut);
    format!("{}…", kept[..word].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_of_a_text() {
        for (text, count) in [
            ("", 0),
            ("one", 1),
            (" a  b\tc\nd ", 4),
            ("(in) \"quotes\" - and 3.5 % of it's", 6),
            ("... -- ?", 0),
            ("naïve – café", 2),
            ("東京 x", 3),
        ] {
            assert_eq!(words(text), count, "{text:?}");
        }
    }

    proptest! {
        /// However long a text is, its words are those that one finds by parting it.
        #[test]
        fn ascii_words_are_those_between_white_space(text in "[ -~\n\t\r\x0b\x0c]{0,300}", letters in "([a-z]{1,9} ){0,60}") {
            for text in [text.as_bytes(), letters.as_bytes()] {
                prop_assert_eq!(ascii_words(text), careful_words(text));
            }
        }
    }
}
