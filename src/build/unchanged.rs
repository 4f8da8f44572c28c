//! Owns seeing that there is nothing to do: inputs and outputs are as a build left them. Such a build
//! leaves a stamp; this one looks at every file, reads next to none, and says again what that one said.
//! What was seen is of use where little has changed, too.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Built, Caching, Prepared, Published, Reading, Request, finish, output_folder, settle};
use crate::cache::{KnownFiles, Said, Stamp};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Label, Place};
use crate::digest::{Digest, Hasher};
use crate::document::{self, Settings};
use crate::moment::Moment;
use crate::policy;
use crate::publish::{self, Changes};
use crate::route::ContentPath;
use crate::site;
use crate::source::{FileId, Source};
use crate::sources::{self, Sources};

/// What there is to see without reading: how things are now, and what the last build left.
pub(super) struct Look {
    pub(super) site_toml: Source,
    pub(super) config: Config,
    pub(super) settings: Settings,
    pub(super) sources: Sources,
    pub(super) stamp: Stamp,
    pub(super) out: PathBuf,
    /// The keys of all articles; none for those that have to be read.
    pub(super) keys: Vec<Option<Digest>>,
    early: Digest,
    /// What was known of files.
    pub(super) known: KnownFiles,
    /// What the last build had to say.
    pub(super) said: Vec<Diagnostic>,
}

/// Looks at everything; `None` if the last build has left nothing that is of use.
pub(super) fn look(request: &Request) -> Option<Look> {
    if request.caching == Caching::Off {
        return None;
    }
    let mut found = Vec::new();
    let site_toml = sources::site_toml(&request.site_toml).ok()?.ok()?;
    let config = config::load(&site_toml, &request.overrides).into_value(&mut found)?;
    let folder = request.root.join(&config.cache);
    let mut stamp = Stamp::load(&folder, request.program)?;
    let now = request.overrides.now;
    if !(stamp.since..stamp.until).contains(&now) || stamp.year != config.now.year() {
        return None;
    }
    let known = KnownFiles::load(&folder, request.program);
    let remembered = |path: &str, signature| known.get(path, signature).map(|file| (file.digest, file.size));
    let Request { root, site_toml: path, theme, .. } = request;
    let sources = sources::gather(root, path, &config, *theme, &remembered).into_value(&mut found);
    let settings = Settings::of(&config);
    let key =
        |(file, _): &(FileId, ContentPath)| Some(document::key(sources.remembered_digest(*file)?, &settings));
    let keys = sources.articles.iter().map(key).collect();
    let early = early(request, &site_toml, &sources);
    let out = output_folder(request, &config).ok()?;
    let said = said_again(std::mem::take(&mut stamp.said), &sources)?;
    found.is_empty().then_some(Look {
        site_toml,
        config,
        settings,
        sources,
        stamp,
        out,
        keys,
        early,
        known,
        said,
    })
}

impl Look {
    /// Names every input, given the keys of all articles.
    pub(super) fn inputs(&self, keys: &[Digest]) -> Digest {
        let articles = self.sources.articles.iter().map(|(_, path)| path).zip(keys.iter().copied());
        inputs(self.early, &self.sources, articles)
    }

    /// Whether inputs and outputs are as the last build left them.
    pub(super) fn is_same(&self) -> bool {
        let keys: Option<Vec<Digest>> = self.keys.iter().copied().collect();
        keys.is_some_and(|keys| self.inputs(&keys) == self.stamp.inputs)
            && publish::is_left(&self.out, self.stamp.manifest)
    }

    /// The build that was before, if this one would come to the same.
    pub(super) fn into_built(self) -> Built {
        let Stamp { articles, pages, files, manifest, next, .. } = self.stamp;
        let changes = Changes { written: 0, deleted: 0, kept: files, manifest };
        let published = Published { articles, pages, changes, next };
        finish(self.said, Some(Arc::new(self.sources)), Some(published), self.out)
    }
}

/// What was said, about the files of this run.
fn said_again(said: Vec<Said>, sources: &Sources) -> Option<Vec<Diagnostic>> {
    let files = if said.is_empty() { BTreeMap::new() } else { sources.by_path() };
    let mut codes: BTreeSet<&'static str> = BTreeSet::new();
    let mut code = |said: String| match codes.get(said.as_str()) {
        Some(code) => code,
        None => {
            // Codes are few, and as good as constants: there is no telling that they are ours.
            let code: &'static str = said.leak();
            codes.insert(code);
            code
        }
    };
    let label = |(path, range, text): (String, Option<Range<usize>>, String)| {
        let place = range.map_or(Place::File, Place::Range);
        Some(Label { file: *files.get(path.as_str())?, place, text })
    };
    let one = |Said { code: said, severity, message, labels, help }: Said| {
        let labels = labels.into_iter().map(label).collect::<Option<_>>()?;
        Some(Diagnostic { code: code(said), severity, message, labels, help })
    };
    said.into_iter().map(one).collect()
}

