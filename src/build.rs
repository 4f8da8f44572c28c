//! Owns the driver: the stages in their order, and nothing of what they do. Cold build, warm build
//! and preview run the same functions.

mod places;
mod reading;
mod rendering;

use std::path::PathBuf;
use std::sync::Arc;

use crate::cache::Cache;
use crate::config::{self, Config, Overrides};
use crate::diagnostic::{Diagnostic, Severity};
use crate::digest::Digest;
use crate::document::{self, Content, Settings};
use crate::output::Outputs;
use crate::pages::plan::Page;
use crate::pages::shared::Shared;
use crate::pages::view::CardView;
use crate::pages::{self, Context, views};
use crate::policy::{self, Policies, Texts};
use crate::publish::{Changes, Failure, Publication};
use crate::render::Templates;
use crate::site::{self, ArticleId, Site};
use crate::source::Source;
use crate::sources::{self, Sources, Theme};

pub use places::settle;
pub use reading::Contents;
pub use rendering::make;

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
}

/// A build as far as it went.
#[derive(Debug)]
pub struct Built {
    /// What was found, every place settled; sorting and drawing are the business of `report`.
    pub diagnostics: Vec<Diagnostic>,
    /// The inputs, for showing problems in them.
    pub sources: Option<Sources>,
    /// What was published; none if anything stood against it, or nothing was to be.
    pub published: Option<Published>,
    /// The output folder.
    pub output: PathBuf,
}

/// What a build has published.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    /// Articles of the site.
    pub articles: usize,
    /// Pages and other files made.
    pub pages: usize,
    /// What changed in the output folder.
    pub changes: Changes,
}

/// A site ready to be rendered.
pub struct Prepared {
    /// The settled configuration.
    pub config: Config,
    /// The inputs.
    pub sources: Sources,
    /// The linked site.
    pub site: Site,
    /// Disclaimers and calls to action by article.
    pub policies: Policies,
    /// Their texts.
    pub texts: Texts,
    /// Bodies.
    pub contents: Contents,
    /// Articles as lists show them.
    pub cards: Vec<Shared<CardView>>,
    /// All pages.
    pub pages: Vec<Page>,
    /// All templates; none if any of them is wrong.
    pub templates: Option<Templates>,
    /// Names the program itself.
    pub program: Digest,
}

impl Prepared {
    /// What pages are made from.
    pub fn context(&self) -> Context<'_> {
        Context {
            config: &self.config,
            site: &self.site,
            policies: &self.policies,
            texts: &self.texts,
            cards: &self.cards,
        }
    }

    /// The bulk of an article.
    pub fn content(&self, id: ArticleId) -> Arc<Content> {
        let article = self.site.article(id);
        let again = || {
            let source = self.sources.read(article.file).ok()?;
            document::read(&source, &Settings::of(&self.config)).value.map(|(_, content)| content)
        };
        Arc::new(self.contents.get(article.document.key).or_else(again).unwrap_or_default())
    }
}

/// Why a build could not even begin, or not end: nothing an author has written is at fault.
#[derive(Debug)]
pub struct Obstacle(pub String);

