//! Owns finding and reading the inputs: what lies in `content/`, `templates/` and `static/`, and what
//! the program brings along of each. Part of the rim: it reads the disk, and writes nothing.
#![expect(clippy::disallowed_methods, reason = "gathering inputs is reading the disk")]

mod image_size;
mod revise;
mod sass;
mod signature;
mod style;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, NoticeText};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::{Digest, Hasher};
use crate::language::Tags;
use crate::route::{ContentPath, Route};
use crate::site::{Asset, Assets};
use crate::source::{FileId, SITE_TOML, Source};

pub use image_size::image_size;
pub use revise::Fate;
pub use signature::Signature;
use walk::Found;
pub use walk::is_hidden_name;

/// What the program brings along: a project's own file of the same name stands in for each.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// Templates: path below `templates/` and text.
    pub templates: &'static [(&'static str, &'static str)],
    /// Files: path below `static/` and bytes.
    pub files: &'static [(&'static str, &'static [u8])],
}

/// All inputs of a run, by name; texts of articles are read when they are asked for.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The languages that content files may be in.
    tags: Tags,
    files: Vec<Input>,
    /// Articles, by content path.
    pub articles: Vec<(FileId, ContentPath)>,
    /// `_index.md` files, by content path.
    pub sections: Vec<(FileId, ContentPath)>,
    /// Templates by name, those of the theme and those of the project that stand in for them.
    pub templates: BTreeMap<String, FileId>,
    /// Words of the interface, by language.
    pub strings: BTreeMap<String, FileId>,
    /// Texts of disclaimers and calls to action, by the path that site.toml gives.
    pub notices: BTreeMap<String, FileId>,
    /// Fonts of social cards, in the order of site.toml.
    pub fonts: Vec<FileId>,
    /// Files that style sheets are put together of.
    composed: Vec<FileId>,
    /// Files that are published as they are.
    pub assets: Assets,
}

#[derive(Clone, Debug)]
struct Input {
    path: Arc<str>,
    origin: Origin,
    signature: Signature,
    digest: Option<Digest>,
}

/// What was known of a file before it was read: its digest, and its size if it is an image.
pub type Known = (Digest, Option<(u32, u32)>);

/// Says what is known of a file, given its path as authors see it and what the disk says about it.
pub type Remembered<'a> = &'a (dyn Fn(&str, Signature) -> Option<Known> + Sync);

