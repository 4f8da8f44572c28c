//! Owns the Markdown tests that are text: every case in the `.md` files beside this one is read, and
//! what comes out is compared with what stands beneath it. README.md tells the format.
#![expect(clippy::expect_used, reason = "a test may fail")]

mod case;
mod mirror;
mod outcome;
mod sanitized;
mod spec;
mod torture;

use std::path::PathBuf;

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
fn cases() {
    let bless = std::env::var("TEARSHEET_BLESS").is_ok_and(|value| value == "1");
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/markup");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "md") && !path.ends_with("README.md"));
    files.sort();
    assert!(!files.is_empty(), "no cases in {}", folder.display());
    let mut failures = String::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let renewed = case::renewed(&text).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        if renewed == text {
            continue;
        }
        if bless {
            std::fs::write(&path, renewed).unwrap();
        } else {
            failures += &format!("\n{}\n{}", path.display(), outcome::difference(&text, &renewed));
        }
    }
    assert!(failures.is_empty(), "TEARSHEET_BLESS=1 takes over what came out:\n{failures}");
}
