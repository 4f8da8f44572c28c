//! Owns an index after a few articles have got another text: the files that come out otherwise, made of
//! those that are there. What comes out is what putting all words together anew would give.

use std::collections::{BTreeMap, BTreeSet};

use super::dictionary::{self, Found, Listed};
use super::index::{is_listed, weight};
use super::stems::{Group, Stems};
use super::{Part, Shape};
use crate::words::{self, SUBJECT, Words};

/// To find out whether a word is still in use, no more articles than these are looked through.
const LOOKED_THROUGH: usize = 256;

/// An article with another text.
#[derive(Debug)]
pub struct Revised<'a> {
    /// Its number in the plan.
    pub number: u32,
    /// Whether it comes after what holds.
    pub is_over: bool,
    /// Words that its own text has not: those of people and sections.
    pub surroundings: BTreeSet<&'a str>,
    /// Its words, and how many its text has.
    pub before: (Words, u32),
    /// The same now.
    pub after: (Words, u32),
}

/// The files that change. `file` gives the bytes of the files as they are, `words` those of any article
/// as they are now. `None` if it cannot be told, or not quickly.
pub fn revise(
    shape: Shape,
    language: &str,
    revised: &[Revised<'_>],
    file: &dyn Fn(Part) -> Option<Vec<u8>>,
    words: &dyn Fn(u32) -> Option<Words>,
) -> Option<BTreeMap<Part, Vec<u8>>> {
    let stems = Stems::of(language);
    let mut files =
        Files { shape, file, lists: BTreeMap::new(), ends: BTreeMap::new(), found: BTreeMap::new() };
    let mut changed: BTreeSet<Group> = BTreeSet::new();
    for article in revised {
        let before = Counted::of(article, &article.before, &stems);
        let after = Counted::of(article, &article.after, &stems);
        for group in before.weights.keys().chain(after.weights.keys()).copied().collect::<BTreeSet<_>>() {
            let [before, after] = [&before, &after].map(|counted| counted.weights.get(&group).copied());
            if before != after {
                files.put(group, article.number, after)?;
                changed.extend((before.is_some() != after.is_some()).then_some(group));
            }
        }
        for (word, group) in after.spellings.difference(&before.spellings) {
            files.list(word, *group)?;
        }
        for (word, group) in before.spellings.difference(&after.spellings) {
            if !files.is_in_use(word, *group, &stems, words)? {
                files.unlist(word, *group)?;
            }
        }
    }
    files.count_anew(&changed)?;
    files.written()
}

/// What the words of one article come to.
struct Counted {
    weights: BTreeMap<Group, u8>,
    /// Words as they are listed.
    spellings: BTreeSet<(String, Group)>,
}

impl Counted {
    fn of(article: &Revised<'_>, (own, length): &(Words, u32), stems: &Stems) -> Self {
        let mut counts: BTreeMap<Group, (u32, bool)> = BTreeMap::new();
        let mut spellings = BTreeSet::new();
        let mut meet = |word: &str, count: u32, in_title: bool| {
            let group = stems.group(word);
            let counted = counts.entry(group).or_default();
            *counted = (counted.0 + count, counted.1 | in_title);
            let plain = words::plain(word).into_owned();
            if is_listed(&plain) {
                spellings.insert((plain, group));
            }
        };
        own.iter().for_each(|word| meet(word.text, u32::from(word.count), word.in_title));
        for name in &article.surroundings {
            words::each(name, |word| meet(word, SUBJECT, false));
        }
        let weights = counts.into_iter().map(|(group, (count, in_title))| {
            let weight = weight(count, in_title, *length);
            (group, if article.is_over { weight / 2 } else { weight })
        });
        Self { weights: weights.collect(), spellings }
    }
}

/// Words, each with its group and how rare that is said to be.
type WordsFile = BTreeSet<(String, Group, u8)>;

/// Articles by number, with their weights, by group.
type FoundFile = BTreeMap<Group, BTreeMap<u32, u8>>;

/// Files as they are read so far, and whether they have changed.
struct Files<'a> {
    shape: Shape,
    file: &'a dyn Fn(Part) -> Option<Vec<u8>>,
    lists: BTreeMap<u32, (bool, WordsFile)>,
    ends: BTreeMap<u32, (bool, BTreeSet<String>)>,
    found: BTreeMap<u32, (bool, FoundFile)>,
}

