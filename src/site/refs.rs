//! Owns resolving references: what an article's links and images point at, and what to say when that
//! is nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{Asset, Assets, Places};
use super::link::{Notice, field};
use super::{ArticleId, Resolved, Site, SiteImage};
use crate::config::FeedFormat;
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::document::Document;
use crate::language::LanguageId;
use crate::markup::{Reference, ReferenceKind};
use crate::route::{ContentPath, Route, decode};
use crate::share;
use crate::source::FileId;

/// Articles that are not part of the site.
pub(super) struct Missing<'a> {
    /// Those not to be published yet.
    pub(super) hidden: &'a [(ContentPath, Arc<Document>)],
    /// Those that could not be read: links to them are not at fault.
    pub(super) unread: &'a BTreeSet<ContentPath>,
}

/// Fills what the references of articles, sections and notices came to, articles' images and backlinks.
pub(super) fn resolve(
    site: &mut Site,
    assets: &Assets,
    notices: &[Vec<Notice>],
    missing: &Missing<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let resolver = Resolver::new(site, assets, missing);
    let articles: Vec<ArticleLinks> = site
        .articles
        .par_iter()
        .with_max_len(share::ARTICLES)
        .map(|article| {
            let mut found = Vec::new();
            let from = From {
                file: article.file,
                language: article.language,
                path: &article.path,
                route: &article.route,
                own: Some(article.id),
            };
            let (resolved, targets) = resolver.all(&article.document.references, &from, &mut found);
            let image = article.document.front.image.as_deref().and_then(|target| {
                let alt = article.document.front.image_alt.clone().unwrap_or_default();
                resolver.image(target, alt, &from, field("image"), &mut found)
            });
            ArticleLinks { resolved, targets, image, found }
        })
        .collect();
    let sections: Vec<(Vec<Resolved>, Vec<Diagnostic>)> = site
        .sections
        .iter()
        .map(|section| {
            let mut found = Vec::new();
            let Some((file, document)) = &section.document else { return (Vec::new(), found) };
            let folder =
                if section.folder.is_empty() { String::new() } else { format!("{}/", section.folder) };
            let Ok(path) = ContentPath::new(&format!("{folder}_index.md")) else {
                return (Vec::new(), found);
            };
            let from = From {
                file: *file,
                language: section.language,
                path: &path,
                route: &section.route,
                own: None,
            };
            (resolver.all(&document.references, &from, &mut found).0, found)
        })
        .collect();
    let mut found = Vec::new();
    let in_language = |(language, notices): (LanguageId, &Vec<Notice>)| {
        notices.iter().map(|notice| resolver.notice(notice, language, &mut found)).collect()
    };
    let notices = site.tags.ids().zip(notices).map(in_language).collect();
    diagnostics.extend(found);
    site.notices = notices;
    for (section, (resolved, found)) in site.sections.iter_mut().zip(sections) {
        section.resolved = resolved;
        diagnostics.extend(found);
    }
    let backlinks = backlinks(&articles, &site.recent);
    for ((article, links), backlinks) in site.articles.iter_mut().zip(articles).zip(backlinks) {
        let article = Arc::make_mut(article);
        article.resolved = links.resolved;
        article.image = links.image.map(Box::new);
        article.backlinks = backlinks;
        diagnostics.extend(links.found);
    }
}

struct ArticleLinks {
    resolved: Vec<Resolved>,
    /// Articles that it links to.
    targets: Vec<ArticleId>,
    image: Option<SiteImage>,
    found: Vec<Diagnostic>,
}

/// Where a reference stands.
struct From<'a> {
    file: FileId,
    language: LanguageId,
    path: &'a ContentPath,
    route: &'a Route,
    own: Option<ArticleId>,
}

/// Something that a path of `content/` or of the site leads to.
#[derive(Clone, Copy)]
enum Target {
    Article(ArticleId),
    Section(usize),
    Page,
}

/// Its tables by hash are only asked, never gone through.
struct Resolver<'a> {
    site: &'a Site,
    assets: &'a Assets,
    places: Places<'a>,
    by_path: HashMap<&'a str, ArticleId>,
    section_paths: BTreeMap<String, usize>,
    by_route: HashMap<&'a str, (&'a Route, Target)>,
    /// Files of the site as pictures, by route.
    pictures: HashMap<&'a str, Arc<SiteImage>>,
    hidden: BTreeMap<&'a str, &'a Document>,
    unread: &'a BTreeSet<ContentPath>,
}

