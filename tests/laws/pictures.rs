//! The laws of pictures: versions are outputs like any other, made once, the same whatever the cache
//! was; and no picture brings a build down.

use image::ImageEncoder;
use tearsheet::build::Caching;

use crate::kit::{DEFAULT, OUTPUT};
use crate::project::Project;

const SITE: &str =
    "title = \"S\"\nbase_url = \"https://example.org/notes/\"\n\n[images]\nwidths = [60, 120]\n";
const ARTICLE: &str =
    "---\ntitle: A\ndate: 2026-01-02\nimage: a.jpg\n---\n\nFirst.\n\n![One](a.jpg)\n\n![Two](../b.png)\n";

fn pixels(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let value = |at: u32| ((at + seed).wrapping_mul(2_654_435_761) >> 27) as u8 + (at / 40 % 150) as u8;
    (0..width * height * 3).map(value).collect()
}

fn png(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.write_image(&pixels(width, height, seed), width, height, image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.write_image(&pixels(width, height, 1), width, height, image::ExtendedColorType::Rgb8).unwrap();
    bytes
}

fn project() -> Project {
    let files = [
        ("site.toml", SITE.into()),
        ("content/a/index.md", ARTICLE.into()),
        ("content/a/a.jpg", jpeg(160, 120)),
        ("content/b.png", png(90, 60, 2)),
    ];
    let mut project = Project::new(files.map(|(path, bytes)| (path.to_owned(), bytes)));
    project.site.request.theme = DEFAULT;
    project
}

fn made(project: &Project) -> Vec<String> {
    project.published().into_keys().filter(|path| path.ends_with(".webp")).collect()
}

#[test]
fn versions_come_and_go_with_what_they_are_made_of() {
    let mut project = project();
    let page = project.build().clean().text("a/index.html").to_owned();
    assert_eq!(made(&project).len(), 4, "{:?}", made(&project));
    let picture = page.split("<picture>").nth(1).unwrap().split("</picture>").next().unwrap();
    let srcset = picture.split("srcset=\"").nth(1).unwrap().split('"').next().unwrap();
    for (version, width) in srcset.split(", ").zip(["60w", "120w"]) {
        let (url, of) = version.split_once(' ').unwrap();
        assert_eq!(of, width);
        assert!(made(&project).contains(&url.strip_prefix("/notes/").unwrap().to_owned()), "{url}");
    }
    assert!(
        picture.contains("src=\"/notes/a/a.jpg\" width=\"160\" height=\"120\" data-color=\"#"),
        "{picture}"
    );
    assert!(page.contains(" width=\"90\" height=\"60\" data-color=\"#"));

    let before = made(&project);
    project.write("content/b.png", png(90, 60, 3));
    project.build().clean();
    assert_ne!(made(&project), before);
    project.write("content/a/index.md", ARTICLE.replace("![Two](../b.png)", ""));
    project.build().clean();
    assert_eq!(made(&project).len(), 2);
    project.write("site.toml", SITE.replace("[60, 120]", "[]"));
    assert!(!project.build().clean().text("a/index.html").contains("<picture"));
    assert_eq!(made(&project).len(), 0);
}

#[test]
fn a_cache_that_is_gone_or_damaged_is_only_slower() {
    let project = project();
    project.build().clean();
    let folder = project.site.path(".tearsheet/made");
    let kept = || std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    assert_eq!(kept().len(), 5);
    for damage in [b"".as_slice(), b"half of"] {
        for path in kept() {
            std::fs::write(path, damage).unwrap();
        }
        std::fs::remove_dir_all(project.site.path(OUTPUT)).unwrap();
        project.build().clean();
    }
    // Only the files, so that the list still knows of them.
    for path in kept().into_iter().filter(|path| !path.ends_with("list")) {
        std::fs::write(path, b"?").unwrap();
    }
    std::fs::remove_dir_all(project.site.path(OUTPUT)).unwrap();
    project.build().clean();
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, b"a file where the folder was").unwrap();
    project.build().clean();
}

#[test]
fn what_is_known_is_not_made_again() {
    let mut project = project();
    project.build().clean();
    let list = project.site.path(".tearsheet/made/list");
    let written = || std::fs::metadata(&list).unwrap().modified().unwrap();
    let before = written();
    project.write("content/a/index.md", ARTICLE.replace("First", "Changed"));
    project.build().clean();
    assert_eq!(written(), before);
}

#[test]
fn what_is_wrong_is_told_where_it_is_asked_for() {
    let mut project = project();
    let whole = png(90, 60, 2);
    project.write("content/b.png", &whole[..whole.len() / 2]);
    let outcome = project.build();
    expect_test::expect![[r#"
        content/a/index.md:11:1: error[image/damaged]: `content/b.png` cannot be read as an image: unexpected end of file
          open it in an image editor and save it anew
    "#]]
    .assert_eq(&outcome.problems);
    assert_eq!(outcome.status, 1);

    let mut enormous = png(4, 4, 2);
    enormous[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    project.write("content/b.png", &enormous);
    let outcome = project.build();
    expect_test::expect![[r#"
        content/a/index.md:11:1: warning[image/too-large]: no smaller versions are made of `content/b.png`: it has 3600 million pixels, more than 50
          make it smaller, or raise `max_pixels` in [images] of site.toml
    "#]]
    .assert_eq(&outcome.problems);
    assert_eq!(outcome.status, 0);
}

#[test]
fn without_a_cache() {
    let mut project = project();
    project.site.request.caching = Caching::Off;
    project.build().clean();
    project.build().clean();
    assert!(!project.site.path(".tearsheet").exists());
}
