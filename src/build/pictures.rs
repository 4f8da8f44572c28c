//! Owns making versions of the pictures that the site shows: those that are not known from earlier
//! builds, in parallel, within bounds of memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Prepared, Progress, vectors};
use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Hasher};
use crate::images::{self, Picture, Problem};
use crate::media::{self, MadeFile, Shown};
use crate::output::Output;
use crate::publish::{Failure, Publication};
use crate::route::{OutPath, Route};
use crate::site::Asset;

/// Pictures with more pixels are made one after the other, others side by side.
const LARGE: u64 = 8_000_000;

/// Takes over what is known of the pictures that the site shows. The rest is returned.
pub(super) fn recall(prepared: &mut Prepared) -> Vec<Shown> {
    let settings = &prepared.config.images;
    let mut pictures: BTreeMap<Digest, Arc<Picture>> = BTreeMap::new();
    let mut rest = Vec::new();
    for shown in media::shown(&prepared.site, &prepared.config).into_values() {
        let digest = shown.asset.digest;
        if pictures.contains_key(&digest) {
            continue;
        }
        match prepared.store.recall::<Picture>(settings.key(digest)) {
            Some(picture) => drop(pictures.insert(digest, Arc::new(picture))),
            None => rest.push(shown),
        }
    }
    prepared.media = Arc::new(media::Media { pictures, ..media::Media::default() });
    rest
}

/// Makes what is not known.
pub(super) fn make(
    prepared: &mut Prepared,
    missing: Vec<Shown>,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if missing.is_empty() {
        return;
    }
    progress.begin("pictures", missing.len());
    let pixels = |shown: &Shown| shown.asset.size.map_or(u64::MAX, |(w, h)| u64::from(w) * u64::from(h));
    let (large, small): (Vec<Shown>, Vec<Shown>) =
        missing.into_iter().partition(|shown| pixels(shown) > LARGE);
    let one = |shown: Shown| {
        let made = one(prepared, &shown.asset);
        progress.step();
        (shown, made)
    };
    let mut made: Vec<(Shown, Result<Picture, Problem>)> = small.into_par_iter().map(one).collect();
    made.extend(large.into_iter().map(one));
    let mut media = media::Media::clone(&prepared.media);
    for (shown, result) in made {
        match result {
            Ok(picture) => drop(media.pictures.insert(shown.asset.digest, Arc::new(picture))),
            Err(problem) => diagnostics.push(tell(prepared, &shown, &problem)),
        }
    }
    prepared.media = Arc::new(media);
}

fn one(prepared: &Prepared, asset: &Asset) -> Result<Picture, Problem> {
    let settings = &prepared.config.images;
    if let Some((width, height)) = asset.size {
        let pixels = u64::from(width) * u64::from(height);
        if pixels > settings.max_pixels {
            return Err(Problem::TooLarge(pixels));
        }
    }
    let bytes = prepared.sources.bytes(asset.file).map_err(|error| Problem::Broken(error.to_string()))?;
    let (picture, files) = images::make(&bytes, settings)?;
    prepared.store.remember(settings.key(asset.digest), &picture, &files);
    Ok(picture)
}

/// The bytes of a version that was made before and has gone from the cache.
fn again(prepared: &Prepared, asset: &Asset, digest: Digest) -> Option<Vec<u8>> {
    let bytes = prepared.sources.bytes(asset.file).ok()?;
    let (picture, files) = images::make(&bytes, &prepared.config.images).ok()?;
    prepared.store.remember(prepared.config.images.key(asset.digest), &picture, &files);
    files.into_iter().find(|bytes| Digest::of(bytes) == digest)
}

fn tell(prepared: &Prepared, shown: &Shown, problem: &Problem) -> Diagnostic {
    let path = prepared.sources.path(shown.asset.file);
    let diagnostic = match problem {
        Problem::Broken(reason) => {
            Diagnostic::error("image/damaged", format!("`{path}` cannot be read as an image: {reason}"))
                .help("open it in an image editor and save it anew")
        }
        Problem::Unknown(reason) => Diagnostic::warning(
            "image/unknown-kind",
            format!("no smaller versions are made of `{path}`: {reason}"),
        )
        .help("save it as an ordinary JPEG, PNG or WebP"),
        Problem::TooLarge(pixels) => {
            let megapixels = pixels / 1_000_000;
            let most = prepared.config.images.max_pixels / 1_000_000;
            let message = format!(
                "no smaller versions are made of `{path}`: it has {megapixels} million pixels, more than {most}"
            );
            Diagnostic::warning("image/too-large", message)
                .help("make it smaller, or raise `max_pixels` in [images] of site.toml")
        }
    };
    if shown.places.is_empty() {
        return diagnostic.label(shown.asset.file, crate::diagnostic::Place::File, "");
    }
    shown
        .places
        .iter()
        .fold(diagnostic, |diagnostic, (file, place)| diagnostic.label(*file, place.clone(), ""))
}

/// Names what a file that is published as it is comes to: itself, or itself without metadata.
pub(super) fn fingerprint(prepared: &Prepared, asset: &Asset, route: &Route) -> Digest {
    if prepared.is_sanitized(route) {
        return vectors::key(asset.digest);
    }
    if prepared.config.images.keep_metadata || !images::is_raster(route.as_str()) {
        return asset.digest;
    }
    Hasher::new().part("without metadata 1").digest(asset.digest).finish()
}

impl Prepared {
    /// The bytes that are published of a file.
    pub fn published_bytes(&self, asset: &Asset, route: &Route) -> std::io::Result<Vec<u8>> {
        let bytes = self.sources.bytes(asset.file)?;
        if self.is_sanitized(route) {
            return images::vector::sanitized(&bytes).map_err(std::io::Error::other);
        }
        if self.config.images.keep_metadata || !images::is_raster(route.as_str()) {
            return Ok(bytes);
        }
        Ok(images::metadata::strip(&bytes).unwrap_or(bytes))
    }

    /// The bytes of a version of a picture.
    pub fn made_bytes(&self, file: &MadeFile) -> Option<Vec<u8>> {
        let digest = file.version.digest;
        self.store.file(digest).or_else(|| again(self, &file.of, digest))
    }
}

/// Stages the versions of all pictures.
pub(super) fn stage(
    prepared: &Prepared,
    publication: &Publication,
) -> Vec<Result<(OutPath, Output), Failure>> {
    let files: Vec<MadeFile> = prepared.media.files(&prepared.site).collect();
    let one = |file: &MadeFile| {
        let (path, digest) = (file.route.out_path(), file.version.digest);
        if let Some(old) = publication.untouched(&path).filter(|old| old.digest == digest) {
            return Ok((path, old));
        }
        let bytes = prepared.made_bytes(file).ok_or_else(|| {
            Failure::Disk(format!(
                "cannot make `{path}`: `{}` has just changed",
                prepared.sources.path(file.of.file)
            ))
        })?;
        let output = publication.stage(&path, &bytes, digest)?;
        Ok((path, output))
    };
    files.par_iter().map(one).collect()
}
