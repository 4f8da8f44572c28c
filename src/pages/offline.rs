//! Owns reading without a network: the web app manifest (<https://www.w3.org/TR/appmanifest/>), and the
//! service worker (<https://www.w3.org/TR/service-workers/>) with what it is told of the site.

use serde_json::json;

use super::{Context, cards};
use crate::assets;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Step};
use crate::digest::{Digest, Hasher};
use crate::route::Route;
use crate::site::Site;
use crate::source::SITE_TOML;

/// Where the worker is served: what lies below is what it can see.
pub const WORKER: &str = "/sw.js";

/// Where the manifest is.
pub const MANIFEST: &str = "/manifest.webmanifest";

/// Where the page is that stands for those that were not read before.
pub const PAGE: &str = "/offline/";

/// What of the site is kept beforehand: the page, style sheets and scripts, as pages name them.
pub fn shell(context: Context<'_>) -> Vec<Route> {
    let made = &context.media.assets.made;
    let own = context.site.files.keys().filter(|route| assets::is_asset(route.as_str()));
    let own = own.filter(|route| !made.contains_key(*route)).cloned();
    let page = Route::new(PAGE).ok();
    page.into_iter().chain(made.values().map(|made| made.route.clone())).chain(own).collect()
}

/// The worker. `digests` knows the bytes of what it names: another version is one that names something else.
pub fn worker(context: Context<'_>, digests: &dyn Fn(&Route) -> Option<Digest>) -> String {
    let base = &context.config.base_url;
    let shell = shell(context);
    let mut hasher = Hasher::new();
    for route in &shell {
        hasher.part(route.as_str()).digest(digests(route).unwrap_or_default());
    }
    let version = hasher.finish().to_string();
    let urls: Vec<String> = shell.iter().map(|route| base.local(route)).collect();
    let offline = Route::new(PAGE).map(|route| base.local(&route)).unwrap_or_default();
    format!(
        "const VERSION = {};\nconst URLS = {};\nconst OFFLINE = {};\nconst MOST = {};\n{}",
        json!(version[..16]),
        json!(urls),
        json!(offline),
        context.config.offline.pages,
        include_str!("offline/worker.js")
    )
}

/// A worker that undoes what another has done.
pub fn retired() -> &'static str {
    include_str!("offline/retired.js")
}

/// Icons that are not there.
pub fn missing(config: &Config, site: &Site) -> Vec<Diagnostic> {
    let icons = config.offline.icons.iter().enumerate().filter(|_| config.offline.enabled);
    let is_there = |path: &str| Route::new(path).is_ok_and(|route| site.files.contains_key(&route));
    let missing = icons.filter(|(_, path)| !is_there(path));
    let tell = |(at, path): (usize, &String)| {
        let steps = ["offline", "icons"].map(|key| Step::Key(key.to_owned()));
        let place = Place::Value(steps.into_iter().chain([Step::Index(at)]).collect());
        Diagnostic::error("offline/missing-file", format!("there is no file `{path}`"))
            .label(SITE_TOML, place, "")
            .help("name a picture of `static/` as it is served, such as `/icons/app-512.png`")
    };
    missing.map(tell).collect()
}

/// The manifest.
pub fn manifest(context: Context<'_>) -> String {
    let config = context.config;
    let base = format!("{}/", config.base_url.path());
    let [light, _] = config.theme.palettes.backgrounds().map(|colour| colour.to_string());
    let icon = |path: &String| {
        let picture = cards::picture_at(context, path, "")?;
        let is_svg = path.ends_with(".svg");
        let size = format!("{}x{}", picture.width.unwrap_or_default(), picture.height.unwrap_or_default());
        let kind = mime_guess::from_path(path).first_or_octet_stream().to_string();
        Some(json!({"src": picture.url, "sizes": if is_svg { "any" } else { &size }, "type": kind}))
    };
    let document = json!({
        "id": base,
        "name": config.title,
        "short_name": config.offline.short_name.as_ref().unwrap_or(&config.title),
        "description": config.description,
        "lang": context.language.tag,
        "dir": context.language.direction.name(),
        "start_url": base,
        "scope": base,
        "display": "minimal-ui",
        "background_color": light,
        "theme_color": light,
        "icons": config.offline.icons.iter().filter_map(icon).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}
