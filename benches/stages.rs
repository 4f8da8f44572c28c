//! The stages of a build, each measured for itself, on the sample publication of this repository:
//! `cargo bench`, or `cargo bench -- render` for one of them.

#![expect(clippy::unwrap_used, reason = "a benchmark may fail")]

use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tearsheet::build::{self, Caching, Prepared, Progress, Reading, Request};
use tearsheet::config::Overrides;
use tearsheet::digest::Digest;
use tearsheet::document::{self, Settings};
use tearsheet::output::Outputs;
use tearsheet::pages::plan;
use tearsheet::publish::Publication;
use tearsheet::route::OutPath;
use tearsheet::source::{FileId, Source};
use tearsheet::sources::Theme;
use tearsheet::theme;

fn main() {
    divan::main();
}

struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

static READING: LazyLock<Reading> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // 2026-11-21T12:00:00Z
    let now = 1_795_262_400;
    let overrides =
        Overrides { now, base_url: None, origin: None, output: None, drafts: false, future: false };
    let request = Request {
        root: root.to_owned(),
        site_toml: root.join("site.toml"),
        overrides,
        theme: Theme { templates: theme::TEMPLATES, files: theme::FILES },
        program: Digest::of("a benchmark"),
        caching: Caching::Off,
    };
    build::read(&request, &Silent).unwrap().unwrap()
});

static PREPARED: LazyLock<Prepared> = LazyLock::new(|| assemble(None));

fn assemble(previous: Option<&Prepared>) -> Prepared {
    let (mut found, mut of_templates) = (Vec::new(), Vec::new());
    build::assemble(&READING, Digest::of("a benchmark"), previous, &mut found, &mut of_templates)
}

fn texts() -> Vec<Source> {
    let sources = READING.sources();
    sources.articles.iter().map(|(file, _)| sources.read(*file).unwrap()).collect()
}

#[divan::bench]
fn parse(bencher: divan::Bencher<'_, '_>) {
    let (texts, settings) = (texts(), Settings::of(&PREPARED.config));
    bencher.bench(|| texts.iter().map(|text| document::read(text, &settings)).collect::<Vec<_>>());
}

/// Code that has not been seen before, so that none of it is taken over.
#[divan::bench]
fn highlight(bencher: divan::Bencher<'_, '_>) {
    let settings = Settings::of(&PREPARED.config);
    let number = AtomicUsize::new(0);
    let listing = || {
        let number = number.fetch_add(1, Ordering::Relaxed);
        let code = "fn main() {\n    let total: u64 = (1..10).map(|x| x * x).sum(); // squares\n    println!(\"{total}\");\n}\n";
        let text = format!("---\ntitle: T\ndate: 2026-01-01\n---\n```rust\n// {number}\n{code}```\n");
        Source::new(FileId(1), "content/a.md", text)
    };
    bencher.with_inputs(listing).bench_values(|source| document::read(&source, &settings));
}

/// Linking, planning and the data of lists; templates are taken over.
#[divan::bench]
fn link() -> Prepared {
    assemble(Some(&PREPARED))
}

#[divan::bench]
fn plan() -> usize {
    plan::plan(&PREPARED.site, &PREPARED.config).into_value(&mut Vec::new()).len()
}

#[divan::bench]
fn render() -> usize {
    let templates = PREPARED.templates.as_ref().unwrap();
    PREPARED.pages.iter().filter_map(|page| build::make(page, &PREPARED, templates).ok()).count()
}

/// A hundred files written over as many.
#[divan::bench]
fn publish(bencher: divan::Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let mut round = 0;
    bencher.bench_local(|| {
        round += 1;
        let publication = Publication::open(&out).unwrap();
        let stage = |number: usize| {
            let path = OutPath::new(&format!("{number}/index.html")).unwrap();
            let bytes = format!("{round} {number} ").repeat(2000);
            let output = publication.stage(&path, bytes.as_bytes(), Digest::of(&bytes)).unwrap();
            (path, output)
        };
        let outputs: Outputs = (0..100).map(stage).collect();
        publication.commit(&outputs).unwrap().written
    });
}
