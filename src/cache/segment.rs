//! Owns one segment: a file of bodies, read piece by piece, and beside it a file of documents, read
//! whole, which also tells where each body lies. The documents are written last, so that a segment
//! is either whole or not there.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::Packed;
use crate::digest::Digest;
use crate::document::{Content, Document};
use crate::words::Words;

const DOCUMENTS: &str = "documents";
const BODIES: &str = "bodies";
/// Changes with the layout of these files.
const LAYOUT: u32 = 2;

/// A segment that can be read.
#[derive(Debug)]
pub(super) struct Segment {
    /// Of the file of documents; none for one that ends with the program.
    path: Option<PathBuf>,
    bodies: File,
    documents: Vec<u8>,
    entries: Vec<Entry>,
}

/// Where the halves of a document lie.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Entry {
    key: Digest,
    document: (u64, u32),
    content: (u64, u32),
    content_digest: Digest,
    /// How many bytes of the content are its words, and their digest.
    words: (u32, Digest),
}

/// Whether a path is that of a segment.
pub(super) fn is_segment(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == DOCUMENTS)
}

/// Whether a path is that of a part of a segment.
pub(super) fn is_part(path: &Path) -> bool {
    is_segment(path) || path.extension().is_some_and(|extension| extension == BODIES)
}

/// Removes a segment from the disk.
pub(super) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
    let _ = fs::remove_file(path.with_extension(BODIES));
}

impl Segment {
    /// Opens a segment that this very program has written.
    pub(super) fn open(path: &Path, program: Digest) -> Option<Self> {
        let bytes = fs::read(path).ok()?;
        let (head, rest) = bytes.split_at_checked(16 + 8)?;
        let length = usize::try_from(u64::from_le_bytes(head[16..].try_into().ok()?)).ok()?;
        let (index, documents) = rest.split_at_checked(length)?;
        if head[..16] != seal(program, index, documents).bytes() {
            return None;
        }
        let entries: Vec<Entry> = postcard::from_bytes(index).ok()?;
        let bodies = File::open(path.with_extension(BODIES)).ok()?;
        Some(Self { path: Some(path.to_owned()), bodies, documents: documents.to_vec(), entries })
    }

    /// Whether its documents lie on the disk only.
    pub(super) fn is_unloaded(&self) -> bool {
        self.documents.is_empty() && !self.entries.is_empty()
    }

    /// Where it lies.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The keys of its documents, by entry.
    pub(super) fn keys(&self) -> impl ExactSizeIterator<Item = Digest> + '_ {
        self.entries.iter().map(|entry| entry.key)
    }

    /// A document.
    pub(super) fn document(&self, entry: usize) -> Option<Document> {
        postcard::from_bytes(self.document_bytes(entry)?).ok()
    }

    fn document_bytes(&self, entry: usize) -> Option<&[u8]> {
        let (offset, length) = self.entries.get(entry)?.document;
        let offset = usize::try_from(offset).ok()?;
        self.documents.get(offset..offset + length as usize)
    }

    /// The bulk of a document.
    pub(super) fn content(&self, entry: usize) -> Option<Content> {
        postcard::from_bytes(&self.content_bytes(entry)?).ok()
    }

    /// The same as it lies there.
    pub(super) fn content_bytes(&self, entry: usize) -> Option<Vec<u8>> {
        let entry = self.entries.get(entry)?;
        let bytes = super::read_at(&self.bodies, entry.content.0, entry.content.1 as usize)?;
        (Digest::of(&bytes) == entry.content_digest).then_some(bytes)
    }

    /// The words of a document.
    pub(super) fn words(&self, entry: usize) -> Option<Words> {
        let Entry { content: (offset, _), words: (length, digest), .. } = *self.entries.get(entry)?;
        let bytes = super::read_at(&self.bodies, offset, length as usize)?;
        (Digest::of(&bytes) == digest).then(|| postcard::from_bytes(&bytes).ok()).flatten()
    }

    /// A document as it lies there.
    pub(super) fn raw(&self, entry: usize) -> Option<Packed> {
        Some(Packed { document: self.document_bytes(entry)?.to_vec(), ..self.packed_content(entry)? })
    }

    /// The bulk of a document as it lies there.
    pub(super) fn packed_content(&self, entry: usize) -> Option<Packed> {
        let Entry { key, words: (words, _), .. } = *self.entries.get(entry)?;
        Some(Packed { key, document: Vec::new(), content: self.content_bytes(entry)?, words: words as usize })
    }
}

