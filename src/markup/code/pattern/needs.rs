//! Owns finding out what a match cannot do without, so that a pattern is not tried where that does not
//! follow. It cuts short those that look far ahead for an arrow or a brace.

use super::parse::Node;
use super::set::Set;

/// Of these bytes a match holds one, or looks ahead to one; none if nothing is known. All bytes beyond
/// ASCII are one.
pub(super) type Needs = Vec<u8>;

/// The byte that stands for those beyond ASCII.
const WIDE: u8 = 0x80;

/// More alternatives than these are hardly ever all missing.
const MOST: usize = 4;

/// Where in a line each byte is last.
pub(in super::super) struct Last([u32; WIDE as usize + 1]);

impl Last {
    /// Nothing has been read yet.
    pub(in super::super) const NONE: Self = Self([0; WIDE as usize + 1]);

    /// Reads a line.
    pub(in super::super) fn read(&mut self, line: &str) {
        *self = Self::NONE;
        // From 1, for 0 is nowhere.
        for (at, byte) in (1..).zip(line.bytes()) {
            self.0[usize::from(byte.min(WIDE))] = at;
        }
    }

    /// Whether any of these bytes is at or behind `at`.
    pub(super) fn any_from(&self, needs: &[u8], at: usize) -> bool {
        needs.is_empty() || needs.iter().any(|byte| self.0[usize::from(*byte)] as usize > at)
    }
}

impl Node {
    /// What a match cannot do without.
    pub(super) fn needs(&self) -> Needs {
        match self {
            Self::One(set) => of(*set),
            Self::Ahead { negated: false, node } => node.needs(),
            Self::Sequence(nodes) => {
                let all = nodes.iter().map(Self::needs).filter(|needs| !needs.is_empty());
                all.min_by_key(|needs| needs.iter().map(|byte| frequency(*byte)).sum::<u32>())
                    .unwrap_or_default()
            }
            Self::Choice(nodes) => any(nodes).unwrap_or_default(),
            Self::Optional(_)
            | Self::Ahead { negated: true, .. }
            | Self::Assert(_)
            | Self::Behind { .. }
            | Self::Unknown => Needs::new(),
        }
    }
}

/// What some of these cannot do without, if each needs something.
fn any(nodes: &[Node]) -> Option<Needs> {
    let mut any = Needs::new();
    for node in nodes {
        let needs = node.needs();
        any.extend(&needs);
        any.sort_unstable();
        any.dedup();
        if needs.is_empty() || any.len() > MOST {
            return None;
        }
    }
    Some(any)
}

fn of(set: Set) -> Needs {
    let bits = set.ascii_bits();
    if bits.count_ones() as usize + usize::from(set.may_be_wide()) > MOST {
        return Needs::new();
    }
    let ascii = (0..128).filter(|byte| bits >> byte & 1 == 1);
    ascii.chain(set.may_be_wide().then_some(WIDE)).collect()
}

/// How common a byte is in code, roughly.
fn frequency(byte: u8) -> u32 {
    match byte {
        b'\n' | b' ' | b'a'..=b'z' => 10,
        b'A'..=b'Z' | b'0'..=b'9' | b'.' | b',' | b'(' | b')' | b'_' => 5,
        _ => 1,
    }
}
