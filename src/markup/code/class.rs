//! Owns the few classes that code is coloured by, and which of them a grammar's scopes stand for.

/// What a piece of code is, as far as colour goes. Punctuation is plain: it is half of all tokens, and
/// wrapping it would double a page's code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing special.
    #[default]
    Plain,
    /// A comment.
    Comment,
    /// A string.
    String,
    /// A regular expression.
    Regex,
    /// An escape in a string, the braces of an interpolation.
    Escape,
    /// A number.
    Number,
    /// `true`, `null`, a constant.
    Constant,
    /// A keyword.
    Keyword,
    /// An operator.
    Operator,
    /// A function's name.
    Function,
    /// A type's name.
    Type,
    /// A parameter, `self`, a shell variable.
    Variable,
    /// An attribute's name.
    Attribute,
    /// A tag's name, the key of a mapping.
    Tag,
    /// A macro, an annotation.
    Macro,
    /// A heading.
    Heading,
    /// Bold text.
    Bold,
    /// Italic text.
    Italic,
    /// A link.
    Link,
    /// A line that was added.
    Inserted,
    /// A line that was removed.
    Deleted,
}

impl Class {
    /// All that have a name, for the style sheet.
    pub(super) const NAMED: [Self; 20] = [
        Self::Comment,
        Self::String,
        Self::Regex,
        Self::Escape,
        Self::Number,
        Self::Constant,
        Self::Keyword,
        Self::Operator,
        Self::Function,
        Self::Type,
        Self::Variable,
        Self::Attribute,
        Self::Tag,
        Self::Macro,
        Self::Heading,
        Self::Bold,
        Self::Italic,
        Self::Link,
        Self::Inserted,
        Self::Deleted,
    ];

    /// The name in the page; none for plain text.
    pub(super) fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Plain => return None,
            Self::Comment => "c",
            Self::String => "s",
            Self::Regex => "r",
            Self::Escape => "e",
            Self::Number => "n",
            Self::Constant => "l",
            Self::Keyword => "k",
            Self::Operator => "o",
            Self::Function => "f",
            Self::Type => "t",
            Self::Variable => "v",
            Self::Attribute => "a",
            Self::Tag => "g",
            Self::Macro => "m",
            Self::Heading => "h",
            Self::Bold => "b",
            Self::Italic => "i",
            Self::Link => "u",
            Self::Inserted => "gi",
            Self::Deleted => "gd",
        })
    }
}

/// What a scope does to the text it is put upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing: the scope below decides.
    None,
    /// It gives the class.
    Class(Class),
    /// A string right upon it is the key of a mapping.
    Key,
}

