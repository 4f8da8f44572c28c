//! Owns what is costly to make and is kept whole: versions of pictures, cards, style sheets. Each entry
//! says in a few bytes what was made of what, and names the files that came of it by their digest.
//! The list of entries is one file; every file of theirs lies by itself and vouches for itself by its
//! name. What this build has not used goes when it is more than what it has.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::digest::{Digest, Hasher};

/// The name of the folder in the cache.
pub(super) const FOLDER: &str = "made";

/// The name of the list of entries.
const LIST: &str = "list";

/// So many unused entries are no waste.
const SLACK: usize = 16;

/// What was made in earlier builds and in this one.
#[derive(Debug)]
pub struct Store {
    /// Where it lives; none for a store that ends with the program.
    folder: Option<PathBuf>,
    program: Digest,
    entries: Mutex<Entries>,
    /// Where files go that must not stay.
    passing: OnceLock<Option<TempDir>>,
    writable: bool,
}

#[derive(Debug, Default)]
struct Entries {
    list: BTreeMap<Digest, Entry>,
    used: BTreeSet<Digest>,
    changed: bool,
}

/// What was made of something.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    note: Vec<u8>,
    files: Vec<Digest>,
}

impl Store {
    /// The store in `folder`, a cache's; one that is not `writable` reads what is there, and what it is
    /// given ends with the program.
    pub fn open(folder: Option<&Path>, writable: bool, program: Digest) -> Self {
        let folder = folder.map(|folder| folder.join(FOLDER));
        let list = folder.as_deref().and_then(|folder| load(&folder.join(LIST), program)).unwrap_or_default();
        let writable = writable && folder.is_some();
        let entries = Mutex::new(Entries { list, ..Entries::default() });
        Self { folder, program, entries, passing: OnceLock::new(), writable }
    }

    /// What is known of what was made of this.
    pub fn recall<T: DeserializeOwned>(&self, key: Digest) -> Option<T> {
        let mut entries = self.lock();
        let value = postcard::from_bytes(&entries.list.get(&key)?.note).ok()?;
        entries.used.insert(key);
        Some(value)
    }

    /// Keeps what was made of something, and the files of it.
    pub fn remember<T: Serialize>(&self, key: Digest, value: &T, files: &[Vec<u8>]) {
        let Ok(note) = postcard::to_stdvec(value) else { return };
        let digests: Option<Vec<Digest>> = files.iter().map(|bytes| self.keep(bytes)).collect();
        let Some(files) = digests else { return };
        let mut entries = self.lock();
        entries.list.insert(key, Entry { note, files });
        entries.used.insert(key);
        entries.changed = true;
    }

    /// The file with this digest. `None` if it has gone or is damaged.
    pub fn file(&self, digest: Digest) -> Option<Vec<u8>> {
        let name = digest.to_string();
        let passing = self.passing.get().and_then(Option::as_ref).map(TempDir::path);
        let folders = passing.into_iter().chain(self.folder.as_deref());
        let mut files = folders.filter_map(|folder| fs::read(folder.join(&name)).ok());
        files.find(|bytes| Digest::of(bytes) == digest)
    }

    fn keep(&self, bytes: &[u8]) -> Option<Digest> {
        let digest = Digest::of(bytes);
        let folder = match (&self.folder, self.writable) {
            (Some(folder), true) => folder.clone(),
            _ => self.passing.get_or_init(|| tempfile::tempdir().ok()).as_ref()?.path().to_owned(),
        };
        let path = folder.join(digest.to_string());
        let is_there = fs::metadata(&path).is_ok_and(|metadata| metadata.len() == bytes.len() as u64);
        if !is_there || self.file(digest).is_none() {
            write(&folder, &path, bytes)?;
        }
        Some(digest)
    }

    /// Ends a build: the list is written down, and what is no longer of use goes.
    pub fn close(&self) {
        let Some(folder) = self.folder.as_deref().filter(|_| self.writable) else { return };
        let mut entries = self.lock();
        if entries.list.len() > 2 * entries.used.len() + SLACK {
            let used = std::mem::take(&mut entries.used);
            entries.list.retain(|key, _| used.contains(key));
            let files: BTreeSet<String> =
                entries.list.values().flat_map(|entry| &entry.files).map(Digest::to_string).collect();
            remove_others(folder, &files);
            (entries.used, entries.changed) = (used, true);
        }
        if !entries.changed {
            return;
        }
        let Ok(bytes) = postcard::to_stdvec(&entries.list) else { return };
        let seal = Hasher::new().digest(self.program).part(&bytes).finish();
        if write(folder, &folder.join(LIST), &[&seal.bytes()[..], &bytes].concat()).is_some() {
            entries.changed = false;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn load(path: &Path, program: Digest) -> Option<BTreeMap<Digest, Entry>> {
    let bytes = fs::read(path).ok()?;
    let (seal, rest) = bytes.split_at_checked(16)?;
    (seal == Hasher::new().digest(program).part(rest).finish().bytes()).then_some(())?;
    postcard::from_bytes(rest).ok()
}

/// Writes a file so that nobody ever sees half of it.
fn write(folder: &Path, path: &Path, bytes: &[u8]) -> Option<()> {
    fs::create_dir_all(folder).ok()?;
    let mut file = tempfile::Builder::new().prefix(".tmp").tempfile_in(folder).ok()?;
    file.write_all(bytes).ok()?;
    file.persist(path).ok().map(drop)
}

fn remove_others(folder: &Path, keep: &BTreeSet<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != LIST && !keep.contains(&name) && is_own(&name) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file of the store may have this name.
fn is_own(name: &str) -> bool {
    name == LIST || name.starts_with(".tmp") || Digest::parse(name).is_some()
}

/// Removes everything from the store in a cache; tells how many files that were.
pub(super) fn remove(cache: &Path) -> usize {
    let folder = cache.join(FOLDER);
    let mut removed = 0;
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        if is_own(&entry.file_name().to_string_lossy()) && fs::remove_file(entry.path()).is_ok() {
            removed += 1;
        }
    }
    let _ = fs::remove_dir(&folder);
    removed
}
