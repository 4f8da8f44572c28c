//! Owns reading patterns: as much of Oniguruma's syntax as grammars use
//! (<https://github.com/kkos/oniguruma/blob/master/doc/RE>), and of it only what tells where a match can
//! begin and what it needs. What it does not know it refuses.

use super::set::Set;

/// A pattern, simplified: all that it matches is matched by this.
#[derive(Debug)]
pub(super) enum Node {
    /// One character of these.
    One(Set),
    /// Nothing, where this holds.
    Assert(Assertion),
    /// Nothing, where this follows, or does not.
    Ahead { negated: bool, node: Box<Node> },
    /// Nothing, where this stands before, or does not.
    Behind { negated: bool, node: Box<Node> },
    /// This or nothing.
    Optional(Box<Node>),
    /// One after the other.
    Sequence(Vec<Node>),
    /// Any of these.
    Choice(Vec<Node>),
    /// What a group has matched or would match.
    Unknown,
}

/// Conditions on a place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Assertion {
    /// `^`, `\A`: here the text is a line.
    Start,
    /// `$`, `\z`, `\Z`
    End,
    /// `\b`
    Boundary,
    /// `\B`
    NoBoundary,
}

/// Reads a pattern.
pub(super) fn parse(pattern: &str) -> Option<Node> {
    let mut parser = Parser { rest: pattern.chars().peekable(), depth: 0 };
    let node = parser.choice(Flags::default())?;
    parser.rest.peek().is_none().then_some(node)
}

#[derive(Clone, Copy, Default)]
pub(super) struct Flags {
    /// `i`
    fold: bool,
    /// `x`
    spaced: bool,
    /// `m`
    dot_all: bool,
}

impl Flags {
    /// A class of letters, marks, digits. One of which case matters is read by Oniguruma now so, now so.
    pub(super) fn class(self, set: Set) -> Option<Set> {
        (!self.fold || set.folded().ascii_bits() == set.ascii_bits()).then_some(set)
    }

    /// Characters that are written out. Beyond ASCII cases are no business of ours: `ß` is `ss` as well.
    pub(super) fn chars(self, set: Set) -> Option<Set> {
        if !self.fold {
            return Some(set);
        }
        (!set.may_be_wide()).then(|| set.folded())
    }
}

/// Nesting that is followed.
pub(super) const DEEPEST: usize = 60;

pub(super) struct Parser<'p> {
    pub(super) rest: std::iter::Peekable<std::str::Chars<'p>>,
    pub(super) depth: usize,
}

