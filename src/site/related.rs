//! Owns related articles: those that share terms, rare ones counting for more.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Article, ArticleId, Site};

/// How many neighbours in time are looked at for each term, on either side. Rare terms are seen
/// whole; of common ones, which say little, only the articles of about the same time. This keeps the
/// work in step with the number of articles.
const WINDOW: usize = 24;

/// Fills every article's related ones: by the weight of shared terms, then the newest first; what is
/// over comes after everything that holds.
pub(super) fn find(site: &mut Site, limit: usize) {
    if limit == 0 {
        return;
    }
    let mut age = vec![0u32; site.articles.len()];
    for (place, id) in (0u32..).zip(&site.recent) {
        age[id.0 as usize] = place;
    }
    let related: Vec<Vec<ArticleId>> =
        site.articles.par_iter().map(|article| related_to(site, article, &age, limit)).collect();
    for (article, related) in site.articles.iter_mut().zip(related) {
        Arc::make_mut(article).related = related;
    }
}

fn related_to(site: &Site, article: &Article, age: &[u32], limit: usize) -> Vec<ArticleId> {
    let mut shared: Vec<(ArticleId, u32)> = Vec::new();
    for id in &article.terms {
        let holders = &site.term(*id).articles;
        let own = age[article.id.0 as usize];
        let place = holders.partition_point(|other| age[other.0 as usize] < own);
        let window = place.saturating_sub(WINDOW)..(place + WINDOW + 1).min(holders.len());
        let weight = weight(site.articles.len(), holders.len());
        shared.extend(
            holders[window].iter().filter(|other| **other != article.id).map(|other| (*other, weight)),
        );
    }
    shared.sort_unstable();
    let mut scored: Vec<(bool, Reverse<u32>, u32, ArticleId)> = Vec::with_capacity(shared.len());
    for (id, weight) in shared {
        match scored.last_mut() {
            Some((_, total, _, last)) if *last == id => total.0 += weight,
            _ => {
                let over = site.article(id).life.state.is_over();
                scored.push((over, Reverse(weight), age[id.0 as usize], id));
            }
        }
    }
    if limit < scored.len() {
        // Of the many only the few best need an order.
        scored.select_nth_unstable(limit);
        scored.truncate(limit);
    }
    scored.sort_unstable();
    // A list of its own: in place of the many, the few would keep all their room.
    let mut related = Vec::with_capacity(scored.len());
    related.extend(scored.into_iter().map(|(.., id)| id));
    related
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
