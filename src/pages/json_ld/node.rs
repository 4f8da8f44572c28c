//! Owns how a node of the graph is put together. Knows nothing of what it says.

use serde_json::{Map, Value, json};

/// A node in the making.
pub(super) struct Node(Map<String, Value>);

impl Node {
    /// A node that others may refer to.
    pub(super) fn new(kind: &str, id: &str) -> Self {
        Self::anonymous(kind).with("@id", id)
    }

    /// A node that stands within another one.
    pub(super) fn anonymous(kind: &str) -> Self {
        Self(Map::new()).with("@type", kind)
    }

    /// Adds a property.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Adds a property that there is something to say about: neither `None` nor empty.
    pub(super) fn maybe(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value.map(Into::into) {
            None => self,
            Some(Value::String(text)) if text.is_empty() => self,
            Some(Value::Array(items)) if items.is_empty() => self,
            Some(value) => self.with(key, value),
        }
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Self::Object(node.0)
    }
}

/// A reference to a node of the same graph.
pub(super) fn refer(id: &str) -> Value {
    json!({ "@id": id })
}
