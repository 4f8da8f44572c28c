//! Owns patterns: the regular expressions of grammars, tried at one place.
//!
//! Grammars are written for Oniguruma, and it does the matching. It is fast once it begins, but to begin
//! and to end costs it more than most matches do, and a dozen patterns are tried for each one that matches.
//! So a pattern knows what it can begin with ([`starts`]) and what it needs ([`needs`]), and is not tried
//! elsewhere.

mod brackets;
mod needs;
mod parse;
mod set;
mod starts;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use onig::{MatchParam, Regex, RegexOptions, Region, SearchOptions, Syntax};

pub(super) use self::needs::Last;
use self::needs::Needs;
use self::parse::parse;
pub(super) use self::starts::{Before, SYMBOLS, Symbols, symbol};

/// A pattern, ready to be tried.
pub(super) struct Pattern {
    text: Cow<'static, str>,
    /// Compiled when first tried; none if it is no pattern to Oniguruma, then it matches nowhere.
    regex: OnceLock<Option<Regex>>,
    starts: [Symbols; Before::KNOWN.len()],
    needs: Needs,
}

impl Pattern {
    /// Reads a pattern. One that is beyond us is tried everywhere.
    pub(super) fn new(text: Cow<'static, str>) -> Self {
        let (starts, needs) = match parse(&text) {
            Some(node) => (Before::KNOWN.map(|before| node.starts(before)), node.needs()),
            None => ([Symbols::ALL; Before::KNOWN.len()], Needs::new()),
        };
        Self { text, regex: OnceLock::new(), starts, needs }
    }

    /// What a match can begin with, by what stands before it.
    pub(super) fn starts(&self, before: Before) -> Symbols {
        self.starts[before as usize]
    }

    /// Whether a match may begin at `at`, as far as the bytes behind it tell.
    pub(super) fn may_match(&self, last: &Last, at: usize) -> bool {
        last.any_from(&self.needs, at)
    }

    fn regex(&self) -> Option<&Regex> {
        let compiled = self.regex.get_or_init(|| {
            Regex::with_options(&self.text, RegexOptions::REGEX_OPTION_CAPTURE_GROUP, Syntax::default()).ok()
        });
        compiled.as_ref()
    }
}

/// Whether a pattern can be read, so that not every place is tried.
#[cfg(test)]
pub(super) fn is_read(text: &str) -> bool {
    parse(text).is_some()
}

/// How often a pattern may go back at one place: it is tried with the first limit, when that is exceeded
/// with the next, behind the last it counts as not matching. Most go back a few times, some for make half a
/// million times; unbounded, those hang other tools.
const LIMITS: [u32; 5] = [100, 1_000, 10_000, 100_000, 1_000_000];

/// How often all patterns together may go back in a text, as far as limits that were exceeded tell, and how
/// much more for each of its bytes.
const PATIENCE: usize = 5_000_000;
const PATIENCE_FOR_BYTE: usize = 20;

/// To go back takes longer the more there is to go over again: it counts once more for so many bytes of the
/// line. A limit that would take all patience that is left is not tried.
const STRIDE: usize = 100;

/// `ONIG_OPTION_NOT_BEGIN_POSITION`: `\G` does not match.
const NOT_SEARCH_START: SearchOptions = SearchOptions::from_bits_retain(1 << 24);

/// Tries patterns and remembers the groups of the last match; one serves for a text.
pub(super) struct Matcher {
    region: Region,
    patience: usize,
}

impl Matcher {
    /// A matcher for a text of this length.
    pub(super) fn for_text(length: usize) -> Self {
        Self { region: Region::new(), patience: PATIENCE + PATIENCE_FOR_BYTE * length }
    }

    /// Whether it has not taken too long.
    pub(super) fn is_patient(&self) -> bool {
        self.patience > 0
    }

    /// Where the pattern's match at `at` ends, if there is one. `origin` is where the search began that
    /// comes to this place.
    pub(super) fn match_at(
        &mut self,
        pattern: &Pattern,
        text: &str,
        at: usize,
        origin: usize,
    ) -> Option<usize> {
        let regex = pattern.regex()?;
        let options = if at == origin { SearchOptions::SEARCH_OPTION_NONE } else { NOT_SEARCH_START };
        let weight = 1 + (text.len() - at) / STRIDE;
        for limit in LIMITS {
            let cost = limit as usize * weight;
            if cost >= self.patience {
                self.patience = 0;
                break;
            }
            let mut bounded = MatchParam::default();
            bounded.set_retry_limit_in_match(limit);
            match regex.match_with_param(text, at, options, Some(&mut self.region), bounded) {
                Ok(length) => return length.map(|length| at + length),
                Err(_) => self.patience -= cost,
            }
        }
        None
    }

    /// What a group has matched; 0 is the whole.
    pub(super) fn group(&self, group: usize) -> Option<Range<usize>> {
        self.region.pos(group).map(|(start, end)| start..end)
    }

