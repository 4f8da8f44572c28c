//! Owns heading ids, by GitHub's rule.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use xxhash_rust::xxh3::xxh3_64;

use super::tree::{BlockKind, Heading, Tree};
use super::{place, text, walk};
use crate::diagnostic::Diagnostic;
use crate::scan::position;
use crate::source::Source;
use crate::words::AsIs;

/// Gives every heading an id that no other element of the page has. Explicit ids win.
pub fn assign(tree: &mut Tree<'_>, source: &Source, found: &mut Vec<Diagnostic>) {
    let mut taken = Taken::default();
    for id in &tree.raw_ids {
        taken.reserve(id);
    }
    for (index, footnote) in tree.footnotes.iter().enumerate() {
        taken.reserve(&format!("fn-{}", index + 1));
        for occurrence in 1..=footnote.references {
            taken.reserve(&super::html::reference_id(index + 1, occurrence));
        }
    }
    let mut levels = Levels { above: 1, found: Vec::new() };
    each_heading(tree, &mut |heading, span| {
        levels.check(heading.level, source, span);
        let Some(id) = &heading.id else { return };
        if id.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>&%#`".contains(c)) {
            found.push(
                Diagnostic::warning("markdown/id", format!("the id `{id}` is hard to link to"))
                    .label(source.id, place(span), "")
                    .help("make it of letters, digits, `-` and `_`"),
            );
        }
        if !taken.reserve(id) {
            found.push(
                Diagnostic::error(
                    "markdown/duplicate-id",
                    format!("there are two elements with the id `{id}`"),
                )
                .label(source.id, place(span), "")
                .help("ids are unique within a page: give this heading another one"),
            );
        }
    });
    found.append(&mut levels.found);
    each_heading(tree, &mut |heading, _| {
        if heading.id.is_none() {
            heading.id = Some(taken.fresh(slug(&text::of_inlines(&heading.inlines))).into());
        }
    });
}

/// The page's h1 is the article's title: its text begins with h2, and each level with the one above it.
struct Levels {
    above: u8,
    found: Vec<Diagnostic>,
}

impl Levels {
    fn check(&mut self, level: u8, source: &Source, span: &Range<usize>) {
        let above = self.above;
        if level == 1 {
            self.found.push(
                Diagnostic::warning("markdown/h1", "a heading of level 1 stands beside the article's title")
                    .label(source.id, place(span), "")
                    .help("begin with level 2: `## …`; the title comes from the front matter"),
            );
        } else if level > above + 1 {
            let message = format!("a heading of level {level} follows one of level {above}");
            self.found.push(
                Diagnostic::note("markdown/heading-level", message)
                    .label(source.id, place(span), "")
                    .help(format!("readers who go by headings miss one of level {}", above + 1)),
            );
        }
        self.above = level;
    }
}

fn each_heading(tree: &mut Tree<'_>, visit: &mut impl FnMut(&mut Heading<'_>, &Range<usize>)) {
    for root in tree.roots_mut() {
        walk::blocks(root, &mut |block| match &mut block.kind {
            BlockKind::Heading(heading) => visit(heading, &block.span),
            BlockKind::Question(question) => visit(&mut question.heading, &block.span),
            _ => {}
        });
    }
}

/// The ids of a page by their hashes, each with the last number that was added to it. Only asked, never gone
/// through.
#[derive(Default)]
struct Taken(HashMap<u64, u32, BuildHasherDefault<AsIs>>);

impl Taken {
    /// Takes an id as it is; tells whether it was free.
    fn reserve(&mut self, id: &str) -> bool {
        self.0.insert(xxh3_64(id.as_bytes()), 0).is_none()
    }

    /// Takes an id, with a number added if it is not free.
    fn fresh(&mut self, id: String) -> String {
        let hash = xxh3_64(id.as_bytes());
        let Some(mut number) = self.0.get(&hash).copied() else {
            self.0.insert(hash, 0);
            return id;
        };
        loop {
            number += 1;
            let unique = format!("{id}-{number}");
            let of_unique = xxh3_64(unique.as_bytes());
            if !self.0.contains_key(&of_unique) {
                self.0.insert(hash, number);
                self.0.insert(of_unique, 0);
                return unique;
            }
        }
    }
}

/// The id that GitHub gives to a heading with this text: lower case, letters, marks and digits of
/// every script, `-`, `_` and spaces kept, spaces as `-`.
pub fn slug(text: &str) -> String {
    let text = text.trim();
    // By bytes as far as that goes.
    let plain = position(text.as_bytes(), |byte| byte >= 0x80).unwrap_or(text.len());
    let (plain, rest) = text.split_at(plain);
    let mut bytes = Vec::with_capacity(text.len());
    bytes.extend(plain.bytes().map(|byte| IN_ID[usize::from(byte)]).filter(|byte| *byte != 0));
    let mut slug = String::from_utf8(bytes).unwrap_or_default();
    for c in rest.chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '_' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            ' ' | '\n' => slug.push('-'),
            _ if c.is_ascii() || is_sign(c) => {}
            _ if c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '‿' | '⁀' | '＿') => {
                slug.extend(c.to_lowercase());
            }
            _ => {}
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// What stands for each byte of ASCII in an id; nothing for 0.
const IN_ID: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            table[at] = byte.to_ascii_lowercase();
        }
        at += 1;
    }
    table[b' ' as usize] = b'-';
    table[b'\n' as usize] = b'-';
    table
};

/// Numeric signs that are no digits (², ½, ①), and what chooses the look of an emoji.
fn is_sign(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{2089}' | '\u{2150}'..='\u{215F}'
        | '\u{2460}'..='\u{249B}' | '\u{24EA}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{FE00}'..='\u{FE0F}')
}
