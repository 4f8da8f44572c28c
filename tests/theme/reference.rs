//! The reference of views, as the types in `src/pages/view.rs` and below, and their comments say it.

use std::fmt::Write;

const VIEWS: &str = concat!(
    include_str!("../../src/pages/view.rs"),
    include_str!("../../src/pages/view/article.rs"),
    include_str!("../../src/pages/view/social.rs"),
    include_str!("../../src/pages/view/parts.rs"),
);
const MENU: &str = include_str!("../../src/config/rules.rs");

/// A struct or an enum of views.
struct Type<'a> {
    name: &'a str,
    doc: String,
    members: Vec<Member<'a>>,
}

/// A field, or a variant with its type.
struct Member<'a> {
    name: &'a str,
    kind: &'a str,
    doc: String,
    flattened: bool,
}

/// The types of a file of ours: rustfmt's lines are all the grammar that is needed.
fn types(source: &str) -> Vec<Type<'_>> {
    let mut types: Vec<Type<'_>> = Vec::new();
    let (mut doc, mut flattened) = (String::new(), false);
    let mut open = false;
    for line in source.lines() {
        if ["pub struct ", "pub enum "].iter().any(|start| line.starts_with(start)) {
            open = true;
        } else if line == "}" {
            open = false;
        }
        let line = line.trim();
        if !open && !line.starts_with("///") && !line.starts_with("#[") {
            doc.clear();
        } else if let Some(words) = line.strip_prefix("///") {
            doc.push_str(words);
        } else if line == "// Flattened." {
            flattened = true;
        } else if let Some(rest) = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))
        {
            let name = rest.trim_end_matches([' ', '{']);
            types.push(Type { name, doc: std::mem::take(&mut doc).trim().to_owned(), members: Vec::new() });
        } else if let Some((name, kind)) = line.strip_prefix("pub ").and_then(|line| line.split_once(": ")) {
            push_member(&mut types, name, kind.trim_end_matches(','), &mut doc, &mut flattened);
        } else if let Some((name, kind)) = line.strip_suffix("),").and_then(|line| line.split_once('(')) {
            push_member(&mut types, name, kind, &mut doc, &mut flattened);
        } else if !line.starts_with("#[") {
            doc.clear();
        }
    }
    types
}

fn push_member<'a>(
    types: &mut [Type<'a>],
    name: &'a str,
    kind: &'a str,
    doc: &mut String,
    flattened: &mut bool,
) {
    if let Some(last) = types.last_mut() {
        let doc = std::mem::take(doc).trim().to_owned();
        last.members.push(Member { name, kind, doc, flattened: std::mem::take(flattened) });
    }
}

/// A Rust type as theme authors know it.
fn kind(rust: &str) -> String {
    let inside = |outer: &str| rust.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", kind(inner));
    }
    if let Some(inner) = inside("Option<") {
        return format!("{}, or none", kind(inner));
    }
    if let Some(inner) = inside("Box<").or_else(|| inside("Shared<")).or_else(|| inside("Common<")) {
        return kind(inner);
    }
    match rust {
        "String" | "&'static str" => "text".to_owned(),
        "u32" | "usize" => "number".to_owned(),
        "bool" => "true or false".to_owned(),
        "serde_json::Value" => "table".to_owned(),
        name => format!("[{0}](#{1})", short(name), short(name).to_lowercase()),
    }
}

fn short(name: &str) -> &str {
    name.strip_suffix("View").unwrap_or(name)
}

/// Every view in a table of its own, and which template is given which.
pub(crate) fn markdown() -> String {
    let mut types = types(VIEWS);
    types.extend(self::types(MENU).into_iter().filter(|found| found.name == "MenuItem"));
    let (pages, views): (Vec<_>, Vec<_>) = types.into_iter().partition(|found| found.name == "View");
    let mut out = "\n| template | is given |\n|---|---|\n".to_owned();
    for page in pages.iter().flat_map(|found| &found.members) {
        writeln!(out, "| {} | {} |", page.doc.trim_end_matches('.'), kind(page.kind))
            .expect("text takes all");
    }
    for view in views {
        write!(
            out,
            "\n### {}\n\n{}\n\n| field | type | meaning |\n|---|---|---|\n",
            short(view.name),
            view.doc
        )
        .expect("text takes all");
        for field in view.members {
            let row = if field.flattened {
                format!("| *all of* | {} | {} |", kind(field.kind), field.doc)
            } else {
                format!("| `{}` | {} | {} |", field.name, kind(field.kind), field.doc)
            };
            out.push_str(&row);
            out.push('\n');
        }
    }
    out
}
