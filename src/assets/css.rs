//! Owns rewriting style sheets token by token (CSS Syntax Level 3): comments and needless white space
//! go, URLs get other names, and everything else stays as it was written.

use cssparser::{ParseError, Parser, Token, TokenSerializationType};

/// What to write for a URL, if anything else.
type Rename<'a> = &'a mut dyn FnMut(&str) -> Option<String>;

/// Rewrites a style sheet. `None` if it is not well-formed: browsers decide what to make of it then.
pub(super) fn rewrite(text: &str, minify: bool, rename: Rename<'_>) -> Option<String> {
    let mut writer = Writer {
        out: String::with_capacity(text.len()),
        minify,
        space: false,
        comment: false,
        last: TokenSerializationType::Nothing,
        rename,
    };
    writer.tokens(&mut Parser::new(text), false).then_some(writer.out)
}

struct Writer<'a> {
    out: String,
    minify: bool,
    /// Whether white space was left out since the last token.
    space: bool,
    /// Whether a comment was.
    comment: bool,
    last: TokenSerializationType,
    rename: Rename<'a>,
}

impl Writer<'_> {
    /// Writes everything up to the end of a block. `in_url` says that the block is that of `url(`.
    fn tokens(&mut self, parser: &mut Parser<'_>, in_url: bool) -> bool {
        let mut is_import = false;
        loop {
            let start = parser.position();
            let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return true };
            let slice = parser.slice_from(start);
            match &token {
                Token::WhiteSpace(_) if self.minify => {
                    self.space = true;
                    continue;
                }
                Token::Comment(text) if self.minify && !text.starts_with('!') => {
                    self.comment = true;
                    continue;
                }
                Token::BadUrl(_) | Token::BadString(_) => return false,
                Token::CloseParenthesis | Token::CloseSquareBracket | Token::CloseCurlyBracket => {
                    return false;
                }
                Token::UnquotedUrl(url) => match (self.rename)(url) {
                    Some(url) => self.put(&format!("url({url})"), &token),
                    None => self.put(slice, &token),
                },
                Token::QuotedString(url) if in_url || is_import => match (self.rename)(url) {
                    Some(url) => self.put(&format!("\"{url}\""), &token),
                    None => self.put(slice, &token),
                },
                _ => self.put(slice, &token),
            }
            is_import = match &token {
                Token::AtKeyword(name) => name.eq_ignore_ascii_case("import"),
                Token::WhiteSpace(_) | Token::Comment(_) => is_import,
                _ => false,
            };
            let (close, in_url) = match &token {
                Token::Function(name) => (")", name.eq_ignore_ascii_case("url")),
                Token::ParenthesisBlock => (")", false),
                Token::SquareBracketBlock => ("]", false),
                Token::CurlyBracketBlock => ("}", false),
                _ => continue,
            };
            let inner: Result<bool, ParseError<()>> =
                parser.parse_nested_block(|parser| Ok(self.tokens(parser, in_url)));
            if !inner.unwrap_or(false) {
                return false;
            }
            self.close(close);
        }
    }

    fn put(&mut self, text: &str, token: &Token<'_>) {
        let kind = token.serialization_type();
        let (before, after) = (self.out.chars().next_back(), text.chars().next());
        if std::mem::take(&mut self.space) {
            if !is_needless(before, after) {
                self.out.push(' ');
            }
        } else if self.comment && self.last.needs_separator_when_before(kind) {
            self.out.push_str("/**/");
        }
        self.comment = false;
        self.last = kind;
        self.out.push_str(text);
    }

    fn close(&mut self, text: &str) {
        if std::mem::take(&mut self.space) && self.out.ends_with(':') {
            self.out.push(' ');
        }
        self.comment = false;
        if self.minify && text == "}" && self.out.ends_with(';') {
            self.out.pop();
        }
        self.last = TokenSerializationType::Nothing;
        self.out.push_str(text);
    }
}

/// Whether white space between two characters says nothing. Before `:` and `(` and around `+` it does,
/// and an empty custom property is written with it.
fn is_needless(before: Option<char>, after: Option<char>) -> bool {
    let Some(before) = before else { return true };
    match after {
        Some(';' | '}') if before == ':' => false,
        Some('{' | '}' | ';' | ',' | ')' | ']' | '>' | '!') => true,
        _ => matches!(before, '{' | '}' | ';' | ',' | '(' | '[' | '>' | ':'),
    }
}
