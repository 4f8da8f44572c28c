//! The laws of packed texts: they follow the files that they are of, and nothing is packed twice.

use std::collections::BTreeMap;
use std::io::Read as _;

use crate::kit::Tree;
use crate::project::Project;

const SITE: &str =
    "title = \"S\"\nbase_url = \"https://example.org/\"\n\n[build]\nprecompress = [\"gzip\", \"brotli\"]\n";

fn article(word: &str) -> String {
    format!("---\ntitle: A\ndate: 2026-01-02\n---\n\n{}\n", format!("{word} and more of it. ").repeat(100))
}

fn project() -> Project {
    let files = [
        ("site.toml", SITE.to_owned()),
        ("content/a.md", article("One")),
        ("content/b.md", article("Two")),
        ("static/own.txt", "A text. ".repeat(200)),
        ("static/own.txt.br", "not ours to make".to_owned()),
        ("static/short.txt", "short".to_owned()),
    ];
    Project::new(files.map(|(path, text)| (path.to_owned(), text.into_bytes())))
}

fn unpacked(path: &str, bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    if path.ends_with(".gz") {
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut text).unwrap();
    } else {
        brotli::BrotliDecompress(&mut &*bytes, &mut text).unwrap();
    }
    text
}

/// What is packed, by path.
fn packed(published: &Tree) -> BTreeMap<&String, &Vec<u8>> {
    let is_packed = |path: &String| path.ends_with(".gz") || path.ends_with(".br") && path != "own.txt.br";
    published.iter().filter(|(path, _)| is_packed(path)).collect()
}

#[test]
fn packed_texts_follow_what_they_are_of() {
    let mut project = project();
    project.build().clean();
    for word in ["Three", "Four"] {
        let published = project.published();
        let packed = packed(&published);
        for (path, bytes) in &packed {
            assert_eq!(unpacked(path, bytes), published[&path[..path.len() - 3]], "{path}");
        }
        for path in ["a/index.html.gz", "a/index.html.br", "own.txt.gz"] {
            assert!(packed.contains_key(&path.to_owned()), "{path}");
        }
        assert_eq!(published["own.txt.br"], b"not ours to make");
        assert!(!published.contains_key("short.txt.gz"));
        project.write("content/a.md", article(word));
        let before = published.clone();
        project.build().clean();
        let after = project.published();
        assert_ne!(before["a/index.html.br"], after["a/index.html.br"]);
        assert_eq!(before["b/index.html.br"], after["b/index.html.br"]);
    }
    project.write("site.toml", SITE.replace("\"gzip\", ", ""));
    project.build().clean();
    assert!(project.published().keys().all(|path| !path.ends_with(".gz")));
    project.write("site.toml", SITE.split("[build]").next().unwrap());
    project.build().clean();
    assert!(packed(&project.published()).is_empty());
}
