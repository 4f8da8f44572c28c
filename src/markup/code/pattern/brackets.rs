//! Owns reading sets of characters: escapes and what stands in brackets.

use super::parse::{DEEPEST, Flags, Parser};
use super::set::Set;

impl Parser<'_> {
    /// What `\c` stands for outside of brackets.
    pub(super) fn escaped(&mut self, c: char, flags: Flags) -> Option<Set> {
        if let Some(set) = self.class(c)? {
            return flags.class(set);
        }
        let c = self.escaped_char(c)?;
        flags.chars(Set::one(c))
    }

    /// The class that `\c` names; none within if it names none.
    fn class(&mut self, c: char) -> Option<Option<Set>> {
        let name = match c.to_ascii_lowercase() {
            'd' => "digit",
            'w' => "word",
            's' => "space",
            'h' => "xdigit",
            'p' => {
                let name = self.eat('{').then(|| self.until('}'))??;
                let inner = name.strip_prefix('^');
                let set = Set::named(inner.unwrap_or(&name))?;
                return Some(Some(if inner.is_some() != (c == 'P') { set.negated() } else { set }));
            }
            _ => return Some(None),
        };
        let set = Set::named(name)?;
        Some(Some(if c.is_ascii_uppercase() { set.negated() } else { set }))
    }

    fn escaped_char(&mut self, c: char) -> Option<char> {
        Some(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'a' => '\u{7}',
            'e' => '\u{1b}',
            'x' if self.eat('{') => code_point(&self.until('}')?)?,
            // Beyond ASCII it is a byte of a character.
            'x' => self.digits(2).filter(char::is_ascii)?,
            'u' => self.digits(4)?,
            c if c.is_ascii_alphanumeric() => return None,
            c => c,
        })
    }

    fn digits(&mut self, most: usize) -> Option<char> {
        let mut digits = String::new();
        while digits.len() < most
            && let Some(digit) = self.rest.next_if(char::is_ascii_hexdigit)
        {
            digits.push(digit);
        }
        code_point(&digits)
    }

    /// What is in brackets, the first of them read.
    pub(super) fn brackets(&mut self, flags: Flags) -> Option<Set> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let negated = self.eat('^');
        let mut all = Set::all();
        let mut set = Set::NONE;
        let mut first = true;
        loop {
            let more = match self.rest.next()? {
                ']' if !first => break,
                '[' if self.rest.peek() == Some(&':') => flags.class(self.posix()?)?,
                '[' => self.brackets(flags)?,
                '&' if self.eat('&') => {
                    all = all.and(std::mem::replace(&mut set, Set::NONE));
                    Set::NONE
                }
                '\\' => {
                    let c = self.rest.next()?;
                    match self.class(c)? {
                        Some(set) => flags.class(set)?,
                        None => {
                            let from = if c == 'b' { '\u{8}' } else { self.escaped_char(c)? };
                            flags.chars(self.range(from)?)?
                        }
                    }
                }
                c => flags.chars(self.range(c)?)?,
            };
            set = set.or(more);
            first = false;
        }
        self.depth -= 1;
        let set = all.and(set);
        Some(if negated { set.negated() } else { set })
    }

    /// The character `from`, or the range that it begins.
    fn range(&mut self, from: char) -> Option<Set> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || matches!(ahead.peek(), Some(']' | '[') | None) {
            return Some(Set::one(from));
        }
        self.rest.next();
        let to = match self.rest.next()? {
            '\\' => {
                let c = self.rest.next()?;
                self.escaped_char(c)?
            }
            c => c,
        };
        (from <= to).then(|| Set::range(from, to))
    }

    /// `[:alpha:]`, its bracket read.
    fn posix(&mut self) -> Option<Set> {
        self.rest.next();
        let negated = self.eat('^');
        let set = Set::named(&self.until(':')?)?;
        if !self.eat(']') {
            return None;
        }
        Some(if negated { set.negated() } else { set })
    }
}

fn code_point(digits: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}
