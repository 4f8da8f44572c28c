//! Owns choosing: which of the site's disclaimers and calls to action apply to an article.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::judge::{Facts, verdicts};
use super::{Policies, Selection, Shown, Texts, check};
use crate::config::{CallToActionPlacement, Config, DatedBy, DisclaimerPlacement, Sponsorship};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::share;
use crate::site::{Article, ArticleId, Site};

/// Chooses for every article.
/// `texts` are those of each language.
pub fn select(site: &Site, config: &Config, texts: &[&Texts]) -> Diagnosed<Policies> {
    let mut diagnostics = check::sections(site, config);
    let selector = Selector {
        site,
        config,
        texts,
        in_force: config.disclaimers.iter().map(|disclaimer| disclaimer.version_at(config.now)).collect(),
    };
    let there: Vec<&Arc<Article>> = site.articles.there().collect();
    let chosen: Vec<Chosen> =
        there.par_iter().with_max_len(share::ARTICLES).map(|article| selector.choose(article)).collect();
    let mut without: BTreeMap<usize, Vec<ArticleId>> = BTreeMap::new();
    let mut articles = vec![Selection::default(); site.articles.len()];
    for (chosen, article) in chosen.into_iter().zip(there) {
        diagnostics.extend(chosen.found);
        for disclaimer in chosen.without_version {
            without.entry(disclaimer).or_default().push(article.id);
        }
        articles[article.id.0 as usize] = chosen.selection;
    }
    for (disclaimer, ids) in without {
        diagnostics.push(check::without_version(&config.disclaimers[disclaimer], &ids, site));
    }
    diagnostics.extend(check::due_soon(config));
    Diagnosed::new(Policies { articles }, diagnostics)
}

struct Selector<'a> {
    site: &'a Site,
    config: &'a Config,
    texts: &'a [&'a Texts],
    /// By disclaimer: the version of the build date.
    in_force: Vec<Option<usize>>,
}

#[derive(Default)]
struct Chosen {
    selection: Selection,
    found: Vec<Diagnostic>,
    /// Disclaimers that have none for this article.
    without_version: Vec<usize>,
}

impl Selector<'_> {
    fn choose(&self, article: &Article) -> Chosen {
        let Self { site, config, .. } = *self;
        let texts = self.texts[article.language.index()];
        let mut facts = Facts::of(article, site, config, Sponsorship::None);
        let calls_to_action = calls_to_action(&facts, config);
        let of_call =
            |(index, _): &(usize, CallToActionPlacement)| texts.texts[texts.of_call(*index)].sponsorship;
        let by_calls = calls_to_action.iter().map(of_call).max().unwrap_or_default();
        facts.sponsorship = facts.sponsorship.max(by_calls);
        let verdicts = verdicts(&facts, config);
        let mut chosen = Chosen::default();
        let mut shown = Vec::new();
        for verdict in verdicts.iter().filter(|verdict| verdict.left_out.is_none()) {
            let disclaimer = &config.disclaimers[verdict.disclaimer];
            if disclaimer.versions.is_empty() {
                continue;
            }
            let version = match disclaimer.dated_by {
                DatedBy::Build => self.in_force[verdict.disclaimer],
                DatedBy::Article => disclaimer.version_at(article.date),
            };
            match version {
                None => chosen.without_version.push(verdict.disclaimer),
                // Without a text there is a problem already.
                Some(version) if texts.of_version(verdict.disclaimer, version).is_none() => {}
                Some(version) => shown.extend(disclaimer.placement.iter().map(|placement| Shown {
                    disclaimer: verdict.disclaimer,
                    version,
                    placement: *placement,
                })),
            }
        }
        chosen.selection = Selection {
            disclaimers: self.in_order(shown, !calls_to_action.is_empty()),
            calls_to_action,
            sponsorship: facts.sponsorship,
        };
        check::article(article, &facts, &verdicts, &chosen.selection, config, texts, &mut chosen.found);
        chosen
    }

    /// By place, then by priority. One alone stays in sight; those below would cover the text.
    fn in_order(&self, mut shown: Vec<Shown>, has_calls: bool) -> Vec<Shown> {
        let order = |shown: &Shown| {
            let priority = self.config.disclaimers[shown.disclaimer].priority;
            (shown.placement, std::cmp::Reverse(priority), shown.disclaimer)
        };
        shown.sort_by_key(order);
        let mut stuck = false;
        for one in &mut shown {
            if one.placement == DisclaimerPlacement::Sticky && std::mem::replace(&mut stuck, true) {
                one.placement = DisclaimerPlacement::Top;
            }
        }
        shown.sort_by_key(order);
        let at_top = |shown: &Shown| {
            use DisclaimerPlacement::{BeforeCta, Sticky, Top};
            match shown.placement {
                Sticky | Top => true,
                placement => placement == BeforeCta && !has_calls,
            }
        };
        let mut tops: Vec<usize> = Vec::new();
        shown.retain(|one| {
            let again = at_top(one) && tops.contains(&one.disclaimer);
            tops.extend(at_top(one).then_some(one.disclaimer));
            !again
        });
        shown
    }
}

fn calls_to_action(facts: &Facts<'_>, config: &Config) -> Vec<(usize, CallToActionPlacement)> {
    if facts.article().life.state.is_over() {
        return Vec::new();
    }
    let mut chosen: Vec<usize> = (0..config.calls_to_action.len())
        .filter(|index| facts.met_by(&config.calls_to_action[*index].when).is_some())
        .collect();
    chosen.sort_by_key(|index| {
        let call = &config.calls_to_action[*index];
        (call.placement, std::cmp::Reverse(call.priority), *index)
    });
    chosen.into_iter().map(|index| (index, config.calls_to_action[index].placement)).collect()
}
