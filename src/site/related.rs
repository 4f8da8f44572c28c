//! Owns related articles: those that share terms, rare ones counting for more.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::{Article, ArticleId, Site, Term, TermId};
use crate::share;

/// How many neighbours in time are looked at for each term, on either side. Rare terms are seen
/// whole; of common ones, which say little, only the articles of about the same time. This keeps the
/// work in step with the number of articles.
const WINDOW: usize = 24;

/// Every article's related ones, so many at most: by the weight of shared terms, then the newest first;
/// what is over comes after everything that holds.
pub(super) fn find(site: &Site, limit: usize) -> Vec<Vec<ArticleId>> {
    if limit == 0 {
        return Vec::new();
    }
    let ages = Ages::of(site);
    let articles = site.articles.par_iter().with_max_len(share::ARTICLES);
    let tally = || Tally::new(site.recent.len());
    articles.map_init(tally, |tally, article| ages.related_to(site, article, limit, tally)).collect()
}

/// Articles named by their age: those with a term that are about as old as another then lie side by side.
struct Ages {
    /// By article: its place among the recent ones.
    of: Vec<u32>,
    /// By age: whether it is over.
    over: Vec<bool>,
    /// By taxonomy and term: the ages of its articles in order, and what sharing it says.
    terms: Vec<Vec<(Vec<u32>, u32)>>,
}

impl Ages {
    fn of(site: &Site) -> Self {
        let mut of = vec![0; site.articles.len()];
        for (age, id) in (0u32..).zip(&site.recent) {
            of[id.0 as usize] = age;
        }
        let holders = |term: &Term| {
            let ages = term.articles.iter().map(|id| of[id.0 as usize]).collect();
            (ages, weight(of.len(), term.articles.len()))
        };
        let taxonomies = site.taxonomies.iter();
        let terms = taxonomies.map(|taxonomy| taxonomy.terms.iter().map(holders).collect()).collect();
        let over = site.recent.iter().map(|id| site.article(*id).life.state.is_over()).collect();
        Self { of, over, terms }
    }

    fn related_to(&self, site: &Site, article: &Article, limit: usize, tally: &mut Tally) -> Vec<ArticleId> {
        let own = self.of[article.id.0 as usize];
        for TermId { taxonomy, term } in &article.terms {
            let (holders, weight) = &self.terms[*taxonomy as usize][*term as usize];
            let place = holders.partition_point(|other| *other < own);
            let window = place.saturating_sub(WINDOW)..(place + WINDOW + 1).min(holders.len());
            holders[window]
                .iter()
                .filter(|other| **other != own)
                .for_each(|other| tally.add(*other, *weight));
        }
        let score = |(age, total)| (self.over[age as usize], Reverse(total), age);
        let mut scored: Vec<(bool, Reverse<u32>, u32)> = tally.take().map(score).collect();
        if limit < scored.len() {
            // Of the many only the few best need an order.
            scored.select_nth_unstable(limit);
            scored.truncate(limit);
        }
        scored.sort_unstable();
        // A list of its own: in place of the many, the few would keep all their room.
        let mut related = Vec::with_capacity(scored.len());
        related.extend(scored.into_iter().map(|(.., age)| site.recent[age as usize]));
        related
    }
}

/// Weights by age, added up.
struct Tally {
    /// For every age one more than its weight; 0 if it has none.
    totals: Vec<u32>,
    /// The ages that have any, in no order.
    ages: Vec<u32>,
}

impl Tally {
    fn new(ages: usize) -> Self {
        Self { totals: vec![0; ages], ages: Vec::new() }
    }

    fn add(&mut self, age: u32, weight: u32) {
        let total = &mut self.totals[age as usize];
        if *total == 0 {
            *total = 1;
            self.ages.push(age);
        }
        *total += weight;
    }

    /// What was added up for each age, in no order; from then on there is nothing.
    fn take(&mut self) -> impl Iterator<Item = (u32, u32)> {
        let Self { totals, ages } = self;
        ages.drain(..).map(|age| (age, std::mem::take(&mut totals[age as usize]) - 1))
    }
}

/// In thousandths of a bit, so that sums do not depend on their order: how much it tells that an
/// article has a term that `holders` of `all` articles have.
fn weight(all: usize, holders: usize) -> u32 {
    #[expect(clippy::cast_precision_loss, reason = "article counts are far below 2^52")]
    let ratio = (all + 1) as f64 / holders.max(1) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
    let thousandths = (ratio.log2().max(0.0) * 1000.0) as u32;
    thousandths
}
