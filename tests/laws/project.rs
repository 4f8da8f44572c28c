//! Owns a project that is edited and built again and again, and its twin that is built from nothing.

use std::collections::BTreeMap;
use std::path::Path;

use tearsheet::build::{Caching, Request};
use tearsheet::output::MANIFEST;

use crate::kit::{OUTPUT, Outcome, SiteTest, Tree};

/// A site on the disk, and what its files are.
pub(crate) struct Project {
    pub(crate) site: SiteTest,
    files: BTreeMap<String, Vec<u8>>,
}

impl Project {
    /// A project of these files.
    pub(crate) fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let files: BTreeMap<_, _> = files.into_iter().collect();
        Self { site: SiteTest::new(files.clone()), files }
    }

    /// Writes a file, also over one that has the same bytes.
    pub(crate) fn write(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        self.site.write(path, &bytes);
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
    }

    /// Deletes a file, if it is there.
    pub(crate) fn delete(&mut self, path: &str) {
        if self.files.remove(path).is_some() {
            self.site.remove(path);
            self.prune(path);
        }
    }

    /// Removes the folders that the going of a file has left empty.
    fn prune(&self, path: &str) {
        let path = self.site.path(path);
        path.ancestors().skip(1).take_while(|folder| std::fs::remove_dir(folder).is_ok()).for_each(drop);
    }

    /// Moves a file, if it is there, over another if need be.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        if let Some(bytes) = self.files.remove(from) {
            self.site.rename(from, to);
            self.prune(from);
            self.files.insert(to.to_owned(), bytes);
        }
    }

    /// A file's bytes.
    pub(crate) fn read(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// All files.
    pub(crate) fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.files.clone()
    }

    /// A site of the same files that has never been built.
    pub(crate) fn twin(&self) -> SiteTest {
        let mut twin = SiteTest::new(self.files.clone());
        let own = &twin.request;
        twin.request = Request {
            root: own.root.clone(),
            site_toml: own.site_toml.clone(),
            caching: Caching::Off,
            ..self.site.request.clone()
        };
        twin
    }

    /// The output folder as it is, the manifest with it.
    pub(crate) fn published(&self) -> Tree {
        published(&self.site)
    }

    /// Builds what has been edited, and holds it to a build from nothing. Neither says what the other
    /// does not, and a build that fails leaves everything as it was.
    #[track_caller]
    pub(crate) fn build(&self) -> Outcome {
        let before = self.published();
        let outcome = self.site.build();
        let twin = self.twin();
        let clean = twin.build();
        assert_eq!(outcome.status, clean.status, "{}\nfrom nothing: {}", outcome.problems, clean.problems);
        assert_eq!(outcome.problems, clean.problems, "edited, and from nothing");
        assert!(outcome.status < 2, "{}", outcome.problems);
        let expected = if outcome.status == 0 { published(&twin) } else { before };
        same(&expected, &self.published());
        outcome
    }
}

/// The output folder of a site, the manifest with it.
pub(crate) fn published(site: &SiteTest) -> Tree {
    published_in(&site.path(OUTPUT))
}

/// An output folder, the manifest with it.
pub(crate) fn published_in(folder: &Path) -> Tree {
    let mut tree = crate::kit::tree(folder);
    if let Ok(manifest) = std::fs::read(folder.join(MANIFEST)) {
        tree.insert(MANIFEST.to_owned(), manifest);
    }
    tree
}

/// Holds two trees to be the same, and names the first difference.
#[track_caller]
pub(crate) fn same(expected: &Tree, actual: &Tree) {
    let missing: Vec<_> = expected.keys().filter(|path| !actual.contains_key(*path)).collect();
    let left: Vec<_> = actual.keys().filter(|path| !expected.contains_key(*path)).collect();
    assert!(missing.is_empty() && left.is_empty(), "missing: {missing:?}, left over: {left:?}");
    for (path, bytes) in expected {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(bytes), text(&actual[path]), "{path} is not as it should be");
    }
}
