//! Owns what is kept between builds: documents by the digest of what they were made from, and what
//! was known of input files. A cache that is missing, damaged, read-only or of another version is
//! an empty one: never an error, only a slower build. Part of the rim.
//!
//! Documents lie in segments. A build adds at most one, and never changes those of others, so that
//! two builds may share a cache; when much of it is no longer used, one new segment takes the place
//! of all.
#![expect(clippy::disallowed_methods, reason = "the cache lives on the disk")]

mod files;
mod linked;
mod sealed;
mod segment;
mod stamp;
mod store;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::digest::Digest;
use crate::document::{Content, Document};
use crate::words::Words;

pub use files::{KnownFile, KnownFiles};
pub use linked::{Linked, Linking, Names, ToLeave};
use segment::{Segment, Writer};
pub use stamp::{Said, Stamp};
pub use store::Store;

/// More segments than this are made into one.
const SEGMENTS: usize = 8;

/// Documents of earlier builds and of this one.
#[derive(Debug)]
pub struct Cache {
    /// Where it lives; none for a cache that ends with the program.
    folder: Option<PathBuf>,
    segments: Vec<Segment>,
    index: BTreeMap<Digest, Place>,
    /// Behind a lock so that documents can be added while others are asked for.
    writer: Mutex<Option<Writer>>,
    used: BTreeSet<Digest>,
    known: KnownFiles,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    segment: usize,
    entry: usize,
}

/// A document as it is kept: both halves serialised.
#[derive(Debug)]
pub struct Packed {
    key: Digest,
    document: Vec<u8>,
    content: Vec<u8>,
    content_digest: Digest,
    /// How many bytes of `content` are its words, and their digest.
    words: (usize, Digest),
}

impl Packed {
    /// Serialises a document.
    pub fn new(document: &Document, content: &Content) -> Option<Self> {
        Some(Self {
            document: postcard::to_extend(document, Vec::with_capacity(4096)).ok()?,
            ..Self::of_content(document.key, content)?
        })
    }

    /// The bulk of a document alone.
    pub fn of_content(key: Digest, content: &Content) -> Option<Self> {
        let words = content.words.kept_size();
        let content = postcard::to_extend(content, Vec::with_capacity(content.size())).ok()?;
        Some(Self {
            key,
            document: Vec::new(),
            content_digest: Digest::of(&content),
            words: (words, Digest::of(&content[..words])),
            content,
        })
    }
}

impl Cache {
    /// A cache that reads what `folder` holds, if anything, and leaves nothing behind.
    pub fn read_only(folder: Option<&Path>, program: Digest) -> Self {
        let mut cache = folder.map_or_else(Self::empty, |folder| {
            Self::load(folder, KnownFiles::load(folder, program), program)
        });
        cache.folder = None;
        cache.writer = Writer::temporary().into();
        cache
    }

    /// The cache in `folder`. If it cannot be written to, it is as with [`read_only`](Self::read_only).
    pub fn open(folder: &Path, program: Digest) -> Self {
        Self::open_knowing(folder, KnownFiles::load(folder, program), program)
    }

    /// The same, for somebody who has read what is known of input files.
    pub fn open_knowing(folder: &Path, known: KnownFiles, program: Digest) -> Self {
        let mut cache = Self::load(folder, known, program);
        let writer = fs::create_dir_all(folder).ok().and_then(|()| Writer::beside(folder, program));
        if writer.is_none() {
            cache.folder = None;
        }
        cache.writer = writer.or_else(Writer::temporary).into();
        cache
    }

    fn empty() -> Self {
        Self {
            folder: None,
            segments: Vec::new(),
            index: BTreeMap::new(),
            writer: Mutex::default(),
            used: BTreeSet::new(),
            known: KnownFiles::default(),
        }
    }

