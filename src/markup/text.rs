//! Owns plain text: what a reader would read aloud of a tree, its words, and the summary.

use std::borrow::Cow;

use super::Summary;
use super::tree::{Block, BlockKind, Inline, InlineKind, Tree};
use super::{raw_html, tags};
use crate::scan::is_plain_line;

/// Longest summary that is not marked by the author, in characters.
const SUMMARY: usize = 300;

/// The plain text of inlines, descriptions of images included.
pub fn of_inlines<'t>(inlines: &'t [Inline<'_>]) -> Cow<'t, str> {
    if let [Inline { kind: InlineKind::Text(text), .. }] = inlines {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    push_inlines(&mut out, inlines, true);
    Cow::Owned(out)
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
    /// Up to where they have been counted: the more at a time, the cheaper it is.
    counted: usize,
}

impl Reading {
    /// Reads a text with its footnotes, which is about so long.
    pub fn of(tree: &Tree<'_>, length: usize) -> Self {
        let mut reading = Self { text: String::with_capacity(length), ..Self::default() };
        reading.blocks(&tree.blocks);
        for footnote in &tree.footnotes {
            reading.blocks(&footnote.blocks);
        }
        reading.count();
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
                self.count();
                self.text.push_str(code.text.trim_end());
                self.end_line();
                self.counted = self.text.len();
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
                self.text.push_str(&image.alt);
                self.text.push(' ');
                self.text.push_str(&image.title);
                self.end_line();
            }
            BlockKind::Question(question) => {
                self.line(&question.heading.inlines);
                self.blocks(&question.answer);
            }
            BlockKind::Disclaimer(blocks) => {
                self.count();
                let words = self.words;
                self.blocks(blocks);
                self.words = words;
                self.counted = self.text.len();
            }
            BlockKind::Html(raw) => {
                self.text.push_str(&folded(tags::unescaped(&raw_html::escaped_text(&raw.html))));
                self.end_line();
            }
            BlockKind::Rule | BlockKind::More | BlockKind::Slot(_) => {}
        }
    }

    fn line(&mut self, inlines: &[Inline<'_>]) {
        push_inlines(&mut self.text, inlines, true);
        self.end_line();
    }

    fn row(&mut self, cells: &[Vec<Inline<'_>>]) {
        for cell in cells {
            push_inlines(&mut self.text, cell, true);
            self.text.push(' ');
        }
        self.end_line();
    }

    /// Counts the words of what has come since the last time, which ends with a line.
    fn count(&mut self) {
        self.words += words(&self.text[self.counted..]);
        self.counted = self.text.len();
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
    text.split('\n')
        .map(|line| if line.is_ascii() { ascii_words(line.as_bytes()) } else { words_in_line(line) })
        .sum()
}

fn words_in_line(text: &str) -> u32 {
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
    let mut count = u32::from(is_letter(*first) || begins_odd_word(text, 0));
    let (befores, bytes) = (&text[..text.len() - 1], &text[1..]);
    let (chunks, rest) = bytes.as_chunks::<32>();
    // Compiled to vector instructions.
    for (index, (before, chunk)) in befores.as_chunks::<32>().0.iter().zip(chunks).enumerate() {
        let (mut words, mut others) = (0_u8, 0_u8);
        for at in 0..32 {
            let (begins, letter) = (is_space(before[at]), is_letter(chunk[at]));
            words += u8::from(begins & letter);
            others |= u8::from(begins & !letter & !is_space(chunk[at]));
        }
        count += u32::from(words);
        if others > 0 {
            let begin = index * 32;
            let spaces = before.iter().enumerate().filter(|(_, byte)| is_space(**byte));
            count += spaces.map(|(at, _)| u32::from(begins_odd_word(text, begin + at + 1))).sum::<u32>();
        }
    }
    let begin = chunks.len() * 32;
    for (at, (before, byte)) in (begin + 1..).zip(befores[begin..].iter().zip(rest)) {
        count += u32::from(is_space(*before) & is_letter(*byte) || begins_odd_word(text, at));
    }
    count
}

/// Whether a word begins at a byte that is neither letter nor digit, such as `(so)` or `+3`.
fn begins_odd_word(text: &[u8], at: usize) -> bool {
    if is_letter(text[at]) || is_space(text[at]) || at > 0 && !is_space(text[at - 1]) {
        return false;
    }
    text[at..].iter().take_while(|byte| !is_space(**byte)).any(|byte| is_letter(*byte))
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
        return Summary { text: folded(text), marked: true };
    }
    let mut paragraphs = tree.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => Some(inlines),
        _ => None,
    });
    let first = paragraphs.find_map(|inlines| {
        let mut text = String::new();
        push_inlines(&mut text, inlines, false);
        let text = folded(text);
        text.contains(char::is_alphanumeric).then_some(text)
    });
    Summary { text: first.map(shortened).unwrap_or_default(), marked: false }
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
fn folded(text: String) -> String {
    if is_plain_line(text.as_bytes()) {
        return text;
    }
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
fn shortened(text: String) -> String {
    if text.len() <= SUMMARY {
        return text;
    }
    let Some((cut, _)) = text.char_indices().nth(SUMMARY) else { return text };
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
                let words = text.split(|byte| is_space(*byte));
                let words = words.filter(|word| word.iter().any(|byte| is_letter(*byte)));
                prop_assert_eq!(ascii_words(text) as usize, words.count());
            }
        }
    }
}
