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

/// The next instant at which another version comes into force, a waiver ends, or something is to be
/// announced that is not yet.
pub fn next_change(site: &Site, config: &Config) -> Option<Moment> {
    let ahead = |at: Moment| at.earlier(config.disclosure.review_days * 86_400);
    let disclaimers = || config.disclaimers.iter().filter(|one| one.dated_by == DatedBy::Build);
    let versions = disclaimers().flat_map(|disclaimer| &disclaimer.versions);
    let ends = versions.clone().filter_map(|version| version.until);
    let changes = versions.filter_map(|version| version.from).chain(ends.clone());
    let reviews = config.disclaimers.iter().filter_map(|disclaimer| disclaimer.review_by);
    let announced = reviews.chain(ends).flat_map(|at| [ahead(at), at]);
    let disclosures = || site.articles.iter().map(|article| article.document.front.disclosure());
    let approvals = disclosures().filter_map(|one| Some(one.approval.as_ref()?.date));
    let of_articles = disclosures().flat_map(|disclosure| &disclosure.waivers);
    let sections = site.sections.iter().filter_map(|section| section.document.as_ref());
    let of_sections = sections.flat_map(|(_, document)| &document.matter.layer.waivers);
    let waivers = of_articles.chain(of_sections).map(|waiver| waiver.until);
    changes.chain(announced).chain(approvals).chain(waivers).filter(|at| *at > config.now).min()
}