    /// What all groups have matched.
    pub(super) fn groups(&self) -> impl Iterator<Item = Option<Range<usize>>> {
        (0..self.region.len()).map(|group| self.group(group))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn groups(region: &Region) -> Vec<Option<(usize, usize)>> {
        (0..region.len()).map(|group| region.pos(group)).collect()
    }

    /// Compares with a plain search of Oniguruma at every place of the text.
    fn compare(pattern: &str, text: &str) {
        let theirs = Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
        let ours = Pattern::new(pattern.to_owned().into());
        let mut matcher = Matcher::for_text(text.len());
        let mut last = Last::NONE;
        last.read(text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let mut region = Region::new();
            let options = SearchOptions::SEARCH_OPTION_NONE;
            let found = theirs.search_with_options(text, at, text.len(), options, Some(&mut region));
            let expected = region.pos(0).filter(|_| found == Some(at)).map(|(_, end)| end);
            let end = matcher.match_at(&ours, text, at, at);
            assert_eq!(end, expected, "{pattern} on {text:?} at {at}");
            if end.is_some() {
                assert_eq!(groups(&matcher.region), groups(&region), "{pattern} on {text:?} at {at}");
                let before = Before::of(text.as_bytes(), at);
                let symbol = symbol(text.as_bytes(), at);
                assert!(ours.starts(before).contains(symbol), "{pattern} on {text:?} at {at}");
                assert!(ours.may_match(&last, at), "{pattern} on {text:?} at {at}");
            }
        }
    }

    #[test]
    fn what_patterns_are_made_of() {
        let text = "fn f_1(x: u8) { \"a\\n\" } // é ß ab\tAB 0x1F $ _ '' \u{212a}\n";
        for pattern in [
            r"\b(fn|let|if)\b",
            r"[A-Za-z_]\w*(?=\s*\()",
            r"//.*$\n?",
            r"^\s*",
            r"$",
            r"\z",
            r"\A.",
            r"\G\w",
            r"(?<=:)\s*(\w+)",
            r"(?<!\w)\d+",
            r"(?<=fn|f_1|^)\W",
            r"(?<![a-z]f|\))\s",
            r"(?!\w|\s).",
            r"(?i)ab",
            r"(?i:A)b",
            r"(?x) a \s* # comment
              b",
            r"a(?i)b|c",
            r"(a)|(b)|(x)",
            r"(?>\w+)\b",
            r"\w++\(",
            r"\w+?\(",
            r"\w{2,3}",
            r"\w{2,3}?",
            r"\w{,2}",
            r"(\w)\1",
            r"('?)\w*\1",
            r"[^\s\w]+",
            r"[[:alpha:]&&[^f]]+",
            r"[\p{L}_]+",
            r"\p{Lu}+",
            r"\h+",
            r#""(\\.|[^"\\])*""#,
            r"(?:(\w)|\s)*",
            r"(?:)*x",
            r"(|a)+b",
            r"(\((?:[^()]|\g<1>)*\))",
            r"[\x{e9}\x{df}]",
            r"\S+(?=.*\})",
            r"(?=.*(\d)F)\d",
            r"[]'-]",
            r"{",
            r"a{x",
            r"[a-z&&[^aeiou]]+\B",
            r"(?i)(?!\p{Lu})\w",
            r"(?i)(?![[:upper:]])\w",
            r"(?i)[^\p{Ll}_]",
            r"(?i)ss|k",
            r"(?:^|\G)\w",
            r"\u00e9|\x78",
            r"\w+(?<=u8)",
            r"(?!(?:.){2})",
            r"(?<!u{2})8",
            r"(?!\w{2})\w",
        ] {
            compare(pattern, text);
        }
    }

    #[test]
    fn classes_are_exact_in_ascii() {
        let text: String = (0..=127_u8).map(char::from).collect();
        for name in set::NAMES {
            for pattern in
                [format!("\\p{{{name}}}"), format!("\\P{{{name}}}"), format!("(?!\\p{{{name}}})(?m:.)")]
            {
                compare(&pattern, &text);
            }
        }
    }

    #[test]
    fn a_search_starts_once() {
        let pattern = Pattern::new(r"\Ga".into());
        let mut matcher = Matcher::for_text(2);
        assert_eq!(matcher.match_at(&pattern, "aa", 1, 1), Some(2));
        assert_eq!(matcher.match_at(&pattern, "aa", 1, 0), None);
    }

    /// Patterns of the pieces that grammars use, put together at random.
    fn pattern() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "b",
            "ab",
            "_",
            "1",
            " ",
            ".",
            r"\w",
            r"\s",
            r"\d",
            r"\S",
            r"\W",
            "[ab]",
            "[^a]",
            r"[\w ]",
            r"\b",
            r"\B",
            "^",
            "$",
            r"\p{L}",
            "é",
            r"\(",
            "(?=a)",
            "(?!b)",
            r"(?<=\w)",
            "(?<!a)",
            "(?<=a|bb)",
            "(?<!a|b_)",
            r"\h",
            "[a-c_]",
            "(?i)",
            r"\1",
        ])
        .prop_map(str::to_owned);
        let node = piece.prop_recursive(3, 16, 4, |inner| {
            let quantifier =
                prop::sample::select(vec!["*", "+", "?", "*?", "+?", "??", "++", "*+", "{2}", "{1,2}"]);
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..4).prop_map(|pieces| pieces.concat()),
                prop::collection::vec(inner.clone(), 2..5)
                    .prop_map(|pieces| format!("(?:{})", pieces.join("|"))),
                inner.clone().prop_map(|piece| format!("({piece})")),
                inner.clone().prop_map(|piece| format!("(?>{piece})")),
                inner.clone().prop_map(|piece| format!("(?={piece})")),
                inner.clone().prop_map(|piece| format!("(?!{piece})")),
                (inner, quantifier).prop_map(|(piece, quantifier)| format!("(?:{piece}){quantifier}")),
            ]
        });
        prop::collection::vec(node, 1..4).prop_map(|nodes| nodes.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_pattern_matches_as_in_oniguruma(pattern in pattern(), text in "[ab_1 é(A]{0,8}\n?") {
            if Regex::new(&pattern).is_ok() {
                compare(&pattern, &text);
            }
        }
    }
}
