//! Owns the names of languages: which grammar each stands for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::grammar::{Grammars, grammars};
use crate::diagnostic::did_you_mean;

/// Names of what a terminal shows: commands behind prompts, and what they print.
const SESSIONS: [&str; 6] =
    ["console", "sh-session", "shell-console", "shell-session", "shellsession", "terminal"];

/// What a block's language turns out to be.
pub(super) enum Language {
    /// Nothing to highlight, as the author says.
    Plain,
    /// A language with a grammar, by the grammar's index.
    Known(usize),
    /// A shell's commands behind prompts, between what they print.
    Session(usize),
    /// A language without one, and perhaps what was meant.
    Unknown(Option<String>),
}

/// Names that call for no highlighting.
const PLAIN: [&str; 9] =
    ["ascii", "none", "nohighlight", "output", "plain", "plaintext", "raw", "text", "txt"];

/// Names that the grammars do not give themselves, each with one that they do. A language without a
/// grammar is read as the one it looks like.
const ALIASES: &[(&str, &str)] = &[
    ("abi", "json"),
    ("apache", "htaccess"),
    ("assembly", "nasm"),
    ("astro", "html"),
    ("atom", "xml"),
    ("batch", "bat"),
    ("cairo", "rs"),
    ("circom", "js"),
    ("common-lisp", "lisp"),
    ("csharp", "cs"),
    ("delphi", "pas"),
    ("django", "html.j2"),
    ("docker", "dockerfile"),
    ("dos", "bat"),
    ("dotenv", "env"),
    ("elisp", "lisp"),
    ("emacs-lisp", "lisp"),
    ("fortran", "f90"),
    ("fs", "f#"),
    ("fsharp", "f#"),
    ("geojson", "json"),
    ("golang", "go"),
    ("h", "c"),
    ("handlebars", "html"),
    ("hbs", "html"),
    ("html5", "html"),
    ("ink", "rs"),
    ("javascript", "js"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("latex", "tex"),
    ("leo", "rs"),
    ("mdx", "md"),
    ("move", "rs"),
    ("mysql", "sql"),
    ("ndjson", "json"),
    ("node", "js"),
    ("noir", "rs"),
    ("objc", "objective-c"),
    ("octave", "matlab"),
    ("pgsql", "sql"),
    ("plist", "xml"),
    ("plsql", "sql"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("pwsh", "ps1"),
    ("regex", "re"),
    ("regexp", "re"),
    ("rscript", "r"),
    ("scheme", "lisp"),
    ("shell", "sh"),
    ("sqlite", "sql"),
    ("systemverilog", "sv"),
    ("tera", "html.j2"),
    ("tsql", "sql"),
    ("typescriptreact", "tsx"),
    ("udiff", "diff"),
    ("wast", "lisp"),
    ("wat", "lisp"),
    ("webmanifest", "json"),
    ("yul", "sol"),
];

/// The language that `text` is in, by the name its author gives it, upper or lower case.
pub(super) fn find(name: &str, text: &str) -> Language {
    let mut name = name.to_lowercase();
    if name == "php" && !text.contains("<?") {
        // Without an opening tag the grammar for files would take everything for HTML.
        name = "php source".to_owned();
    }
    if PLAIN.contains(&name.as_str()) {
        return Language::Plain;
    }
    static NAMES: OnceLock<BTreeMap<String, usize>> = OnceLock::new();
    let names = NAMES.get_or_init(|| names(grammars()));
    let session = SESSIONS.contains(&name.as_str());
    match names.get(if session { "sh" } else { &name }) {
        Some(grammar) if session => Language::Session(*grammar),
        Some(grammar) => Language::Known(*grammar),
        None => Language::Unknown(near(&name, names)),
    }
}

/// Grammars by all their names, in lower case.
fn names(grammars: &Grammars) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    // Where two claim a name, a file extension goes before a title, and the later before the earlier.
    for (index, (title, _)) in grammars.names().enumerate() {
        names.insert(title.to_lowercase(), index);
    }
    for (index, (_, extensions)) in grammars.names().enumerate() {
        names.extend(extensions.iter().map(|name| (name.to_lowercase(), index)));
    }
    let aliases = ALIASES.iter().filter_map(|(alias, name)| Some(((*alias).to_owned(), *names.get(*name)?)));
    let aliases: Vec<_> = aliases.collect();
    names.extend(aliases);
    names
}

fn near(name: &str, names: &BTreeMap<String, usize>) -> Option<String> {
    let names = names.keys().map(String::as_str).chain(PLAIN).chain(SESSIONS);
    did_you_mean(name, names.filter(|name| name.len() > 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_lead_somewhere() {
        assert!(ALIASES.is_sorted_by(|one, other| one.0 < other.0));
        for (alias, name) in ALIASES {
            assert!(names(grammars()).contains_key(*name), "{alias} leads to {name}, which is unknown");
        }
    }

    #[test]
    fn usual_names_are_known() {
        let title = |index| grammars().names().nth(index).unwrap().0.to_owned();
        let name = |name: &str| match find(name, "") {
            Language::Known(index) => title(index),
            Language::Session(index) => format!("{}, with prompts", title(index)),
            Language::Plain => "plain".to_owned(),
            Language::Unknown(near) => format!("unknown, {}", near.unwrap_or_default()),
        };
        let found: Vec<_> =
            "bash c c# c++ console csharp docker elixir env fs golang graphql http ini js jsonc jsx kt make \
            md objc php powershell proto py r rb Rust scss shell sol svelte swift text TOML ts tsx txt vue \
            yml zsh pyhton circum brainfuck"
                .split_whitespace()
                .map(|word| format!("{word}: {}", name(word)))
                .collect();
        expect_test::expect![[r#"
            bash: Bourne Again Shell (bash)
            c: C
            c#: C#
            c++: C++
            console: Bourne Again Shell (bash), with prompts
            csharp: C#
            docker: Dockerfile
            elixir: Elixir
            env: DotENV
            fs: F#
            golang: Go
            graphql: GraphQL
            http: HTTP Request and Response
            ini: INI
            js: JavaScript (Babel)
            jsonc: JSON
            jsx: JavaScript (Babel)
            kt: Kotlin
            make: Makefile
            md: Markdown
            objc: Objective-C
            php: PHP Source
            powershell: PowerShell
            proto: Protocol Buffer
            py: Python
            r: R
            rb: Ruby
            Rust: Rust
            scss: SCSS
            shell: Bourne Again Shell (bash)
            sol: Solidity
            svelte: Svelte
            swift: Swift
            text: plain
            TOML: TOML
            ts: TypeScript
            tsx: TypeScriptReact
            txt: plain
            vue: Vue Component
            yml: YAML
            zsh: Bourne Again Shell (bash)
            pyhton: unknown, did you mean `python`?
            circum: unknown, did you mean `circom`?
            brainfuck: unknown, "#]]
        .assert_eq(&found.join("\n"));
    }
}
