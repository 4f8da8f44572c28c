//! A long afternoon of random edits. Whenever the site is whole, what is served is what a clean build
//! makes, byte for byte, at every address; while it is broken, it is what it was before.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::client::{Preview, tearsheet, without_script};

/// How many edits there are.
const EDITS: u64 = 150;

const CONFIG: &str = "title = \"Soak\"\nbase_url = \"https://soak.example/notes/\"\n[lists]\nper_page = 3\n";

/// Numbers that only look random (SplitMix64): the same afternoon every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

fn article(dice: &mut Dice, number: u64) -> String {
    let tag = *dice.pick(&["keys", "claims", "fees", "risk"]);
    let day = dice.roll(28) + 1;
    let draft = if dice.roll(8) == 0 { "draft: true\n" } else { "" };
    let series = if dice.roll(4) == 0 { "series: Steps\n" } else { "" };
    let faq = if dice.roll(3) == 0 { "\n## FAQ\n\n### Is it so?\n\nIt is.\n" } else { "" };
    format!(
        "---\ntitle: Article {number}\ndate: 2026-0{}-{day:02}\ntags: [{tag}]\n{draft}{series}---\n\n\
         Paragraph {number} of it, with `code`.\n\n## Part {number}\n\n{}{faq}",
        dice.roll(9) + 1,
        "More words of it. ".repeat(dice.roll(20)),
    )
}

/// All articles of the site, from its folder.
fn articles(root: &Path) -> Vec<String> {
    let entries =
        walkdir::WalkDir::new(root.join("content")).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let paths = files.map(|entry| entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned());
    paths.filter(|path| path.ends_with(".md") && !path.ends_with("_index.md")).collect()
}

/// An edit that leaves the site whole, and what it was.
fn edit(dice: &mut Dice, preview: &Preview, number: u64) -> String {
    let root = preview.folder.path();
    let all = articles(root);
    let some = dice.pick(&all).clone();
    let section = *dice.pick(&["a", "b", "b/deep", "c"]);
    match dice.roll(13) {
        0 | 1 => {
            let path = format!("content/{section}/n{number}.md");
            preview.write(&path, article(dice, number));
            format!("adds {path}")
        }
        2 if all.len() > 3 => {
            preview.remove(&some);
            format!("deletes {some}")
        }
        3 => {
            // What lies beside an index.md goes with it.
            let bundle = some.strip_suffix("/index.md");
            let to = format!("content/{section}/moved{number}{}", if bundle.is_some() { "" } else { ".md" });
            preview.rename(bundle.unwrap_or(&some), &to);
            format!("moves {some} to {to}")
        }
        4 => {
            preview.write(
                &format!("content/{section}/_index.md"),
                format!("---\ntitle: S{number}\n---\n\nText {number}.\n"),
            );
            format!("describes {section}")
        }
        5 => {
            preview.write("static/css/own.css", format!("a {{ order: {number} }}\n"));
            "edits the style".to_owned()
        }
        6 => {
            preview.write("templates/components/footer.html", format!("<footer>Edition {number}</footer>\n"));
            "edits a template".to_owned()
        }
        7 => {
            let _ = fs::remove_dir_all(preview.path("templates"));
            "removes all templates".to_owned()
        }
        8 => {
            preview.write("site.toml", CONFIG.replace("Soak", &format!("Soak {}", dice.roll(3))));
            "edits site.toml".to_owned()
        }
        9 => {
            preview.write(
                &format!("content/{section}/n{number}/index.md"),
                article(dice, number) + "\n![A square](s.svg)\n",
            );
            let size = dice.roll(50) + 1;
            preview.write(
                &format!("content/{section}/n{number}/s.svg"),
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"9\"/>"),
            );
            "adds an article with a picture".to_owned()
        }
        10 => {
            let folder = preview.path("content/b/deep");
            if folder.exists() {
                preview.rename("content/b/deep", &format!("content/d{number}"));
            }
            "moves a folder".to_owned()
        }
        _ => {
            let mut text = fs::read_to_string(preview.path(&some)).unwrap();
            text.push_str(&format!("\nAnother line {number}.\n"));
            preview.write(&some, text);
            format!("edits {some}")
        }
    }
}