#[derive(Clone, Debug)]
enum Origin {
    Disk(PathBuf),
    Embedded(&'static [u8]),
    /// Put together of other files.
    Composed(Arc<[u8]>),
}

/// Where the bytes of a file are.
#[derive(Clone, Copy, Debug)]
pub enum Location<'a> {
    /// In a file.
    Disk(&'a Path),
    /// In memory.
    Embedded(&'a [u8]),
}

/// Reads site.toml, the one file that is needed before all others. The inner error says that it is
/// not text.
pub fn site_toml(path: &Path) -> std::io::Result<Result<Source, Diagnostic>> {
    let name = path.file_name().map_or_else(|| "site.toml".into(), |name| name.to_string_lossy());
    Ok(text_of(SITE_TOML, &name, std::fs::read(path)?))
}

/// Finds all inputs of the project in `root`, whose site.toml lies at `site_toml`. Files that are
/// remembered as they are need not be read.
pub fn gather(
    root: &Path,
    site_toml: &Path,
    config: &Config,
    theme: Theme,
    remembered: Remembered<'_>,
) -> Diagnosed<Sources> {
    let mut diagnostics = Vec::new();
    let mut gathering = Gathering { tags: config.tags(), ..Gathering::new(site_toml, remembered) };
    let skip = [root.join(&config.output)];
    let content = walk::files(root, "content", &skip, &mut diagnostics);
    if !root.join("content").is_dir() {
        let help = "make a folder `content` beside site.toml and put Markdown files into it";
        diagnostics.push(Diagnostic::error("source/no-content", "there is no folder `content`").help(help));
    }
    gathering.content(content, &mut diagnostics);
    gathering.templates(walk::files(root, "templates", &skip, &mut diagnostics), theme);
    gathering.fixed(walk::files(root, "static", &skip, &mut diagnostics), theme, &mut diagnostics);
    let mut composed = sass::compile(&mut gathering, &mut diagnostics);
    composed.extend(style::compose(&mut gathering, &config.theme, &mut diagnostics));
    gathering.notices(root, config);
    let font = |path: &String| gathering.add(path.clone(), Origin::Disk(root.join(path)));
    let fonts = config.cards.fonts.iter().filter(|_| config.cards.enabled).map(font).collect();
    let assets = gathering.read_assets(&mut diagnostics);
    let sources = Sources {
        tags: gathering.tags,
        files: gathering.files,
        articles: gathering.articles,
        sections: gathering.sections,
        templates: gathering.templates,
        strings: gathering.strings,
        notices: gathering.notices,
        fonts,
        composed,
        assets,
    };
    Diagnosed::new(sources, diagnostics)
}

/// What has been found so far.
struct Gathering<'a> {
    tags: Tags,
    remembered: Remembered<'a>,
    files: Vec<Input>,
    articles: Vec<(FileId, ContentPath)>,
    sections: Vec<(FileId, ContentPath)>,
    templates: BTreeMap<String, FileId>,
    strings: BTreeMap<String, FileId>,
    notices: BTreeMap<String, FileId>,
    content_files: Vec<(ContentPath, FileId)>,
    fixed_files: BTreeMap<Route, FileId>,
}

impl<'a> Gathering<'a> {
    fn new(site_toml: &Path, remembered: Remembered<'a>) -> Self {
        let name = site_toml.file_name().map_or_else(|| "site.toml".into(), |name| name.to_string_lossy());
        Self {
            tags: Tags::default(),
            remembered,
            files: vec![Input {
                path: Arc::from(&*name),
                origin: Origin::Disk(site_toml.to_owned()),
                signature: Signature::default(),
                digest: None,
            }],
            articles: Vec::new(),
            sections: Vec::new(),
            templates: BTreeMap::new(),
            strings: BTreeMap::new(),
            notices: BTreeMap::new(),
            content_files: Vec::new(),
            fixed_files: BTreeMap::new(),
        }
    }

