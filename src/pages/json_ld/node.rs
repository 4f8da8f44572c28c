//! Owns how a node of the graph is written. Knows nothing of what it says.
//!
//! Nodes are written as text at once: a site has many, and all that becomes of them is text. The JSON
//! is fit for a `<script>`: no character in it begins anything in HTML or is a line end to JavaScript.

use crate::scan::position;

/// A node in the making: its JSON but for the closing brace.
#[derive(Debug)]
pub(super) struct Node(String);

/// What a property may say.
pub(super) trait Fact {
    /// Appends it as JSON.
    fn write(&self, out: &mut String);

    /// Whether it says nothing.
    fn is_empty(&self) -> bool {
        false
    }
}

impl Node {
    /// A node that others may refer to.
    pub(super) fn new(kind: &str, id: &str) -> Self {
        Self::anonymous(kind).with("@id", id)
    }

    /// A node that stands within another one.
    pub(super) fn anonymous(kind: &str) -> Self {
        let mut text = String::with_capacity(256);
        text.push_str("{\"@type\":");
        kind.write(&mut text);
        Self(text)
    }

    /// Adds a property.
    #[expect(clippy::needless_pass_by_value, reason = "facts are made where they are said")]
    pub(super) fn with(mut self, key: &str, value: impl Fact) -> Self {
        self.0.push_str(",\"");
        self.0.push_str(key);
        self.0.push_str("\":");
        value.write(&mut self.0);
        self
    }

    /// Adds a property that there is something to say about: neither `None` nor empty.
    pub(super) fn maybe(self, key: &str, value: Option<impl Fact>) -> Self {
        match value {
            Some(value) if !value.is_empty() => self.with(key, value),
            _ => self,
        }
    }
}

/// A reference to a node of the same graph.
pub(super) fn refer(id: &str) -> Node {
    let mut text = String::with_capacity(id.len() + 16);
    text.push_str("{\"@id\":");
    id.write(&mut text);
    Node(text)
}

impl Fact for Node {
    fn write(&self, out: &mut String) {
        out.push_str(&self.0);
        out.push('}');
    }
}

impl Fact for &str {
    fn write(&self, out: &mut String) {
        write_text(out, self);
    }

    fn is_empty(&self) -> bool {
        str::is_empty(self)
    }
}

impl Fact for String {
    fn write(&self, out: &mut String) {
        write_text(out, self);
    }

    fn is_empty(&self) -> bool {
        str::is_empty(self)
    }
}

impl Fact for u32 {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Fact for usize {
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Fact for f64 {
    /// A finite number; JSON knows no other.
    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl<T: Fact> Fact for Vec<T> {
    fn write(&self, out: &mut String) {
        out.push('[');
        for (at, item) in self.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            item.write(out);
        }
        out.push(']');
    }

    fn is_empty(&self) -> bool {
        Vec::is_empty(self)
    }
}

/// Appends a text as a JSON string.
fn write_text(out: &mut String, text: &str) {
    // What begins U+2028 and U+2029 begins other characters too.
    let special = |byte| {
        (byte < b' ') | (byte == b'"') | (byte == b'\\') | (byte == b'<') | (byte == b'&') | (byte == 0xe2)
    };
    out.reserve(text.len() + 8);
    out.push('"');
    let mut rest = text;
    while let Some(at) = position(rest.as_bytes(), special) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(c) = rest.chars().next() else { break };
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' => out.push_str("\\u003c"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_cannot_be_left() {
        let text = "</script><!-- & \u{2028}\u{2029} \" \\ é \0\u{8}\u{c}\n\r\t\u{1f}\u{7f}";
        let mut written = String::new();
        write_text(&mut written, text);
        expect_test::expect![[
            r#""\u003c/script>\u003c!-- \u0026 \u2028\u2029 \" \\ é \u0000\b\f\n\r\t\u001f""#
        ]]
        .assert_eq(&written);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
