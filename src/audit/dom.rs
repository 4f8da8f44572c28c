//! Owns reading HTML as a browser does: a tree of what was really written, to be asked and not to be
//! changed.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, LocalName, Namespace, ParseOpts, QualName, parse_document};

/// The root of a [`Dom`].
pub(super) const ROOT: usize = 0;

/// A document as a tree; nodes are named by their index.
pub(super) struct Dom {
    nodes: Vec<Node>,
}

struct Node {
    parent: Option<usize>,
    children: Vec<usize>,
    data: Data,
}

enum Data {
    Element { name: String, attributes: Vec<(String, String)> },
    Text(String),
    Other,
}

/// The words of a piece of HTML, with one space between them.
pub fn text_of(html: &str) -> String {
    Dom::parse(html).text(ROOT)
}

impl Dom {
    /// Reads a document, or a piece of one: what is missing around it is added.
    pub(super) fn parse(html: &str) -> Self {
        let sink = Sink { nodes: RefCell::new(vec![Node::new(Data::Other)]) };
        parse_document(sink, ParseOpts::default()).one(html)
    }

    /// All nodes below one, itself first, in the order of the document.
    pub(super) fn below(&self, node: usize) -> impl Iterator<Item = usize> {
        let mut ahead = vec![node];
        std::iter::from_fn(move || {
            let next = ahead.pop()?;
            ahead.extend(self.nodes[next].children.iter().rev());
            Some(next)
        })
    }

    /// The nodes above one, the nearest first.
    pub(super) fn above(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.nodes[node].parent, |at| self.nodes[*at].parent)
    }

    /// The name of an element, in lower case.
    pub(super) fn name(&self, node: usize) -> Option<&str> {
        match &self.nodes[node].data {
            Data::Element { name, .. } => Some(name),
            _ => None,
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, node: usize, wanted: &str) -> Option<&str> {
        let Data::Element { attributes, .. } = &self.nodes[node].data else { return None };
        attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// The words below a node, with one space between them.
    pub(super) fn text(&self, node: usize) -> String {
        let mut text = String::new();
        for at in self.below(node) {
            match &self.nodes[at].data {
                Data::Text(words) => text.push_str(words),
                // A new paragraph or item separates words.
                Data::Element { name, .. } if !INLINE.contains(&name.as_str()) => text.push(' '),
                _ => {}
            }
        }
        text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Elements that may stand within a word.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "code", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong", "sub", "sup",
    "u",
];

impl Node {
    fn new(data: Data) -> Self {
        Self { parent: None, children: Vec::new(), data }
    }
}

/// A node as the parser names it.
#[derive(Clone)]
struct Handle {
    id: usize,
    name: Rc<QualName>,
}

/// Takes what the parser finds.
struct Sink {
    nodes: RefCell<Vec<Node>>,
}

impl Sink {
    fn add(&self, data: Data) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::new(data));
        nodes.len() - 1
    }

    fn handle(&self, id: usize, name: QualName) -> Handle {
        Handle { id, name: Rc::new(name) }
    }

    fn nameless(&self, id: usize) -> Handle {
        self.handle(id, QualName::new(None, Namespace::default(), LocalName::default()))
    }

    fn detach(&self, id: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            nodes[parent].children.retain(|child| *child != id);
        }
    }

    /// Puts something below a node, before its child at `at` or after all of them.
    fn insert(&self, parent: usize, at: Option<usize>, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(node) => {
                self.detach(node.id);
                node.id
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let place = at.unwrap_or(nodes[parent].children.len());
                let before = place.checked_sub(1).map(|place| nodes[parent].children[place]);
                if let Some(Data::Text(words)) = before.map(|before| &mut nodes[before].data) {
                    words.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(Data::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[id].parent = Some(parent);
        let place = at.unwrap_or(nodes[parent].children.len()).min(nodes[parent].children.len());
        nodes[parent].children.insert(place, id);
    }

    fn place_of(&self, id: usize) -> Option<(usize, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes[id].parent?;
        Some((parent, nodes[parent].children.iter().position(|child| *child == id)?))
    }
}

fn read(attributes: Vec<Attribute>) -> Vec<(String, String)> {
    attributes.into_iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect()
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Dom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.nameless(ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let data = Data::Element { name: name.local.to_string(), attributes: read(attributes) };
        self.handle(self.add(data), name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nameless(self.add(Data::Other))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nameless(self.add(Data::Other))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.nodes.borrow()[element.id].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds stays below it: nobody sees it there.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &new {
            self.detach(node.id);
        }
        if let Some((parent, at)) = self.place_of(sibling.id) {
            self.insert(parent, Some(at), new);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, new: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[target.id].data {
            for (name, value) in read(new) {
                if attributes.iter().all(|(known, _)| *known != name) {
                    attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.id].children);
        for child in &children {
            nodes[*child].parent = Some(new_parent.id);
        }
        nodes[new_parent.id].children.extend(children);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_makes_of_it() {
        let dom =
            Dom::parse("<p hidden>a<aside data-policy=x>B <b>o</b>ld<p>c</aside><table><tr><td>d</table>");
        let aside = dom.below(ROOT).find(|node| dom.name(*node) == Some("aside")).unwrap();
        assert_eq!((dom.attribute(aside, "data-policy"), dom.text(aside).as_str()), (Some("x"), "B old c"));
        // The aside has ended the hidden paragraph.
        let above: Vec<_> = dom.above(aside).filter_map(|node| dom.name(node)).collect();
        assert_eq!(above, ["body", "html"]);
        assert_eq!(dom.text(ROOT), "a B old c d");
    }
}
