//! Owns the driver: the stages in their order, and nothing of what they do. Cold build, warm build
//! and preview run the same functions.

mod assembling;
mod assets;
mod auditing;
mod contents;
mod inputs;
mod packing;
mod patch;
mod pictures;
mod places;
mod reading;
mod rendering;
mod revise;
mod searching;
mod short;
mod social;
mod translations;
mod unchanged;
mod vectors;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::audit::Audit;
use crate::cache::Store;
use crate::config::{Config, Overrides};
use crate::diagnostic::{Diagnostic, Severity};
use crate::digest::Digest;
use crate::document::{self, Content, Settings};
use crate::media::Media;
use crate::output::Outputs;
use crate::pages::blocks::Blocks;
use crate::pages::cards::Card;
use crate::pages::links::Links;
use crate::pages::plan::Page;
use crate::pages::{Context, Voice};
use crate::policy::{self, Policies};
use crate::publish::{Changes, Failure, Publication};
use crate::render::Templates;
use crate::site::{ArticleId, Looks, Site, Transition};
use crate::sources::{Sources, Theme};

pub use assembling::assemble;
use assembling::{assemble_all, link};
pub use auditing::audit;
pub use contents::Contents;
pub use inputs::read;
pub use patch::{Patched, patch};
pub use places::settle;

pub use reading::Reading;
pub use rendering::{make, try_page};
pub use revise::{Touched, reread};
use searching::Searching;
pub use social::CardMaker;
pub use translations::translations;

/// What is to be built.
#[derive(Clone, Debug)]
pub struct Request {
    /// The project's folder.
    pub root: PathBuf,
    /// Its site.toml.
    pub site_toml: PathBuf,
    /// What the command line decides.
    pub overrides: Overrides,
    /// What the program brings along.
    pub theme: Theme,
    /// Names the program itself: what another version has made is not taken over.
    pub program: Digest,
    /// What becomes of the cache.
    pub caching: Caching,
}

/// What becomes of the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// It is read and written.
    Keep,
    /// It is read and left as it is.
    ReadOnly,
    /// It is let be.
    Off,
}

