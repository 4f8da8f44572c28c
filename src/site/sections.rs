//! Owns the tree of sections: one for every folder of `content/` that holds an article or an
//! `_index.md`, and for those above it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::link::Inputs;
use super::{Section, SectionId};
use crate::document::SectionDocument;
use crate::route::{ContentPath, Route, slugify};
use crate::source::FileId;

/// The tree while articles are placed in it.
pub(super) struct Tree {
    sections: Vec<Section>,
    by_folder: BTreeMap<String, SectionId>,
}

impl Tree {
    /// The root, and every folder with an `_index.md`.
    pub(super) fn new(inputs: &Inputs) -> Self {
        let root = Section {
            id: SectionId(0),
            folder: String::new(),
            route: Route::home(),
            title: String::new(),
            document: None,
            resolved: Vec::new(),
            parent: None,
            children: Vec::new(),
            articles: Vec::new(),
            is_dated: false,
        };
        let mut tree =
            Self { sections: vec![root], by_folder: BTreeMap::from([(String::new(), SectionId(0))]) };
        for (_, path, _) in &inputs.sections {
            tree.of_folder(path.folder());
        }
        tree
    }

    /// The section of a folder, made with those above it if it is new.
    pub(super) fn of_folder(&mut self, folder: &str) -> SectionId {
        if let Some(id) = self.by_folder.get(folder) {
            return *id;
        }
        let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        let parent = self.of_folder(above);
        let id = SectionId(u32::try_from(self.sections.len()).unwrap_or(u32::MAX));
        let slug =
            Some(slugify(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "section".to_owned());
        let route = self.route(parent).child(&format!("{slug}/")).unwrap_or_else(|_| Route::home());
        self.sections.push(Section {
            id,
            folder: folder.to_owned(),
            route,
            title: title_of_folder(name),
            document: None,
            resolved: Vec::new(),
            parent: Some(parent),
            children: Vec::new(),
            articles: Vec::new(),
            is_dated: false,
        });
        self.by_folder.insert(folder.to_owned(), id);
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
            let Some(id) = self.by_folder.get(path.folder()) else { continue };
            let section = &mut self.sections[id.0 as usize];
            section.title = document.matter.title.clone();
            section.document = Some((file, document));
        }
        let mut order: Vec<usize> = (1..self.sections.len()).collect();
        order.sort_by_key(|index| {
            let section = &self.sections[*index];
            let weight = section.document.as_ref().map_or(0, |(_, document)| document.matter.weight);
            (weight, section.title.to_lowercase(), section.folder.clone())
        });
        for index in order {
            let child = self.sections[index].id;
            if let Some(parent) = self.sections[index].parent {
                self.sections[parent.0 as usize].children.push(child);
            }
        }
        self.sections
    }
}

/// `api-guides` is shown as "Api guides" until an `_index.md` says better.
fn title_of_folder(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