impl<'a> Resolver<'a> {
    fn new(site: &'a Site, assets: &'a Assets, missing: &Missing<'a>) -> Self {
        let hidden = missing.hidden;
        let mut by_route = HashMap::with_capacity(site.articles.len());
        let terms = site.taxonomies.iter().flat_map(|taxonomy| &taxonomy.terms).map(|term| &term.route);
        let used = |taxonomy: &&super::Taxonomy| !taxonomy.terms.is_empty();
        let overviews = site.taxonomies.iter().filter(used).map(|taxonomy| &taxonomy.route);
        for route in terms.chain(overviews).chain(site.series.iter().map(|series| &series.route)) {
            by_route.insert(route.as_str(), (route, Target::Page));
        }
        for (index, section) in site.sections.iter().enumerate() {
            by_route.insert(section.route.as_str(), (&section.route, Target::Section(index)));
        }
        for route in site.files.keys() {
            by_route.insert(route.as_str(), (route, Target::Page));
        }
        for article in site.articles.iter() {
            by_route.insert(article.route.as_str(), (&article.route, Target::Article(article.id)));
        }
        // A link to an original that is not there leads to a translation.
        let originals = site.articles.iter().rev();
        let mut by_path: HashMap<&str, ArticleId> =
            originals.filter_map(|article| Some((article.original.as_ref()?.as_str(), article.id))).collect();
        by_path.extend(site.articles.iter().map(|article| (article.path.as_str(), article.id)));
        let section_path = |section: &super::Section| {
            let folder = &section.folder;
            let slash = if folder.is_empty() { "" } else { "/" };
            format!("{folder}{slash}_index.md")
        };
        let picture = |(route, asset): (&'a Route, &Asset)| {
            let image = SiteImage { route: route.clone(), size: asset.size, alt: String::new() };
            (route.as_str(), Arc::new(image))
        };
        Self {
            pictures: site.files.iter().map(picture).collect(),
            site,
            assets,
            places: Places::new(site, hidden),
            by_path,
            section_paths: site
                .sections
                .iter()
                .enumerate()
                .rev()
                .filter(|(_, section)| section.document.is_some())
                .map(|(index, section)| (section_path(section), index))
                .collect(),
            by_route,
            unread: missing.unread,
            hidden: hidden.iter().map(|(path, document)| (path.as_str(), &**document)).collect(),
        }
    }

    /// Links of a notice are written as from a file right below `content/`.
    fn notice(&self, notice: &Notice, language: LanguageId, found: &mut Vec<Diagnostic>) -> Vec<Resolved> {
        let Ok(path) = ContentPath::new("_index.md") else { return Vec::new() };
        let route = Route::home();
        let from = From { file: notice.file, language, path: &path, route: &route, own: None };
        let mut own = Vec::new();
        let (resolved, _) = self.all(&notice.references, &from, &mut own);
        for mut diagnostic in own {
            if let (Some(place), Some(label)) = (&notice.place, diagnostic.labels.first_mut()) {
                label.place = place.clone();
            }
            found.push(diagnostic);
        }
        let translated = |resolved| match resolved {
            Resolved::Route { route, suffix } => {
                Resolved::Route { route: self.site.route_in(&route, language), suffix }
            }
            other => other,
        };
        resolved.into_iter().map(translated).collect()
    }