impl Files<'_> {
    fn found(&mut self, group: Group) -> Option<&mut (bool, FoundFile)> {
        let number = u32::from(group.head) % self.shape.found;
        if !self.found.contains_key(&number) {
            let read = dictionary::read_found(&(self.file)(Part::Found(number))?)?;
            self.found.insert(number, (false, read));
        }
        self.found.get_mut(&number)
    }

    fn words(&mut self, number: u32) -> Option<&mut (bool, WordsFile)> {
        if !self.lists.contains_key(&number) {
            let read = dictionary::read_words(&(self.file)(Part::Words(number))?)?;
            self.lists.insert(number, (false, read.into_iter().collect()));
        }
        self.lists.get_mut(&number)
    }

    fn ends(&mut self, number: u32) -> Option<&mut (bool, BTreeSet<String>)> {
        if !self.ends.contains_key(&number) {
            let read = dictionary::read_ends(&(self.file)(Part::Ends(number))?)?;
            self.ends.insert(number, (false, read.into_iter().collect()));
        }
        self.ends.get_mut(&number)
    }

    /// Puts down that an article has a group with this weight, or that it has not.
    fn put(&mut self, group: Group, number: u32, weight: Option<u8>) -> Option<()> {
        let (changed, file) = self.found(group)?;
        *changed = true;
        let articles = file.entry(group).or_default();
        match weight {
            Some(weight) => drop(articles.insert(number, weight)),
            None => drop(articles.remove(&number)),
        }
        if articles.is_empty() {
            file.remove(&group);
        }
        Some(())
    }

    fn articles(&mut self, group: Group) -> Option<Vec<u32>> {
        let (_, file) = self.found(group)?;
        Some(file.get(&group).map(|articles| articles.keys().copied().collect()).unwrap_or_default())
    }

    fn list(&mut self, word: &str, group: Group) -> Option<()> {
        let rarity = dictionary::logarithm(u32::try_from(self.articles(group)?.len()).ok()?);
        let (changed, list) = self.words(dictionary::words_file(word, self.shape.words))?;
        if !list.iter().any(|(listed, of, _)| listed == word && *of == group) {
            list.insert((word.to_owned(), group, rarity));
            *changed = true;
        }
        if let Some(number) = dictionary::ends_file(word, self.shape.words) {
            let (changed, ends) = self.ends(number)?;
            *changed |= ends.insert(word.chars().rev().collect());
        }
        Some(())
    }

    fn unlist(&mut self, word: &str, group: Group) -> Option<()> {
        let (changed, list) = self.words(dictionary::words_file(word, self.shape.words))?;
        list.retain(|(listed, of, _)| listed != word || *of != group);
        *changed = true;
        let remains = list.iter().any(|(listed, ..)| listed == word);
        if let Some(number) = dictionary::ends_file(word, self.shape.words).filter(|_| !remains) {
            let (changed, ends) = self.ends(number)?;
            *changed |= ends.remove(&word.chars().rev().collect::<String>());
        }
        Some(())
    }

    /// Whether any article has a word in this spelling.
    fn is_in_use(
        &mut self,
        word: &str,
        group: Group,
        stems: &Stems,
        words: &dyn Fn(u32) -> Option<Words>,
    ) -> Option<bool> {
        let articles = self.articles(group)?;
        for number in articles.iter().take(LOOKED_THROUGH) {
            let own = words(*number)?;
            if own.iter().any(|other| words::plain(other.text) == word && stems.group(other.text) == group) {
                return Some(true);
            }
        }
        (articles.len() <= LOOKED_THROUGH).then_some(false)
    }

    /// Tells anew in how many articles these groups are found, wherever a word of theirs is listed.
    fn count_anew(&mut self, groups: &BTreeSet<Group>) -> Option<()> {
        let mut rarities = BTreeMap::new();
        for group in groups {
            let articles = self.articles(*group)?.len();
            rarities.insert(*group, dictionary::logarithm(u32::try_from(articles).ok()?));
        }
        for number in (0..self.shape.words).filter(|_| !groups.is_empty()) {
            let (changed, list) = self.words(number)?;
            let is_other = |(_, group, rarity): &&(String, Group, u8)| {
                rarities.get(group).is_some_and(|anew| anew != rarity)
            };
            let others: Vec<_> = list.iter().filter(is_other).cloned().collect();
            for (word, group, rarity) in others {
                list.remove(&(word.clone(), group, rarity));
                list.insert((word, group, rarities[&group]));
                *changed = true;
            }
        }
        Some(())
    }

    /// The bytes of all files that have changed.
    fn written(self) -> Option<BTreeMap<Part, Vec<u8>>> {
        let mut written = BTreeMap::new();
        for (number, (_, list)) in self.lists.into_iter().filter(|(_, (changed, _))| *changed) {
            let listed = list.into_iter().map(|(word, group, rarity)| Listed { word, group, rarity });
            let listed: Vec<Listed> = listed.collect();
            written.insert(Part::Words(number), dictionary::words(&listed.iter().collect::<Vec<_>>()));
        }
        for (number, (_, ends)) in self.ends.into_iter().filter(|(_, (changed, _))| *changed) {
            written.insert(Part::Ends(number), dictionary::ends(&ends.into_iter().collect::<Vec<_>>()));
        }
        for (number, (_, groups)) in self.found.into_iter().filter(|(_, (changed, _))| *changed) {
            let mut bytes = Vec::new();
            for (group, articles) in groups {
                let mut found = Found::default();
                articles.into_iter().for_each(|(number, weight)| found.push(number, weight));
                found.write(group, &mut bytes);
            }
            written.insert(Part::Found(number), bytes);
        }
        Some(written)
    }
}
