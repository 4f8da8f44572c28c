//! Owns grammars as data: contexts, and in each the rules that say what is to be matched and what follows
//! from it (<https://www.sublimetext.com/docs/syntax.html>).
//!
//! The grammars are those of two-face, as syntect links and packs them. Its contexts are read here into
//! types of our own, in which a scope is no more than its effect on colour: syntect's parser keeps the
//! names of all scopes, tries every pattern of a context at every token, remembers what it found in a map
//! by pattern, and compiles patterns with back references anew for every try.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer};
use syntect::parsing::SyntaxSet;

use super::class::{Effect, effect};
use super::pattern::{Before, Pattern, SYMBOLS, Symbols};

/// Every grammar there is. Reading the set takes two milliseconds and happens once, when the first block
/// asks for a language; a grammar's contexts are unpacked when it is first used, a context's patterns read
/// when it is first entered. All threads share them.
pub(super) fn grammars() -> &'static Grammars {
    static GRAMMARS: OnceLock<Grammars> = OnceLock::new();
    GRAMMARS.get_or_init(|| {
        let set = two_face::syntax::extra_newlines();
        let unpacked = set.syntaxes().iter().map(|_| OnceLock::new()).collect();
        Grammars { set, unpacked }
    })
}

/// Grammars by index.
pub(super) struct Grammars {
    set: SyntaxSet,
    unpacked: Vec<OnceLock<Option<Grammar>>>,
}

