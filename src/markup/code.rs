//! Owns code blocks: what becomes of a fence's info string and the text below it. Highlighting itself
//! is the business of [`interpret`], colours that of [`style`].

mod class;
mod grammar;
mod html;
mod info;
mod interpret;
mod language;
mod marks;
mod memo;
mod pattern;
mod runs;
mod style;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

pub use style::style_sheet;

use self::html::Lines;
use self::info::Info;
use self::language::Language;
use self::runs::Run;
use super::body::escape_into;
use super::tree::Code;
use crate::config;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::Source;

/// Longer code is not highlighted: nobody reads it for its colours, and it would hold up the build.
const LONGEST_TEXT: usize = 200_000;

/// Code with a longer line is not highlighted: some patterns take time by the square of the length.
const LONGEST_LINE: usize = 5_000;

/// Appends the code block that fills `span` of the file as HTML. What is odd about it, such as an
/// unknown language, is added to `found`. A page with any such block needs the [`style_sheet`].
pub fn write(
    out: &mut String,
    code: &Code<'_>,
    span: &Range<usize>,
    source: &Source,
    settings: &config::Code,
    found: &mut Vec<Diagnostic>,
) {
    let written = code.info.as_deref().unwrap_or_default();
    let info = info::parse(written);
    let mut reporter = Reporter { source, fence: fence(written, span, source), found };
    reporter.unknown_attributes(&info);
    let text = &*code.text;
    let lines = Lines {
        first: info
            .numbers
            .unwrap_or(info.start.is_some() || settings.line_numbers)
            .then(|| info.start.unwrap_or(1)),
        stressed: stressed(&info, text, &mut reporter),
        diff: info.diff,
    };
    let runs = runs(&info, text, &mut reporter);

    if let Some(title) = info.title {
        out.push_str("<figure class=\"code-file\"><figcaption>");
        escape_into(out, title);
        out.push_str("</figcaption>");
    }
    out.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    if let Some(language) = &info.language {
        let name = language.text.to_lowercase();
        for attribute in [" class=\"language-", "\" data-lang=\""] {
            out.push_str(attribute);
            escape_into(out, &name);
        }
        out.push('"');
    }
    out.push('>');
    html::write(out, text, &runs, &lines);
    out.push_str("</code></pre>");
    if info.title.is_some() {
        out.push_str("</figure>");
    }
    out.push('\n');
}

/// The text in runs; in none if it is not to be highlighted.
fn runs(info: &Info<'_>, text: &str, reporter: &mut Reporter<'_>) -> Arc<[Run]> {
    let Some(language) = &info.language else { return Arc::default() };
    let mut program = Cow::Borrowed(text);
    let grammar = match language::find(language.text, text) {
        Language::Plain => return Arc::default(),
        Language::Known(grammar) => grammar,
        Language::Session(grammar) => {
            program = Cow::Owned(marks::commands(text));
            grammar
        }
        Language::Unknown(near) => {
            reporter.unknown_language(language, near);
            return Arc::default();
        }
    };
    if text.len() > LONGEST_TEXT || text.lines().any(|line| line.len() > LONGEST_LINE) {
        reporter.too_long(language);
        return Arc::default();
    }
    if info.diff {
        program = Cow::Owned(marks::without_marks(&program));
    }
    memo::runs(grammar, &program)
}

/// The stressed lines that there are, by index from 0.
fn stressed(info: &Info<'_>, text: &str, reporter: &mut Reporter<'_>) -> Vec<Range<usize>> {
    let count = text.lines().count();
    let mut ranges = Vec::new();
    for (lines, range) in &info.stressed {
        let (first, last) = (*lines.start() as usize, *lines.end() as usize);
        if first == 0 || first > last || last > count {
            reporter.line_range(range, count);
        }
        ranges.push(first.saturating_sub(1)..last.min(count));
    }
    ranges
}

/// Where an info string stands in its file.
struct Fence {
    /// Its first byte, unless escapes hide it.
    start: Option<usize>,
    /// The line of the fence.
    line: Range<usize>,
}

fn fence(info: &str, span: &Range<usize>, source: &Source) -> Fence {
    let block = source.text.get(span.clone()).unwrap_or_default();
    let line = block.lines().next().unwrap_or_default();
    let start = line.find(info).map(|at| span.start + at);
    Fence { start, line: span.start..span.start + line.len() }
}

/// Turns what is odd about a block into diagnostics.
struct Reporter<'r> {
    source: &'r Source,
    fence: Fence,
    found: &'r mut Vec<Diagnostic>,
}

