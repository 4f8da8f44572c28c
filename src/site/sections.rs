//! Owns the tree of sections: one for every folder of `content/` that holds an article or an
//! `_index.md`, and for those above it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::link::Inputs;
use super::{Section, SectionId};
use crate::config::Config;
use crate::document::SectionDocument;
use crate::language::{LanguageId, Tags};
use crate::route::{ContentPath, Route, slugify};
use crate::source::FileId;

/// The tree while articles are placed in it.
pub(super) struct Tree {
    sections: Vec<Section>,
    by_folder: BTreeMap<(LanguageId, String), SectionId>,
    /// What sections call themselves in their URLs.
    slugs: BTreeMap<(LanguageId, String), String>,
    tags: Tags,
}

impl Tree {
    /// The root of each language, and every folder with an `_index.md` in it.
    pub(super) fn new(inputs: &Inputs, config: &Config) -> Self {
        let tags = config.tags();
        let root = |id: LanguageId| Section {
            language: id,
            ..section(SectionId(u32::from(id.0)), String::new(), config.home(id))
        };
        let sections: Vec<Section> = tags.ids().map(root).collect();
        let by_folder = tags.ids().map(|id| ((id, String::new()), SectionId(u32::from(id.0)))).collect();
        let mut tree = Self { sections, by_folder, slugs: BTreeMap::new(), tags };
        for (_, path, document) in &inputs.sections {
            let place = tree.place(path);
            tree.slugs.extend(document.matter.slug.clone().map(|slug| (place, slug)));
        }
        for (_, path, _) in &inputs.sections {
            let (language, folder) = tree.place(path);
            tree.of_folder(language, &folder);
        }
        tree
    }

    /// The language and the folder of an `_index.md`.
    fn place(&self, path: &ContentPath) -> (LanguageId, String) {
        let language = self.tags.split(path).map_or(LanguageId::DEFAULT, |(_, language)| language);
        (language, path.folder().to_owned())
    }

    /// The section of a folder, made with those above it if it is new.
    pub(super) fn of_folder(&mut self, language: LanguageId, folder: &str) -> SectionId {
        let place = (language, folder.to_owned());
        if let Some(id) = self.by_folder.get(&place) {
            return *id;
        }
        let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        let parent = self.of_folder(language, above);
        let id = SectionId(u32::try_from(self.sections.len()).unwrap_or(u32::MAX));
        let slug = self.slugs.get(&place).cloned().unwrap_or_else(|| slugify(name));
        let slug = Some(slug).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "section".to_owned());
        let route = self.route(parent).child(&format!("{slug}/")).unwrap_or_else(|_| Route::home());
        let made = section(id, folder.to_owned(), route);
        self.sections.push(Section { language, title: title_of_folder(name), parent: Some(parent), ..made });
        self.by_folder.insert(place, id);
        id
    }

    /// The URL path of a section.
    pub(super) fn route(&self, id: SectionId) -> Route {
        self.sections[id.0 as usize].route.clone()
    }

    /// All sections, each with what its `_index.md` says and its children in order.
    pub(super) fn finish(
        mut self,
        documents: Vec<(FileId, ContentPath, Arc<SectionDocument>)>,
    ) -> Vec<Section> {
        for (file, path, document) in documents {
            let place = self.place(&path);
            let Some(id) = self.by_folder.get(&place) else { continue };
            let section = &mut self.sections[id.0 as usize];
            section.title = document.matter.title.clone();
            section.document = Some((file, document));
        }
        let weights = self.weights();
        let mut order: Vec<usize> = (0..self.sections.len()).collect();
        order.sort_by_key(|index| {
            let section = &self.sections[*index];
            let weight = weights.get(&(section.language, section.folder.as_str()));
            let original = weights.get(&(LanguageId::DEFAULT, section.folder.as_str()));
            (original.or(weight).copied().unwrap_or(0), section.title.to_lowercase(), section.folder.clone())
        });
        for index in order {
            let child = self.sections[index].id;
            if let Some(parent) = self.sections[index].parent {
                self.sections[parent.0 as usize].children.push(child);
            }
        }
        self.sections
    }

    /// The weights that `_index.md` files give.
    fn weights(&self) -> BTreeMap<(LanguageId, &str), i64> {
        let one = |section: &'_ Section| Some(section.document.as_ref()?.1.matter.weight);
        let all = self.sections.iter();
        all.filter_map(|section| Some(((section.language, section.folder.as_str()), one(section)?))).collect()
    }
}

/// A section of which no more is known.
fn section(id: SectionId, folder: String, route: Route) -> Section {
    Section {
        id,
        folder,
        route,
        title: String::new(),
        language: LanguageId::DEFAULT,
        translations: Vec::new(),
        document: None,
        original: None,
        resolved: Vec::new(),
        parent: None,
        children: Vec::new(),
        articles: Vec::new(),
        stating: Vec::new(),
        phases: BTreeSet::new(),
        is_dated: false,
    }
}

/// `api-guides` is shown as "Api guides" until an `_index.md` says better.
fn title_of_folder(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
