//! Owns a block's text cut into runs of one class each, as few as can be.

use super::class::Class;

/// A run of text of one class: it begins where the run before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The byte behind its last.
    pub(super) end: u32,
    /// What it is.
    pub(super) class: Class,
}

/// Collects runs. White space takes part in a run only between two pieces of one class: alone it
/// shows no colour, so it never asks for a run of its own.
#[derive(Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
}

impl Runs {
    /// Adds the piece of `text` from `start` to `end`. Pieces come in order; what lies between them is
    /// white space.
    pub(super) fn add(&mut self, text: &str, start: usize, end: usize, class: Class) {
        let piece = &text[start..end];
        let core = piece.trim_start();
        let from = end - core.len();
        let core = core.trim_end();
        if core.is_empty() {
            return;
        }
        let class = match class {
            // `in` and `instanceof` are operators to a grammar and keywords to a reader.
            Class::Operator if core.starts_with(|c: char| c.is_ascii_alphabetic()) => Class::Keyword,
            class => class,
        };
        if self.last().class != class {
            self.push(from, Class::Plain);
        }
        self.push(from + core.len(), class);
    }

    /// The runs of a text of this length.
    pub(super) fn finish(mut self, length: usize) -> Vec<Run> {
        self.push(length, Class::Plain);
        self.runs
    }

    fn last(&self) -> Run {
        self.runs.last().copied().unwrap_or(Run { end: 0, class: Class::Plain })
    }

    fn push(&mut self, end: usize, class: Class) {
        // Blocks are far shorter than four gigabytes: longer ones are not highlighted.
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        let last = self.last();
        match self.runs.last_mut() {
            Some(run) if last.class == class => run.end = end.max(last.end),
            _ if end > last.end => self.runs.push(Run { end, class }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_merged() {
        let text = "let x =  // a\n  // b\n";
        let mut runs = Runs::default();
        runs.add(text, 0, 3, Class::Keyword);
        runs.add(text, 3, 5, Class::Plain);
        runs.add(text, 5, 6, Class::Plain);
        runs.add(text, 6, 7, Class::Operator);
        runs.add(text, 7, 9, Class::Comment);
        runs.add(text, 9, 14, Class::Comment);
        runs.add(text, 14, text.len(), Class::Comment);
        let pieces: Vec<_> = runs
            .finish(text.len())
            .into_iter()
            .scan(0, |from, run| {
                let piece = &text[*from..run.end as usize];
                *from = run.end as usize;
                Some((piece, run.class.name().unwrap_or("-")))
            })
            .collect();
        let expected =
            [("let", "k"), (" x ", "-"), ("=", "o"), ("  ", "-"), ("// a\n  // b", "c"), ("\n", "-")];
        assert_eq!(pieces, expected);
    }
}
