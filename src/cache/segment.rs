//! Owns one segment: a file of bodies, read piece by piece, and beside it a file of documents, read
//! whole or piece by piece, which also tells where each body lies. The documents are written last, so
//! that a segment is either whole or not there. Every piece vouches for itself by its digest.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufWriter, IoSlice, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::Packed;
use crate::digest::{Digest, Hasher};
use crate::document::{Content, Document};
use crate::words::Words;

const DOCUMENTS: &str = "documents";
const BODIES: &str = "bodies";
/// Changes with the layout of these files and of what is kept in them.
const LAYOUT: u32 = 5;

/// A segment that can be read.
#[derive(Debug)]
pub(super) struct Segment {
    /// Of the file of documents; none for one that ends with the program.
    path: Option<PathBuf>,
    bodies: File,
    /// None for one that ends with the program: its documents are not asked for.
    documents: Option<File>,
    /// All documents, if they are loaded.
    loaded: Vec<u8>,
    entries: Vec<Entry>,
}

/// Where the halves of a document lie.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Entry {
    key: Digest,
    document: (u64, u32),
    document_digest: Digest,
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
        let documents = File::open(path).ok()?;
        let head = super::read_at(&documents, 0, HEAD)?;
        let length = u64::from_le_bytes(head[16..].try_into().ok()?);
        let rest = documents.metadata().ok()?.len().checked_sub(length.checked_add(HEAD as u64)?)?;
        let index = super::read_at(&documents, HEAD as u64 + length, usize::try_from(rest).ok()?)?;
        if head[..16] != seal(program, length, &index).bytes() {
            return None;
        }
        let entries: Vec<Entry> = postcard::from_bytes(&index).ok()?;
        let bodies = File::open(path.with_extension(BODIES)).ok()?;
        Some(Self {
            path: Some(path.to_owned()),
            bodies,
            documents: Some(documents),
            loaded: Vec::new(),
            entries,
        })
    }

    /// Reads all documents at once: most of them are about to be asked for.
    pub(super) fn load(&mut self) {
        let end =
            self.entries.iter().map(|Entry { document: (offset, length), .. }| offset + u64::from(*length));
        let end = end.max().and_then(|end| usize::try_from(end).ok()).unwrap_or_default();
        let read = self.documents.as_ref().and_then(|file| super::read_at(file, HEAD as u64, end));
        self.loaded = read.unwrap_or_default();
    }

    /// Lets go of its documents, which stay on the disk.
    pub(super) fn unload(&mut self) {
        self.loaded = Vec::new();
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
        postcard::from_bytes(&self.document_bytes(entry)?).ok()
    }

    fn document_bytes(&self, entry: usize) -> Option<Cow<'_, [u8]>> {
        let Entry { document: (offset, length), document_digest, .. } = *self.entries.get(entry)?;
        let from = usize::try_from(offset).ok()?;
        let bytes: Cow<'_, [u8]> = match self.loaded.get(from..from + length as usize) {
            Some(loaded) => loaded.into(),
            None => super::read_at(self.documents.as_ref()?, HEAD as u64 + offset, length as usize)?.into(),
        };
        (Digest::of(&bytes) == document_digest).then_some(bytes)
    }

    /// The bulk of a document.
    pub(super) fn content(&self, entry: usize) -> Option<Content> {
        self.with_content(entry, |bytes| postcard::from_bytes(bytes).ok())
    }

    /// Makes something of the same as it lies there.
    fn with_content<T>(&self, entry: usize, make: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let Entry { content: (offset, length), content_digest, .. } = *self.entries.get(entry)?;
        super::with_bytes_at(&self.bodies, offset, length as usize, |bytes| {
            if Digest::of(bytes) == content_digest { make(bytes) } else { None }
        })
    }

    /// The words of a document.
    pub(super) fn words(&self, entry: usize) -> Option<Words> {
        let Entry { content: (offset, _), words: (length, digest), .. } = *self.entries.get(entry)?;
        let bytes = super::read_at(&self.bodies, offset, length as usize)?;
        (Digest::of(&bytes) == digest).then(|| postcard::from_bytes(&bytes).ok()).flatten()
    }

    /// A document as it lies there.
    pub(super) fn raw(&self, entry: usize) -> Option<Packed> {
        Some(Packed { document: self.document_bytes(entry)?.into_owned(), ..self.packed_content(entry)? })
    }

    /// The bulk of a document as it lies there.
    pub(super) fn packed_content(&self, entry: usize) -> Option<Packed> {
        let Entry { key, content_digest, words: (words, digest), .. } = *self.entries.get(entry)?;
        let content = self.with_content(entry, |bytes| Some(bytes.to_vec()))?;
        Some(Packed { key, document: Vec::new(), content, content_digest, words: (words as usize, digest) })
    }
}