/// Builds the site into its output folder. With any error found, nothing is published.
pub fn build(request: &Request, progress: &dyn Progress) -> Result<Built, Obstacle> {
    let mut diagnostics = Vec::new();
    let (prepared, sources) = prepare(request, progress, &mut diagnostics)?;
    let Some(prepared) = prepared else {
        return Ok(finish(diagnostics, sources, None, PathBuf::new()));
    };
    let out = output_folder(request, &prepared.config)?;
    if has_errors(&diagnostics) {
        // Nothing is written, not even to be moved into place later: what would be may not fit together.
        rendering::try_all(&prepared, progress, &mut diagnostics);
        return Ok(finish(diagnostics, Some(prepared.sources), None, out));
    }
    let publication = Publication::open(&out).map_err(obstacle)?;
    let outputs = rendering::render(&prepared, &publication, progress, &mut diagnostics).map_err(obstacle)?;
    let failed = has_errors(&diagnostics);
    let published = if failed { None } else { publish(&prepared, publication, outputs, &mut diagnostics)? };
    Ok(finish(diagnostics, Some(prepared.sources), published, out))
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Finds everything that is wrong with the site: all stages but publishing.
pub fn check(request: &Request, progress: &dyn Progress) -> Result<Built, Obstacle> {
    let mut diagnostics = Vec::new();
    let (prepared, sources) = prepare(request, progress, &mut diagnostics)?;
    let Some(prepared) = prepared else {
        return Ok(finish(diagnostics, sources, None, PathBuf::new()));
    };
    rendering::try_all(&prepared, progress, &mut diagnostics);
    Ok(finish(diagnostics, Some(prepared.sources), None, PathBuf::new()))
}

fn publish(
    prepared: &Prepared,
    publication: Publication,
    outputs: Outputs,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Published>, Obstacle> {
    match publication.commit(outputs) {
        Ok(changes) => {
            let (articles, pages) = (prepared.site.articles.len(), prepared.pages.len());
            Ok(Some(Published { articles, pages, changes }))
        }
        Err(Failure::Foreign(paths)) => {
            diagnostics.extend(paths.iter().map(|path| foreign(path.as_str(), &prepared.config.output)));
            Ok(None)
        }
        Err(failure) => Err(obstacle(failure)),
    }
}

fn foreign(path: &str, output: &str) -> Diagnostic {
    let message = format!("`{output}/{path}` is in the way: it is not a file that this program has written");
    Diagnostic::error("publish/foreign-file", message)
        .help("move it away (files that belong to the site go into static/), or build into another folder with --output")
}

fn obstacle(failure: Failure) -> Obstacle {
    match failure {
        Failure::Disk(text) => Obstacle(text),
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
    sources: Option<Sources>,
    published: Option<Published>,
    output: PathBuf,
) -> Built {
    if let Some(sources) = &sources {
        settle(&mut diagnostics, |file| sources.show(file));
    }
    Built { diagnostics, sources, published, output }
}

/// Stages 1 to 5: everything up to the point where pages are rendered.
pub fn prepare(
    request: &Request,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Option<Prepared>, Option<Sources>), Obstacle> {
    let site_toml = match read_site_toml(request)? {
        Ok(source) => source,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return Ok((None, Some(Sources::only(&request.site_toml))));
        }
    };
    let Some(config) = config::load(&site_toml, &request.overrides).into_value(diagnostics) else {
        settle(diagnostics, |_| Some(site_toml.clone()));
        return Ok((None, Some(Sources::only(&request.site_toml))));
    };
    let cache = open_cache(request, &config);
    let remembered = |path: &str, signature| {
        cache.known_files().get(path, signature).map(|known| (known.digest, known.size))
    };
    let sources = sources::gather(&request.root, &request.site_toml, &config, request.theme, &remembered);
    let sources = sources.into_value(diagnostics);
    let settings = Settings::of(&config);
    let texts = policy::read_texts(&config, &site_toml, &settings.markup, |path| sources.notice(path));
    let texts = texts.into_value(diagnostics);
    let (inputs, contents) =
        reading::read(&sources, &texts, &settings, request.program, cache, progress, diagnostics);
    let site = site::link(inputs, &config).into_value(diagnostics);
    let policies = policy::select(&site, &config).into_value(diagnostics);
    let pages = pages::plan::plan(&site, &config).into_value(diagnostics);
    let program = request.program;
    let mut prepared = Prepared {
        config,
        sources,
        site,
        policies,
        texts,
        contents,
        pages,
        cards: Vec::new(),
        templates: None,
        program,
    };
    prepared.cards = pages::cards::all(prepared.context());
    prepared.templates = load_templates(&prepared, diagnostics);
    Ok((Some(prepared), None))
}

fn open_cache(request: &Request, config: &Config) -> Cache {
    let folder = request.root.join(&config.cache);
    match request.caching {
        Caching::Keep => Cache::open(&folder, request.program),
        Caching::ReadOnly => Cache::read_only(Some(&folder), request.program),
        Caching::Off => Cache::read_only(None, request.program),
    }
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

fn load_templates(prepared: &Prepared, diagnostics: &mut Vec<Diagnostic>) -> Option<Templates> {
    let mut files = Vec::new();
    for (name, id) in &prepared.sources.templates {
        match prepared.sources.read(*id) {
            Ok(source) => files.push((name.clone(), source)),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    // Without one that cannot be read, others would be blamed for calling it.
    if files.len() < prepared.sources.templates.len() {
        return None;
    }
    Templates::load(&files, &views::site(prepared.context())).into_value(diagnostics)
}