    fn load(folder: &Path, known: KnownFiles, program: Digest) -> Self {
        let mut cache = Self { folder: Some(folder.to_owned()), known, ..Self::empty() };
        let mut paths: Vec<PathBuf> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| segment::is_segment(path))
            .collect();
        paths.sort();
        for path in paths {
            match Segment::open(&path, program) {
                Some(segment) => cache.add(segment),
                // Damaged or of another version: of no use to anybody any more.
                None => segment::remove(&path),
            }
        }
        cache
    }

    fn add(&mut self, segment: Segment) {
        let at = self.segments.len();
        for (entry, key) in segment.keys().enumerate() {
            self.index.insert(key, Place { segment: at, entry });
        }
        self.segments.push(segment);
    }

    /// Reads all documents at once: most of them are about to be asked for.
    pub fn load_documents(&mut self) {
        self.segments.iter_mut().for_each(Segment::load);
    }

    /// Whether anything of it stays for the next build.
    pub fn is_kept(&self) -> bool {
        self.folder.is_some()
    }

    /// What was known of input files.
    pub fn known_files(&self) -> &KnownFiles {
        &self.known
    }

    /// The document with this key, its content aside.
    pub fn document(&self, key: Digest) -> Option<Document> {
        let place = self.index.get(&key)?;
        self.segments[place.segment].document(place.entry)
    }

    /// Adds documents of this build.
    pub fn put(&self, packed: &[Packed]) {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(writer) = &mut *writer else { return };
        let new = packed.iter().filter(|packed| !self.index.contains_key(&packed.key));
        writer.put(&new.collect::<Vec<_>>());
    }

    /// Ends the adding: what was added can be read from now on. `used` are the keys of this build;
    /// `known` is what it knows of input files. The cache is written down, if it has a place.
    pub fn close(&mut self, used: BTreeSet<Digest>, known: KnownFiles, program: Digest) {
        self.used = used;
        let writer = std::mem::take(&mut self.writer).into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(segment) = writer.and_then(|writer| writer.finish(self.folder.is_some())) {
            self.add(segment);
        }
        if let Some(folder) = self.folder.clone() {
            if known.differs_from(&self.known) {
                known.save(&folder, program);
            }
            let wasteful = self.wasteful();
            if !wasteful.is_empty() {
                self.compact(&wasteful, &folder, program);
            }
        }
        // From now on bodies are all that is asked for.
        self.segments.iter_mut().for_each(Segment::unload);
    }

    /// The segments that are to be made into one: all if half of what they hold is of no use, all but the
    /// largest if there are too many.
    fn wasteful(&self) -> BTreeSet<usize> {
        let size = |at: &usize| self.segments[*at].keys().len();
        let segments = || 0..self.segments.len();
        if segments().map(|at| size(&at)).sum::<usize>() > 2 * self.used.len() + 16 {
            return segments().collect();
        }
        let largest = segments().max_by_key(size).filter(|_| self.segments.len() > SEGMENTS);
        segments().filter(|at| largest.is_some_and(|largest| largest != *at)).collect()
    }

    /// Writes what this build has used of some segments into one and removes them from the disk; those
    /// that are open stay readable.
    fn compact(&mut self, which: &BTreeSet<usize>, folder: &Path, program: Digest) {
        let Some(mut writer) = Writer::beside(folder, program) else { return };
        let places = self.used.iter().filter_map(|key| self.index.get(key));
        let mut kept = 0;
        for place in places.filter(|place| which.contains(&place.segment)) {
            if let Some(packed) = self.segments[place.segment].raw(place.entry) {
                writer.put(&[&packed]);
                kept += 1;
            }
        }
        let new = writer.finish(true);
        if new.is_none() && kept > 0 {
            return;
        }
        let new_path = new.as_ref().and_then(Segment::path);
        let old = which.iter().filter_map(|at| self.segments[*at].path());
        old.filter(|path| Some(*path) != new_path).for_each(segment::remove);
        new.into_iter().for_each(|new| self.add(new));
    }

    /// The bulk of a document as it is kept.
    pub fn packed_content(&self, key: Digest) -> Option<Packed> {
        let place = self.index.get(&key)?;
        self.segments[place.segment].packed_content(place.entry)
    }

    /// The words of a document. `None` if they are not there or damaged.
    pub fn words(&self, key: Digest) -> Option<Words> {
        let place = self.index.get(&key)?;
        self.segments[place.segment].words(place.entry)
    }

    /// The bulk of a document. `None` if it is not there or damaged.
    pub fn content(&self, key: Digest) -> Option<Content> {
        let place = self.index.get(&key)?;
        self.segments[place.segment].content(place.entry)
    }
}

/// Removes a cache. What in the folder is not part of one stays.
pub fn remove(folder: &Path) -> std::io::Result<usize> {
    let mut removed = 0;
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if segment::is_part(&path)
            || [files::NAME, linked::NAME, stamp::NAME].contains(&name.as_str())
            || name.starts_with(".tmp")
        {
            fs::remove_file(&path)?;
            removed += 1;
        }
    }
    removed += store::remove(folder);
    // Gone if nothing else lies in it.
    let _ = fs::remove_dir(folder);
    Ok(removed)
}

/// Reads part of a file without moving its cursor, which others share.
fn read_at(file: &File, offset: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    fill_at(file, offset, &mut bytes)?;
    Some(bytes)
}

/// Makes something of part of a file, which lies in memory only that long, where others lay before.
fn with_bytes_at<T>(
    file: &File,
    offset: u64,
    length: usize,
    make: impl FnOnce(&[u8]) -> Option<T>,
) -> Option<T> {
    thread_local! {
        static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    BYTES.with_borrow_mut(|bytes| {
        if bytes.len() < length {
            bytes.resize(length, 0);
        }
        fill_at(file, offset, &mut bytes[..length])?;
        make(&bytes[..length])
    })
}

fn fill_at(file: &File, offset: u64, bytes: &mut [u8]) -> Option<()> {
    #[cfg(unix)]
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset).ok()?;
    #[cfg(windows)]
    {
        let mut done = 0;
        while done < bytes.len() {
            match std::os::windows::fs::FileExt::seek_read(file, &mut bytes[done..], offset + done as u64)
                .ok()?
            {
                0 => return None,
                read => done += read,
            }
        }
    }
    Some(())
}