/// What stands before the documents: the seal and their length. The index follows them.
const HEAD: usize = 16 + 8;

/// What a file of documents begins with.
fn seal(program: Digest, length: u64, index: &[u8]) -> Digest {
    let mut hasher = Hasher::new();
    hasher.digest(program).part(LAYOUT.to_le_bytes()).part(length.to_le_bytes()).part(index).finish()
}

/// A segment that is being written.
#[derive(Debug)]
pub(super) struct Writer {
    bodies: Body,
    written: u64,
    /// None for a segment that ends with the program: its documents are not asked for again.
    documents: Option<Documents>,
    entries: Vec<Entry>,
    failed: bool,
}

/// The file of documents in the making.
#[derive(Debug)]
struct Documents {
    folder: PathBuf,
    file: BufWriter<NamedTempFile>,
    written: u64,
    program: Digest,
}

impl Documents {
    fn new(folder: &Path, program: Digest) -> Option<Self> {
        let file = tempfile::Builder::new().prefix(".tmp").tempfile_in(folder).ok()?;
        let mut file = BufWriter::with_capacity(1 << 16, file);
        file.write_all(&[0; HEAD]).ok()?;
        Some(Self { folder: folder.to_owned(), file, written: 0, program })
    }

    /// Adds one; returns where it begins.
    fn put(&mut self, document: &[u8]) -> io::Result<u64> {
        self.file.write_all(document)?;
        let begin = self.written;
        self.written += document.len() as u64;
        Ok(begin)
    }

    /// Names the file, and with it that of the bodies, which must be there first.
    fn finish(mut self, entries: &[Entry], bodies: NamedTempFile) -> Option<(PathBuf, File, File)> {
        let index = postcard::to_stdvec(entries).ok()?;
        let seal = seal(self.program, self.written, &index);
        self.file.write_all(&index).ok()?;
        self.file.seek(SeekFrom::Start(0)).ok()?;
        self.file.write_all(&seal.bytes()).ok()?;
        self.file.write_all(&self.written.to_le_bytes()).ok()?;
        let path = self.folder.join(format!("{seal}.{DOCUMENTS}"));
        // Temporary files are opened for writing and reading alike.
        let bodies = bodies.persist(path.with_extension(BODIES)).ok()?;
        let documents = self.file.into_inner().ok()?.persist(&path).ok()?;
        Some((path, documents, bodies))
    }
}

#[derive(Debug)]
enum Body {
    Named(NamedTempFile),
    Unnamed(File),
}