/// An edit that breaks the site: the file, and what it was before.
fn spoil(dice: &mut Dice, preview: &Preview) -> (String, Option<Vec<u8>>) {
    let all = articles(preview.folder.path());
    let (path, text) = match dice.roll(5) {
        0 => ("site.toml".to_owned(), "title = ".to_owned()),
        1 => ("templates/article.html".to_owned(), "{% if %}".to_owned()),
        2 => ("templates/article.html".to_owned(), "{{ nowhere.to_be.found }}".to_owned()),
        3 => (dice.pick(&all).clone(), "---\ntitle: [\n---\n".to_owned()),
        _ => {
            let path = dice.pick(&all).clone();
            let text = fs::read_to_string(preview.path(&path)).unwrap();
            let text = text.replace("draft: true\n", "");
            (path, text + "\n[nowhere](nowhere.md)\n")
        }
    };
    let before = fs::read(preview.path(&path)).ok();
    preview.write(&path, text);
    (path, before)
}

/// What a clean build makes of the site as it is.
fn clean_build(preview: &Preview) -> BTreeMap<String, Vec<u8>> {
    let out = preview.path("clean");
    let _ = fs::remove_dir_all(&out);
    let built = tearsheet(preview.folder.path(), "build")
        .args(["--no-cache", "--quiet", "--output", "clean", "--base-url", &preview.url])
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let entries = walkdir::WalkDir::new(&out).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let files = files.map(|entry| {
        let path = entry.path().strip_prefix(&out).unwrap().to_str().unwrap().to_owned();
        (path, fs::read(entry.path()).unwrap())
    });
    files.filter(|(path, _)| path != tearsheet::output::MANIFEST).collect()
}

/// What of a build is served otherwise.
fn differences(preview: &Preview, expected: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let differs = |(path, bytes): &(&String, &Vec<u8>)| {
        let url = path.strip_suffix("index.html").unwrap_or(path);
        let answer = preview.get(&format!("/notes/{url}"));
        answer.status != 200 || without_script(&answer.body) != **bytes
    };
    expected.iter().filter(differs).map(|(path, _)| path.clone()).collect()
}

#[track_caller]
fn settles(preview: &Preview, expected: &BTreeMap<String, Vec<u8>>, after: &str) {
    let begun = Instant::now();
    loop {
        let differences = differences(preview, expected);
        if differences.is_empty() {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "after it {after}: {differences:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_is_served_is_what_a_clean_build_makes() {
    let mut dice = Dice(20_261_121);
    let folder = tempfile::tempdir().unwrap();
    super::client::write_all(folder.path(), &[("site.toml", CONFIG)]);
    for number in 0..8 {
        let path = format!("content/{}/first{number}.md", ["a", "b", "b/deep", "c"][number as usize % 4]);
        super::client::write_all(folder.path(), &[(&path, &article(&mut dice, number))]);
    }
    let preview = Preview::start(folder, &[]);
    let mut expected = clean_build(&preview);
    let mut gone: Vec<String> = Vec::new();
    for number in 100..100 + EDITS {
        if dice.roll(5) == 0 {
            let (path, before) = spoil(&mut dice, &preview);
            preview.wait(&format!("word of what is wrong with {path}"), |preview| {
                preview.problems()["errors"] != 0
            });
            settles(&preview, &expected, &format!("spoils {path}"));
            match before {
                Some(before) => preview.write(&path, before),
                None => preview.remove(&path),
            }
        }
        let after = edit(&mut dice, &preview, number);
        let new = clean_build(&preview);
        settles(&preview, &new, &after);
        gone.extend(expected.keys().filter(|path| !new.contains_key(*path)).cloned());
        expected = new;
        for path in gone.iter().filter(|path| !expected.contains_key(*path)) {
            let url = path.strip_suffix("index.html").unwrap_or(path);
            let status = preview.get(&format!("/notes/{url}")).status;
            // The folder of a page that went may be a page's own by now.
            assert!(status == 404 || status == 302, "{after}: {path} is still there");
        }
    }
    preview.wait("peace", |preview| preview.problems()["errors"] == 0);
}
