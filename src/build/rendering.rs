//! Owns stage 6 as a whole: every page made and staged, in parallel, unless the output folder holds
//! it already as it would be.

use std::sync::Arc;

use memchr::memmem;
use rayon::prelude::*;

use super::{Prepared, Progress, Work, assets, packing, pictures, searching, social};
use crate::config::DisclaimerPlacement;
use crate::diagnostic::{Diagnostic, Severity};
use crate::digest::{Digest, Hasher};
use crate::document::Content;
use crate::output::{Output, Outputs};
use crate::pages::content::{self, Urls};
use crate::pages::csp::Uses;
use crate::pages::json_ld::{self, Graph};
use crate::pages::plan::{Page, PageKind};
use crate::pages::{feeds, views};
use crate::publish::{Failure, Publication};
use crate::render::Templates;
use crate::route::{OutPath, Route};
use crate::share;
use crate::site::{self, ArticleId, Asset, Looks};

/// Makes everything that the output folder is to hold. Also tells, for each page in order, which articles
/// it was made from.
pub(super) fn render(
    prepared: &Prepared,
    publication: &Publication,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Outputs, Vec<Looks>), Failure> {
    let Some(templates) = &prepared.templates else { return Ok((Outputs::new(), Vec::new())) };
    searching::make_ready(prepared, publication);
    progress.begin("rendering", prepared.pages.len());
    let one = |page: &Page| {
        // Those that depend on all others come last.
        let (made, looks) = site::watch(|| {
            (!page.kind.is_last()).then(|| stage_page(page, prepared, templates, publication, progress))
        });
        progress.step();
        // What is found of all articles together is found once, by whoever asks first.
        let looks = if page.kind.is_of_all_words() { Looks::AtAll } else { looks };
        (made, looks)
    };
    let (made, looks): (Vec<Option<Made>>, Vec<Looks>) =
        prepared.pages.par_iter().with_max_len(share::PAGES).map(one).unzip();
    let last: Vec<&Page> = prepared.pages.iter().filter(|page| page.kind.is_last()).collect();
    let copied: Vec<Made> = prepared
        .site
        .files
        .par_iter()
        .map(|(route, asset)| copy(route, asset, prepared, publication))
        .collect();
    let mut outputs = Outputs::new();
    let versions = pictures::stage(prepared, publication).into_iter();
    let versions = versions.map(|made| made.map_err(Trouble::Failure));
    let cards = social::stage(prepared, publication, diagnostics).into_iter().map(|made| match made {
        Ok(made) => Ok(made),
        Err(social::Trouble::Diagnostic(diagnostic)) => Err(Trouble::Diagnostic(diagnostic)),
        Err(social::Trouble::Failure(failure)) => Err(Trouble::Failure(failure)),
    });
    let renamed = assets::stage(prepared, publication).into_iter();
    let versions = versions.chain(renamed.map(|made| made.map_err(Trouble::Failure)));
    for result in copied.into_iter().chain(versions).chain(cards).chain(made.into_iter().flatten()) {
        match result {
            Ok((path, output)) => {
                outputs.insert(path, output);
            }
            Err(Trouble::Diagnostic(diagnostic)) => diagnostics.push(*diagnostic),
            Err(Trouble::Failure(failure)) => return Err(failure),
        }
    }
    if diagnostics.iter().all(|found| found.severity != Severity::Error) {
        packing::stage(prepared, publication, &mut outputs)?;
        last_files(&last, &mut outputs, prepared, publication, diagnostics)?;
    }
    Ok((outputs, looks))
}

/// Makes some pages; `None` if one cannot be made.
pub(super) fn render_some(
    pages: &[&Page],
    prepared: &Prepared,
    publication: &Publication,
    progress: &dyn Progress,
) -> Option<Outputs> {
    let templates = prepared.templates.as_ref()?;
    progress.begin("rendering", pages.len());
    let one = |page: &&Page| {
        let made = stage_page(page, prepared, templates, publication, progress).ok();
        progress.step();
        made
    };
    pages.par_iter().with_max_len(share::PAGES).map(one).collect()
}

/// Stages a file that is taken over as it is.
fn copy(route: &Route, asset: &Asset, prepared: &Prepared, publication: &Publication) -> Made {
    let path = route.out_path();
    let watched = watches_uses(prepared) && path.as_str().ends_with(".css");
    let made = assets::of(prepared, route);
    let fingerprint = match made {
        Some(made) => Digest::of(&made.bytes),
        None => pictures::fingerprint(prepared, asset, route),
    };
    let kept = publication.untouched(&path).filter(|old| old.fingerprint == fingerprint);
    if let Some(old) = kept.clone().filter(|_| !watched) {
        return Ok((path, old));
    }
    let bytes = made.map_or_else(|| prepared.published_bytes(asset, route), |made| Ok(made.bytes.clone()));
    let bytes = bytes.map_err(|error| {
        let file = prepared.sources.path(asset.file);
        Trouble::Failure(Failure::Disk(format!("cannot read `{file}`: {error}")))
    })?;
    let mut output = match kept {
        Some(old) => old,
        None => publication.stage(&path, &bytes, fingerprint).map_err(Trouble::Failure)?,
    };
    if watched {
        output.uses = Uses::of_css(&String::from_utf8_lossy(&bytes), prepared.config.base_url.origin());
    }
    Ok((path, output))
}

