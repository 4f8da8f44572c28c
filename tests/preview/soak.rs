//! A long afternoon of random edits. Whenever the site is whole, what is served is what a clean build
//! makes, byte for byte, at every address; while it is broken, it is what it was before.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::client::{Preview, tearsheet, without_script};

/// How many edits there are.
const EDITS: u64 = 150;

/// The preview serves style sheets and scripts as they are, under their own names; so must the build.
const CONFIG: &str = "title = \"Soak\"\nbase_url = \"https://soak.example/notes/\"\n[lists]\nper_page = 3\n\
                      [assets]\nfingerprint = false\nminify = false\n";

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
    files(root, ".md").into_iter().filter(|path| !path.ends_with("_index.md")).collect()
}

/// All files of a kind that are content.
fn files(root: &Path, kind: &str) -> Vec<String> {
    let entries =
        walkdir::WalkDir::new(root.join("content")).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let paths = files.map(|entry| entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned());
    paths.filter(|path| path.ends_with(kind)).collect()
}

/// An edit that leaves the site whole, and what it was.
fn edit(dice: &mut Dice, preview: &Preview, number: u64) -> String {
    let root = preview.folder.path();
    let all = articles(root);
    let some = dice.pick(&all).clone();
    let section = *dice.pick(&["a", "b", "b/deep", "c"]);
    match dice.roll(17) {
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
        11 => {
            let pictures = files(root, ".svg");
            let Some(picture) = pictures.first() else { return "does nothing".to_owned() };
            let size = dice.roll(50) + 1;
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"9\"/>");
            preview.write(picture, svg);
            format!("scales {picture}")
        }
        _ => {
            let text = fs::read_to_string(preview.path(&some)).unwrap();
            let (what, text) = rewrite(dice, &text, number);
            preview.write(&some, text);
            format!("{what} {some}")
        }
    }
}

/// Another text for an article, and what is different about it.
fn rewrite(dice: &mut Dice, text: &str, number: u64) -> (&'static str, String) {
    let front = |line: String| text.replacen("---\n", &format!("---\n{line}\n"), 1);
    match dice.roll(8) {
        0 => ("retitles", text.replacen("title: ", &format!("title: New {number} "), 1)),
        1 if !text.contains("description:") => {
            ("describes", front(format!("description: What {number} is about")))
        }
        2 if !text.contains("updated:") => {
            ("updates", front(format!("updated: 2026-10-{:02}", number % 28 + 1)))
        }
        3 => (
            "tags anew",
            text.replace("tags: [keys]", "tags: [risk]").replace("tags: [fees]", "tags: [claims]"),
        ),
        4 if !text.contains("## FAQ") => {
            ("asks in", format!("{text}\n## FAQ\n\n### Is it so?\n\nNot in {number}.\n"))
        }
        5 => ("asks no more in", text.split("\n## FAQ").next().unwrap_or_default().to_owned() + "\n"),
        _ => ("adds a line to", format!("{text}\nAnother line {number}.\n")),
    }
}

/// Two articles, of which one links to a heading of the other that comes, goes and comes again.
fn tie(dice: &mut Dice, preview: &Preview, number: u64) {
    let read = |path: &String| fs::read_to_string(preview.path(path)).unwrap();
    let all = articles(preview.folder.path());
    let all: Vec<String> = all.into_iter().filter(|path| !read(path).contains("draft:")).collect();
    let (to, from) = (dice.pick(&all).clone(), dice.pick(&all).clone());
    if to == from {
        return;
    }
    let (old_to, old_from) = (read(&to), read(&from));
    let up = "../".repeat(from.matches('/').count() - 1);
    let target = format!("{up}{}#extra-{number}", to.trim_start_matches("content/"));
    let heading = format!("## Extra {number}\n\nMore.\n\n## FAQ");
    let heading = match old_to.contains("## FAQ") {
        true => old_to.replacen("## FAQ", &heading, 1),
        false => format!("{old_to}\n## Extra {number}\n"),
    };
    let step = |path: &str, text: &str, what: &str| {
        preview.write(path, text);
        let expected = clean_build(preview);
        settles(preview, &expected, &format!("{what} {path}"));
    };
    step(&to, &heading, "adds a heading to");
    let linked = old_from.replacen("Paragraph ", &format!("See [there]({target}). Paragraph "), 1);
    step(&from, &linked, "links from");
    preview.write(&to, &old_to);
    preview.wait("word of the heading that went", |preview| preview.problems()["errors"] != 0);
    step(&to, &heading.replacen("title: ", "title: Tied ", 1), "retitles");
    step(&from, &old_from, "links no more from");
    step(&to, &old_to, "restores");
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
        if dice.roll(12) == 0 {
            tie(&mut dice, &preview, number);
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
    // Nothing follows that would make it otherwise.
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(differences(&preview, &expected), Vec::<String>::new());
}
