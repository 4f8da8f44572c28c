//! Owns what is searched after an edit: the files of the index that were made of all words together.

use std::collections::BTreeMap;

use super::Recalled;
use crate::build::searching;
use crate::digest::Digest;
use crate::language::LanguageId;
use crate::output::{Output, Outputs};
use crate::pages::plan::{Page, PageKind};
use crate::publish::Publication;
use crate::search::{self, Part, Plan, Revised};
use crate::site::{Article, Site};
use crate::words::Words;

/// What could be searched of an article before it was edited.
pub(super) struct Before {
    pub(super) words: Words,
    /// How many words its text had.
    pub(super) length: u32,
}

/// What names what each article says, brought up to date. `None` if the index is to have other files.
pub(super) fn plans(
    mut plans: Vec<(Plan, Vec<Digest>)>,
    edited: &[Article],
    before: &[Before],
    site: &Site,
) -> Option<Vec<(Plan, Vec<Digest>)>> {
    for (article, before) in edited.iter().zip(before) {
        let Some((plan, said)) = plans.get_mut(article.language.index()) else { continue };
        let Some(number) = plan.number(article.id) else { continue };
        said[number] = search::said(site, article.id);
        *plan = plan.clone().with_length(before.length, article.document.words)?;
    }
    Some(plans)
}

impl Recalled {
    /// Stages the files of the index that change, and names all anew. `None` if that is not certain.
    pub(super) fn search(&self, publication: &Publication, outputs: &mut Outputs) -> Option<()> {
        for (at, (plan, _)) in self.names.search.iter().enumerate() {
            let language = LanguageId(u8::try_from(at).ok()?);
            let revised = self.revised(plan, language);
            if !revised.is_empty() {
                self.search_in(language, plan, &revised, publication, outputs)?;
            }
        }
        Some(())
    }

    fn revised(&self, plan: &Plan, language: LanguageId) -> Vec<Revised<'_>> {
        let one = |((article, before), after): ((&Article, &Before), &Words)| {
            let number = plan.number(article.id).filter(|_| article.language == language)?;
            Some(Revised {
                number: u32::try_from(number).ok()?,
                is_over: article.life.state.is_over(),
                surroundings: search::surroundings(&self.prepared.site, article.id),
                before: (before.words.clone(), before.length),
                after: (after.clone(), article.document.words),
            })
        };
        self.articles.iter().zip(&self.before).zip(&self.words).filter_map(one).collect()
    }

    fn search_in(
        &self,
        language: LanguageId,
        plan: &Plan,
        revised: &[Revised<'_>],
        publication: &Publication,
        outputs: &mut Outputs,
    ) -> Option<()> {
        let prepared = &self.prepared;
        let own = |page: &&Page| page.language == language && page.kind.is_of_all_words();
        let pages = prepared.pages.iter().filter(own).filter_map(|page| match page.kind {
            PageKind::SearchData(part, shape) => Some((part, (page.route.out_path(), shape))),
            _ => None,
        });
        let pages: BTreeMap<Part, _> = pages.collect();
        let file = |part: Part| publication.read(&pages.get(&part)?.0).ok();
        let words = |number: u32| {
            let id = plan.articles.get(number as usize)?;
            let key = self.names.keys.get(*self.places.get(id.0 as usize)? as usize)?;
            prepared.contents.words(*key)
        };
        let tag = prepared.site.tags.tag(language);
        let mut changed = search::revise(plan.shape, tag, revised, &file, &words)?;
        for (part, (path, shape)) in &pages {
            let fingerprint = searching::fingerprint(*part, *shape, language, prepared);
            if *part == Part::Head {
                changed.insert(*part, searching::bytes(*part, *shape, language, prepared));
            }
            let output = match changed.get(part) {
                Some(bytes) => publication.stage(path, bytes, fingerprint).ok()?,
                None => Output { fingerprint, ..publication.left(path)? },
            };
            outputs.insert(path.clone(), output);
        }
        Some(())
    }
}