impl Body {
    /// Adds bytes, from where they lie.
    fn write(&mut self, mut parts: &mut [IoSlice<'_>]) -> io::Result<()> {
        let file = match self {
            Self::Named(file) => file.as_file_mut(),
            Self::Unnamed(file) => file,
        };
        // Without the empty ones at the beginning: writing these would look like a full disk.
        IoSlice::advance_slices(&mut parts, 0);
        while !parts.is_empty() {
            match file.write_vectored(parts) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => IoSlice::advance_slices(&mut parts, written),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Writer {
    /// A segment that is to lie in `folder`; `None` if that cannot be written to.
    pub(super) fn beside(folder: &Path, program: Digest) -> Option<Self> {
        let file = tempfile::Builder::new().prefix(".tmp").tempfile_in(folder).ok()?;
        Some(Self::new(Some(Documents::new(folder, program)?), Body::Named(file)))
    }

    /// A segment that ends with the program.
    pub(super) fn temporary() -> Option<Self> {
        Some(Self::new(None, Body::Unnamed(tempfile::tempfile().ok()?)))
    }

    fn new(documents: Option<Documents>, body: Body) -> Self {
        Self { bodies: body, written: 0, documents, entries: Vec::new(), failed: false }
    }

    /// Adds documents.
    pub(super) fn put(&mut self, packed: &[&Packed]) {
        let mut bodies: Vec<IoSlice<'_>> =
            packed.iter().map(|packed| IoSlice::new(&packed.content)).collect();
        if self.failed || self.bodies.write(&mut bodies).is_err() {
            self.failed = true;
            return;
        }
        packed.iter().for_each(|packed| self.enter(packed));
    }

    /// Adds what there is beside the body, which is written.
    fn enter(&mut self, Packed { key, document, content, content_digest, words }: &Packed) {
        let (Ok(document_length), Ok(content_length), Ok(words_length)) =
            (u32::try_from(document.len()), u32::try_from(content.len()), u32::try_from(words.0))
        else {
            self.failed = true;
            return;
        };
        let begin = self.documents.as_mut().map_or(Ok(0), |documents| documents.put(document));
        let Ok(begin) = begin else {
            self.failed = true;
            return;
        };
        self.entries.push(Entry {
            key: *key,
            document: (begin, document_length),
            document_digest: Digest::of(document),
            content: (self.written, content_length),
            content_digest: *content_digest,
            words: (words_length, words.1),
        });
        self.written += content.len() as u64;
    }

    /// Ends the segment: from now on it can be read. One that is not to be kept has no name.
    pub(super) fn finish(self, keep: bool) -> Option<Segment> {
        if self.failed || self.entries.is_empty() {
            return None;
        }
        let (path, documents, bodies) = match (self.bodies, self.documents) {
            (Body::Named(bodies), Some(documents)) if keep => {
                let (path, documents, bodies) = documents.finish(&self.entries, bodies)?;
                (Some(path), Some(documents), bodies)
            }
            (Body::Named(file), _) => (None, None, file.into_file()),
            (Body::Unnamed(file), _) => (None, None, file),
        };
        Some(Segment { path, bodies, documents, loaded: Vec::new(), entries: self.entries })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::document::{self, Settings};
    use crate::site::testing::TestSite;
    use crate::source::{FileId, Source};

    const ARTICLE: &str = "---\ntitle: A\ndate: 2026-11-21\ntags: [b]\n---\nText with a [link](b.md).[^1]\n\n[^1]: Note.\n\n\
        ## FAQ\n\n### One?\n\nYes.\n\n### Two?\n\nNo, *not*.\n";

    /// Where this fails, raise LAYOUT: programs of one version take what another has kept for their own.
    #[test]
    fn what_is_kept_is_named_by_its_layout() {
        let config = TestSite::new("").config;
        let source = Source::new(FileId(0), "content/a.md", ARTICLE.to_owned());
        let read = document::read(&source, &Settings::of(&config));
        let (document, content) = read.value.unwrap();
        let packed = Packed::new(&document, &content).unwrap();
        let (document, content) = (Digest::of(&packed.document), packed.content_digest);
        expect!["5 e6a21c635ac308863ccfb68bcf2be277 dceef20a91d099c819c2ec312f3a57bf"]
            .assert_eq(&format!("{LAYOUT} {document} {content}"));
    }
}
