//! Owns finding out what each piece of a program is.

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference};

use super::class::{Effect, effect, resolve};
use super::language::grammars;
use super::runs::{Run, Runs};

/// Cuts `text` into runs; `None` if the grammar is broken.
pub(super) fn runs(syntax: &SyntaxReference, text: &str) -> Option<Vec<Run>> {
    let set = &grammars().set;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut runs = Runs::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        let fed = format!("{content}\n");
        let mut at = 0;
        for (to, op) in state.parse_line(&fed, set).ok()? {
            let to = to.min(content.len());
            if to > at {
                let effects: Vec<Effect> =
                    stack.scopes.iter().map(|scope| effect(&scope.build_string())).collect();
                runs.add(text, start + at, start + to, resolve(&effects));
                at = to;
            }
            stack.apply(&op).ok()?;
        }
        if at < content.len() {
            let effects: Vec<Effect> =
                stack.scopes.iter().map(|scope| effect(&scope.build_string())).collect();
            runs.add(text, start + at, start + content.len(), resolve(&effects));
        }
        start += line.len();
    }
    Some(runs.finish(text.len()))
}