    fn add(&mut self, path: String, origin: Origin) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Input { path: path.into(), origin, signature: Signature::default(), digest: None });
        id
    }

    /// Adds a file of which something may be known.
    fn add_found(&mut self, path: String, disk: PathBuf, signature: Signature) -> FileId {
        let digest = (self.remembered)(&path, signature).map(|(digest, _)| digest);
        let id = self.add(path, Origin::Disk(disk));
        if let Some(input) = self.files.last_mut() {
            input.signature = signature;
            input.digest = digest;
        }
        id
    }

    fn content(&mut self, found: Vec<Found>, diagnostics: &mut Vec<Diagnostic>) {
        for Found { relative, disk, signature } in found {
            let id = self.add_found(format!("content/{relative}"), disk, signature);
            match ContentPath::new(&relative) {
                Ok(path) if self.tags.name(&path) == "_index.md" => self.sections.push((id, path)),
                Ok(path) if path.name().ends_with(".md") => self.articles.push((id, path)),
                Ok(path) => self.content_files.push((path, id)),
                Err(reason) => diagnostics.push(unsafe_name(id, &format!("content/{relative}"), reason)),
            }
        }
    }

    fn templates(&mut self, found: Vec<Found>, theme: Theme) {
        for (name, text) in theme.templates {
            let id = self.add(format!("(default theme)/{name}"), Origin::Embedded(text.as_bytes()));
            self.templates.insert((*name).to_owned(), id);
        }
        for Found { relative, disk, .. } in found {
            let is_template =
                [".html", ".htm", ".xml", ".svg"].iter().any(|ending| relative.ends_with(ending));
            let language = relative.strip_prefix("strings/").and_then(|name| name.strip_suffix(".toml"));
            if let Some(language) = language {
                let id = self.add(format!("templates/{relative}"), Origin::Disk(disk));
                self.strings.insert(language.to_owned(), id);
            } else if is_template {
                let id = self.add(format!("templates/{relative}"), Origin::Disk(disk));
                self.templates.insert(relative, id);
            }
        }
    }

    fn fixed(&mut self, found: Vec<Found>, theme: Theme, diagnostics: &mut Vec<Diagnostic>) {
        for (name, bytes) in theme.files {
            let id = self.add(format!("(default theme)/{name}"), Origin::Embedded(bytes));
            if let Ok(route) = Route::new(&format!("/{name}")) {
                self.fixed_files.insert(route, id);
            }
        }
        for Found { relative, disk, signature } in found {
            let id = self.add_found(format!("static/{relative}"), disk, signature);
            match Route::new(&format!("/{relative}")) {
                Ok(route) => {
                    self.fixed_files.insert(route, id);
                }
                Err(reason) => diagnostics.push(unsafe_name(id, &format!("static/{relative}"), reason)),
            }
        }
    }

    fn notices(&mut self, root: &Path, config: &Config) {
        let versions = config.disclaimers.iter().flat_map(|disclaimer| &disclaimer.versions);
        let texts = versions
            .flat_map(|version| &version.texts)
            .map(|text| &text.text)
            .chain(config.calls_to_action.iter().flat_map(|notice| notice.spoken.texts()));
        for text in texts {
            if let NoticeText::File(path) = text
                && !self.notices.contains_key(path)
            {
                let id = self.add(path.clone(), Origin::Disk(root.join(path)));
                self.notices.insert(path.clone(), id);
            }
        }
    }

    fn read_assets(&self, diagnostics: &mut Vec<Diagnostic>) -> Assets {
        let ids: Vec<FileId> =
            self.content_files.iter().map(|(_, id)| *id).chain(self.fixed_files.values().copied()).collect();
        let read: Vec<(FileId, Result<Asset, Diagnostic>)> =
            ids.par_iter().map(|id| (*id, self.read_asset(*id))).collect();
        let mut assets = BTreeMap::new();
        for (id, asset) in read {
            match asset {
                Ok(asset) => {
                    assets.insert(id, asset);
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        Assets {
            fixed: self
                .fixed_files
                .iter()
                .filter_map(|(route, id)| Some((route.clone(), assets.get(id)?.clone())))
                .collect(),
            content: self
                .content_files
                .iter()
                .filter_map(|(path, id)| Some((path.clone(), assets.get(id)?.clone())))
                .collect(),
        }
    }

    fn read_asset(&self, id: FileId) -> Result<Asset, Diagnostic> {
        let input = &self.files[id.0 as usize];
        if let Some((digest, size)) =
            input.digest.and_then(|_| (self.remembered)(&input.path, input.signature))
        {
            return Ok(Asset { file: id, digest, size });
        }
        let bytes = input.bytes().map_err(|error| unreadable(id, &input.path, &error))?;
        Ok(Asset { file: id, digest: Digest::of(&bytes), size: image_size(&input.path, &bytes) })
    }
}

impl Input {
    fn bytes(&self) -> std::io::Result<Vec<u8>> {
        match &self.origin {
            Origin::Disk(path) => std::fs::read(path),
            Origin::Embedded(bytes) => Ok(bytes.to_vec()),
            Origin::Composed(bytes) => Ok(bytes.to_vec()),
        }
    }
}

impl Sources {
    /// A project of which nothing but site.toml can be known.
    pub fn only(site_toml: &Path) -> Self {
        let Gathering { files, .. } = Gathering::new(site_toml, &|_, _| None);
        Self {
            tags: Tags::default(),
            files,
            articles: Vec::new(),
            sections: Vec::new(),
            templates: BTreeMap::new(),
            strings: BTreeMap::new(),
            notices: BTreeMap::new(),
            fonts: Vec::new(),
            composed: Vec::new(),
            assets: Assets::default(),
        }
    }

    /// The text of a disclaimer or call to action that has a file of its own.
    pub fn notice(&self, path: &str) -> Result<Source, Diagnostic> {
        match self.notices.get(path) {
            Some(id) => self.read(*id),
            None => Err(Diagnostic::error("source/unreadable", format!("cannot read `{path}`"))),
        }
    }

    /// Whether a content file is one of sections: `_index.md`, in any language.
    pub fn is_section(&self, path: &ContentPath) -> bool {
        self.tags.name(path) == "_index.md"
    }

    /// How an author would name a file.
    pub fn path(&self, id: FileId) -> &str {
        self.files.get(id.0 as usize).map_or("", |input| &input.path)
    }

    /// All files, by their path as authors see it.
    pub fn by_path(&self) -> BTreeMap<&str, FileId> {
        (0..).zip(&self.files).map(|(id, input)| (&*input.path, FileId(id))).collect()
    }

    /// Names the paths of all files, in their order: what else names files by their place in it.
    pub fn paths_digest(&self) -> Digest {
        let mut hasher = Hasher::new();
        for input in &self.files {
            hasher.part(&*input.path);
        }
        hasher.finish()
    }

    /// The digest of a file, if it was known before the file was read.
    pub fn remembered_digest(&self, id: FileId) -> Option<Digest> {
        self.files[id.0 as usize].digest
    }

    /// What the disk said about a file when it was found.
    pub fn signature(&self, id: FileId) -> Signature {
        self.files[id.0 as usize].signature
    }

    /// All files that are published as they are, by their path as authors see it, and what the disk
    /// said about each.
    pub fn known_assets(&self) -> BTreeMap<&str, (Signature, &Asset)> {
        let assets = self.assets.fixed.values().chain(self.assets.content.values());
        assets.map(|asset| (self.path(asset.file), (self.signature(asset.file), asset))).collect()
    }

    /// Where a file's bytes are.
    pub fn location(&self, id: FileId) -> Location<'_> {
        match &self.files[id.0 as usize].origin {
            Origin::Disk(path) => Location::Disk(path),
            Origin::Embedded(bytes) => Location::Embedded(bytes),
            Origin::Composed(bytes) => Location::Embedded(bytes),
        }
    }

    /// A file's bytes.
    pub fn bytes(&self, id: FileId) -> std::io::Result<Vec<u8>> {
        self.files[id.0 as usize].bytes()
    }

    /// A file's text. The error is a diagnostic: the file has gone, or is not UTF-8.
    pub fn read(&self, id: FileId) -> Result<Source, Diagnostic> {
        let input = &self.files[id.0 as usize];
        let bytes = input.bytes().map_err(|error| unreadable(id, &input.path, &error))?;
        text_of(id, &input.path, bytes)
    }

    /// A file's text for showing a problem in it; what is not UTF-8 in it is replaced.
    pub fn show(&self, id: FileId) -> Option<Source> {
        let input = self.files.get(id.0 as usize)?;
        let bytes = input.bytes().ok()?;
        Some(Source::new(id, input.path.clone(), String::from_utf8_lossy(&bytes).into_owned()))
    }
}

fn text_of(id: FileId, path: &str, bytes: Vec<u8>) -> Result<Source, Diagnostic> {
    String::from_utf8(bytes).map(|text| Source::new(id, path, text)).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("this file is not UTF-8 text: byte {at} is the first that cannot be read");
        let help = "save it as UTF-8 (most editors offer that under “Save as” or “Encoding”)";
        Diagnostic::error("source/not-utf8", message).at(id, at..at, "").help(help)
    })
}

fn unreadable(id: FileId, path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("source/unreadable", format!("cannot read `{path}`: {error}")).label(
        id,
        crate::diagnostic::Place::File,
        "",
    )
}

fn unsafe_name(id: FileId, path: &str, reason: crate::route::Unsafe) -> Diagnostic {
    Diagnostic::error("source/unsafe-name", format!("`{path}` cannot be published: {reason}"))
        .label(id, crate::diagnostic::Place::File, "")
        .help("rename the file")
}