impl Reporter<'_> {
    fn add(&mut self, diagnostic: Diagnostic, range: &Range<usize>) {
        let place = match self.fence.start {
            Some(start) => start + range.start..start + range.end,
            None => self.fence.line.clone(),
        };
        self.found.push(diagnostic.at(self.source.id, place, ""));
    }

    fn unknown_attributes(&mut self, info: &Info<'_>) {
        for word in &info.unknown {
            let name = word.text.split('=').next().unwrap_or_default();
            let diagnostic = Diagnostic::note(
                "code/unknown-attribute",
                format!("`{}` means nothing for a code block", word.text),
            );
            let near = did_you_mean(name, info::ATTRIBUTES.into_iter().filter(|known| *known != name));
            let help = near.unwrap_or_else(|| {
                "a code block can have hl_lines=\"1 3-5\", linenos, linenostart=10, title=\"a.rs\" and diff"
                    .to_owned()
            });
            self.add(diagnostic.help(help), &word.range);
        }
    }

    fn unknown_language(&mut self, language: &info::Word<'_>, near: Option<String>) {
        let diagnostic = Diagnostic::note(
            "code/unknown-language",
            format!("no grammar for `{}`, so this code is not highlighted", language.text),
        );
        let help = near.unwrap_or_else(|| "write `text` for what is not to be highlighted".to_owned());
        self.add(diagnostic.help(help), &language.range);
    }

    fn too_long(&mut self, language: &info::Word<'_>) {
        let diagnostic =
            Diagnostic::note("code/too-long", "this code is too long to be highlighted").help(format!(
                "at most {LONGEST_TEXT} bytes and {LONGEST_LINE} in a line are; write `text` for the language"
            ));
        self.add(diagnostic, &language.range);
    }

    fn line_range(&mut self, range: &Range<usize>, count: usize) {
        let lines = if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
        let diagnostic =
            Diagnostic::warning("code/line-range", format!("no such lines: this code has {lines}"))
                .help("lines are counted from 1, whatever number the first is shown with");
        self.add(diagnostic, range);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::FileId;

    fn html(info: &str, text: &str) -> String {
        let mut out = String::new();
        let source = Source::new(FileId(0), "a.md", format!("```{info}\n{text}\n```\n"));
        let code = Code { info: Some(info.into()), text: text.into() };
        let span = 0..source.text.len();
        write(&mut out, &code, &span, &source, &config::Code { line_numbers: false }, &mut Vec::new());
        out
    }

    /// What a reader sees of HTML, and would copy.
    fn seen(html: &str) -> String {
        let mut out = String::new();
        let mut rest = html.strip_suffix('\n').unwrap();
        while let Some(tag) = rest.find('<') {
            out += &rest[..tag];
            rest = &rest[tag + rest[tag..].find('>').unwrap() + 1..];
        }
        out += rest;
        out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    pub(super) const LANGUAGES: [&str; 24] = [
        "rust", "python", "js", "ts", "json", "bash", "solidity", "toml", "yaml", "html", "css", "go", "c++",
        "java", "diff", "markdown", "sql", "http", "php", "ruby", "haskell", "tsx", "text", "nonesuch",
    ];

    /// Code that is about to mean something, line ends of both kinds, and any character.
    pub(super) fn code() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            4 => "[ \t\r\n]{1,3}",
            4 => "[a-z0-9_]{1,6}",
            4 => r#"["'`{}()\[\]<>&;:,.$#@!?*/+=|\\-]{1,3}"#,
            3 => prop::sample::select(vec![
                "fn ", "let x = ", "def f(a):", "class A", "\"\"\"", "//", "/*", "*/", "<!--", "r#\"", "<<EOF\n",
                "EOF\n", "{{ x }}", "{% raw %}", "</code></pre>", "&amp;", "```", "#[derive(A)]", "${", "$(", "f\"{",
                "0x1f", "1e9", "true", "null", "import", "--- a\n", "+x\n", "-y\n", "@@ -1 +1 @@\n",
            ]).prop_map(str::to_owned),
            1 => "\\PC{1,2}",
        ];
        prop::collection::vec(word, 0..30).prop_map(|words| words.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_code_stays_what_it_is(
            language in prop::sample::select(&LANGUAGES[..]),
            more in prop::sample::select(vec!["", " diff", " linenos", " {1,3-5}", " diff linenostart=9 {2}"]),
            code in code(),
        ) {
            prop_assert_eq!(seen(&html(&format!("{language}{more}"), &code)), code);
        }

        #[test]
        fn every_info_string_can_be_read(info in "[a-z0-9 ,={}\\[\\]\"'.#é-]{0,30}") {
            let title = info::parse(&info).title.unwrap_or_default();
            prop_assert_eq!(seen(&html(&info, "x\n")), format!("{title}x\n"));
        }
    }

    #[test]
    fn threads_agree() {
        let code = "fn main() {\n    println!(\"{}\", 1 + 1); // two\n}\n";
        let expected = html("rust", code);
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| html("rust", code))).collect();
            for thread in threads {
                assert_eq!(thread.join().unwrap(), expected);
            }
        });
    }

    #[test]
    fn what_is_too_long_is_shown_plain() {
        let line = format!("let x = \"{}\";\n", "a".repeat(LONGEST_LINE));
        assert!(!html("rust", &line).contains("<span"));
        let text = "let x = 1;\n".repeat(LONGEST_TEXT / 10);
        assert!(!html("rust", &text).contains("<span"));
    }
}
