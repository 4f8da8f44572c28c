//! Owns finding tags and their attributes in raw HTML. Knows as much of HTML as it takes to pass over
//! comments, scripts and quoted values; what is broken ends the search.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

/// A tag that opens or closes an element.
#[derive(Debug)]
pub struct Tag<'h> {
    /// The element's name as written.
    pub name: &'h str,
    /// Whether it closes the element.
    pub closing: bool,
    html: &'h str,
    /// What stands between the name and the `>`.
    attributes: Range<usize>,
}

/// An attribute that has a value.
#[derive(Debug)]
pub struct Attribute<'h> {
    /// Its name as written.
    pub name: &'h str,
    /// Its value as written, without quotes.
    pub value: &'h str,
    /// Bytes of the HTML, quotes included.
    pub range: Range<usize>,
}

/// The complete tags of a piece of HTML, in order.
pub fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += html[at..].find('<')?;
            let rest = &html[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                at += comment.find("-->")? + "<!---->".len();
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                at += rest.find('>')? + 1;
            } else if let Some(tag) = tag(html, at) {
                let end = tag.attributes.end + 1;
                at = if tag.closing { end } else { text_end(html, end, tag.name) };
                return Some(tag);
            } else {
                at += 1;
            }
        }
    })
}

fn tag(html: &str, start: usize) -> Option<Tag<'_>> {
    let closing = html[start..].starts_with("</");
    let from = start + if closing { 2 } else { 1 };
    let rest = &html[from..];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let length = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))?;
    let name = &rest[..length];
    let mut end = from + length;
    while !html[end..].starts_with('>') {
        end = attribute(html, end)?.1;
    }
    Some(Tag { name, closing, html, attributes: from + length..end })
}

/// Where the tags go on after an element's start: after the text of those that hold nothing but text.
fn text_end(html: &str, from: usize, name: &str) -> usize {
    let holds_text = ["script", "style", "textarea", "title", "xmp", "iframe"];
    if !holds_text.iter().any(|element| name.eq_ignore_ascii_case(element)) {
        return from;
    }
    let closing =
        |at: &usize| html[*at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    let found = html[from..].match_indices("</").map(|(at, _)| from + at).find(closing);
    found.unwrap_or(html.len())
}

impl<'h> Tag<'h> {
    /// The text of an element that holds nothing but text, such as a script.
    pub fn text(&self) -> &'h str {
        let from = self.attributes.end + 1;
        &self.html[from..text_end(self.html, from, self.name)]
    }

    /// The attributes that have values, in order.
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'h>> {
        let (html, Range { start: mut at, end }) = (self.html, self.attributes.clone());
        std::iter::from_fn(move || {
            while at < end {
                let (attribute, next) = attribute(html, at)?;
                at = next;
                if attribute.is_some() {
                    return attribute;
                }
            }
            None
        })
    }
}

/// Passes one attribute, or what is between two; tells where it ends. `None` if the tag never ends.
fn attribute(html: &str, from: usize) -> Option<(Option<Attribute<'_>>, usize)> {
    let space = |c: char| c.is_ascii_whitespace();
    let start = from + html[from..].find(|c: char| !space(c) && c != '/')?;
    if start > from || html[start..].starts_with('>') {
        return Some((None, start));
    }
    // A `=` at the start belongs to the name.
    let name_end = start + 1 + html.get(start + 1..)?.find(|c| space(c) || matches!(c, '/' | '>' | '='))?;
    let equals = name_end + html[name_end..].find(|c| !space(c))?;
    if !html[equals..].starts_with('=') {
        return Some((None, name_end));
    }
    let first = equals + 1 + html[equals + 1..].find(|c| !space(c))?;
    let quote = html[first..].chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, end) = match quote {
        Some(quote) => {
            let length = html[first + 1..].find(quote)?;
            (&html[first + 1..first + 1 + length], first + length + 2)
        }
        None => {
            let length = html[first..].find(|c| space(c) || c == '>')?;
            (&html[first..first + length], first + length)
        }
    };
    Some((Some(Attribute { name: &html[start..name_end], value, range: first..end }), end))
}

/// A value with its character references resolved.
pub fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // What stands for a character in text stands for it in a value too.
        let end = rest.find(';').map(|end| end + 1).filter(|end| rest[1..end - 1].bytes().all(is_reference));
        let length = end.unwrap_or(1);
        for event in Parser::new(&rest[..length]) {
            if let Event::Text(text) = event {
                out.push_str(&text);
            }
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn is_reference(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'#'
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(html: &str, expect: Expect) {
        let mut out = String::new();
        for tag in tags(html) {
            let attributes: Vec<_> = tag.attributes().collect();
            out += if tag.closing { "/" } else { "" };
            out += tag.name;
            for attribute in attributes {
                out += &format!(" {}=[{}]", attribute.name, attribute.value);
                assert!(html[attribute.range].contains(attribute.value));
            }
            out.push('\n');
        }
        expect.assert_eq(&out);
    }

    #[test]
    fn tags_and_values() {
        check(
            "<a href=x/y/ title = 'a>b' disabled ID=\"c\"/>t</a ><br/><IMG src=x>",
            expect![[r#"
                a href=[x/y/] title=[a>b] ID=[c]
                /a
                br
                IMG src=[x]
            "#]],
        );
    }

    #[test]
    fn what_is_no_tag() {
        check(
            "<!-- <a href=x> --><!DOCTYPE html><?php <b> ?> 1 < 2 <3> <script>'<i>'</SCRIPT ><u =x y=><a href='",
            expect![[r#"
                script
                /SCRIPT
                u y=[]
            "#]],
        );
    }

    #[test]
    fn character_references() {
        assert_eq!(unescaped("a&amp;b&#x41;&#66;&copy;&x;&"), "a&bAB©&x;&");
    }
}
