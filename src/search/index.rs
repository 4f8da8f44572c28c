//! Owns putting the words of all articles together.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::dictionary::{self, Found, Listed};
use super::stems::{Group, Stems};
use super::{Part, Plan, Shape, listing, surroundings};
use crate::site::{ArticleId, Site};
use crate::words::{self, AsIs, SUBJECT, Words};

/// How many articles' words are in memory at a time.
const BATCH: usize = 1024;

/// An article of so many words counts a word as it stands; in a longer one it weighs less.
const AVERAGE: f32 = 1000.0;

/// The highest weight of a word that the title has not.
const BODY: f32 = 9.0;

/// What a word of the title weighs more than another.
const TITLE: u8 = 6;

/// The bytes of all files that are found by hashes.
#[derive(Debug)]
pub struct Index {
    words: Vec<Vec<u8>>,
    ends: Vec<Vec<u8>>,
    found: Vec<Vec<u8>>,
}

impl Index {
    /// Puts together the words of the articles of a plan; `words` fetches those of one.
    pub fn new(
        plan: &Plan,
        site: &Site,
        language: &str,
        words: &(dyn Fn(ArticleId) -> Words + Sync),
    ) -> Self {
        let mut gathering = Gathering::new(language);
        let mut number = 0;
        for batch in plan.articles.chunks(BATCH) {
            let fetched: Vec<Words> = batch.par_iter().map(|id| words(*id)).collect();
            for (id, words) in batch.iter().zip(fetched) {
                gathering.article(number, *id, site, &words);
                number += 1;
            }
        }
        gathering.finish(plan.shape)
    }

    /// The bytes of a file; `None` for those that are no part of this.
    pub fn bytes(&self, part: Part) -> Option<&[u8]> {
        let (files, number) = match part {
            Part::Words(number) => (&self.words, number),
            Part::Ends(number) => (&self.ends, number),
            Part::Found(number) => (&self.found, number),
            Part::Head | Part::Filters | Part::Articles(_) => return None,
        };
        files.get(number as usize).map(Vec::as_slice)
    }
}

/// Tables by hash: only asked, never gone through.
type Table = HashMap<u64, u32, BuildHasherDefault<AsIs>>;

struct Gathering {
    stems: Stems,
    /// Places in `spellings`.
    known: Table,
    spellings: Vec<Spelling>,
    /// Places in `groups`.
    by_group: Table,
    groups: Vec<(Group, Found)>,
    /// What the words of the article at hand count for, by group, and which groups these are.
    counts: Vec<(u32, bool)>,
    met: Vec<u32>,
}

struct Spelling {
    word: String,
    group: u32,
}

impl Gathering {
    fn new(language: &str) -> Self {
        Self {
            stems: Stems::of(language),
            known: Table::default(),
            spellings: Vec::new(),
            by_group: Table::default(),
            groups: Vec::new(),
            counts: Vec::new(),
            met: Vec::new(),
        }
    }

    fn article(&mut self, number: u32, id: ArticleId, site: &Site, words: &Words) {
        for word in words.iter() {
            self.meet(word.text, u32::from(word.count), word.in_title);
        }
        for name in surroundings(site, id) {
            words::each(name, |word| self.meet(word, SUBJECT, false));
        }
        let length = site.article(id).document.words;
        let is_over = site.article(id).life.state.is_over();
        for group in std::mem::take(&mut self.met) {
            let (count, in_title) = std::mem::take(&mut self.counts[group as usize]);
            let weight = weight(count, in_title, length);
            // Nobody should act on what is over: it comes after what holds.
            self.groups[group as usize].1.push(number, if is_over { weight / 2 } else { weight });
        }
        for (filter, value) in listing::values(site, id) {
            let at = self.group(Group::of_filter(filter, &value));
            self.groups[at as usize].1.push(number, 0);
        }
    }

    fn meet(&mut self, word: &str, count: u32, in_title: bool) {
        let hash = xxh3_64(word.as_bytes());
        let group = match self.known.get(&hash) {
            Some(at) => self.spellings[*at as usize].group,
            None => self.learn(word, hash),
        };
        let counts = &mut self.counts[group as usize];
        if *counts == (0, false) {
            self.met.push(group);
        }
        *counts = (counts.0 + count, counts.1 | in_title);
    }

    /// A word that no article before had.
    fn learn(&mut self, word: &str, hash: u64) -> u32 {
        let group = self.group(self.stems.group(word));
        self.known.insert(hash, u32::try_from(self.spellings.len()).unwrap_or(u32::MAX));
        self.spellings.push(Spelling { word: words::plain(word).into_owned(), group });
        group
    }

    fn group(&mut self, group: Group) -> u32 {
        let next = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        let at = *self.by_group.entry(group.number()).or_insert(next);
        if at == next {
            self.groups.push((group, Found::default()));
            self.counts.push((0, false));
        }
        at
    }

    fn finish(self, shape: Shape) -> Index {
        let listed = |spelling: Spelling| {
            let (group, found) = &self.groups[spelling.group as usize];
            Listed { word: spelling.word, group: *group, rarity: dictionary::logarithm(found.articles) }
        };
        let spellings = self.spellings.into_iter().filter(|spelling| is_listed(&spelling.word));
        let mut list: Vec<Listed> = spellings.map(listed).collect();
        list.sort_unstable();
        list.dedup_by(|a, b| a.word == b.word && a.group == b.group);
        let mut groups = self.groups;
        groups.sort_unstable_by_key(|(group, _)| *group);
        Index {
            words: words_files(&list, shape),
            ends: ends_files(&list, shape),
            found: found_files(&groups, shape),
        }
    }
}

/// Whether a word is listed. Pairs of characters are found without that: each is its own stem.
pub(super) fn is_listed(word: &str) -> bool {
    !word.is_empty() && !word.starts_with(words::is_unspaced)
}

/// What a word weighs in an article: how often it is there, with diminishing returns, less in long
/// articles (BM25), and whether the title has it. At most 15.
pub(super) fn weight(count: u32, in_title: bool, length: u32) -> u8 {
    let length = f32::from(u16::try_from(length).unwrap_or(u16::MAX));
    let count = f32::from(u8::try_from(count).unwrap_or(u8::MAX));
    let body = BODY * count / (count + 1.2 * (0.25 + 0.75 * length / AVERAGE));
    // Between 0 and 9.
    body.round() as u8 + if in_title { TITLE } else { 0 }
}

fn words_files(list: &[Listed], shape: Shape) -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<&Listed>> = vec![Vec::new(); shape.words as usize];
    for listed in list {
        files[dictionary::words_file(&listed.word, shape.words) as usize].push(listed);
    }
    files.par_iter().map(|list| dictionary::words(list)).collect()
}

fn ends_files(list: &[Listed], shape: Shape) -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<String>> = vec![Vec::new(); shape.words as usize];
    for listed in list {
        if let Some(file) = dictionary::ends_file(&listed.word, shape.words) {
            files[file as usize].push(listed.word.chars().rev().collect());
        }
    }
    let write = |list: &mut Vec<String>| {
        list.sort_unstable();
        list.dedup();
        dictionary::ends(list)
    };
    files.par_iter_mut().map(write).collect()
}

fn found_files(groups: &[(Group, Found)], shape: Shape) -> Vec<Vec<u8>> {
    let mut files = vec![Vec::new(); shape.found as usize];
    for (group, found) in groups {
        found.write(*group, &mut files[(u32::from(group.head) % shape.found) as usize]);
    }
    files
}