fn seal(program: Digest, index: &[u8], documents: &[u8]) -> Digest {
    crate::digest::Hasher::new()
        .digest(program)
        .part(LAYOUT.to_le_bytes())
        .part(index)
        .part(documents)
        .finish()
}

/// A segment that is being written.
#[derive(Debug)]
pub(super) struct Writer {
    program: Digest,
    folder: Option<PathBuf>,
    bodies: BufWriter<Body>,
    written: u64,
    documents: Vec<u8>,
    entries: Vec<Entry>,
    failed: bool,
}

#[derive(Debug)]
enum Body {
    Named(NamedTempFile),
    Unnamed(File),
}

impl Write for Body {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Named(file) => file.write(bytes),
            Self::Unnamed(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Writer {
    /// A segment that is to lie in `folder`; `None` if that cannot be written to.
    pub(super) fn beside(folder: &Path, program: Digest) -> Option<Self> {
        let file = tempfile::Builder::new().prefix(".tmp").tempfile_in(folder).ok()?;
        Some(Self::new(Some(folder.to_owned()), Body::Named(file), program))
    }

    /// A segment that ends with the program.
    pub(super) fn temporary(program: Digest) -> Option<Self> {
        Some(Self::new(None, Body::Unnamed(tempfile::tempfile().ok()?), program))
    }

    fn new(folder: Option<PathBuf>, body: Body, program: Digest) -> Self {
        Self {
            program,
            folder,
            bodies: BufWriter::with_capacity(1 << 18, body),
            written: 0,
            documents: Vec::new(),
            entries: Vec::new(),
            failed: false,
        }
    }

    /// Adds a document.
    pub(super) fn put(&mut self, Packed { key, document, content, words }: &Packed) {
        let (Ok(document_length), Ok(content_length), Ok(words_length)) =
            (u32::try_from(document.len()), u32::try_from(content.len()), u32::try_from(*words))
        else {
            return;
        };
        if self.failed || self.bodies.write_all(content).is_err() {
            self.failed = true;
            return;
        }
        self.entries.push(Entry {
            key: *key,
            document: (self.documents.len() as u64, document_length),
            content: (self.written, content_length),
            content_digest: Digest::of(content),
            words: (words_length, Digest::of(&content[..*words])),
        });
        self.written += content.len() as u64;
        self.documents.extend_from_slice(document);
    }

    /// Ends the segment: from now on it can be read. One that is not to be kept has no name.
    pub(super) fn finish(self, keep: bool) -> Option<Segment> {
        if self.failed || self.entries.is_empty() {
            return None;
        }
        let body = self.bodies.into_inner().ok()?;
        let documents = if keep { self.documents } else { Vec::new() };
        match (body, self.folder) {
            (Body::Named(file), Some(folder)) if keep => {
                let index = postcard::to_stdvec(&self.entries).ok()?;
                let seal = seal(self.program, &index, &documents);
                let path = folder.join(format!("{seal}.{DOCUMENTS}"));
                let bodies = file.persist(path.with_extension(BODIES)).ok()?;
                let mut file = tempfile::Builder::new().prefix(".tmp").tempfile_in(&folder).ok()?;
                file.write_all(&seal.bytes()).ok()?;
                file.write_all(&(index.len() as u64).to_le_bytes()).ok()?;
                file.write_all(&index).and_then(|()| file.write_all(&documents)).ok()?;
                file.persist(&path).ok()?;
                // Temporary files are opened for writing and reading alike.
                Some(Segment { path: Some(path), bodies, documents: Vec::new(), entries: self.entries })
            }
            (Body::Named(file), _) => {
                Some(Segment { path: None, bodies: file.into_file(), documents, entries: self.entries })
            }
            (Body::Unnamed(file), _) => {
                Some(Segment { path: None, bodies: file, documents, entries: self.entries })
            }
        }
    }
}
