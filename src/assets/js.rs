//! Owns making scripts smaller without understanding them: comments, indentation and empty lines go,
//! every line stays a line. What that leaves is what compression takes care of; names are not changed,
//! so nothing can break that worked.

/// Words after which a slash begins a regular expression.
const BEFORE_REGEX: &[&str] = &[
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "delete",
    "void",
    "throw",
    "new",
    "else",
    "do",
    "await",
    "yield",
    "instanceof",
];

/// The script without what only people read. `None` if it ends in the middle of something.
pub(super) fn minify(text: &str) -> Option<String> {
    let mut script = Script { rest: text, out: String::with_capacity(text.len()), is_doubtful: false };
    script.code(None)?;
    while script.out.ends_with([' ', '\n']) {
        script.out.pop();
    }
    script.out.push('\n');
    Some(script.out)
}

struct Script<'a> {
    rest: &'a str,
    out: String,
    /// Whether there was a slash on this line that may begin a regular expression, or not.
    is_doubtful: bool,
}

impl Script<'_> {
    /// Copies code up to its end, or to the brace that closes what is open.
    fn code(&mut self, until: Option<char>) -> Option<()> {
        let mut depth = 0usize;
        while let Some(c) = self.rest.chars().next() {
            let is_open = c == '`' || self.rest.starts_with("//") || self.rest.starts_with("/*");
            if self.is_doubtful && is_open {
                return None;
            }
            match c {
                '"' | '\'' => self.quoted(c)?,
                '`' => self.template()?,
                '/' if self.rest.starts_with("//") => {
                    self.rest = &self.rest
                        [self.rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(self.rest.len())..];
                }
                '/' if self.rest.starts_with("/*") => self.comment()?,
                '/' if self.may_be_regex() => self.regex()?,
                '}' if until.is_some() && depth == 0 => {
                    self.take(1);
                    return Some(());
                }
                c if c.is_whitespace() => self.space(),
                c => {
                    match c {
                        '{' => depth += 1,
                        '}' => depth = depth.saturating_sub(1),
                        '/' => {
                            self.is_doubtful |=
                                [")", "}", "++", "--"].iter().any(|end| self.out.trim_end().ends_with(end))
                        }
                        _ => {}
                    }
                    self.take(c.len_utf8());
                }
            }
        }
        until.is_none().then_some(())
    }

    fn take(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.out.push_str(taken);
        self.rest = rest;
    }

    /// Ends a line without the spaces before its end, and leaves out those before the next begins.
    fn space(&mut self) {
        let end = self.rest.find(|c: char| !c.is_whitespace()).unwrap_or(self.rest.len());
        let (space, rest) = self.rest.split_at(end);
        self.rest = rest;
        self.separate(space);
    }

    fn separate(&mut self, space: &str) {
        let is_line_end = space.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
        self.is_doubtful &= !is_line_end;
        if is_line_end {
            self.out.truncate(self.out.trim_end_matches([' ', '\t']).len());
        }
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push_str(if is_line_end { "\n" } else { space });
        }
    }

    /// Leaves a comment out, unless it says that it must stay.
    fn comment(&mut self) -> Option<()> {
        let end = self.rest.find("*/")? + 2;
        if self.rest.starts_with("/*!") {
            self.take(end);
        } else {
            let (comment, rest) = self.rest.split_at(end);
            self.rest = rest;
            self.separate(if comment.contains('\n') { "\n" } else { " " });
        }
        Some(())
    }

    fn quoted(&mut self, quote: char) -> Option<()> {
        let mut escaped = false;
        for (at, c) in self.rest.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '\n' => return None,
                c if c == quote => {
                    self.take(at + 1);
                    return Some(());
                }
                _ => {}
            }
        }
        None
    }

    fn template(&mut self) -> Option<()> {
        self.take(1);
        loop {
            let at = self.rest.find(['`', '\\', '$'])?;
            self.take(at);
            match self.rest.as_bytes() {
                [b'`', ..] => {
                    self.take(1);
                    return Some(());
                }
                [b'\\', ..] => {
                    let escaped = self.rest[1..].chars().next()?;
                    self.take(1 + escaped.len_utf8());
                }
                [b'$', b'{', ..] => {
                    self.take(2);
                    self.code(Some('}'))?;
                }
                _ => self.take(1),
            }
        }
    }

    fn regex(&mut self) -> Option<()> {
        let (mut escaped, mut in_class) = (false, false);
        for (at, c) in self.rest.char_indices().skip(1) {
            match c {
                '\n' => return None,
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => {
                    self.take(at + 1);
                    return Some(());
                }
                _ => {}
            }
        }
        None
    }

    /// Whether a slash at this place begins a regular expression: an operand must be due. After `)` and
    /// `}` only a parser knows: there a slash counts as division, and a line on which it would make a
    /// difference is left alone with the whole script.
    fn may_be_regex(&self) -> bool {
        let before = self.out.trim_end();
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        match before.chars().next_back() {
            None => true,
            Some('+') if before.ends_with("++") => false,
            Some('-') if before.ends_with("--") => false,
            Some(c) if is_word(c) => {
                let word = &before[before.trim_end_matches(is_word).len()..];
                BEFORE_REGEX.contains(&word)
            }
            Some(c) => !matches!(c, ')' | ']' | '}' | '"' | '\'' | '`'),
        }
    }
}