/// Makes the files that depend on all others: those that hosts read, and the service worker.
fn last_files(
    files: &[&Page],
    outputs: &mut Outputs,
    prepared: &Prepared,
    publication: &Publication,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), Failure> {
    if files.is_empty() {
        return Ok(());
    }
    let mut uses = Uses::default();
    outputs.values().for_each(|output| uses.extend(&output.uses));
    for page in files {
        let digests = |route: &Route| outputs.get(&route.out_path()).map(|output| output.digest);
        let text = match page.kind {
            PageKind::Host(file) => feeds::host_file(file, &prepared.pages, prepared.context(), &uses),
            PageKind::Worker => feeds::worker(prepared.context(), &digests),
            _ => continue,
        };
        let path = page.route.out_path();
        let output = publication.stage(&path, text.as_bytes(), Digest::of(&text))?;
        outputs.insert(path, output);
    }
    let sizes = outputs.iter().map(|(path, output)| (path.as_str(), output.size));
    diagnostics.extend(feeds::limits(sizes, &prepared.pages, prepared.context(), &uses));
    Ok(())
}

/// Renders every page and keeps none: what is wrong with templates shows only then.
pub(super) fn try_all(prepared: &Prepared, progress: &dyn Progress, diagnostics: &mut Vec<Diagnostic>) {
    let Some(templates) = &prepared.templates else { return };
    progress.begin("rendering", prepared.pages.len());
    let found: Vec<Diagnostic> = prepared
        .pages
        .par_iter()
        .with_max_len(share::PAGES)
        // Nothing can be wrong with what is searched.
        .filter(|page| !matches!(page.kind, PageKind::SearchData(..)))
        .filter_map(|page| {
            progress.step();
            let since = progress.clock();
            let draft = draft(page, prepared, templates);
            let work = draft.work();
            let made = finish(page, draft.sheet, prepared, templates);
            since.inspect(|since| progress.spent(work, *since));
            made.err()
        })
        .collect();
    diagnostics.extend(found);
    social::try_one(prepared, diagnostics);
}

type Made = Result<(OutPath, Output), Trouble>;

enum Trouble {
    Diagnostic(Box<Diagnostic>),
    Failure(Failure),
}

fn stage_page(
    page: &Page,
    prepared: &Prepared,
    templates: &Templates,
    publication: &Publication,
    progress: &dyn Progress,
) -> Made {
    let since = progress.clock();
    let draft = draft(page, prepared, templates);
    let work = draft.work();
    let made = stage_draft(page, draft, prepared, templates, publication);
    since.inspect(|since| progress.spent(work, *since));
    made
}

fn stage_draft(
    page: &Page,
    draft: Draft,
    prepared: &Prepared,
    templates: &Templates,
    publication: &Publication,
) -> Made {
    let path = page.route.out_path();
    if let Some(fingerprint) = draft.fingerprint
        && let Some(old) = publication.untouched(&path).filter(|old| old.fingerprint == fingerprint)
    {
        return Ok((path, old));
    }
    let bytes = finish(page, draft.sheet, prepared, templates)
        .map_err(|diagnostic| Trouble::Diagnostic(Box::new(diagnostic)))?;
    let fingerprint = draft.fingerprint.unwrap_or_else(|| Digest::of(&bytes));
    let mut output = publication.stage(&path, &bytes, fingerprint).map_err(Trouble::Failure)?;
    if watches_uses(prepared) && path.as_str().ends_with(".html") {
        output.uses = Uses::of(&String::from_utf8_lossy(&bytes), prepared.config.base_url.origin());
    }
    Ok((path, output))
}

/// Makes the bytes of a page.
pub fn make(page: &Page, prepared: &Prepared, templates: &Templates) -> Result<Vec<u8>, Diagnostic> {
    let draft = draft(page, prepared, templates);
    finish(page, draft.sheet, prepared, templates)
}

/// Finds out whether a page can be made: its fingerprint, by which it need not be tried again, if it
/// has a template, and what is wrong. Pages whose fingerprint is `known` are not tried.
pub fn try_page(
    page: &Page,
    prepared: &Prepared,
    templates: &Templates,
    known: &dyn Fn(Digest) -> bool,
) -> (Option<Digest>, Option<Diagnostic>) {
    let draft = draft(page, prepared, templates);
    if draft.sheet.is_none() || draft.fingerprint.is_some_and(known) {
        return (draft.fingerprint, None);
    }
    (draft.fingerprint, finish(page, draft.sheet, prepared, templates).err())
}

