//! Owns sites made for tests: written to a folder of their own, changed step by step, built by the
//! library, and read back whole.

mod plain;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tearsheet::build::{self, Built, Caching, Progress, Published, Request};
use tearsheet::config::Overrides;
use tearsheet::diagnostic::{Diagnostic, Severity};
use tearsheet::digest::Digest;
use tearsheet::report;
use tearsheet::sources::Theme;
use tearsheet::theme;

pub(crate) use plain::PLAIN;

/// The theme that the program brings along.
pub(crate) const DEFAULT: Theme = Theme { templates: theme::TEMPLATES, files: theme::FILES };

/// The build date of every test that gives no other: 2026-11-21T12:00:00Z.
pub(crate) const NOW: i64 = 1_795_262_400;

/// The output folder.
pub(crate) const OUTPUT: &str = "public";

/// Files by their path, with `/` between its parts.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A site in a folder of its own, which goes with it.
pub(crate) struct SiteTest {
    folder: tempfile::TempDir,
    pub(crate) request: Request,
}

/// What a build came to.
pub(crate) struct Outcome {
    /// As the program's exit code: 0, 1 with any error, 2 if something stood in the way.
    pub(crate) status: u8,
    /// Everything that was found, notes too, in the short format, what helps below.
    pub(crate) problems: String,
    /// What was published, if anything was.
    pub(crate) published: Option<Published>,
    /// The output folder as it is then, the program's own list of it left out.
    pub(crate) files: Tree,
}

impl SiteTest {
    /// A site of these files. Pages are made by plain templates that show what they are given.
    pub(crate) fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        let overrides =
            Overrides { now: NOW, base_url: None, origin: None, output: None, drafts: false, future: false };
        let request = Request {
            site_toml: root.join("site.toml"),
            root,
            overrides,
            theme: PLAIN,
            program: Digest::of("a test"),
            caching: Caching::Keep,
        };
        let mut test = Self { folder, request };
        for (path, bytes) in files {
            test.write(&path, bytes);
        }
        test
    }

    /// A site written as one text: each line `//- /path` begins a file.
    pub(crate) fn from_text(text: &str) -> Self {
        Self::new(sections(text).into_iter().map(|(path, text)| (path, text.into_bytes())))
    }

    /// Where a file of the site lies.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path.trim_start_matches('/'))
    }

    /// Writes a file, and the folders that it needs.
    pub(crate) fn write(&mut self, path: &str, bytes: impl AsRef<[u8]>) -> &mut Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Deletes a file, or a folder with everything in it.
    pub(crate) fn remove(&mut self, path: &str) -> &mut Self {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        self
    }

    /// Gives a file or folder another path.
    pub(crate) fn rename(&mut self, from: &str, to: &str) -> &mut Self {
        let to = self.path(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.path(from), to).unwrap();
        self
    }

    /// Builds the site as it is.
    pub(crate) fn build(&self) -> Outcome {
        build(&self.request)
    }
}

/// Builds what is asked for.
pub(crate) fn build(request: &Request) -> Outcome {
    let built = build::build(request, &Silent);
    let files = tree(&request.root.join(request.overrides.output.as_deref().unwrap_or(OUTPUT)));
    match built {
        Err(obstacle) => Outcome { status: 2, problems: obstacle.0, published: None, files },
        Ok(built) => {
            let failed = built.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
            let (status, problems) = (u8::from(failed), short(&built));
            Outcome { status, problems, published: built.published, files }
        }
    }
}

impl Outcome {
    /// The same, once nothing was found wrong.
    #[track_caller]
    pub(crate) fn clean(self) -> Self {
        assert_eq!((self.status, self.problems.as_str()), (0, ""));
        self
    }

    /// A file of the output folder, as text.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.files.keys()));
        std::str::from_utf8(bytes).unwrap()
    }
}

pub(crate) struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

pub(crate) fn short(built: &Built) -> String {
    let mut diagnostics = built.diagnostics.clone();
    report::sort(&mut diagnostics, |file| built.sources.as_ref().map_or("", |sources| sources.path(file)));
    let lookup = |file| built.sources.as_ref()?.show(file);
    let line = |diagnostic: &Diagnostic| {
        let help = diagnostic.help.as_ref().map(|help| format!("  {help}\n"));
        report::short::draw(std::slice::from_ref(diagnostic), &lookup) + &help.unwrap_or_default()
    };
    diagnostics.iter().map(line).collect()
}

/// All files below a folder, the program's own list of them left out.
pub(crate) fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let files = files.map(|entry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap())
    });
    files.filter(|(path, _)| path != tearsheet::output::MANIFEST).collect()
}

/// The files of a site that is written as one text. What stands before the first is a remark.
pub(crate) fn sections(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("//- ") {
            Some(path) => files.push((path.trim().to_owned(), String::new())),
            None => files.last_mut().map(|(_, text)| text.push_str(line)).unwrap_or_default(),
        }
    }
    files
}