/// What is settled, to be said again.
pub(super) fn to_say_again(diagnostics: &[Diagnostic], sources: &Sources) -> Vec<Said> {
    let label = |Label { file, place, text }: &Label| {
        let range = match place {
            Place::Range(range) => Some(range.clone()),
            Place::File | Place::Key(_) | Place::Value(_) => None,
        };
        (sources.path(*file).to_owned(), range, text.clone())
    };
    let one = |found: &Diagnostic| Said {
        code: found.code.to_owned(),
        severity: found.severity,
        message: found.message.clone(),
        labels: found.labels.iter().map(label).collect(),
        help: found.help.clone(),
    };
    diagnostics.iter().map(one).collect()
}

/// Names the settings, and those inputs that are few and read by every build. Taken before they are
/// read for use: if one changes in between, this names what is no longer there.
pub(super) fn early(request: &Request, site_toml: &Source, sources: &Sources) -> Digest {
    let overrides = &request.overrides;
    let mut hasher = Hasher::new();
    hasher.digest(request.program).digest(site_toml.digest);
    hasher.value(&(&overrides.base_url, &overrides.origin, &overrides.output));
    hasher.value(&(overrides.drafts, overrides.future));
    let sections = sources.sections.iter().map(|(file, _)| file);
    let templates = sources.templates.values().chain(sources.strings.values());
    for file in sections.chain(templates).chain(sources.notices.values()).chain(&sources.fonts) {
        let digest = sources.bytes(*file).map(Digest::of).unwrap_or_default();
        hasher.part(sources.path(*file)).digest(digest);
    }
    hasher.finish()
}

/// Names every input, given the keys of all articles.
fn inputs<'a>(
    early: Digest,
    sources: &Sources,
    articles: impl Iterator<Item = (&'a ContentPath, Digest)>,
) -> Digest {
    let mut hasher = Hasher::new();
    hasher.digest(early);
    for (path, key) in articles {
        hasher.part(path.as_str()).digest(key);
    }
    for (path, asset) in &sources.assets.content {
        hasher.part(path.as_str()).digest(asset.digest);
    }
    for (route, asset) in &sources.assets.fixed {
        hasher.part(route.as_str()).digest(asset.digest);
    }
    hasher.finish()
}

/// What a reading will have come to, if no error is found, and the keys of all articles. `None` if an
/// article cannot be read.
pub(super) fn stamp(reading: &Reading) -> Option<(Stamp, Vec<Digest>)> {
    let keys: Vec<Digest> =
        reading.articles.iter().map(|read| Some(read.document.as_ref()?.key)).collect::<Option<_>>()?;
    let articles = reading.articles.iter().map(|read| &read.path).zip(keys.iter().copied());
    let inputs = inputs(reading.named?, &reading.sources, articles);
    let config = &reading.config;
    let documents = reading.articles.iter().filter_map(|read| read.document.as_deref());
    let instants = documents.flat_map(|document| site::instants(&document.front, &config.time_zone));
    let to_come = instants.filter(|instant| !instant.has_come(config.now));
    let stamp = Stamp {
        inputs,
        since: config.now.seconds(),
        until: to_come.map(Moment::seconds).min().unwrap_or(i64::MAX),
        year: config.now.year(),
        manifest: Digest::default(),
        articles: 0,
        pages: 0,
        files: 0,
        next: None,
        said: Vec::new(),
    };
    Some((stamp, keys))
}

/// The stamp of a build that found no error.
pub(super) fn complete(
    mut stamp: Stamp,
    prepared: &Prepared,
    published: &Published,
    diagnostics: &mut [Diagnostic],
) -> Stamp {
    let site = &prepared.site;
    if site.recent.is_empty() || site.sections.iter().any(|section| section.articles.is_empty()) {
        // Feeds without entries tell the build date.
        stamp.until = stamp.since.saturating_add(1);
    }
    if let Some(at) = policy::next_change(site, &prepared.config) {
        stamp.until = stamp.until.min(at.seconds());
    }
    settle(diagnostics, |file| prepared.sources.show(file));
    stamp.said = to_say_again(diagnostics, &prepared.sources);
    stamp.next.clone_from(&published.next);
    stamp.manifest = published.changes.manifest;
    (stamp.articles, stamp.pages) = (published.articles, published.pages);
    stamp.files = published.changes.written + published.changes.kept;
    stamp
}

/// Leaves a stamp for the next build.
pub(super) fn leave(stamp: &Stamp, config: &Config, request: &Request) {
    let folder = request.root.join(&config.cache);
    if request.caching == Caching::Keep && Stamp::load(&folder, request.program).as_ref() != Some(stamp) {
        stamp.save(&folder, request.program);
    }
}
