//! Owns what falls due: reviews of disclaimers, ends of their texts, and the next instant at which an
//! article shows something else than it does now.

use crate::config::{Config, DatedBy};
use crate::moment::Moment;
use crate::site::Site;

/// Something that somebody has to see to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Index into the configured disclaimers.
    pub disclaimer: usize,
    /// What it is.
    pub kind: DueKind,
    /// When.
    pub at: Moment,
}

/// What falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueKind {
    /// Somebody has to read it again.
    Review,
    /// The version with this index ends, and none follows at once.
    Lapse(usize),
}

/// What is due by now or within `review_days` of site.toml, in the order of site.toml.
pub fn due(config: &Config) -> Vec<Due> {
    let horizon = config.now.seconds().saturating_add(config.disclosure.review_days * 86_400);
    let mut all = Vec::new();
    for (index, disclaimer) in config.disclaimers.iter().enumerate() {
        let review = disclaimer.review_by.map(|at| (DueKind::Review, at));
        let lapse = disclaimer.version_at(config.now).and_then(|version| {
            let until = disclaimer.versions[version].until?;
            let next = disclaimer.versions.get(version + 1).and_then(|next| next.from);
            let follows = next.is_some_and(|next| next.seconds() <= until.seconds());
            (!follows).then_some((DueKind::Lapse(version), until))
        });
        let lapse = lapse.filter(|_| disclaimer.dated_by == DatedBy::Build);
        let near = review.into_iter().chain(lapse).filter(|(_, at)| at.seconds() <= horizon);
        all.extend(near.map(|(kind, at)| Due { disclaimer: index, kind, at }));
    }
    all
}

/// The next instant at which another version comes into force, or a waiver ends.
pub fn next_change(site: &Site, config: &Config) -> Option<Moment> {
    let versions = config
        .disclaimers
        .iter()
        .filter(|disclaimer| disclaimer.dated_by == DatedBy::Build)
        .flat_map(|disclaimer| &disclaimer.versions)
        .flat_map(|version| version.from.into_iter().chain(version.until));
    let of_articles = site.articles.iter().flat_map(|article| &article.document.front.disclosure.waivers);
    let sections = site.sections.iter().filter_map(|section| section.document.as_ref());
    let of_sections = sections.flat_map(|(_, document)| &document.matter.layer.waivers);
    let waivers = of_articles.chain(of_sections).map(|waiver| waiver.until);
    versions.chain(waivers).filter(|at| *at > config.now).min()
}