/// Scopes by prefix of whole atoms (<https://www.sublimetext.com/docs/scope_naming.html>); the longest
/// that fits decides.
const SCOPES: &[(&str, Effect)] = &[
    ("comment", Effect::Class(Class::Comment)),
    ("constant", Effect::Class(Class::Constant)),
    ("constant.character", Effect::Class(Class::Escape)),
    ("constant.numeric", Effect::Class(Class::Number)),
    ("constant.other.format-spec", Effect::Class(Class::Escape)),
    ("constant.other.object.key", Effect::Class(Class::Tag)),
    ("constant.other.placeholder", Effect::Class(Class::Escape)),
    ("entity.name.class", Effect::Class(Class::Type)),
    ("entity.name.constant", Effect::Class(Class::Constant)),
    ("entity.name.enum", Effect::Class(Class::Type)),
    ("entity.name.function", Effect::Class(Class::Function)),
    ("entity.name.interface", Effect::Class(Class::Type)),
    ("entity.name.macro", Effect::Class(Class::Macro)),
    ("entity.name.section", Effect::Class(Class::Heading)),
    ("entity.name.struct", Effect::Class(Class::Type)),
    ("entity.name.table", Effect::Class(Class::Heading)),
    ("entity.name.tag", Effect::Class(Class::Tag)),
    ("entity.name.trait", Effect::Class(Class::Type)),
    ("entity.name.type", Effect::Class(Class::Type)),
    ("entity.name.union", Effect::Class(Class::Type)),
    ("entity.other.attribute-name", Effect::Class(Class::Attribute)),
    ("entity.other.inherited-class", Effect::Class(Class::Type)),
    ("keyword", Effect::Class(Class::Keyword)),
    ("keyword.operator", Effect::Class(Class::Operator)),
    ("keyword.operator.accessor", Effect::Class(Class::Plain)),
    ("keyword.operator.type.annotation", Effect::Class(Class::Plain)),
    ("keyword.other.substitution", Effect::Class(Class::Escape)),
    ("keyword.other.template", Effect::None),
    ("markup.bold", Effect::Class(Class::Bold)),
    ("markup.deleted", Effect::Class(Class::Deleted)),
    ("markup.heading", Effect::Class(Class::Heading)),
    ("markup.inserted", Effect::Class(Class::Inserted)),
    ("markup.italic", Effect::Class(Class::Italic)),
    ("markup.quote", Effect::Class(Class::Comment)),
    ("markup.raw", Effect::Class(Class::String)),
    ("markup.underline.link", Effect::Class(Class::Link)),
    ("meta.annotation", Effect::Class(Class::Macro)),
    ("meta.decorator", Effect::Class(Class::Macro)),
    ("meta.diff.header", Effect::Class(Class::Heading)),
    ("meta.diff.range", Effect::Class(Class::Heading)),
    ("meta.embedded", Effect::Class(Class::Plain)),
    ("meta.group.expansion", Effect::Class(Class::Variable)),
    ("meta.group.expansion.arithmetic", Effect::Class(Class::Plain)),
    ("meta.group.expansion.command", Effect::Class(Class::Plain)),
    ("meta.interpolation", Effect::Class(Class::Plain)),
    ("meta.mapping.key", Effect::Key),
    ("meta.template.expression", Effect::Class(Class::Plain)),
    ("punctuation.definition.template-expression", Effect::Class(Class::Escape)),
    ("punctuation.section.embedded", Effect::Class(Class::Escape)),
    ("punctuation.section.interpolation", Effect::Class(Class::Escape)),
    ("source", Effect::Class(Class::Plain)),
    ("storage", Effect::Class(Class::Keyword)),
    ("string", Effect::Class(Class::String)),
    ("string.regexp", Effect::Class(Class::Regex)),
    ("string.unquoted", Effect::None),
    ("support.class", Effect::Class(Class::Type)),
    ("support.constant", Effect::Class(Class::Constant)),
    ("support.function", Effect::Class(Class::Function)),
    ("support.macro", Effect::Class(Class::Macro)),
    ("support.type", Effect::Class(Class::Type)),
    ("support.type.property-name", Effect::Class(Class::Attribute)),
    ("support.variable", Effect::Class(Class::Variable)),
    ("text", Effect::Class(Class::Plain)),
    ("variable.annotation", Effect::Class(Class::Macro)),
    ("variable.function", Effect::Class(Class::Function)),
    ("variable.language", Effect::Class(Class::Variable)),
    ("variable.parameter", Effect::Class(Class::Variable)),
];

/// What the scope of this name does.
pub(super) fn effect(scope: &str) -> Effect {
    let mut prefix = scope;
    loop {
        if let Ok(found) = SCOPES.binary_search_by(|(name, _)| (*name).cmp(prefix)) {
            return SCOPES[found].1;
        }
        match prefix.rfind('.') {
            Some(dot) => prefix = &prefix[..dot],
            None => return Effect::None,
        }
    }
}

/// The class of text that lies under these effects, the innermost last.
pub(super) fn resolve(effects: &[Effect]) -> Class {
    let mut acting = effects.iter().rev().filter(|effect| **effect != Effect::None);
    match (acting.next(), acting.next()) {
        (Some(Effect::Class(Class::String)), Some(Effect::Key)) => Class::Tag,
        (Some(Effect::Class(class)), _) => *class,
        (Some(Effect::Key), Some(Effect::Class(class))) => *class,
        _ => Class::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_sorted() {
        assert!(SCOPES.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[test]
    fn the_longest_prefix_of_whole_atoms_decides() {
        assert_eq!(effect("keyword.operator.assignment.js"), Effect::Class(Class::Operator));
        assert_eq!(effect("keyword.operators"), Effect::Class(Class::Keyword));
        assert_eq!(effect("meta.function.rust"), Effect::None);
        assert_eq!(effect("string.unquoted.plain.out.yaml"), Effect::None);
    }

    #[test]
    fn the_innermost_scope_decides() {
        let of = |scopes: &[&str]| resolve(&scopes.iter().map(|scope| effect(scope)).collect::<Vec<_>>());
        assert_eq!(of(&["source.python", "string.quoted", "punctuation.definition.string"]), Class::String);
        assert_eq!(of(&["source.python", "string.quoted", "meta.interpolation.python"]), Class::Plain);
        assert_eq!(of(&["source.json", "meta.mapping.key.json", "string.quoted.double"]), Class::Tag);
        assert_eq!(of(&["source.json", "meta.mapping.value.json", "string.quoted.double"]), Class::String);
        assert_eq!(of(&["source.json", "meta.mapping.key.json"]), Class::Plain);
    }
}
