//! Owns stages 1 to 3 put together: site.toml, the inputs, the languages, and what is known of them from
//! before.

use std::sync::Arc;

use super::reading::{self, Known, Reading};
use super::{Caching, Obstacle, Progress, Request, Unread, settle, unchanged};
use crate::cache::{Cache, Store};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::document::Settings;
use crate::language::{self, Language};
use crate::pages::Voice;
use crate::policy;
use crate::source::Source;
use crate::sources::{self, Sources};

/// Stages 1 to 3.
pub fn read(request: &Request, progress: &dyn Progress) -> Result<Result<Reading, Unread>, Obstacle> {
    read_beside(request, None, progress)
}

/// Reads everything, but for what an earlier reading knows.
pub(super) fn read_beside(
    request: &Request,
    known: Option<&Known<'_>>,
    progress: &dyn Progress,
) -> Result<Result<Reading, Unread>, Obstacle> {
    progress.stage("cache and inputs");
    let mut early = Vec::new();
    let site_toml = match read_site_toml(request)? {
        Ok(source) => source,
        Err(diagnostic) => return Ok(Err(vec![diagnostic])),
    };
    let Some(config) = config::load(&site_toml, &request.overrides).into_value(&mut early) else {
        settle(&mut early, |_| Some(site_toml.clone()));
        return Ok(Err(early));
    };
    let settings = Settings::of(&config);
    let known = known.filter(|known| known.reading.settings.digest == settings.digest);
    let cache = match known {
        Some(_) => Cache::read_only(None, request.program),
        None => open_cache(request, &config),
    };
    let store = match known {
        Some(known) => known.reading.store.clone(),
        None => Arc::new(open_store(request, &config)),
    };
    let sources = gather(request, &config, &cache, known).into_value(&mut early);
    let named = known.is_none().then(|| unchanged::early(request, &site_toml, &sources));
    let voices = voices(&config, &site_toml, &settings, &sources, &mut early);
    progress.stage("reading");
    let (articles, layer) = reading::articles(&sources, &settings, request.program, cache, known, progress);
    let sections = reading::sections(&sources, &settings, progress);
    let contents = known.map(|known| known.reading.contents.clone()).unwrap_or_default();
    let reading = Reading {
        config: Arc::new(config),
        sources: Arc::new(sources),
        settings: Arc::new(settings),
        voices: Arc::new(voices),
        contents: contents.with_layer(layer),
        articles,
        sections,
        store,
        early,
        named,
        edit: None,
    };
    Ok(Ok(reading.tidied(request.program)))
}

fn gather(
    request: &Request,
    config: &Config,
    cache: &Cache,
    known: Option<&Known<'_>>,
) -> Diagnosed<Sources> {
    let Request { root, site_toml, theme, .. } = request;
    let Some(known) = known else {
        let remembered = |path: &str, signature| {
            cache.known_files().get(path, signature).map(|known| (known.digest, known.size))
        };
        return sources::gather(root, site_toml, config, *theme, &remembered);
    };
    let assets = known.reading.sources.known_assets();
    let remembered = |path: &str, signature| {
        let (before, asset) = assets.get(path).filter(|_| !known.touched.contains(path))?;
        (*before == signature).then_some((asset.digest, asset.size))
    };
    sources::gather(root, site_toml, config, *theme, &remembered)
}

/// Settles how pages in each language are made.
pub(super) fn voices(
    config: &Config,
    site_toml: &Source,
    settings: &Settings,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Voice> {
    let mut files = Vec::new();
    for (tag, id) in &sources.strings {
        match sources.read(*id) {
            Ok(source) => files.push(language::File::read(tag, &source).into_value(diagnostics)),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let one = |language: Language| {
        let config = config.spoken(&language);
        let texts = policy::read_texts(&config, site_toml, &settings.markup, |path| sources.notice(path));
        Voice { texts: texts.into_value(diagnostics), config, language }
    };
    config.speak(&files).into_iter().map(one).collect()
}

fn open_cache(request: &Request, config: &Config) -> Cache {
    let folder = request.root.join(&config.cache);
    match request.caching {
        Caching::Keep => Cache::open(&folder, request.program),
        Caching::ReadOnly => Cache::read_only(Some(&folder), request.program),
        Caching::Off => Cache::read_only(None, request.program),
    }
}

pub(super) fn open_store(request: &Request, config: &Config) -> Store {
    let folder = request.root.join(&config.cache);
    let folder = (request.caching != Caching::Off).then_some(folder.as_path());
    Store::open(folder, request.caching == Caching::Keep, request.program)
}

fn read_site_toml(request: &Request) -> Result<Result<Source, Diagnostic>, Obstacle> {
    sources::site_toml(&request.site_toml).map_err(|error| {
        let path = request.site_toml.display();
        if error.kind() == std::io::ErrorKind::NotFound {
            return Obstacle(format!(
                "there is no `{path}`: run this in the folder of a site, or name its site.toml with --config"
            ));
        }
        Obstacle(format!("cannot read `{path}`: {error}"))
    })
}
