//! Owns bringing what is known of inputs up to date for a few files that have been touched, without
//! walking the project again.

use std::path::Path;

use super::walk::is_hidden_name;
use super::{Asset, Digest, Input, Origin, Signature, Sources, image_size};
use crate::route::ContentPath;
use crate::source::FileId;

/// What has become of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// An article or `_index.md` was changed, or came to be.
    Text(FileId, ContentPath),
    /// An article or `_index.md` has gone.
    Gone(ContentPath),
    /// A template was changed.
    Template,
    /// A file that is published as it is was changed.
    File(FileId),
    /// Nothing that matters.
    Nothing,
}

impl Sources {
    /// Takes in what has become of the file at `path`, as authors would write it. `None` if that may
    /// concern more than this file: the project must be walked.
    pub fn revise(&mut self, root: &Path, path: &str) -> Option<Fate> {
        if path.split('/').any(is_hidden_name) {
            return Some(Fate::Nothing);
        }
        let disk = root.join(path);
        let metadata = std::fs::metadata(&disk).ok();
        if metadata.as_ref().is_some_and(std::fs::Metadata::is_dir) {
            return None;
        }
        let signature = metadata.as_ref().map(Signature::of);
        if let Some(content) = path.strip_prefix("content/").filter(|path| path.ends_with(".md")) {
            return self.revise_text(root, path, ContentPath::new(content).ok()?, signature);
        }
        // What comes and goes may uncover or hide a file of the theme.
        let known = self.find(path);
        let (Some(known), Some(signature)) = (known, signature) else {
            return (known.is_none() && signature.is_none() && !self.has_below(path))
                .then_some(Fate::Nothing);
        };
        if self.composed.contains(&known) {
            return None;
        }
        self.files[known.0 as usize].signature = signature;
        if path.starts_with("templates/strings/") {
            return None;
        }
        if path.starts_with("templates/") {
            return Some(Fate::Template);
        }
        self.revise_asset(known)
    }

    fn revise_text(
        &mut self,
        root: &Path,
        path: &str,
        content: ContentPath,
        signature: Option<Signature>,
    ) -> Option<Fate> {
        let is_section = self.is_section(&content);
        let list = if is_section { &mut self.sections } else { &mut self.articles };
        match (list.binary_search_by(|(_, other)| other.cmp(&content)), signature) {
            (Ok(at), Some(signature)) => {
                let id = list[at].0;
                self.files[id.0 as usize].signature = signature;
                Some(Fate::Text(id, content))
            }
            (Ok(at), None) => {
                list.remove(at);
                Some(Fate::Gone(content))
            }
            (Err(at), Some(signature)) => {
                let id = FileId(u32::try_from(self.files.len()).ok()?);
                list.insert(at, (id, content.clone()));
                let origin = Origin::Disk(root.join(path));
                self.files.push(Input { path: path.into(), origin, signature, digest: None });
                Some(Fate::Text(id, content))
            }
            (Err(_), None) => (!self.has_below(path)).then_some(Fate::Nothing),
        }
    }

    fn revise_asset(&mut self, id: FileId) -> Option<Fate> {
        let assets = self.assets.fixed.values_mut().chain(self.assets.content.values_mut());
        let asset = assets.into_iter().find(|asset| asset.file == id)?;
        let input = &self.files[id.0 as usize];
        let bytes = input.bytes().ok()?;
        *asset = Asset { file: id, digest: Digest::of(&bytes), size: image_size(&input.path, &bytes) };
        Some(Fate::File(id))
    }

    fn find(&self, path: &str) -> Option<FileId> {
        let at = self.files.iter().rposition(|input| &*input.path == path)?;
        u32::try_from(at).ok().map(FileId)
    }

    /// Whether any input lies in a folder of this name, which may have gone.
    fn has_below(&self, path: &str) -> bool {
        self.files.iter().any(|input| input.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
    }
}
