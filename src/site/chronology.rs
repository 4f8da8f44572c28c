//! Owns order in time and within sections.

use std::sync::Arc;

use super::{Article, ArticleId, Site};
use crate::config::Config;
use crate::document::SortBy;

/// All articles that lists have, the newest first; those of one instant by path.
pub(super) fn newest_first(articles: &[Arc<Article>]) -> Vec<ArticleId> {
    let listed = articles.iter().filter(|article| article.life.state.is_listed());
    let mut ids: Vec<ArticleId> = listed.map(|article| article.id).collect();
    ids.sort_by_key(|id| (std::cmp::Reverse(articles[id.0 as usize].date.seconds()), *id));
    ids
}

/// Gives every section its articles, those of the sections below it included, in its order, and every
/// article its neighbours in its own section.
pub(super) fn fill_sections(site: &mut Site, config: &Config) {
    for id in site.recent.clone() {
        let Site { sections, articles, .. } = &mut *site;
        let article = &articles[id.0 as usize];
        let (is_dated, phase) = (article.is_dated(config), article.phase(config));
        let mut at = Some(article.section);
        while let Some(section) = at {
            let section = &mut sections[section.0 as usize];
            section.articles.push(id);
            section.is_dated |= is_dated;
            if !section.phases.contains(phase) {
                section.phases.insert(phase.to_owned());
            }
            at = section.parent;
        }
    }
    for index in 0..site.sections.len() {
        let sort_by = site.sections[index].matter().map_or(SortBy::Date, |matter| matter.sort_by);
        if sort_by == SortBy::Title {
            let mut ids = std::mem::take(&mut site.sections[index].articles);
            ids.sort_by_cached_key(|id| (site.article(*id).document.front.title.to_lowercase(), *id));
            site.sections[index].articles = ids;
        }
        // What is over comes last, in the same order.
        let Site { sections, articles, .. } = site;
        let article = |id: &ArticleId| &articles[id.0 as usize];
        let section = &mut sections[index];
        section.articles.sort_by_key(|id| article(id).life.state.is_over());
        let stating = section.articles.iter().copied().filter(|id| !article(id).facts.is_empty());
        section.stating = stating.collect();
    }
    name_neighbours(site);
}

fn name_neighbours(site: &mut Site) {
    let mut newer: Vec<Option<ArticleId>> = vec![None; site.sections.len()];
    for older in site.recent.clone() {
        let section = site.article(older).section;
        if let Some(newer) = newer[section.0 as usize].replace(older) {
            site.article_mut(newer).previous = Some(older);
            site.article_mut(older).next = Some(newer);
        }
    }
}
