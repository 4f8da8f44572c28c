//! Owns compiling Sass into CSS (<https://sass-lang.com/documentation/>). What style sheets take in is
//! looked for among the files that are given, and nowhere else.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};

use codemap::SpanLoc;
use grass::{ErrorKind, Fs, Logger, Options};

/// Something that Sass has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The file that it is about.
    pub path: String,
    /// Where in its text, in bytes.
    pub range: Range<usize>,
    /// What it is: lower-case, without a final stop.
    pub message: String,
}

/// A style sheet and the warnings that came with it; the error if there is none.
pub type Compiled = (Result<String, Remark>, Vec<Remark>);

/// Whether a file is one of Sass.
pub fn is_sass(path: &str) -> bool {
    path.ends_with(".scss") || path.ends_with(".sass")
}

/// Whether a file is there for others to take in: `_parts.scss`.
pub fn is_partial(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with('_'))
}

/// Compiles the file at `path`. `files` are all texts that can be taken in, by their path; those that
/// begin at the root of these paths can be named from everywhere.
pub fn compile(path: &str, files: &BTreeMap<String, String>) -> Compiled {
    let (folder, warnings) = (Folder(files), Warnings { files, said: RefCell::default() });
    let options = Options::default().fs(&folder).logger(&warnings).load_path("").allows_charset(false);
    // Some of what nobody would write makes it panic.
    let compiled = catch_unwind(AssertUnwindSafe(|| grass::from_path(path, &options)));
    let of_all = |message: &str| Remark { path: path.to_owned(), range: 0..0, message: message.to_owned() };
    let result = match compiled {
        Ok(Ok(css)) => Ok(css),
        Ok(Err(error)) => match error.kind() {
            ErrorKind::ParseError { message, loc, .. } => Err(remark(files, &message, &loc)),
            other => Err(of_all(&format!("this cannot be compiled: {other:?}"))),
        },
        Err(_) => Err(of_all("this style sheet cannot be compiled")),
    };
    (result, warnings.said.into_inner())
}

fn remark(files: &BTreeMap<String, String>, message: &str, place: &SpanLoc) -> Remark {
    let path = normal(Path::new(place.file.name()));
    let text = files.get(&path).map_or("", String::as_str);
    let start = offset(text, place.begin.line, place.begin.column);
    let end = offset(text, place.end.line, place.end.column).max(start);
    let message = message.trim().trim_matches('"').trim_end_matches('.');
    let mut letters = message.chars();
    // A name of two capitals is no beginning of a sentence.
    let message = match (letters.next(), letters.clone().next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => message.to_owned(),
    };
    Remark { path, range: start..end, message }
}

/// The place of a line and a column, both from 0, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = &text[start..];
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str().unwrap_or_default()),
            Component::ParentDir if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            // What would lead out of the folder names nothing in it.
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => parts.push(".."),
            Component::CurDir => {}
        }
    }
    parts.join("/")
}

#[derive(Debug)]
struct Folder<'a>(&'a BTreeMap<String, String>);

impl Fs for Folder<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        let below = format!("{}/", normal(path));
        self.0.range(below.clone()..).next().is_some_and(|(path, _)| path.starts_with(&below))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.0.contains_key(&normal(path))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let text = self.0.get(&normal(path));
        text.map(|text| text.clone().into_bytes()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(PathBuf::from(normal(path)))
    }
}

#[derive(Debug)]
struct Warnings<'a> {
    files: &'a BTreeMap<String, String>,
    said: RefCell<Vec<Remark>>,
}

impl Logger for Warnings<'_> {
    fn debug(&self, _: SpanLoc, _: &str) {}

    fn warn(&self, place: SpanLoc, message: &str) {
        self.said.borrow_mut().push(remark(self.files, message, &place));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    /// What comes of a style sheet, and what is said of it.
    fn outcome(main: &str) -> String {
        let files = [
            ("css/main.scss", main),
            ("css/_colours.scss", "$ink: #123456;\n@mixin loud { font-weight: bold; }\n"),
            ("css/broken.scss", "p {\n  é: $nowhere;\n}\n"),
            ("lib/index.scss", "q { quotes: none; }"),
            ("plain.css", "em { color: red }"),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
        let (result, warnings) = compile("css/main.scss", &files);
        let mut text = result.unwrap_or_else(|error| format!("{error:?}\n"));
        warnings.iter().for_each(|warning| text += &format!("{warning:?}\n"));
        text
    }

    fn check(main: &str, expect: Expect) {
        expect.assert_eq(&outcome(main));
    }

    #[test]
    fn what_it_takes_in() {
        check(
            "@use 'colours';\n@use \"lib\" as l;\n@import '../lib', '../plain';\na { b { color: colours.$ink; @include colours.loud; &:hover { x: calc(1px + 2%) } } }",
            expect![[r#"
                q {
                  quotes: none;
                }

                q {
                  quotes: none;
                }

                em {
                  color: red;
                }

                a b {
                  color: #123456;
                  font-weight: bold;
                }
                a b:hover {
                  x: calc(1px + 2%);
                }
            "#]],
        );
        check(
            "@use 'colours' as c; @warn 'old';\n@debug 'x'; a { color: c.$ink }",
            expect![[r#"
                a {
                  color: #123456;
                }
                Remark { path: "css/main.scss", range: 27..32, message: "old" }
            "#]],
        );
    }

    #[test]
    fn what_is_wrong() {
        let texts = [
            "a { color: $nowhere; }",
            "@use 'broken';",
            "a {\n  b: }\n",
            "@use '../../etc/passwd';",
            "@import '/etc/passwd.css.scss';",
            "@import 'main';",
            "@use 'main';",
        ];
        expect![[r#"
            Remark { path: "css/main.scss", range: 11..19, message: "undefined variable" }
            Remark { path: "css/broken.scss", range: 10..18, message: "undefined variable" }
            Remark { path: "css/main.scss", range: 8..10, message: "expected expression" }
            Remark { path: "css/main.scss", range: 0..23, message: "can't find stylesheet to import" }
            Remark { path: "css/main.scss", range: 8..30, message: "can't find stylesheet to import" }
            Remark { path: "css/main.scss", range: 8..14, message: "this file is already being loaded" }
            Remark { path: "css/main.scss", range: 0..11, message: "module loop: this module is already being loaded" }
        "#]]
        .assert_eq(&texts.map(outcome).concat());
    }
}