    /// What references come to, and the articles that are linked to.
    fn all(
        &self,
        references: &[Reference],
        from: &From<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> (Vec<Resolved>, Vec<ArticleId>) {
        let mut targets = Vec::new();
        let one = |reference: &Reference| {
            let place = Place::Range(reference.span.start as usize..reference.span.end as usize);
            if reference.kind == ReferenceKind::Image {
                let image = self.image(&reference.target, String::new(), from, place, found);
                return image.map_or(Resolved::Broken, |image| Resolved::Image(self.shared(image)));
            }
            let (resolved, reached) = self.link(&reference.target, from, place, found);
            if let Some(Target::Article(id)) = reached {
                targets.push(id);
            }
            resolved
        };
        (references.iter().map(one).collect(), targets)
    }

    fn link(
        &self,
        target: &str,
        from: &From<'_>,
        place: Place,
        found: &mut Vec<Diagnostic>,
    ) -> (Resolved, Option<Target>) {
        let (path, suffix) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
        let fragment = suffix.split_once('#').map(|(_, fragment)| fragment).unwrap_or_default();
        let reached = if path.is_empty() {
            Some((from.route.clone(), from.own.map_or(Target::Page, Target::Article)))
        } else {
            decode(path).and_then(|path| self.find(&path, from))
        };
        let Some((route, reached)) = reached else {
            let is_unread = from.path.join(path).is_some_and(|file| self.unread.contains(&file));
            found.extend((!is_unread).then(|| self.broken(path, from, place)));
            return (Resolved::Broken, None);
        };
        if !fragment.is_empty() && !self.has_anchor(reached, fragment) {
            found.push(self.broken_anchor(reached, &route, fragment, from, place));
        }
        (Resolved::Route { route, suffix: suffix.into() }, Some(reached))
    }

    /// What a path leads to: a content file as an author sees it, or a URL path as a reader does.
    fn find(&self, path: &str, from: &From<'_>) -> Option<(Route, Target)> {
        if let Some(file) = from.path.join(path)
            && let Some(reached) = self.find_content(&file, from.language)
        {
            return Some(reached);
        }
        let absolute =
            if path.starts_with('/') { path.to_owned() } else { join_url(from.route.as_str(), path)? };
        self.by_url(&absolute).or_else(|| self.by_url(&format!("{absolute}/")))
    }

    /// The path of an original leads to its translation into the language, if there is one.
    fn find_content(&self, file: &ContentPath, language: LanguageId) -> Option<(Route, Target)> {
        if let Some(id) = self.by_path.get(file.as_str()) {
            let is_named = self.site.article(*id).path == *file && self.site.article(*id).original.is_some();
            let own = self.site.article_in(*id, language).filter(|_| !is_named).unwrap_or(*id);
            return Some((self.site.article(own).route.clone(), Target::Article(own)));
        }
        if let Some(id) = self.section_paths.get(file.as_str()).map(|index| self.site.sections[*index].id) {
            let own = self.site.section_in(id, language).unwrap_or(id);
            return Some((self.site.section(own).route.clone(), Target::Section(own.0 as usize)));
        }
        self.assets
            .content
            .contains_key(file)
            .then(|| self.places.route(file))?
            .map(|route| (route, Target::Page))
    }

    fn by_url(&self, path: &str) -> Option<(Route, Target)> {
        if let Some((route, target)) = self.by_route.get(path) {
            return Some(((*route).clone(), *target));
        }
        let route = Route::new(path).ok()?;
        let (folder, file) = path.split_at(path.rfind('/')? + 1);
        let is_made = match file {
            "sitemap.xml" | "robots.txt" => folder == "/",
            _ => {
                FeedFormat::ALL.iter().any(|format| format.file() == file)
                    && self.by_route.contains_key(folder)
            }
        };
        is_made.then_some((route, Target::Page))
    }

    fn has_anchor(&self, target: Target, fragment: &str) -> bool {
        let fragment = decode(fragment).unwrap_or_default();
        // `:~:text=` is a text fragment: the browser searches for it.
        if fragment == "top" || fragment.starts_with(":~:") {
            return true;
        }
        match target {
            Target::Article(id) => anchors(&self.site.article(id).document).any(|anchor| anchor == fragment),
            Target::Section(index) => self.site.sections[index]
                .document
                .as_ref()
                .is_some_and(|(_, document)| document.anchors.iter().any(|anchor| **anchor == *fragment)),
            Target::Page => true,
        }
    }

    fn broken_anchor(
        &self,
        target: Target,
        route: &Route,
        fragment: &str,
        from: &From<'_>,
        place: Place,
    ) -> Diagnostic {
        let help = match target {
            Target::Article(id) => {
                let document = &self.site.article(id).document;
                let anchors: Vec<Cow<'_, str>> = anchors(document).collect();
                did_you_mean(fragment, anchors.iter().map(AsRef::as_ref)).or_else(|| {
                    let ids: Vec<_> =
                        document.headings.iter().take(12).map(|heading| format!("#{}", heading.id)).collect();
                    (!ids.is_empty()).then(|| format!("headings there: {}", ids.join(", ")))
                })
            }
            _ => None,
        };
        Diagnostic::error("link/broken-anchor", format!("{route} has no heading `#{fragment}`"))
            .label(from.file, place, "")
            .maybe_help(help)
    }

    fn broken(&self, path: &str, from: &From<'_>, place: Place) -> Diagnostic {
        let file = from.path.join(path);
        if let Some(hidden) = file.as_ref().and_then(|file| self.hidden.get(file.as_str())) {
            let why = if hidden.front.draft { "a draft" } else { "dated after the build date" };
            return Diagnostic::error(
                "link/unpublished",
                format!("`{path}` is {why}, and so is not on the site"),
            )
            .label(from.file, place, "")
            .help("link to it once it is published, or build with --drafts or --future");
        }
        Diagnostic::error("link/broken", format!("`{path}` leads nowhere"))
            .label(from.file, place, "")
            .help(self.suggestion(path, from))
    }

    /// A file of the same name elsewhere, else one with a similar name, else the rule.
    fn suggestion(&self, path: &str, from: &From<'_>) -> String {
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let relative = |path: &str| relative_path(from.path.folder(), path);
        let stem_of = |path: &ContentPath| super::link::folder_and_name(path).1.to_owned();
        if let Some(article) = self.site.articles.iter().find(|article| stem_of(&article.path) == stem) {
            return format!("did you mean `{}`?", relative(article.path.as_str()));
        }
        let stems: Vec<String> = self.site.articles.iter().map(|article| stem_of(&article.path)).collect();
        let close = stems
            .iter()
            .zip(self.site.articles.iter())
            .filter(|(known, _)| did_you_mean(stem, [known.as_str()]).is_some())
            .min_by_key(|(known, _)| strsim::damerau_levenshtein(stem, known));
        match close {
            Some((_, article)) => format!("did you mean `{}`?", relative(article.path.as_str())),
            None => "give the path of a file below content/, from this file's folder, or the address of a page, such as /airdrops/".to_owned(),
        }
    }

    fn image(
        &self,
        target: &str,
        alt: String,
        from: &From<'_>,
        place: Place,
        found: &mut Vec<Diagnostic>,
    ) -> Option<SiteImage> {
        let path = decode(target.split(['?', '#']).next().unwrap_or_default());
        let reached = path.as_deref().and_then(|path| self.image_route(path, from));
        if let Some((route, size)) = reached {
            return Some(SiteImage { route, size, alt });
        }
        let known = self
            .assets
            .content
            .keys()
            .filter(|file| file.folder() == from.path.folder())
            .map(ContentPath::name);
        let help = did_you_mean(target, known).unwrap_or_else(|| {
            "put the file beside the article, or into static/ and write its path from there: /images/x.png".to_owned()
        });
        let diagnostic = Diagnostic::error("image/missing", format!("there is no file `{target}`"));
        found.push(diagnostic.label(from.file, place, "").help(help));
        None
    }

    /// A picture that many articles may show, kept once.
    fn shared(&self, image: SiteImage) -> Arc<SiteImage> {
        self.pictures.get(image.route.as_str()).cloned().unwrap_or_else(|| Arc::new(image))
    }

    fn image_route(&self, path: &str, from: &From<'_>) -> Option<(Route, Option<(u32, u32)>)> {
        let Some((route, _)) = self.by_route.get(path).filter(|_| path.starts_with('/')) else {
            let file = from.path.join(path)?;
            let asset = self.assets.content.get(&file)?;
            return Some((self.places.route(&file)?, asset.size));
        };
        let asset = self.site.files.get(*route)?;
        Some(((*route).clone(), asset.size))
    }
}

fn anchors(document: &Document) -> impl Iterator<Item = Cow<'_, str>> {
    let others = document.anchors.iter().map(|anchor| Cow::Borrowed(&**anchor));
    document.headings.iter().map(|heading| heading.id).chain(others)
}

