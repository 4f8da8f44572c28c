//! Owns stages 4 and 5 put together: the site is linked, its pages planned, its templates loaded.

use std::sync::Arc;

use super::contents::Contents;
use super::searching::Searching;
use super::{Prepared, Progress, Reading, Request, assets, pictures, social, translations, vectors};
use crate::cache::Store;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::pages::blocks::Blocks;
use crate::pages::links::Links;
use crate::pages::plan::Page;
use crate::pages::{self, Voice, views};
use crate::policy::{self, Texts};
use crate::render::{Sees, Templates};
use crate::site::{self, Looks, Site};
use crate::source::FileId;
use crate::sources::Sources;

/// Stages 4 and 5 without making anything that takes long: pictures of which no versions are known are
/// shown as they are. Templates that `previous` has are taken over if they are the same. What is wrong
/// with templates is told apart from the rest.
pub fn assemble(
    reading: &Reading,
    program: Digest,
    previous: Option<&Prepared>,
    diagnostics: &mut Vec<Diagnostic>,
    of_templates: &mut Vec<Diagnostic>,
) -> Prepared {
    let mut prepared = link(reading, program, diagnostics);
    pictures::recall(&mut prepared);
    vectors::check(&prepared, diagnostics);
    social::plan(&mut prepared, diagnostics);
    complete(&mut prepared, previous, of_templates);
    prepared
}

/// Stages 4 and 5, with everything that is wrong.
pub(super) fn assemble_all(
    reading: &Reading,
    request: &Request,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Prepared {
    let mut of_templates = Vec::new();
    let mut prepared = link(reading, request.program, diagnostics);
    let missing = pictures::recall(&mut prepared);
    pictures::make(&mut prepared, missing, progress, diagnostics);
    vectors::check(&prepared, diagnostics);
    social::plan(&mut prepared, diagnostics);
    assets::make(&mut prepared);
    complete(&mut prepared, None, &mut of_templates);
    diagnostics.extend(of_templates);
    prepared
}

pub(super) fn link(reading: &Reading, program: Digest, diagnostics: &mut Vec<Diagnostic>) -> Prepared {
    diagnostics.extend(reading.diagnostics().cloned());
    let site = || site::link(reading.inputs(), &reading.config);
    let (site, rules) = rayon::join(site, || policy::check_rules(reading.documents(), &reading.config));
    let site = site.into_value(diagnostics);
    diagnostics.extend(translations::problems(reading, &site));
    diagnostics.extend(rules);
    diagnostics.extend(pages::offline::missing(&reading.config, &site));
    let pages = pages::plan::plan(&site, &reading.config).into_value(diagnostics);
    let parts = Parts {
        config: reading.config.clone(),
        sources: reading.sources.clone(),
        voices: reading.voices.clone(),
        contents: reading.contents.clone(),
        store: reading.store.clone(),
        program,
    };
    put_together(parts, site, pages, diagnostics)
}

/// What a site is made with, beside what was linked.
pub(super) struct Parts {
    pub(super) config: Arc<Config>,
    pub(super) sources: Arc<Sources>,
    pub(super) voices: Arc<Vec<Voice>>,
    pub(super) contents: Contents,
    pub(super) store: Arc<Store>,
    pub(super) program: Digest,
}

/// A linked site with its disclaimers.
pub(super) fn put_together(
    parts: Parts,
    site: Site,
    pages: Vec<Page>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Prepared {
    let Parts { config, sources, voices, contents, store, program } = parts;
    let texts: Vec<&Texts> = voices.iter().map(|voice| &voice.texts).collect();
    let policies = policy::select(&site, &config, &texts).into_value(diagnostics);
    let blocks = |voice: &Voice| Blocks::new(&voice.config, &voice.language, &site, &voice.texts);
    let blocks = voices.iter().map(blocks).collect();
    Prepared {
        search: Arc::new(Searching::new(voices.len())),
        config,
        sources,
        voices,
        site,
        policies: Arc::new(policies),
        blocks: Arc::new(blocks),
        contents,
        pages: Arc::new(pages),
        cards: Vec::new(),
        links: Arc::default(),
        templates: None,
        looks: Looks::default(),
        media: Arc::default(),
        card_maker: None,
        store,
        program,
    }
}

/// What needs to know all that is shown.
pub(super) fn complete(
    prepared: &mut Prepared,
    previous: Option<&Prepared>,
    of_templates: &mut Vec<Diagnostic>,
) {
    prepared.links = Arc::new(Links::new(prepared.context()));
    prepared.cards = pages::cards::all(prepared.context());
    let (templates, looks) = site::watch(|| load_templates(prepared, previous, of_templates));
    (prepared.templates, prepared.looks) = (templates, looks);
}

pub(super) fn load_templates(
    prepared: &Prepared,
    previous: Option<&Prepared>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Templates>> {
    let mut files = Vec::new();
    let is_page = |(name, _): &(&String, &FileId)| !name.ends_with(".svg");
    for (name, id) in prepared.sources.templates.iter().filter(is_page) {
        match prepared.sources.read(*id) {
            Ok(source) => files.push((name.clone(), source)),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    // Without one that cannot be read, others would be blamed for calling it.
    if files.len() < prepared.sources.templates.iter().filter(is_page).count() {
        return None;
    }
    let sees = |voice: &Voice| Sees {
        site: views::site(prepared.context().speaking(voice.language.id)),
        language: Arc::new(voice.language.clone()),
    };
    let sees: Vec<Sees> = prepared.voices.iter().map(sees).collect();
    let digest = Templates::digest_of(&files, &sees);
    // They know their files by the ids of their own reading.
    let same = previous.filter(|previous| previous.sources.templates == prepared.sources.templates);
    let same = same.and_then(|previous| previous.templates.clone());
    if let Some(same) = same.filter(|same| same.whole_digest() == digest) {
        return Some(same);
    }
    Templates::load(&files, &sees).into_value(diagnostics).map(Arc::new)
}
