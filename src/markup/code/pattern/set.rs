//! Owns sets of characters, as patterns name them.

/// A set of characters: exact for ASCII, and of the rest whether any or all are in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Set {
    ascii: u128,
    wide: Wide,
}

/// Of the characters beyond ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wide {
    None,
    Some,
    All,
}

/// The names of [`Set::named`] that stand for a property of characters.
#[cfg(test)]
pub(super) const NAMES: [&str; 26] = [
    "alnum", "alpha", "l", "lower", "ll", "upper", "lu", "word", "digit", "nd", "n", "xdigit", "space",
    "blank", "ascii", "print", "lt", "lo", "m", "mn", "mc", "nl", "so", "pc", "s", "sm",
];

impl Set {
    /// No character.
    pub(super) const NONE: Self = Self { ascii: 0, wide: Wide::None };

    /// Every character.
    pub(super) fn all() -> Self {
        Self::NONE.negated()
    }

    /// ASCII characters for which `test` holds.
    fn ascii(test: impl Fn(char) -> bool) -> Self {
        let ascii = (0..128_u8).filter(|byte| test(char::from(*byte))).fold(0, |bits, byte| bits | 1 << byte);
        Self { ascii, wide: Wide::None }
    }

    /// One character.
    pub(super) fn one(c: char) -> Self {
        Self::range(c, c)
    }

    /// The characters from one to another.
    pub(super) fn range(from: char, to: char) -> Self {
        let wide = if to.is_ascii() { Wide::None } else { Wide::Some };
        let ascii = match (u8::try_from(from), u8::try_from(to.min('\x7f'))) {
            (Ok(from @ 0..=127), Ok(to)) => u128::MAX << from & u128::MAX >> (127 - to),
            _ => 0,
        };
        Self { ascii, wide }
    }

    /// A class by its name in `\p{…}` or `[:…:]`, if it is one of those that grammars use.
    pub(super) fn named(name: &str) -> Option<Self> {
        let test: fn(char) -> bool = match name.to_ascii_lowercase().as_str() {
            "alnum" => |c| c.is_ascii_alphanumeric(),
            "alpha" | "l" => |c| c.is_ascii_alphabetic(),
            "lower" | "ll" => |c| c.is_ascii_lowercase(),
            "upper" | "lu" => |c| c.is_ascii_uppercase(),
            "word" => |c| c.is_ascii_alphanumeric() || c == '_',
            "digit" | "nd" | "n" => |c| c.is_ascii_digit(),
            "xdigit" => |c| c.is_ascii_hexdigit(),
            "space" => |c| matches!(c, '\t'..='\r' | ' '),
            "blank" => |c| matches!(c, '\t' | ' '),
            "ascii" => |_| true,
            "print" => |c| matches!(c, ' '..='~'),
            "lt" | "lo" | "m" | "mn" | "mc" | "nl" | "so" => |_| false,
            "pc" => |c| c == '_',
            "p" => |c| c.is_ascii_punctuation() && !"$+<=>^`|~".contains(c),
            "s" => |c| "$+<=>^`|~".contains(c),
            "sm" => |c| "+<=>|~".contains(c),
            _ => return None,
        };
        Some(Self { wide: Wide::Some, ..Self::ascii(test) })
    }

    pub(super) fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }

    pub(super) fn and(self, other: Self) -> Self {
        let wide = match (self.wide, other.wide) {
            (Wide::All, wide) | (wide, Wide::All) => wide,
            (Wide::None, _) | (_, Wide::None) => Wide::None,
            (Wide::Some, Wide::Some) => Wide::Some,
        };
        Self { ascii: self.ascii & other.ascii, wide }
    }

    pub(super) fn negated(self) -> Self {
        let wide = match self.wide {
            Wide::None => Wide::All,
            Wide::Some => Wide::Some,
            Wide::All => Wide::None,
        };
        Self { ascii: !self.ascii, wide }
    }

    /// The set with both cases of every letter, among which are some beyond ASCII: `K`, `ﬁ`.
    pub(super) fn folded(self) -> Self {
        const UPPER: u128 = 0x07ff_fffe << 64;
        const LOWER: u128 = UPPER << 32;
        let letters = self.ascii & (UPPER | LOWER);
        let ascii = self.ascii | (letters & UPPER) << 32 | (letters & LOWER) >> 32;
        let wide = if letters != 0 && self.wide == Wide::None { Wide::Some } else { self.wide };
        Self { ascii, wide }
    }

    /// The characters of ASCII, by bit.
    pub(super) fn ascii_bits(self) -> u128 {
        self.ascii
    }

    /// Whether any character beyond ASCII may be in it.
    pub(super) fn may_be_wide(self) -> bool {
        self.wide != Wide::None
    }
}