/// Resolves a relative URL path as a browser does (RFC 3986, section 5.2).
fn join_url(base: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> =
        base[..base.rfind('/')? + 1].split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let end = if relative.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(format!("/{}{end}", parts.join("/")))
}

/// How a file in `folder` would name another file below `content/`.
fn relative_path(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut out = "../".repeat(from.len() - shared);
    out.push_str(&to[shared..].join("/"));
    out
}

/// For every article those that link to it, by date, the newest first.
fn backlinks(articles: &[ArticleLinks], recent: &[ArticleId]) -> Vec<Vec<ArticleId>> {
    let mut backlinks: Vec<Vec<ArticleId>> = vec![Vec::new(); articles.len()];
    for id in recent {
        for target in articles[id.0 as usize].targets.iter().filter(|target| *target != id) {
            let own = &mut backlinks[target.0 as usize];
            // One article may link there twice.
            if own.last() != Some(id) {
                own.push(*id);
            }
        }
    }
    backlinks.iter_mut().for_each(Vec::shrink_to_fit);
    backlinks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_joined_as_browsers_do() {
        for (base, relative, joined) in [
            ("/a/b/", "../c/", "/a/c/"),
            ("/a/b/", "c", "/a/b/c"),
            ("/a/b/", "./", "/a/b/"),
            ("/a/", "../", "/"),
        ] {
            assert_eq!(join_url(base, relative).as_deref(), Some(joined));
        }
        assert_eq!(join_url("/a/", "../../x"), None);
    }

    #[test]
    fn files_are_named_from_a_folder() {
        assert_eq!(relative_path("airdrops", "security/wallets.md"), "../security/wallets.md");
        assert_eq!(relative_path("a/b", "a/c.md"), "../c.md");
        assert_eq!(relative_path("", "a/c.md"), "a/c.md");
    }
}
