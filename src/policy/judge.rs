//! Owns the judgement on one article: which disclaimers apply to it, why, and which of them it is
//! excused from. Selection, the proof of the preview and the audit all ask here.

use crate::config::{Conditions, Config, Disclaimer, Level, Sponsorship, matches_glob};
use crate::document::{Layer, Waiver};
use crate::route::slugify;
use crate::site::{Article, Section, SectionId, Site};

/// What rules ask about an article.
pub struct Facts<'a> {
    article: &'a Article,
    site: &'a Site,
    category: Option<String>,
    tags: Vec<String>,
    /// Who paid.
    pub sponsorship: Sponsorship,
    /// For whom it is written; empty for everybody.
    pub audience: &'a [String],
}

/// Why a disclaimer applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// It has no rule.
    Everywhere,
    /// The article meets this clause of its rule.
    Clause(usize),
    /// A section adds it.
    Section(SectionId),
    /// Front matter adds it.
    Added,
    /// Front matter chooses it.
    Chosen,
}

/// Why a disclaimer that applies is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut<'a> {
    /// A waiver of the article, or of a section.
    Waived(&'a Waiver, Option<SectionId>),
    /// Front matter chooses others.
    NotChosen,
    /// A disclaimer written by hand stands in for it.
    Written,
    /// Another one wins in its group: an index into the configured ones.
    Displaced(usize),
}

/// What comes of a disclaimer that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// Index into the configured ones.
    pub disclaimer: usize,
    /// Why it applies.
    pub because: Because,
    /// Why it is not shown all the same.
    pub left_out: Option<LeftOut<'a>>,
}

impl<'a> Facts<'a> {
    /// What is known of an article that was paid for like this, at least.
    pub fn of(article: &'a Article, site: &'a Site, config: &'a Config, least: Sponsorship) -> Self {
        let front = &article.document.front;
        let tags = front.terms.of("tags");
        let by_links = article.document.sponsored.as_ref().map(|link| link.sponsorship).unwrap_or_default();
        let stated = front.disclosure().sponsorship.unwrap_or_default();
        let mut facts = Self {
            article,
            site,
            category: front.category.as_deref().map(slugify),
            tags: tags.iter().map(|tag| slugify(tag)).collect(),
            sponsorship: stated.max(by_links).max(least),
            audience: &front.disclosure().audience,
        };
        if facts.audience.is_empty() {
            let nearest =
                facts.layers().map(|(_, layer)| &layer.audience).find(|audience| !audience.is_empty());
            facts.audience = nearest.unwrap_or(&config.disclosure.audience);
        }
        facts
    }

    /// The article.
    pub fn article(&self) -> &'a Article {
        self.article
    }

    /// The site that the article is part of.
    pub fn site(&self) -> &'a Site {
        self.site
    }

    /// What the article's sections say, the nearest first.
    fn layers(&self) -> impl Iterator<Item = (&'a Section, &'a Layer)> + use<'a> {
        let site = self.site;
        let own = Some(site.section(self.article.section));
        let line = std::iter::successors(own, move |section| section.parent.map(|id| site.section(id)));
        line.flat_map(|section| section.layers().map(move |layer| (section, layer)))
    }

    /// Whether the article meets every condition of a clause.
    pub fn meets(&self, clause: &Conditions) -> bool {
        fn any<T>(wanted: &[T], test: impl FnMut(&T) -> bool) -> bool {
            wanted.is_empty() || wanted.iter().any(test)
        }
        let folder = &self.site.section(self.article.section).folder;
        let flags = &self.article.document.front.flags;
        any(&clause.section, |wanted| {
            let wanted = wanted.trim_matches('/');
            folder == wanted || folder.strip_prefix(wanted).is_some_and(|below| below.starts_with('/'))
        }) && any(&clause.category, |wanted| self.category.as_ref() == Some(&wanted.slug))
            && any(&clause.tag, |wanted| self.tags.contains(&wanted.slug))
            && any(&clause.path, |wanted| matches_glob(wanted, self.article.path.as_str()))
            && any(&clause.flag, |wanted| flags.contains(wanted))
            && any(&clause.sponsorship, |wanted| self.sponsorship == *wanted)
            && (self.audience.is_empty()
                || any(&clause.audience, |wanted| {
                    self.audience.iter().any(|own| own.eq_ignore_ascii_case(wanted))
                }))
    }

    /// The first clause that the article meets; no clause at all is met always.
    pub fn met_by(&self, clauses: &[Conditions]) -> Option<Because> {
        if clauses.is_empty() {
            return Some(Because::Everywhere);
        }
        clauses.iter().position(|clause| self.meets(clause)).map(Because::Clause)
    }
}

