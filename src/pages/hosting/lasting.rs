//! Owns which files browsers may keep for good: those whose names change with their bytes. Hosts are told
//! by name or by what names end with; servers, that know patterns, by what such names look like.

use std::collections::BTreeSet;

use crate::pages::Context;
use crate::route::Route;
use crate::social;

/// What such a file is served with.
pub(super) const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// What everything else is served with by servers that have no policy of their own: browsers keep it and
/// ask whether it still holds.
pub(super) const ASK: &str = "no-cache";

/// How the path of such a file ends, as a regular expression without braces and backslashes, which not all
/// configuration files let pass: eight digits of the digest, perhaps a width, and the ending.
pub(super) const ENDING: &str =
    "[.][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f](-[0-9]+w)?[.][0-9a-z]+$";

/// The files that browsers may keep for good.
#[derive(Clone, Debug, Default)]
pub struct Lasting {
    /// Style sheets, scripts and what they load.
    pub names: Vec<Route>,
    /// What the names of pictures and cards end with and no other does: `-480w.webp`.
    pub endings: BTreeSet<String>,
}

impl Lasting {
    /// Those of a site.
    pub fn of(context: Context<'_>) -> Self {
        let assets = &context.media.assets;
        let renamed = assets.made.iter().filter(|(own, made)| **own != made.route);
        let mut names: Vec<Route> = renamed.map(|(_, made)| made.route.clone()).collect();
        names.extend(assets.copies.values().cloned());
        names.sort_unstable();
        let mut endings = BTreeSet::new();
        for picture in context.media.pictures.values() {
            for set in &picture.sets {
                let ending = |width: u32| format!("-{width}w.{}", set.format.ending());
                endings.extend(set.versions.iter().map(|version| ending(version.width)));
            }
        }
        if !context.media.cards.is_empty() {
            endings.insert(format!("-{}w.png", social::SIZE.0));
        }
        // An author's own file may be called so, too.
        endings.retain(|ending| !context.site.files.keys().any(|own| own.as_str().ends_with(ending)));
        Self { names, endings }
    }
}
