//! Owns which effects lie upon which part of a text: they come and go with matches and contexts, in the
//! order that Sublime Text has them as syntect does it.

use super::super::class::{Effect, resolve};
use super::super::grammar::{Clear, Context, Operation, Reference};
use super::super::pattern::Matcher;
use super::super::runs::{Run, Runs};

/// A text and how far it is cut into runs.
pub(super) struct Paint<'t> {
    text: &'t str,
    runs: Runs,
    effects: Vec<Effect>,
    cleared: Vec<Vec<Effect>>,
    /// Where the line begins in the text, how long it is without its end, and how far it is cut.
    line_start: usize,
    length: usize,
    cut: usize,
    /// Kept to spare allocations.
    changes: Vec<Change>,
}

/// A change of effects at a group's edge: sorted by place, at one place ends first, then the longest.
struct Change {
    at: usize,
    order: isize,
    what: Result<Effect, usize>,
}

impl<'t> Paint<'t> {
    /// A text that begins in this context.
    pub(super) fn new(text: &'t str, start: &Context) -> Self {
        Self {
            text,
            runs: Runs::default(),
            effects: start.meta_content_scope.iter().take(1).copied().collect(),
            cleared: Vec::new(),
            line_start: 0,
            length: 0,
            cut: 0,
            changes: Vec::new(),
        }
    }

    /// Begins a line that has this length without its end.
    pub(super) fn begin_line(&mut self, length: usize) {
        self.length = length;
        self.cut = 0;
    }

    /// Ends it; with its end it has this length.
    pub(super) fn end_line(&mut self, length: usize) {
        self.cut(self.length);
        self.line_start += length;
    }

    /// The runs, all lines being read.
    pub(super) fn runs(self) -> Vec<Run> {
        self.runs.finish(self.text.len())
    }

    /// Effects of groups, which may lie within each other in any order.
    pub(super) fn captures(&mut self, captures: &[(usize, Vec<Effect>)], matcher: &Matcher) {
        let mut changes = std::mem::take(&mut self.changes);
        for (group, effects) in captures {
            let Some(range) = matcher.group(*group).filter(|range| !range.is_empty()) else { continue };
            let order = -(range.len() as isize);
            changes.extend(effects.iter().map(|effect| Change { at: range.start, order, what: Ok(*effect) }));
            changes.push(Change { at: range.end, order: isize::MIN, what: Err(effects.len()) });
        }
        changes.sort_by_key(|change| (change.at, change.order));
        for change in changes.drain(..) {
            match change.what {
                Ok(effect) => self.begin(change.at, &[effect]),
                Err(count) => self.finish(change.at, count),
            }
        }
        self.changes = changes;
    }

    /// Effects of contexts that are entered and left, before those of the match.
    pub(super) fn before(
        &mut self,
        at: usize,
        context: &'static Context,
        operation: &'static Operation,
    ) -> Option<()> {
        match operation {
            Operation::Pop => self.finish(at, context.meta_content_scope.len()),
            Operation::Push(contexts) => {
                for reference in contexts {
                    let context = reference.context()?;
                    self.clear(at, context.clear_scopes);
                    self.begin(at, &context.meta_scope);
                }
            }
            Operation::Set(contexts) => {
                self.restore(at, context.clear_scopes);
                for reference in contexts {
                    self.begin(at, &reference.context()?.meta_scope);
                }
            }
            Operation::None => {}
        }
        Some(())
    }

    /// Effects of contexts that are entered and left, after those of the match.
    pub(super) fn after(
        &mut self,
        at: usize,
        context: &'static Context,
        operation: &'static Operation,
    ) -> Option<()> {
        let (contexts, left) = match operation {
            Operation::Pop => {
                self.finish(at, context.meta_scope.len());
                self.restore(at, context.clear_scopes);
                return Some(());
            }
            Operation::None => return Some(()),
            Operation::Push(contexts) => (contexts, None),
            Operation::Set(contexts) => (contexts, Some(context)),
        };
        let entered: Vec<&Context> = contexts.iter().map(Reference::context).collect::<Option<_>>()?;
        let count = left.map_or(0, |left| left.meta_scope.len() + left.meta_content_scope.len());
        let anew = count > 0
            || entered.iter().any(|context| {
                !context.meta_content_scope.is_empty() || (left.is_some() && context.clear_scopes.is_some())
            });
        if anew {
            self.finish(at, count + entered.iter().map(|context| context.meta_scope.len()).sum::<usize>());
            for context in entered {
                if left.is_some() {
                    self.clear(at, context.clear_scopes);
                }
                self.begin(at, &context.meta_scope);
                self.begin(at, &context.meta_content_scope);
            }
        }
        Some(())
    }

    /// Cuts the line here: what lies before has the effects of now.
    fn cut(&mut self, at: usize) {
        let at = at.min(self.length);
        if at > self.cut {
            let class = resolve(&self.effects);
            self.runs.add(self.text, self.line_start + self.cut, self.line_start + at, class);
            self.cut = at;
        }
    }

    /// Lays effects on what follows.
    pub(super) fn begin(&mut self, at: usize, effects: &[Effect]) {
        if !effects.is_empty() {
            self.cut(at);
            self.effects.extend_from_slice(effects);
        }
    }

    /// Takes off so many.
    pub(super) fn finish(&mut self, at: usize, count: usize) {
        if count > 0 {
            self.cut(at);
            self.effects.truncate(self.effects.len().saturating_sub(count));
        }
    }

    fn clear(&mut self, at: usize, clear: Option<Clear>) {
        let keep = match clear {
            Some(Clear::Top(count)) => self.effects.len().saturating_sub(count),
            Some(Clear::All) => 0,
            None => return,
        };
        self.cut(at);
        let cleared = self.effects.split_off(keep);
        self.cleared.push(cleared);
    }

    fn restore(&mut self, at: usize, clear: Option<Clear>) {
        if clear.is_some() {
            self.cut(at);
            self.effects.extend(self.cleared.pop().unwrap_or_default());
        }
    }
}
