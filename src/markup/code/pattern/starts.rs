//! Owns finding out with which bytes a match can begin, so that a pattern is tried only where it can match.

use super::parse::{Assertion, Node};
use super::set::Set;

/// A set of what can stand at a place: a byte, or the end of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Symbols([u64; 5]);

/// The symbol for the end of a line.
const END: usize = 256;

/// How many symbols there are.
pub(in super::super) const SYMBOLS: usize = 257;

/// What stands at a place.
pub(in super::super) fn symbol(text: &[u8], at: usize) -> usize {
    text.get(at).map_or(END, |byte| usize::from(*byte))
}

impl Symbols {
    const NONE: Self = Self([0; 5]);
    pub(in super::super) const ALL: Self = Self([u64::MAX, u64::MAX, u64::MAX, u64::MAX, 1]);
    const END: Self = Self([0, 0, 0, 0, 1]);
    const NEWLINE: Self = Self([1 << b'\n', 0, 0, 0, 0]);
    /// The bytes of characters beyond ASCII.
    const WIDE: Self = Self([0, 0, u64::MAX, u64::MAX, 0]);
    /// ASCII letters, digits and the underscore.
    const WORD: Self = Self([0x03ff_0000_0000_0000, 0x07ff_fffe_87ff_fffe, 0, 0, 0]);
    /// The rest of ASCII.
    const OTHER: Self = Self([!0x03ff_0000_0000_0000, !0x07ff_fffe_87ff_fffe, 0, 0, 0]);

    /// The ASCII characters of a set.
    fn ascii(set: Set) -> Self {
        let bits = set.ascii_bits();
        Self([bits as u64, (bits >> 64) as u64, 0, 0, 0])
    }

    fn of(set: Set) -> Self {
        let ascii = Self::ascii(set);
        if set.may_be_wide() { ascii.or(Self::WIDE) } else { ascii }
    }

    fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    fn without(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }

    /// Whether a symbol is in the set.
    pub(in super::super) fn contains(self, symbol: usize) -> bool {
        self.0[symbol / 64] >> (symbol % 64) & 1 == 1
    }

    /// The symbols in order.
    pub(in super::super) fn iter(self) -> impl Iterator<Item = usize> {
        (0..5).flat_map(move |word| {
            let mut bits = self.0[word];
            std::iter::from_fn(move || {
                let bit = bits.trailing_zeros() as usize;
                (bits != 0).then(|| {
                    bits &= bits - 1;
                    word * 64 + bit
                })
            })
        })
    }
}

/// What stands before a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Before {
    /// Nothing: the line begins.
    Start,
    /// An ASCII letter, digit or underscore.
    Word,
    /// Another ASCII character.
    Other,
    /// A character beyond ASCII, which may be either.
    Wide,
}

impl Before {
    /// Those that can be told at a place.
    pub(in super::super) const KNOWN: [Self; 4] = [Self::Start, Self::Word, Self::Other, Self::Wide];

    /// What stands before the byte at `at`.
    pub(in super::super) fn of(line: &[u8], at: usize) -> Self {
        match at.checked_sub(1).map(|before| line[before]) {
            None => Self::Start,
            Some(byte) if byte >= 0x80 => Self::Wide,
            Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' => Self::Word,
            Some(_) => Self::Other,
        }
    }
}

/// What something begins with: symbols of its own and, where it may be empty, those of what follows that
/// it lets through.
#[derive(Clone, Copy)]
struct Lead {
    own: Symbols,
    through: Symbols,
}

impl Lead {
    fn through(through: Symbols) -> Self {
        Self { own: Symbols::NONE, through }
    }

    /// With `next` behind.
    fn to(self, next: Symbols) -> Symbols {
        self.own.or(self.through.and(next))
    }
}

impl Node {
    /// What a match can begin with.
    pub(super) fn starts(&self, before: Before) -> Symbols {
        self.lead(before).to(Symbols::ALL)
    }

    fn lead(&self, before: Before) -> Lead {
        match self {
            Self::One(set) => Lead { own: Symbols::of(*set), through: Symbols::NONE },
            Self::Assert(assertion) => Lead::through(assertion.lets_through(before)),
            Self::Ahead { negated: false, node } => Lead::through(node.starts(before)),
            Self::Ahead { negated: true, node } => {
                let excluded = node.single().map_or(Symbols::NONE, Symbols::ascii);
                Lead::through(Symbols::ALL.without(excluded))
            }
            Self::Behind { negated, node } => match node.single() {
                Some(set) if !may_stand_before(set, *negated, before) => Lead::through(Symbols::NONE),
                _ => Lead::through(Symbols::ALL),
            },
            Self::Unknown => Lead { own: Symbols::ALL, through: Symbols::ALL },
            Self::Sequence(nodes) => {
                let mut all = Lead::through(Symbols::ALL);
                for node in nodes {
                    // Past the first character it is another place.
                    if all.through == Symbols::NONE {
                        break;
                    }
                    let lead = node.lead(before);
                    all = Lead { own: all.to(lead.own), through: all.through.and(lead.through) };
                }
                all
            }
            Self::Choice(nodes) => {
                nodes.iter().map(|node| node.lead(before)).fold(Lead::through(Symbols::NONE), |all, lead| {
                    Lead { own: all.own.or(lead.own), through: all.through.or(lead.through) }
                })
            }
            Self::Optional(node) => Lead { own: node.lead(before).own, through: Symbols::ALL },
        }
    }

    /// The set of a pattern that is one character.
    fn single(&self) -> Option<Set> {
        match self {
            Self::One(set) => Some(*set),
            Self::Sequence(nodes) if nodes.len() == 1 => nodes[0].single(),
            _ => None,
        }
    }
}

impl Assertion {
    /// What can follow where it holds.
    fn lets_through(self, before: Before) -> Symbols {
        match (self, before) {
            (Self::End, _) => Symbols::NEWLINE.or(Symbols::END),
            (Self::Start, Before::Start) => Symbols::ALL,
            (Self::Start, _) => Symbols::NONE,
            (Self::Boundary | Self::NoBoundary, Before::Wide) => Symbols::ALL,
            // A boundary asks for a change, none for more of the same.
            (Self::Boundary, Before::Word) | (Self::NoBoundary, Before::Start | Before::Other) => {
                Symbols::OTHER.or(Symbols::WIDE).or(Symbols::END)
            }
            (Self::Boundary | Self::NoBoundary, _) => Symbols::WORD.or(Symbols::WIDE),
        }
    }
}

fn may_stand_before(set: Set, negated: bool, before: Before) -> bool {
    let ascii = Symbols::ascii(set);
    let some = match before {
        Before::Start => return negated,
        Before::Wide => return true,
        Before::Word => Symbols::WORD,
        Before::Other => Symbols::OTHER,
    };
    if negated { some.without(ascii) != Symbols::NONE } else { some.and(ascii) != Symbols::NONE }
}