/// Whether somebody wants to know what pages load and run.
fn watches_uses(prepared: &Prepared) -> bool {
    prepared.config.hosting.csp && !prepared.config.hosting.hosts.is_empty()
}

/// A page before its bulk is fetched.
struct Draft {
    /// For pages with a template: its name, the view and the structured data.
    sheet: Option<(&'static str, crate::pages::view::View, Option<Graph>)>,
    /// Names everything that the page depends on; none for files that are quicker made than named.
    fingerprint: Option<Digest>,
}

impl Draft {
    fn work(&self) -> Work<'static> {
        Work::Template(self.sheet.as_ref().map_or("(no template)", |(name, ..)| name))
    }
}

fn draft(page: &Page, prepared: &Prepared, templates: &Templates) -> Draft {
    let context = prepared.context().speaking(page.language);
    if let PageKind::SearchData(part, shape) = page.kind {
        return Draft {
            sheet: None,
            fingerprint: Some(searching::fingerprint(part, shape, page.language, prepared)),
        };
    }
    let Some((name, view)) = views::view(page, context) else {
        let fingerprint = feeds::digest(page, context)
            .map(|digest| Hasher::new().digest(prepared.program).digest(digest).finish());
        return Draft { sheet: None, fingerprint };
    };
    let graph = json_ld::graph(page, &view.page().breadcrumbs, context);
    let mut hasher = Hasher::new();
    hasher.digest(prepared.program).digest(templates.digest(page.language)).part(name);
    if watches_uses(prepared) {
        hasher.part("uses");
    }
    hasher.value(&view);
    hasher.part(graph.as_ref().map_or("", Graph::text));
    match &page.kind {
        PageKind::Article(id) => {
            hasher.digest(content::digest(context, prepared.site.article(*id)));
        }
        PageKind::Section(id, 1) => {
            hasher.part(content::section(context, prepared.site.section(*id)));
        }
        PageKind::Home(1) => {
            hasher.part(content::section(context, context.root()));
        }
        _ => {}
    }
    Draft { sheet: Some((name, view, graph)), fingerprint: Some(hasher.finish()) }
}

fn finish(
    page: &Page,
    sheet: Option<(&'static str, crate::pages::view::View, Option<Graph>)>,
    prepared: &Prepared,
    templates: &Templates,
) -> Result<Vec<u8>, Diagnostic> {
    let context = prepared.context().speaking(page.language);
    if let PageKind::SearchData(part, shape) = page.kind {
        return Ok(searching::bytes(part, shape, page.language, prepared));
    }
    let Some((name, view, mut graph)) = sheet else {
        let contents = |id: ArticleId| -> Arc<Content> { prepared.content(id) };
        return Ok(feeds::text(page, &prepared.pages, context, &contents).unwrap_or_default().into_bytes());
    };
    let text = match &page.kind {
        PageKind::Article(id) => {
            let article = prepared.site.article(*id);
            let bulk = prepared.content(*id);
            if let Some(graph) = &mut graph {
                graph.add_faq(&content::faq(context, article, &bulk));
            }
            Some(content::article(context, article, &bulk, Urls::Local))
        }
        PageKind::Section(id, 1) => Some((content::section(context, prepared.site.section(*id)), 0)),
        PageKind::Home(1) => Some((content::section(context, context.root()), 0)),
        PageKind::Section(..) | PageKind::Home(_) => Some((String::new(), 0)),
        _ => None,
    };
    let text = text.as_ref().map(|(html, notices)| (html.as_str(), *notices));
    let html = templates.render(page.language, name, &view, text, graph.as_ref().map(Graph::text))?;
    match &page.kind {
        PageKind::Article(id) => keeps_disclaimers(html, *id, name, prepared),
        _ => Ok(html),
    }
}

/// A template may not lose a disclaimer. Whether it is in sight and word for word is for the audit.
fn keeps_disclaimers(
    html: Vec<u8>,
    id: ArticleId,
    template: &str,
    prepared: &Prepared,
) -> Result<Vec<u8>, Diagnostic> {
    let lost = prepared.policies.of(id).disclaimers.iter().find(|shown| {
        let disclaimer = &prepared.config.disclaimers[shown.disclaimer];
        let is_there =
            || memmem::find(&html, format!("data-policy=\"{}\"", disclaimer.id).as_bytes()).is_some();
        (disclaimer.channels.html || disclaimer.channels.print)
            && shown.placement != DisclaimerPlacement::Card
            && !is_there()
    });
    let Some(shown) = lost else { return Ok(html) };
    let policy = &prepared.config.disclaimers[shown.disclaimer].id;
    let message = format!("{template} loses the disclaimer `{policy}` of {}", prepared.site.article(id).path);
    let mut diagnostic = Diagnostic::error("template/disclaimer", message);
    if let Some(file) = prepared.sources.templates.get(template) {
        diagnostic = diagnostic.at(*file, 0..0, "");
    }
    Err(diagnostic.help("show `content` whole: {{ content | safe }}"))
}