/// Hears how far a build has come.
pub trait Progress: Sync {
    /// A stage of so many steps begins.
    fn begin(&self, stage: &'static str, steps: usize);
    /// A step of it is done.
    fn step(&self);

    /// A part of the build begins, whose time may be of interest.
    fn stage(&self, _name: &'static str) {}

    /// The time since the build began, for somebody who wants to hear what was spent on what.
    fn clock(&self) -> Option<Duration> {
        None
    }

    /// A piece of work is done that began at this time of the clock.
    fn spent(&self, _work: Work<'_>, _since: Duration) {}
}

/// A piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work<'a> {
    /// A document was read; its path as authors see it.
    Document(&'a str),
    /// A page was made with this template, or seen to be as it was.
    Template(&'a str),
}

/// Does a piece of work, and tells what was spent on it.
fn timed<T>(progress: &dyn Progress, work: Work<'_>, doing: impl FnOnce() -> T) -> T {
    let since = progress.clock();
    let done = doing();
    if let Some(since) = since {
        progress.spent(work, since);
    }
    done
}

/// A build as far as it went.
#[derive(Debug)]
pub struct Built {
    /// What was found, every place settled; sorting and drawing are the business of `report`.
    pub diagnostics: Vec<Diagnostic>,
    /// The inputs, for showing problems in them.
    pub sources: Option<Arc<Sources>>,
    /// What was published; none if anything stood against it, or nothing was to be.
    pub published: Option<Published>,
    /// The output folder.
    pub output: PathBuf,
}

/// What a build has published.
#[derive(Clone, Debug)]
pub struct Published {
    /// Articles of the site.
    pub articles: usize,
    /// Pages and other files made.
    pub pages: usize,
    /// What changed in the output folder.
    pub changes: Changes,
    /// The next instant at which a build comes to something else: time to build again.
    pub next: Option<Transition>,
}

/// A site ready to be rendered.
#[derive(Clone)]
pub struct Prepared {
    /// The settled configuration.
    pub config: Arc<Config>,
    /// The inputs.
    pub sources: Arc<Sources>,
    /// How pages in each language are made; one at least.
    pub voices: Arc<Vec<Voice>>,
    /// The linked site.
    pub site: Site,
    /// Disclaimers and calls to action by article.
    pub policies: Arc<Policies>,
    /// Their texts as pages take them in, by language.
    pub blocks: Arc<Vec<Blocks>>,
    /// Bodies.
    pub contents: Contents,
    /// Articles as other pages show them.
    pub cards: Vec<Card>,
    /// Links that stand on many pages.
    pub links: Arc<Links>,
    /// All pages.
    pub pages: Arc<Vec<Page>>,
    /// All templates; none if any of them is wrong.
    pub templates: Option<Arc<Templates>>,
    /// Which articles were looked at for what all pages show.
    looks: Looks,
    /// What readers can search.
    search: Arc<Searching>,
    /// Versions of pictures.
    pub media: Arc<Media>,
    /// What social cards are made with; none if there are to be none.
    pub card_maker: Option<Arc<CardMaker>>,
    /// Where what is costly to make is kept.
    pub store: Arc<Store>,
    /// Names the program itself.
    pub program: Digest,
}

impl Prepared {
    /// What pages are made from.
    pub fn context(&self) -> Context<'_> {
        Context {
            config: &self.voices[0].config,
            language: &self.voices[0].language,
            voices: &self.voices,
            site: &self.site,
            policies: &self.policies,
            texts: &self.voices[0].texts,
            blocks: &self.blocks[0],
            all_blocks: &self.blocks,
            cards: &self.cards,
            links: &self.links,
            media: &self.media,
        }
    }

    /// The bulk of an article.
    pub fn content(&self, id: ArticleId) -> Arc<Content> {
        let article = self.site.article(id);
        let again = || {
            let source = self.sources.read(article.file).ok()?;
            document::read(&source, &Settings::of(&self.config)).value.map(|(_, content)| content)
        };
        self.contents.get(article.document.key).or_else(|| again().map(Arc::new)).unwrap_or_default()
    }
}

/// Why a build could not even begin, or not end: nothing an author has written is at fault.
#[derive(Debug)]
pub struct Obstacle(pub String);

/// Builds the site into its output folder. With any error found, nothing is published.
pub fn build(request: &Request, progress: &dyn Progress) -> Result<Built, Obstacle> {
    progress.stage("looking for changes");
    if let Some(look) = unchanged::look(request) {
        if look.is_same() {
            return Ok(look.into_built());
        }
        if let Some(built) = short::build(request, look, progress) {
            return Ok(built);
        }
    }
    build_with(request, false, progress).map(|(built, _)| built)
}

/// Builds the site and audits what is about to be published: with anything wrong in it, nothing is.
pub fn build_audited(request: &Request, progress: &dyn Progress) -> Result<(Built, Option<Audit>), Obstacle> {
    build_with(request, true, progress)
}

fn build_with(
    request: &Request,
    audited: bool,
    progress: &dyn Progress,
) -> Result<(Built, Option<Audit>), Obstacle> {
    let mut diagnostics = Vec::new();
    let reading = match read(request, progress)? {
        Ok(reading) => reading,
        Err(unread) => return Ok((not_read(request, unread), None)),
    };
    progress.stage("linking and planning");
    let prepared = || assemble_all(&reading, request, progress, &mut diagnostics);
    let (prepared, stamp) = rayon::join(prepared, || unchanged::stamp(&reading));
    drop(reading);
    let out = output_folder(request, &prepared.config)?;
    if has_errors(&diagnostics) {
        // Nothing is written, not even to be moved into place later: what would be may not fit together.
        rendering::try_all(&prepared, progress, &mut diagnostics);
        return Ok((finish(diagnostics, Some(prepared.sources), None, out), None));
    }
    progress.stage("rendering");
    let publication = Publication::open(&out).map_err(obstacle)?;
    let (outputs, looks) =
        rendering::render(&prepared, &publication, progress, &mut diagnostics).map_err(obstacle)?;
    let mut audit = None;
    if audited && !has_errors(&diagnostics) {
        progress.stage("auditing");
        progress.begin("auditing", prepared.pages.len());
        let bytes = |page: &Page| publication.read(&page.route.out_path()).map_err(unreadable);
        audit = auditing::audit_pages(&prepared, &bytes, None, progress, &mut diagnostics);
    }
    prepared.store.close();
    progress.stage("publishing");
    let failed = has_errors(&diagnostics);
    let stamp = stamp.filter(|_| !failed);
    let publish = || match failed {
        true => Ok(None),
        false => publish(&prepared, publication, outputs, &mut diagnostics),
    };
    let to_leave =
        || stamp.as_ref().and_then(|(stamp, keys)| short::to_leave(stamp, keys, &prepared, &looks, request));
    let (published, to_leave) = rayon::join(publish, to_leave);
    let published = published?;
    if let (Some((stamp, _)), Some(published)) = (stamp, &published) {
        let stamp = unchanged::complete(stamp, &prepared, published, &mut diagnostics);
        unchanged::leave(&stamp, &prepared.config, request);
        to_leave.iter().for_each(|linked| linked.save(&short::folder(&prepared, request), request.program));
    }
    let audit = audit.filter(|_| published.is_some());
    let Prepared { sources, site, cards, .. } = prepared;
    // The program ends here: to take so many small things apart first would only take time.
    std::mem::forget((site, cards));
    Ok((finish(diagnostics, Some(sources), published, out), audit))
}

fn unreadable(failure: Failure) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("audit/unreadable", obstacle(failure).0))
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Finds everything that is wrong with the site: all stages but publishing.
pub fn check(request: &Request, progress: &dyn Progress) -> Result<Built, Obstacle> {
    let mut diagnostics = Vec::new();
    let prepared = match read(request, progress)? {
        Ok(reading) => {
            progress.stage("linking and planning");
            assemble_all(&reading, request, progress, &mut diagnostics)
        }
        Err(unread) => return Ok(not_read(request, unread)),
    };
    progress.stage("rendering");
    rendering::try_all(&prepared, progress, &mut diagnostics);
    prepared.store.close();
    Ok(finish(diagnostics, Some(prepared.sources), None, PathBuf::new()))
}

/// What there is to say where site.toml cannot be used.
fn not_read(request: &Request, unread: Unread) -> Built {
    finish(unread, Some(Arc::new(Sources::only(&request.site_toml))), None, PathBuf::new())
}

fn publish(
    prepared: &Prepared,
    publication: Publication,
    outputs: Outputs,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Published>, Obstacle> {
    match publication.commit(&outputs) {
        Ok(changes) => {
            let (articles, pages) = (prepared.site.articles.len(), prepared.pages.len());
            let next = next_transition(prepared);
            Ok(Some(Published { articles, pages, changes, next }))
        }
        Err(Failure::Foreign(paths)) => {
            diagnostics.extend(paths.iter().map(|path| foreign(path.as_str(), &prepared.config.output)));
            Ok(None)
        }
        Err(failure) => Err(obstacle(failure)),
    }
}

/// The next instant at which a build comes to something else, be it of an article or of a disclaimer.
fn next_transition(prepared: &Prepared) -> Option<Transition> {
    let of_policies = policy::next_change(&prepared.site, &prepared.config);
    let what = "a disclaimer, an approval or a waiver changes".into();
    let of_policies = of_policies.map(|at| Transition { at, article: None, what });
    prepared.site.next_transition.clone().into_iter().chain(of_policies).min_by_key(|next| next.at)
}

fn foreign(path: &str, output: &str) -> Diagnostic {
    let message = format!("`{output}/{path}` is in the way: it is not a file that this program has written");
    Diagnostic::error("publish/foreign-file", message)
        .help("move it away (files that belong to the site go into static/), or build into another folder with --output")
}

fn obstacle(failure: Failure) -> Obstacle {
    match failure {
        Failure::Disk(text) => Obstacle(text),
        Failure::Busy(out) => {
            Obstacle(format!("another build is writing to `{}`: wait until it has ended", out.display()))
        }
        Failure::Foreign(paths) => Obstacle(format!("{} files are in the way", paths.len())),
    }
}

/// The output folder must not be one that inputs lie in.
fn output_folder(request: &Request, config: &Config) -> Result<PathBuf, Obstacle> {
    let out = request.root.join(&config.output);
    let real = std::path::absolute(&out).unwrap_or_else(|_| out.clone());
    let root = std::path::absolute(&request.root).unwrap_or_else(|_| request.root.clone());
    let inputs = ["content", "templates", "static"].map(|folder| root.join(folder));
    let clash = root.starts_with(&real) || inputs.iter().any(|input| real.starts_with(input));
    if clash {
        let message =
            format!("`{}` cannot be the output folder: the site's own files lie there", config.output);
        return Err(Obstacle(format!("{message}; choose another, such as `public`")));
    }
    Ok(out)
}

fn finish(
    mut diagnostics: Vec<Diagnostic>,
    sources: Option<Arc<Sources>>,
    published: Option<Published>,
    output: PathBuf,
) -> Built {
    if let Some(sources) = &sources {
        settle(&mut diagnostics, |file| sources.show(file));
    }
    Built { diagnostics, sources, published, output }
}

/// What is wrong with a site.toml that cannot be used, every place settled.
pub type Unread = Vec<Diagnostic>;
