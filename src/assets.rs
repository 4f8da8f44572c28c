//! Owns style sheets and scripts as they are published: smaller, under names that change with their
//! bytes, so that browsers may keep them for good. Text in, text out.

mod css;
mod js;
pub mod sass;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

use crate::digest::Digest;
use crate::route::{Route, decode};

/// `[assets]` of site.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether there are copies under names that change with their bytes, to which pages link.
    pub fingerprint: bool,
    /// Whether comments and white space are left out.
    pub minify: bool,
    /// Whether pages say what bytes they expect (Subresource Integrity).
    pub integrity: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { fingerprint: true, minify: true, integrity: false }
    }
}

/// A style sheet or script as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where pages find it; its own address, if there are no fingerprints.
    pub route: Route,
    /// Its bytes, also those at its own address.
    pub bytes: Vec<u8>,
    /// What browsers are to expect, as in the attribute `integrity`.
    pub integrity: Option<String>,
}

/// All style sheets and scripts, and the files that they call for by names of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// By the address that authors know.
    pub made: BTreeMap<Route, Made>,
    /// Fonts, pictures and the like that style sheets load: where each is served once more.
    pub copies: BTreeMap<Route, Route>,
}

/// Whether a file is a style sheet or a script.
pub fn is_asset(path: &str) -> bool {
    [".css", ".js", ".mjs"].iter().any(|ending| path.ends_with(ending))
}

/// Makes them from their bytes. `others` are all files of the site, by their digest.
pub fn make(
    files: &BTreeMap<Route, Vec<u8>>,
    others: &dyn Fn(&Route) -> Option<Digest>,
    settings: &Settings,
) -> Assets {
    let mut making = Making { files, others, settings, assets: Assets::default(), open: BTreeSet::new() };
    files.keys().for_each(|route| drop(making.one(route)));
    making.assets
}

struct Making<'a> {
    files: &'a BTreeMap<Route, Vec<u8>>,
    others: &'a dyn Fn(&Route) -> Option<Digest>,
    settings: &'a Settings,
    assets: Assets,
    /// Those that are being made: a style sheet may call for one that calls for it.
    open: BTreeSet<Route>,
}

impl Making<'_> {
    /// Where pages find an asset, made if need be. `None` while it is being made.
    fn one(&mut self, route: &Route) -> Option<Route> {
        if let Some(made) = self.assets.made.get(route) {
            return Some(made.route.clone());
        }
        let bytes = self.files.get(route)?;
        if !self.open.insert(route.clone()) {
            return None;
        }
        let made = std::str::from_utf8(bytes).ok().and_then(|text| {
            if !route.as_str().ends_with(".css") {
                return self.settings.minify.then(|| js::minify(text)).flatten();
            }
            let (minify, mut rename) = (self.settings.minify, |url: &str| self.rename(route, url));
            css::rewrite(text, minify, &mut rename)
        });
        self.open.remove(route);
        let bytes = made.map_or_else(|| bytes.clone(), String::into_bytes);
        let named = if self.settings.fingerprint { named(route, Digest::of(&bytes)) } else { route.clone() };
        let hash = || format!("sha384-{}", STANDARD.encode(Sha384::digest(&bytes)));
        let integrity = self.settings.integrity.then(hash);
        self.assets.made.insert(route.clone(), Made { route: named.clone(), bytes, integrity });
        Some(named)
    }

    /// What to write for a URL in a style sheet, if anything else.
    fn rename(&mut self, from: &Route, url: &str) -> Option<String> {
        if !self.settings.fingerprint {
            return None;
        }
        let (path, suffix) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
        let target = beside(from, path)?;
        let named = if self.files.contains_key(&target) {
            self.one(&target)?
        } else {
            let named = named(&target, (self.others)(&target)?);
            self.assets.copies.insert(target, named.clone());
            named
        };
        let (_, name) = named.as_str().rsplit_once('/')?;
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        Some(format!("{folder}{}{suffix}", crate::route::encode(name)))
    }
}

/// A style sheet that lies elsewhere from now on: what it loads by relative URLs stays within reach.
pub fn moved(text: &str, from: &Route, to: &Route) -> String {
    let up = "../".repeat(to.as_str().matches('/').count().saturating_sub(1));
    let mut rename = |url: &str| {
        let (path, suffix) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
        let target = beside(from, path)?;
        Some(format!("{up}{}{suffix}", crate::route::encode(target.as_str().trim_start_matches('/'))))
    };
    css::rewrite(text, false, &mut rename).unwrap_or_else(|| text.to_owned())
}

/// What a relative URL in a style sheet leads to. `None` for everything else.
fn beside(from: &Route, path: &str) -> Option<Route> {
    if path.is_empty() || path.starts_with('/') || path.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = from.as_str().trim_start_matches('/').split('/').collect();
    parts.pop();
    let path = decode(path)?;
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Route::new(&format!("/{}", parts.join("/"))).ok()
}

/// The address of a file under a name that changes with its bytes.
fn named(route: &Route, digest: Digest) -> Route {
    let path = route.as_str();
    let at = path.rfind('.').filter(|at| *at > path.rfind('/').unwrap_or(0) + 1).unwrap_or(path.len());
    let (stem, ending) = path.split_at(at);
    Route::new(&format!("{stem}.{}{ending}", &digest.to_string()[..8])).unwrap_or_else(|_| route.clone())
}