/// What comes of every disclaimer that applies, in the order of site.toml.
pub fn verdicts<'a>(facts: &Facts<'a>, config: &Config) -> Vec<Verdict<'a>> {
    let mut verdicts: Vec<Verdict<'a>> = Vec::new();
    for (index, disclaimer) in config.disclaimers.iter().enumerate() {
        if let Some(because) = applies(facts, disclaimer) {
            let left_out = excused(facts, disclaimer, because, config);
            verdicts.push(Verdict { disclaimer: index, because, left_out });
        }
    }
    settle_groups(&mut verdicts, config);
    verdicts
}

fn applies(facts: &Facts<'_>, disclaimer: &Disclaimer) -> Option<Because> {
    let wishes = facts.article.document.front.disclaimer();
    let named = |ids: &[String]| ids.contains(&disclaimer.id);
    if named(&wishes.add) {
        return Some(Because::Added);
    }
    if wishes.choose.as_deref().is_some_and(named) {
        return Some(Because::Chosen);
    }
    let by_rule = (disclaimer.level != Level::Optional).then(|| facts.met_by(&disclaimer.when)).flatten();
    by_rule.or_else(|| {
        let mut layers = facts.layers();
        layers.find(|(_, layer)| named(&layer.add)).map(|(section, _)| Because::Section(section.id))
    })
}

fn excused<'a>(
    facts: &Facts<'a>,
    disclaimer: &Disclaimer,
    because: Because,
    config: &Config,
) -> Option<LeftOut<'a>> {
    if disclaimer.level == Level::Mandatory || because == Because::Added {
        return None;
    }
    let front = &facts.article.document.front;
    let holds =
        |waiver: &&Waiver| waiver.id == disclaimer.id && waiver.until.seconds() > config.now.seconds();
    if disclaimer.level == Level::Default {
        if let Some(waiver) = front.disclosure().waivers.iter().find(holds) {
            return Some(LeftOut::Waived(waiver, None));
        }
        let by_section = facts.layers().find_map(|(section, layer)| {
            layer.waivers.iter().find(holds).map(|waiver| LeftOut::Waived(waiver, Some(section.id)))
        });
        if by_section.is_some() && because != Because::Chosen {
            return by_section;
        }
    }
    if front.disclaimer().choose.is_some() && because != Because::Chosen {
        return Some(LeftOut::NotChosen);
    }
    (disclaimer.replaceable && facts.article.document.written_disclaimer).then_some(LeftOut::Written)
}

/// Leaves one of each group: the mandatory ones, else that of the highest priority, else the first.
fn settle_groups(verdicts: &mut [Verdict<'_>], config: &Config) {
    let of = |verdict: &Verdict<'_>| &config.disclaimers[verdict.disclaimer];
    for at in 0..verdicts.len() {
        let own = of(&verdicts[at]);
        let Some(group) = own.group.as_ref().filter(|_| verdicts[at].left_out.is_none()) else { continue };
        if own.level == Level::Mandatory {
            continue;
        }
        let rivals = verdicts.iter().filter(|rival| {
            let excused = rival.left_out.is_some_and(|why| !matches!(why, LeftOut::Displaced(_)));
            !excused && of(rival).group.as_ref() == Some(group)
        });
        let rank = |disclaimer: &Disclaimer| (disclaimer.level == Level::Mandatory, disclaimer.priority);
        let winner = rivals.reduce(|best, rival| if rank(of(rival)) > rank(of(best)) { rival } else { best });
        if let Some(winner) = winner.filter(|winner| winner.disclaimer != verdicts[at].disclaimer) {
            let winner = winner.disclaimer;
            verdicts[at].left_out = Some(LeftOut::Displaced(winner));
        }
    }
}
