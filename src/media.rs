//! Owns which pictures the site shows, and where the versions that are made of them are served. What
//! was made of each is known by the digest of its file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::assets::Assets;
use crate::config::Config;
use crate::diagnostic::{Place, Step};
use crate::digest::Digest;
use crate::fields::Value;
use crate::images::{self, Format, Picture, Version};
use crate::markup::Reference;
use crate::route::Route;
use crate::site::{ArticleId, Asset, Resolved, Site};
use crate::social;
use crate::source::FileId;

/// What was made beside the pages.
#[derive(Clone, Debug, Default)]
pub struct Media {
    /// Pictures, by the digest of their file. One that is not here is shown as it is.
    pub pictures: BTreeMap<Digest, Arc<Picture>>,
    /// Style sheets and scripts as they are published; none while they are served as they are.
    pub assets: Arc<Assets>,
    /// Cards of articles without a picture of their own.
    pub cards: Arc<BTreeMap<ArticleId, Card>>,
}

/// The social card of an article.
#[derive(Clone, Debug)]
pub struct Card {
    /// Where it is served: under a name that changes with what it shows.
    pub route: Route,
    /// Names what it is made of.
    pub key: Digest,
}

/// Where the card of an article is served.
pub fn card_route(article: &Route, key: Digest) -> Option<Route> {
    let path = article.as_str();
    let stem = path.strip_suffix(".html").unwrap_or(path);
    let join = if stem.ends_with('/') { "" } else { "-" };
    let (digest, width) = (key.to_string(), social::SIZE.0);
    Route::new(&format!("{stem}{join}card.{}-{width}w.png", &digest[..8])).ok()
}

/// A picture that the site shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its file.
    pub asset: Asset,
    /// Where authors ask for it; empty for what only site.toml names.
    pub places: Vec<(FileId, Place)>,
}

/// A file that is made of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFile {
    /// Where it is served.
    pub route: Route,
    /// The version it is.
    pub version: Version,
    /// The picture that it is made of.
    pub of: Asset,
}

impl Media {
    /// What was made of a file.
    pub fn picture(&self, asset: &Asset) -> Option<&Picture> {
        self.pictures.get(&asset.digest).map(|picture| &**picture)
    }

    /// All files that were made.
    pub fn files<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = MadeFile> + 'a {
        let pictured = site.files.iter().filter(|_| !self.pictures.is_empty());
        let pictured = pictured.filter_map(|(route, asset)| Some((route, asset, self.picture(asset)?)));
        pictured.flat_map(|(route, asset, picture)| {
            picture.sets.iter().flat_map(move |set| {
                set.versions.iter().filter_map(move |version| {
                    let route = version_route(route, set.format, version)?;
                    Some(MadeFile { route, version: *version, of: asset.clone() })
                })
            })
        })
    }
}

/// Where a version of a picture is served: beside it, under a name that changes with its bytes.
pub fn version_route(of: &Route, format: Format, version: &Version) -> Option<Route> {
    let path = of.as_str();
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let digest = version.digest.to_string();
    Route::new(&format!("{stem}.{}-{}w.{}", &digest[..8], version.width, format.ending())).ok()
}

/// All pictures that the site shows and that versions can be made of, with where they are asked for.
pub fn shown(site: &Site, config: &Config) -> BTreeMap<Route, Shown> {
    let mut shown = Shows { site, shown: BTreeMap::new() };
    if config.images.widths.is_empty() || config.images.formats.is_empty() {
        return shown.shown;
    }
    for article in site.articles.there() {
        shown.references(article.file, &article.document.references, &article.resolved);
        if let Some(image) = &article.image {
            shown.add(&image.route, Some((article.file, Place::Value(vec![Step::Key("image".to_owned())]))));
        }
    }
    for section in &site.sections {
        if let Some((file, document)) = &section.document {
            shown.references(*file, &document.references, &section.resolved);
        }
    }
    let avatars = config.authors.iter().filter_map(|person| person.avatar.as_deref());
    let logos = config.organizations.iter().filter_map(|organization| organization.logo.as_deref());
    let own = match &config.extra {
        Value::Table(extra) => extra.get("image"),
        _ => None,
    };
    let own = own.and_then(|value| if let Value::String(path) = value { Some(path.as_str()) } else { None });
    let logos = logos.chain(config.theme.logo.as_deref());
    for path in avatars.chain(logos).chain(own).collect::<BTreeSet<_>>() {
        if let Ok(route) = Route::new(path) {
            shown.add(&route, None);
        }
    }
    shown.shown
}

struct Shows<'a> {
    site: &'a Site,
    shown: BTreeMap<Route, Shown>,
}

impl Shows<'_> {
    fn references(&mut self, file: FileId, references: &[Reference], resolved: &[Resolved]) {
        for (reference, resolved) in references.iter().zip(resolved) {
            if let Resolved::Image(image) = resolved {
                let place = Place::Range(reference.span.start as usize..reference.span.end as usize);
                self.add(&image.route, Some((file, place)));
            }
        }
    }

    fn add(&mut self, route: &Route, place: Option<(FileId, Place)>) {
        if !images::is_raster(route.as_str()) {
            return;
        }
        let Some(asset) = self.site.files.get(route) else { return };
        let shown = self.shown.entry(route.clone());
        let shown = shown.or_insert_with(|| Shown { asset: asset.clone(), places: Vec::new() });
        shown.places.extend(place);
    }
}
