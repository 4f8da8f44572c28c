//! Owns what the last build linked, for one that has only a few pages to make anew: the site but for its
//! articles, all pages, which articles each of them shows, and the articles, each by itself. Documents
//! are not part of it: they are found by their keys.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::digest::{Digest, Hasher};
use crate::pages::plan::Page;
use crate::search::Plan;
use crate::share;
use crate::site::{Article, ArticleId, Looks, Site};

/// The file's name in the cache.
pub(super) const NAME: &str = "linked";

/// What stands before everything else: the seal, and the lengths of the table and of the linking.
const HEAD: usize = 16 + 8 + 8;

/// What a build has linked.
#[derive(Debug)]
pub struct Linked {
    bytes: Vec<u8>,
    table: Table,
    linking: Range<usize>,
    /// Where the articles lie.
    articles: Vec<Range<usize>>,
}

/// What a build has linked, ready to be left for the next one.
#[derive(Debug)]
pub struct ToLeave {
    table: Table,
    linking: Vec<u8>,
    articles: Vec<Vec<u8>>,
}

/// What there is to know before anything else.
#[derive(Debug, Serialize, Deserialize)]
struct Table {
    names: Names,
    /// How many bytes each article takes.
    lengths: Vec<u32>,
}

/// Names what was linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Every input and every setting but for the build date, as the stamp of the build.
    pub inputs: Digest,
    /// The paths of all files, in their order.
    pub paths: Digest,
    /// The keys of all documents, of hidden ones too, by content path.
    pub keys: Vec<Digest>,
    /// What is searched, by language, and what names what each article says there.
    pub search: Vec<(Plan, Vec<Digest>)>,
}

/// The site but for its articles, and what its pages are.
#[derive(Debug, Serialize, Deserialize)]
pub struct Linking {
    /// The site; it has no articles.
    pub site: Site,
    /// For every article its place among the keys.
    pub places: Vec<u32>,
    /// All pages.
    pub pages: Vec<Page>,
    /// Which articles each of these was made from.
    pub looks: Vec<Looks>,
}

impl Linking {
    /// The articles that these pages were made from.
    pub fn shown_by(&self, pages: &[usize]) -> BTreeSet<ArticleId> {
        let looks = pages.iter().filter_map(|at| self.looks.get(*at));
        looks.flat_map(|looks| looks.at()).copied().collect()
    }
}

impl ToLeave {
    /// The site, its pages, and for each which articles it shows; `places` as those of [`Linking`].
    pub fn new(names: Names, site: &Site, places: &[u32], pages: &[Page], looks: &[Looks]) -> Option<Self> {
        let record = |article: &Arc<Article>| postcard::to_extend(&**article, Vec::with_capacity(512)).ok();
        let articles = site.articles.par_iter().with_max_len(share::ARTICLES);
        let articles = || articles.map(record).collect::<Option<Vec<_>>>();
        // As a `Linking` is written.
        let linking = || postcard::to_stdvec(&(site, places, pages, looks)).ok();
        let (articles, linking) = rayon::join(articles, linking);
        let (articles, linking) = (articles?, linking?);
        let lengths = articles.iter().map(|record| u32::try_from(record.len()).ok());
        Some(Self { table: Table { names, lengths: lengths.collect::<Option<_>>()? }, linking, articles })
    }

    /// Leaves it. If that fails, the next build is slower.
    pub fn save(&self, folder: &Path, program: Digest) {
        let articles: Vec<&[u8]> = self.articles.iter().map(Vec::as_slice).collect();
        write(folder, program, &self.table, &self.linking, &articles);
    }
}

impl Linked {
    /// What the last build has left, if it was this very program's.
    pub fn load(folder: &Path, program: Digest) -> Option<Self> {
        let bytes = fs::read(folder.join(NAME)).ok()?;
        let (seal, rest) = bytes.split_at_checked(16)?;
        let mut hasher = hasher(program);
        hasher.write_all(rest).ok()?;
        if seal != hasher.finish().bytes() {
            return None;
        }
        let length = |at: usize| {
            let bytes = bytes.get(at..at + 8)?.try_into().ok()?;
            usize::try_from(u64::from_le_bytes(bytes)).ok()
        };
        let table = HEAD..HEAD.checked_add(length(16)?)?;
        let linking = table.end..table.end.checked_add(length(24)?)?;
        let table: Table = read(&bytes, table)?;
        let mut end = linking.end;
        let mut next = |length: &u32| {
            let begin = end;
            end += *length as usize;
            begin..end
        };
        let articles = table.lengths.iter().map(&mut next).collect();
        Some(Self { table, linking, articles, bytes })
    }

    /// Names what was linked.
    pub fn names(&self) -> &Names {
        &self.table.names
    }

    /// The site and its pages.
    pub fn linking(&self) -> Option<Linking> {
        read(&self.bytes, self.linking.clone())
    }

    /// An article, but for its document.
    pub fn article(&self, id: ArticleId) -> Option<Article> {
        read(&self.bytes, self.articles.get(id.0 as usize)?.clone())
    }

    /// Leaves it for the next build with a few articles changed.
    pub fn save_with(&self, folder: &Path, program: Digest, names: Names, changed: &[Article]) {
        let mut lengths = self.table.lengths.clone();
        let mut records: Vec<(usize, Vec<u8>)> = Vec::new();
        for article in changed {
            let Ok(bytes) = postcard::to_stdvec(article) else { return };
            let Some(length) = lengths.get_mut(article.id.0 as usize) else { return };
            *length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
            records.push((article.id.0 as usize, bytes));
        }
        records.sort();
        let mut parts: Vec<&[u8]> = Vec::new();
        let mut from = self.linking.end;
        for (at, bytes) in &records {
            parts.extend([&self.bytes[from..self.articles[*at].start], bytes]);
            from = self.articles[*at].end;
        }
        parts.push(&self.bytes[from..]);
        write(folder, program, &Table { names, lengths }, &self.bytes[self.linking.clone()], &parts);
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8], range: Range<usize>) -> Option<T> {
    postcard::from_bytes(bytes.get(range)?).ok()
}

/// Writes the file, at once or not at all.
fn write(folder: &Path, program: Digest, table: &Table, linking: &[u8], articles: &[&[u8]]) {
    let Ok(table) = postcard::to_stdvec(table) else { return };
    let lengths = [&table[..], linking].map(|part| (part.len() as u64).to_le_bytes()).concat();
    let head = [&lengths, &table[..], linking];
    let parts = || head.into_iter().chain(articles.iter().copied());
    let mut hasher = hasher(program);
    let Ok(mut file) = tempfile::Builder::new().prefix(".tmp").tempfile_in(folder) else { return };
    let written = parts().try_for_each(|part| hasher.write_all(part));
    let written = written.and_then(|()| file.write_all(&hasher.finish().bytes()));
    if written.and_then(|()| parts().try_for_each(|part| file.write_all(part))).is_ok() {
        let _ = file.persist(folder.join(NAME));
    }
}

fn hasher(program: Digest) -> Hasher {
    let mut hasher = Hasher::new();
    hasher.digest(program);
    hasher
}
