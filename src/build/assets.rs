//! Owns making the style sheets and scripts of `static/` and of the theme, and staging them beside the
//! files that they were.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Prepared;
use crate::assets::{self, Assets, Made};
use crate::digest::{Digest, Hasher};
use crate::markup::code::style_sheet;
use crate::output::Output;
use crate::pages::plan::PageKind;
use crate::publish::{Failure, Publication};
use crate::route::{OutPath, Route};
use crate::site::Asset;

/// Makes all of them.
pub(super) fn make(prepared: &mut Prepared) {
    let settings = &prepared.config.assets;
    if !settings.fingerprint && !settings.minify && !settings.integrity {
        return;
    }
    let own = &prepared.sources.assets.fixed;
    let mut files: BTreeMap<Route, Vec<u8>> = BTreeMap::new();
    for (route, asset) in &prepared.site.files {
        if assets::is_asset(route.as_str()) && own.contains_key(route) {
            // One that cannot be read is told of when it is to be copied.
            files.extend(prepared.sources.bytes(asset.file).ok().map(|bytes| (route.clone(), bytes)));
        }
    }
    let code = prepared.pages.iter().find(|page| page.kind == PageKind::CodeStyle);
    files.extend(code.map(|page| (page.route.clone(), style_sheet().into_bytes())));
    let digest = |route: &Route| {
        let asset = prepared.site.files.get(route)?;
        Some(super::pictures::fingerprint(prepared, asset, route))
    };
    let made = assets::make(&files, &digest, settings);
    Arc::make_mut(&mut prepared.media).assets = Arc::new(made);
}

/// A style sheet or script that stands for the file at its address.
pub(super) fn of<'a>(prepared: &'a Prepared, route: &Route) -> Option<&'a Made> {
    prepared.media.assets.made.get(route)
}

/// Stages what has a name of its own.
pub(super) fn stage(
    prepared: &Prepared,
    publication: &Publication,
) -> Vec<Result<(OutPath, Output), Failure>> {
    let Assets { made, copies } = &*prepared.media.assets;
    let renamed: Vec<&Made> =
        made.iter().filter(|(route, made)| **route != made.route).map(|(_, made)| made).collect();
    let renamed = renamed.par_iter().map(|made| {
        let path = made.route.out_path();
        let output = publication.stage(&path, &made.bytes, Digest::of(&made.bytes))?;
        Ok((path, output))
    });
    let copied = copies.par_iter().filter_map(|(from, to)| Some((prepared.site.files.get(from)?, from, to)));
    let copied = copied.map(|(asset, from, to): (&Asset, &Route, &Route)| {
        let path = to.out_path();
        let fingerprint =
            Hasher::new().part("copy").digest(super::pictures::fingerprint(prepared, asset, from)).finish();
        if let Some(old) = publication.untouched(&path).filter(|old| old.fingerprint == fingerprint) {
            return Ok((path, old));
        }
        let bytes = prepared.published_bytes(asset, from).map_err(|error| {
            Failure::Disk(format!("cannot read `{}`: {error}", prepared.sources.path(asset.file)))
        })?;
        let output = publication.stage(&path, &bytes, fingerprint)?;
        Ok((path, output))
    });
    renamed.collect::<Vec<_>>().into_iter().chain(copied.collect::<Vec<_>>()).collect()
}
