//! Owns how XML 1.0 is written: escaped, indented, without characters that it does not know. Knows
//! nothing of feeds and sitemaps, which are written with it.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document in the making. The caller closes what it opens.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A document with nothing but its declaration.
    pub(super) fn new() -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 2));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Start(start(name, attributes)));
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Writes an element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// Writes an element with text.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.write(Event::Text(BytesText::from_escaped(partial_escape(known(text)))));
        self.close(name);
    }

    /// Writes an element with text that is left as it stands, for the sake of those who look at it.
    pub(super) fn cdata(&mut self, name: &str, text: &str) {
        self.open(name, &[]);
        for piece in BytesCData::escaped(&known(text)) {
            self.write(Event::CData(piece));
        }
        self.close(name);
    }

    /// The whole document.
    pub(super) fn finish(self) -> String {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn write(&mut self, event: Event<'_>) {
        // Memory takes what is written to it.
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, &*known(value)));
    }
    start
}

/// The text without the characters that XML 1.0 has no way to write (section 2.2).
fn known(text: &str) -> Cow<'_, str> {
    let unknown =
        |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if text.contains(unknown) { text.replace(unknown, "").into() } else { text.into() }
}

#[cfg(test)]
pub(super) mod tests {
    use quick_xml::Reader;

    use super::*;

    /// Parses a document and gives back the texts of every element `name`, in order.
    pub(in crate::pages) fn texts_of(document: &str, name: &str) -> Vec<String> {
        let mut reader = Reader::from_str(document);
        let (mut texts, mut depth, mut inside) = (Vec::new(), 0, false);
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => {
                    depth += 1;
                    inside = start.name().as_ref() == name.as_bytes();
                    texts.extend(inside.then(String::new));
                }
                Event::End(_) => (depth, inside) = (depth - 1, false),
                Event::Text(text) if inside => *texts.last_mut().unwrap() += &text.decode().unwrap(),
                Event::CData(text) if inside => *texts.last_mut().unwrap() += &text.decode().unwrap(),
                Event::GeneralRef(entity) if inside => {
                    let reference = format!("&{};", entity.decode().unwrap());
                    *texts.last_mut().unwrap() += &quick_xml::escape::unescape(&reference).unwrap();
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        texts
    }

    #[test]
    fn any_text_comes_back() {
        for text in
            ["", "a <b> & \"c\" 'd' é 🚀", "]]>", "x]]]]>>]]>", "<![CDATA[x]]>", "  \n two\n  ", "&amp;"]
        {
            let mut xml = Xml::new();
            xml.open("a", &[("href", "https://example.org/?a=1&b=\"2\"<>")]);
            xml.text("b", &[], text);
            xml.cdata("c", text);
            xml.close("a");
            let document = xml.finish();
            assert_eq!(texts_of(&document, "b"), [text], "{document}");
            assert_eq!(texts_of(&document, "c"), [text], "{document}");
        }
    }

    #[test]
    fn characters_that_xml_does_not_know_are_left_out() {
        assert_eq!(known("a\0b\u{8}c\u{B}d\u{1F}e\u{FFFE}f\u{FFFF}"), "abcdef");
        assert_eq!(known("\t\n\r\u{7F}\u{FFFD}"), "\t\n\r\u{7F}\u{FFFD}");
    }
}