impl Parser<'_> {
    pub(super) fn eat(&mut self, c: char) -> bool {
        self.rest.next_if_eq(&c).is_some()
    }

    pub(super) fn until(&mut self, end: char) -> Option<String> {
        let mut text = String::new();
        loop {
            match self.rest.next()? {
                c if c == end => return Some(text),
                c => text.push(c),
            }
        }
    }

    /// White space and comments, where they mean nothing.
    fn space(&mut self) {
        while let Some(c) = self.rest.next_if(|c| c.is_ascii_whitespace() || *c == '#') {
            while c == '#' && self.rest.next_if(|c| *c != '\n').is_some() {}
        }
    }

    /// Up to the end of the group.
    fn choice(&mut self, flags: Flags) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut choice = Vec::new();
        let mut sequence = Vec::new();
        loop {
            if flags.spaced {
                self.space();
            }
            match self.rest.peek() {
                None | Some(')') => break,
                Some('|') => {
                    self.rest.next();
                    choice.push(Node::Sequence(std::mem::take(&mut sequence)));
                }
                Some(_) => {
                    let node = self.item(flags)?;
                    sequence.push(self.repeated(node, flags)?);
                }
            }
        }
        self.depth -= 1;
        let last = Node::Sequence(sequence);
        if choice.is_empty() {
            return Some(last);
        }
        choice.push(last);
        Some(Node::Choice(choice))
    }

    fn item(&mut self, flags: Flags) -> Option<Node> {
        Some(match self.rest.next()? {
            '(' => return self.group(flags),
            '[' => Node::One(self.brackets(flags)?),
            '.' if flags.dot_all => Node::One(Set::all()),
            '.' => Node::One(Set::one('\n').negated()),
            '^' => Node::Assert(Assertion::Start),
            '$' => Node::Assert(Assertion::End),
            '\\' => self.escape(flags)?,
            '*' | '+' | '?' => return None,
            c => Node::One(flags.chars(Set::one(c))?),
        })
    }

    fn group(&mut self, flags: Flags) -> Option<Node> {
        if !self.eat('?') {
            return self.close(flags);
        }
        match self.rest.next()? {
            ':' | '>' => self.close(flags),
            '=' => self.ahead(false, flags),
            '!' => self.ahead(true, flags),
            '#' => {
                self.until(')')?;
                Some(Node::Sequence(Vec::new()))
            }
            '<' if self.eat('=') => self.behind(false, flags),
            '<' if self.eat('!') => self.behind(true, flags),
            '<' => {
                self.until('>')?;
                self.close(flags)
            }
            c => self.flags(c, flags),
        }
    }

    fn ahead(&mut self, negated: bool, flags: Flags) -> Option<Node> {
        Some(Node::Ahead { negated, node: Box::new(self.close(flags)?) })
    }

    fn behind(&mut self, negated: bool, flags: Flags) -> Option<Node> {
        Some(Node::Behind { negated, node: Box::new(self.close(flags)?) })
    }

    /// `(?i)` for the rest of the group, `(?i:…)` for a group of its own.
    fn flags(&mut self, first: char, mut flags: Flags) -> Option<Node> {
        let mut on = true;
        let mut c = first;
        loop {
            match c {
                '-' => on = false,
                'i' => flags.fold = on,
                'x' => flags.spaced = on,
                'm' => flags.dot_all = on,
                ':' => return self.close(flags),
                // The rest of the group is one item: `a(?i)b|c` is `a(?i:b|c)`.
                ')' => return self.choice(flags),
                _ => return None,
            }
            c = self.rest.next()?;
        }
    }

    fn close(&mut self, flags: Flags) -> Option<Node> {
        let node = self.choice(flags)?;
        self.eat(')').then_some(node)
    }

    /// The item with the quantifiers behind it.
    fn repeated(&mut self, mut node: Node, flags: Flags) -> Option<Node> {
        loop {
            if flags.spaced {
                self.space();
            }
            let optional = match self.rest.peek() {
                Some('{') => match self.count() {
                    Some(optional) => {
                        // What is counted is no single character any more.
                        node = Node::Sequence(vec![node, Node::Unknown]);
                        optional
                    }
                    None => return Some(node),
                },
                Some(c @ ('*' | '+' | '?')) => {
                    let optional = *c != '+';
                    self.rest.next();
                    // Lazy or possessive, which is all the same here.
                    self.rest.next_if(|c| matches!(c, '?' | '+'));
                    optional
                }
                _ => return Some(node),
            };
            if optional {
                node = Node::Optional(Box::new(node));
            }
        }
    }

    /// Whether `{2}`, `{2,}`, `{,3}`, `{2,3}` may be none. None, and nothing read, if the brace stands for
    /// itself.
    fn count(&mut self) -> Option<bool> {
        let mut ahead = self.rest.clone();
        ahead.next();
        let mut text = String::new();
        loop {
            match ahead.next()? {
                '}' => break,
                c if c.is_ascii_digit() || c == ',' => text.push(c),
                _ => return None,
            }
        }
        let optional = match text.split_once(',') {
            Some(("", most)) => most.parse::<u32>().is_ok().then_some(true)?,
            Some((least, _)) => least.parse::<u32>().ok()? == 0,
            None => text.parse::<u32>().ok()? == 0,
        };
        self.rest = ahead;
        // `a{2,3}?` is lazy, `a{2}?` two or none.
        if text.contains(',') {
            self.eat('?');
        }
        Some(optional)
    }

    fn escape(&mut self, flags: Flags) -> Option<Node> {
        Some(match self.rest.next()? {
            'b' => Node::Assert(Assertion::Boundary),
            'B' => Node::Assert(Assertion::NoBoundary),
            'A' => Node::Assert(Assertion::Start),
            'Z' | 'z' => Node::Assert(Assertion::End),
            // Where the search began is anywhere.
            'G' => Node::Sequence(Vec::new()),
            '1'..='9' if !self.rest.peek().is_some_and(char::is_ascii_digit) => Node::Unknown,
            'g' => {
                self.eat('<').then(|| self.until('>'))??;
                Node::Unknown
            }
            c => Node::One(self.escaped(c, flags)?),
        })
    }
}
