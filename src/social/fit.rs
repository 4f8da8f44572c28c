//! Owns setting a title into its box: the largest letters in which it fits, broken into lines where
//! Unicode allows it (UAX #14), cut short with an ellipsis if it does not fit at all.

use serde::Serialize;
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::{Settings, Typesetter};

/// Letters get smaller by so many pixels at a time,
const STEP: u32 = 4;
/// and not smaller than this, in hundredths of what is asked for.
const LEAST: u32 = 58;

/// A title in its box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fitted {
    /// Size of the letters in pixels.
    pub size: u32,
    /// From one line to the next, in pixels.
    pub line_height: u32,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Characters for which there is no glyph.
    pub missing: Vec<char>,
}

/// A line of a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// Where its letters stand, in pixels below the top of the box.
    pub y: u32,
}

/// What must stay together, and how wide it is without and with the space that follows it.
struct Word<'a> {
    text: &'a str,
    bare: f32,
    full: f32,
    ends_line: bool,
}

impl Typesetter {
    /// Sets a title into the box of the settings.
    pub fn fit(&self, title: &str, settings: &Settings) -> Fitted {
        let (widths, missing) = self.widths(title);
        let words = words(title, &widths);
        let least = (settings.title_size * LEAST / 100).max(8);
        let most_lines = settings.title_lines as usize;
        let mut size = settings.title_size;
        loop {
            let room = settings.title_width as f32 / size as f32;
            let is_least = size <= least;
            let fits = words.iter().all(|word| word.bare <= room);
            if fits || is_least {
                let lines = wrap(&words, room);
                if (fits && lines.len() <= most_lines) || is_least {
                    let lines = self.cut(lines, most_lines, room);
                    return fitted(lines, size, missing);
                }
            }
            size = size.saturating_sub(STEP).max(least);
        }
    }

    /// Keeps the first lines, and lets the last of them say that there was more.
    fn cut(&self, mut lines: Vec<String>, most: usize, room: f32) -> Vec<String> {
        let is_more = lines.len() > most;
        lines.truncate(most.max(1));
        let width = |text: &str| self.widths(text).0.iter().sum::<f32>();
        let last = lines.len().saturating_sub(1);
        for (at, line) in lines.iter_mut().enumerate() {
            let mut ellipsis = is_more && at == last;
            while width(line) + if ellipsis { 1.0 } else { 0.0 } > room && line.pop().is_some() {
                ellipsis = true;
            }
            if ellipsis {
                line.truncate(
                    line.trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c)).len(),
                );
                line.push('…');
            }
        }
        lines
    }
}

fn fitted(lines: Vec<String>, size: u32, missing: Vec<char>) -> Fitted {
    let line_height = size * 118 / 100;
    let line = |(text, at): (String, u32)| Line { text, y: size * 85 / 100 + at * line_height };
    Fitted { size, line_height, lines: lines.into_iter().zip(0..).map(line).collect(), missing }
}

fn words<'a>(title: &'a str, widths: &[f32]) -> Vec<Word<'a>> {
    let mut widths = widths.iter();
    let mut from = 0;
    let word = |(end, opportunity): (usize, BreakOpportunity)| {
        let part = &title[from..end];
        from = end;
        let text = part.trim_end();
        let bare: f32 = widths.by_ref().take(text.chars().count()).sum();
        let space: f32 = widths.by_ref().take(part[text.len()..].chars().count()).sum();
        let ends_line = opportunity == BreakOpportunity::Mandatory && end < title.len();
        Word { text: part, bare, full: bare + space, ends_line }
    };
    linebreaks(title).map(word).collect()
}

/// Fills lines one after the other.
fn wrap(words: &[Word<'_>], room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for word in words {
        if !line.is_empty() && used + word.bare > room {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        line.push_str(word.text);
        used += word.full;
        if word.ends_line {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
    }
    lines.push(line);
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}