impl Grammars {
    /// Title and file extensions of each grammar.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.set.syntaxes().iter().map(|syntax| (syntax.name.as_str(), syntax.file_extensions.as_slice()))
    }

    /// The context that a text in this grammar begins in; `None` if the grammar cannot be read.
    pub(super) fn start(&'static self, grammar: usize) -> Option<&'static Context> {
        self.context(*self.grammar(grammar)?.context_ids.get("__start")?)
    }

    fn context(&'static self, id: ContextId) -> Option<&'static Context> {
        self.grammar(id.grammar)?.contexts.get(id.context)
    }

    fn grammar(&'static self, index: usize) -> Option<&'static Grammar> {
        self.unpacked.get(index)?.get_or_init(|| self.unpack(index)).as_ref()
    }

    /// syntect hands out a grammar's contexts only to those who serialise it.
    fn unpack(&self, index: usize) -> Option<Grammar> {
        let bytes = postcard::to_stdvec(self.set.syntaxes().get(index)?).ok()?;
        let packed: Packed = postcard::from_bytes(&bytes).ok()?;
        syntect::dumps::from_reader(&packed.serialized_lazy_contexts[..]).ok()
    }

    /// syntect's own set, for comparison.
    #[cfg(test)]
    pub(super) fn set(&self) -> &SyntaxSet {
        &self.set
    }

    /// All patterns of a grammar.
    #[cfg(test)]
    pub(super) fn rules(&'static self, index: usize) -> impl Iterator<Item = &'static Rule> {
        let contexts = self.grammar(index).map_or(&[][..], |grammar| &grammar.contexts);
        contexts.iter().flat_map(|context| &context.patterns).filter_map(|entry| match entry {
            Entry::Match(rule) => Some(&**rule),
            Entry::Include(_) => None,
        })
    }
}

/// A `SyntaxReference` of syntect.
#[derive(Deserialize)]
struct Packed {
    _name: String,
    _file_extensions: Vec<String>,
    _scope: String,
    _first_line_match: Option<String>,
    _hidden: bool,
    _variables: BTreeMap<String, String>,
    serialized_lazy_contexts: Vec<u8>,
}

/// The `LazyContexts` of syntect.
#[derive(Deserialize)]
struct Grammar {
    context_ids: BTreeMap<String, ContextId>,
    contexts: Vec<Context>,
}

/// Where a context is.
#[derive(Clone, Copy, Deserialize)]
struct ContextId {
    grammar: usize,
    context: usize,
}

/// What may come at some point of a text.
#[derive(Deserialize)]
pub(super) struct Context {
    /// Effects on all that is in the context, with what begins and ends it.
    pub(super) meta_scope: Vec<Effect>,
    /// Effects on all that is in the context.
    pub(super) meta_content_scope: Vec<Effect>,
    _meta_include_prototype: bool,
    /// Which effects from outside do not reach inside.
    pub(super) clear_scopes: Option<Clear>,
    prototype: Option<ContextId>,
    /// Whether its patterns refer to groups of the pattern that led here.
    pub(super) uses_backrefs: bool,
    patterns: Vec<Entry>,
    #[serde(skip)]
    rules: OnceLock<Rules>,
    #[serde(skip)]
    prototype_rules: OnceLock<Option<&'static Rules>>,
}

/// So many effects, the innermost first.
#[derive(Clone, Copy, Deserialize)]
pub(super) enum Clear {
    /// At most this number.
    Top(usize),
    /// All.
    All,
}

#[derive(Deserialize)]
enum Entry {
    Match(Box<Rule>),
    Include(Reference),
}

/// A pattern and what follows from its match.
#[derive(Deserialize)]
pub(super) struct Rule {
    /// Whether the pattern refers to groups of the pattern that led to its context.
    pub(super) has_backrefs: bool,
    /// The pattern as written.
    pub(super) text: String,
    /// Effects on what is matched.
    pub(super) scope: Vec<Effect>,
    /// Effects on groups.
    pub(super) captures: Option<Vec<(usize, Vec<Effect>)>>,
    /// Where to go.
    pub(super) operation: Operation,
    /// Rules that go before all others in the context that is entered.
    pub(super) with_prototype: Option<Reference>,
    #[serde(skip)]
    pattern: OnceLock<Pattern>,
}

/// Where a match leads.
#[derive(Deserialize)]
pub(super) enum Operation {
    /// Into these contexts, the last innermost.
    Push(Vec<Reference>),
    /// Out of the context and into these.
    Set(Vec<Reference>),
    /// Out of the context.
    Pop,
    /// Nowhere.
    None,
}

/// A context by reference. Only the last form is left once the grammars are linked.
#[derive(Deserialize)]
enum Target {
    Named(#[expect(dead_code, reason = "part of the format")] String),
    ByScope { _scope: String, _sub_context: Option<String>, _with_escape: bool },
    File { _name: String, _sub_context: Option<String>, _with_escape: bool },
    Inline(#[expect(dead_code, reason = "part of the format")] String),
    Direct(ContextId),
}

/// A context by reference.
#[derive(Deserialize)]
#[serde(from = "Target")]
pub(super) struct Reference {
    id: Option<ContextId>,
    context: OnceLock<Option<&'static Context>>,
}

impl From<Target> for Reference {
    fn from(target: Target) -> Self {
        let id = if let Target::Direct(id) = target { Some(id) } else { None };
        Self { id, context: OnceLock::new() }
    }
}

impl Reference {
    /// The context; `None` if its grammar is missing.
    pub(super) fn context(&self) -> Option<&'static Context> {
        *self.context.get_or_init(|| grammars().context(self.id?))
    }
}

impl<'de> Deserialize<'de> for Effect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|scope| effect(&scope))
    }
}

/// Contexts include others no deeper than this; the limit is for grammars that include themselves.
const DEEPEST: usize = 50;

impl Context {
    /// Its rules, those of included contexts in their place.
    pub(super) fn rules(&'static self) -> &'static Rules {
        self.rules.get_or_init(|| {
            let mut rules = Vec::new();
            self.collect(&mut rules, 0);
            Rules { rules, starts: Default::default() }
        })
    }

    /// Rules that go before its own, in most contexts of a grammar the same.
    pub(super) fn prototype(&'static self) -> Option<&'static Rules> {
        *self.prototype_rules.get_or_init(|| Some(grammars().context(self.prototype?)?.rules()))
    }

    fn collect(&'static self, rules: &mut Vec<&'static Rule>, depth: usize) {
        for entry in &self.patterns {
            match entry {
                Entry::Match(rule) => rules.push(rule),
                Entry::Include(reference) if depth < DEEPEST => {
                    if let Some(context) = reference.context() {
                        context.collect(rules, depth + 1);
                    }
                }
                Entry::Include(_) => {}
            }
        }
    }
}

impl Rule {
    /// Its pattern, if that refers to nothing.
    pub(super) fn pattern(&'static self) -> &'static Pattern {
        self.pattern.get_or_init(|| Pattern::new(self.text.as_str().into()))
    }
}

/// Rules in order.
pub(super) struct Rules {
    rules: Vec<&'static Rule>,
    /// For each [`Before`], and there for each symbol, a bit for each rule that can match.
    starts: [OnceLock<Vec<u64>>; Before::KNOWN.len()],
}

impl Rules {
    /// The rules that can match where this stands before and this symbol behind, in order.
    pub(super) fn at(&self, before: Before, symbol: usize) -> impl Iterator<Item = &'static Rule> {
        let words = self.rules.len().div_ceil(64);
        let starts = self.starts[before as usize].get_or_init(|| self.starts(before, words));
        starts[symbol * words..][..words].iter().enumerate().flat_map(move |(word, bits)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let bit = bits.trailing_zeros() as usize;
                (bits != 0).then(|| {
                    bits &= bits - 1;
                    self.rules[word * 64 + bit]
                })
            })
        })
    }

    fn starts(&self, before: Before, words: usize) -> Vec<u64> {
        let mut bits = vec![0; words * SYMBOLS];
        for (index, rule) in self.rules.iter().enumerate() {
            // What is referred to is known only later.
            let starts = if rule.has_backrefs { Symbols::ALL } else { rule.pattern().starts(before) };
            for symbol in starts.iter() {
                bits[symbol * words + index / 64] |= 1 << (index % 64);
            }
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::super::pattern::is_read;
    use super::*;

    #[test]
    fn nearly_all_patterns_are_read() {
        let mut unread = BTreeMap::new();
        for (index, (title, _)) in grammars().names().enumerate() {
            let rules = grammars().rules(index).filter(|rule| !rule.has_backrefs && !is_read(&rule.text));
            match rules.count() {
                0 => {}
                count => drop(unread.insert(title, count)),
            }
        }
        expect_test::expect![[r#"
            {
                "Groovy": 3,
                "Regular Expressions (Elixir)": 3,
                "Vue Component": 2,
            }
        "#]]
        .assert_debug_eq(&unread);
    }

    #[test]
    fn every_grammar_has_a_start() {
        for (index, (title, _)) in grammars().names().enumerate() {
            assert!(grammars().start(index).is_some(), "{title}");
        }
    }
}
