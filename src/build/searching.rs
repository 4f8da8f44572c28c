//! Owns when the index is made: once for a site, and only if a file of it is asked for that is not there
//! as it would be.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::Prepared;
use crate::digest::{Digest, Hasher};
use crate::document::{self, Settings};
use crate::language::LanguageId;
use crate::pages::plan::{Page, PageKind};
use crate::publish::Publication;
use crate::search::{self, Index, Part, Plan, Shape};
use crate::site::ArticleId;
use crate::words::Words;

/// What readers can search, by language.
#[derive(Debug, Default)]
pub(super) struct Searching(Vec<InLanguage>);

impl Searching {
    /// Nothing has been needed yet.
    pub(super) fn new(languages: usize) -> Self {
        Self((0..languages).map(|_| InLanguage::default()).collect())
    }
}

/// What can be searched in one language, as far as it has been needed.
#[derive(Debug, Default)]
struct InLanguage {
    plan: OnceLock<Planned>,
    index: OnceLock<Index>,
}

/// What an index is to be.
#[derive(Debug)]
struct Planned {
    plan: Plan,
    /// Names what each of its articles says.
    said: Vec<Digest>,
    /// Names what they say together.
    digest: Digest,
}

impl Prepared {
    /// The plan of the index, and what names all that it is made of.
    fn search_plan(&self, language: LanguageId) -> &Planned {
        self.search.0[language.index()].plan.get_or_init(|| {
            let plan = Plan::of(&self.site, language);
            let said = plan.said(&self.site);
            let digest = search::digest(&said, self.context().speaking(language).language);
            Planned { plan, said, digest }
        })
    }

    /// What names the articles of each language's index, for the next build; none if there is no search.
    pub(super) fn search_plans(&self) -> Vec<(Plan, Vec<Digest>)> {
        let languages = self.site.tags.ids().filter(|_| self.config.search);
        let plans = languages.map(|language| self.search_plan(language));
        plans.map(|planned| (planned.plan.clone(), planned.said.clone())).collect()
    }

    /// Takes over such plans.
    pub(super) fn recall_search(&mut self, plans: &[(Plan, Vec<Digest>)]) {
        let one = |(at, (plan, said)): (usize, &(Plan, Vec<Digest>))| {
            let digest = search::digest(said, &self.voices[at].language);
            let planned = Planned { plan: plan.clone(), said: said.clone(), digest };
            InLanguage { plan: planned.into(), index: OnceLock::new() }
        };
        self.search = Arc::new(Searching(plans.iter().enumerate().map(one).collect()));
    }

    fn search_index(&self, language: LanguageId, shape: Shape) -> &Index {
        self.search.0[language.index()].index.get_or_init(|| {
            let plan = self.search_plan(language).plan.clone().with_shape(shape);
            Index::new(&plan, &self.site, self.site.tags.tag(language), &|id| self.words(id))
        })
    }

    fn words(&self, id: ArticleId) -> Words {
        let article = self.site.article(id);
        let again = || {
            let source = self.sources.read(article.file).ok()?;
            document::read(&source, &Settings::of(&self.config)).value.map(|(_, content)| content.words)
        };
        self.contents.words(article.document.key).or_else(again).unwrap_or_default()
    }
}

/// Names what a file of the index is made of.
pub(super) fn fingerprint(part: Part, shape: Shape, language: LanguageId, prepared: &Prepared) -> Digest {
    let Planned { plan, digest, .. } = prepared.search_plan(language);
    let mut hasher = Hasher::new();
    hasher.digest(prepared.program).part(format!("{part:?} {shape:?}"));
    match part {
        Part::Articles(number) => {
            for id in plan.block(number) {
                hasher.value(&prepared.cards[prepared.site.articles.look(*id)].view);
            }
        }
        _ => {
            hasher.digest(*digest);
        }
    }
    hasher.finish()
}

/// The bytes of a file of the index.
pub(super) fn bytes(part: Part, shape: Shape, language: LanguageId, prepared: &Prepared) -> Vec<u8> {
    let Planned { plan, digest, .. } = prepared.search_plan(language);
    let spoken = prepared.context().speaking(language).language;
    match part {
        Part::Head => search::head(plan, shape, *digest),
        Part::Filters => search::filters(plan, &prepared.site, spoken),
        Part::Articles(number) => {
            search::articles(plan.block(number), &prepared.site, &prepared.config, spoken)
        }
        part => prepared.search_index(language, shape).bytes(part).unwrap_or_default().to_vec(),
    }
}

/// Makes the index beforehand if it will be needed: it is made by all threads together, which they could
/// not while they wait for it.
pub(super) fn make_ready(prepared: &Prepared, publication: &Publication) {
    for language in prepared.site.tags.ids().filter(|_| prepared.config.search) {
        prepared.search_plan(language);
    }
    let shape_if_missing = |page: &Page| match page.kind {
        PageKind::SearchData(part @ (Part::Words(_) | Part::Ends(_) | Part::Found(_)), shape) => {
            let old = publication.untouched(&page.route.out_path());
            let same =
                old.is_some_and(|old| old.fingerprint == fingerprint(part, shape, page.language, prepared));
            (!same).then_some(shape)
        }
        _ => None,
    };
    for language in prepared.site.tags.ids() {
        let own = prepared.pages.par_iter().filter(|page| page.language == language);
        if let Some(shape) = own.filter_map(shape_if_missing).find_any(|_| true) {
            prepared.search_index(language, shape);
        }
    }
}
