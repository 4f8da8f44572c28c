//! Owns the bytes of the files that words are looked up in, and of those that say where they are found.
//!
//! Words follow each other in order and share beginnings: how many bytes of the word before are kept,
//! how many are new, the new ones. In `words-N.bin` a byte follows: 0x80 if the group is that of the
//! word before; else 0x40 if the head of the group is not that of the word's own beginning, and so
//! follows (two bytes); then three bytes of the group's rest. Its lower six bits tell in how many
//! articles the group is found, as twice the logarithm. All numbers are little-endian.

use std::collections::BTreeMap;

use super::stems::{Group, file_of};

/// A word of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Listed {
    /// Without accents.
    pub(super) word: String,
    pub(super) group: Group,
    /// In how many articles the group is found, as [`logarithm`].
    pub(super) rarity: u8,
}

/// The file of so many in which a word is listed: by its first two characters, or by more where very
/// many words begin alike, as addresses of accounts do.
pub(super) fn words_file(word: &str, files: u32) -> u32 {
    let length = if word.starts_with("0x") { 5 } else { 2 };
    let end = word.char_indices().nth(length).map_or(word.len(), |(at, _)| at);
    file_of(&word[..end], files)
}

/// The file of so many in which a word is listed by its last two characters; none for one that is too
/// short to be misspelt, or is a number.
pub(super) fn ends_file(word: &str, files: u32) -> Option<u32> {
    let (at, _) = word.char_indices().nth_back(1)?;
    let is_apt = word.chars().nth(3).is_some() && word.chars().all(char::is_alphabetic);
    is_apt.then(|| file_of(&word[at..], files))
}

/// The bytes of `words-N.bin` for words in order.
pub(super) fn words(list: &[&Listed]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before: Option<&Listed> = None;
    for listed in list {
        push_word(&mut out, before.map_or("", |before| &before.word), &listed.word);
        let Group { head, rest } = listed.group;
        let rarity = listed.rarity;
        if before.is_some_and(|before| before.group == listed.group) {
            out.push(0x80 | rarity);
        } else {
            let own = Group::of_stem(&listed.word).head == head;
            out.push(if own { rarity } else { 0x40 | rarity });
            if !own {
                out.extend(head.to_le_bytes());
            }
            out.extend(&rest.to_le_bytes()[..3]);
        }
        before = Some(listed);
    }
    out
}

/// The bytes of `ends-N.bin` for words that are spelt backwards, in order.
pub(super) fn ends(list: &[String]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before = "";
    for word in list {
        push_word(&mut out, before, word);
        before = word;
    }
    out
}

fn push_word(out: &mut Vec<u8>, before: &str, word: &str) {
    let same = before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
    // Words are no longer than what a byte can tell.
    let byte = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
    out.extend([byte(same), byte(word.len() - same)]);
    out.extend(&word.as_bytes()[same..]);
}

/// How rare what is found in so many articles is said to be: twice the logarithm.
pub(super) fn logarithm(articles: u32) -> u8 {
    let square = u64::from(articles) * u64::from(articles);
    u8::try_from(square.checked_ilog2().unwrap_or(0)).unwrap_or(63).min(63)
}

/// The articles that a group is found in, as bytes: for each in order how many lie between it and the
/// one before, times 16, and its weight, as one number of seven bits a byte, the lowest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// How many articles there are.
    pub(super) articles: u32,
    next: u32,
    bytes: Vec<u8>,
}

impl Found {
    /// Adds an article, whose number is higher than those before. The weight is at most 15.
    pub(super) fn push(&mut self, article: u32, weight: u8) {
        push_number(&mut self.bytes, (article - self.next) << 4 | u32::from(weight));
        self.next = article + 1;
        self.articles += 1;
    }

    /// Writes it to `found-N.bin`: the group, two bytes and three, the length and the bytes.
    pub(super) fn write(&self, group: Group, out: &mut Vec<u8>) {
        out.extend(group.head.to_le_bytes());
        out.extend(&group.rest.to_le_bytes()[..3]);
        push_number(out, u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        out.extend(&self.bytes);
    }
}

fn push_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads words, each with its group and how rare that is. `None` if the bytes are not such a file's.
pub(super) fn read_words(mut bytes: &[u8]) -> Option<Vec<(String, Group, u8)>> {
    let mut list: Vec<(String, Group, u8)> = Vec::new();
    while !bytes.is_empty() {
        let word = read_word(&mut bytes, list.last().map_or("", |(word, ..)| word))?;
        let [mark] = take(&mut bytes)?;
        let group = if mark & 0x80 != 0 {
            list.last()?.1
        } else {
            let own = Group::of_stem(&word).head;
            let head = if mark & 0x40 == 0 { own } else { u16::from_le_bytes(take(&mut bytes)?) };
            Group { head, rest: read_rest(&mut bytes)? }
        };
        list.push((word, group, mark & 0x3f));
    }
    Some(list)
}

/// Reads words that are spelt backwards.
pub(super) fn read_ends(mut bytes: &[u8]) -> Option<Vec<String>> {
    let mut list: Vec<String> = Vec::new();
    while !bytes.is_empty() {
        let word = read_word(&mut bytes, list.last().map_or("", String::as_str))?;
        list.push(word);
    }
    Some(list)
}

/// Reads the articles of groups, with their weights.
pub(super) fn read_found(mut bytes: &[u8]) -> Option<BTreeMap<Group, BTreeMap<u32, u8>>> {
    let mut groups = BTreeMap::new();
    while !bytes.is_empty() {
        let group = Group { head: u16::from_le_bytes(take(&mut bytes)?), rest: read_rest(&mut bytes)? };
        let length = read_number(&mut bytes)? as usize;
        let (mut list, tail) = bytes.split_at_checked(length)?;
        bytes = tail;
        let mut articles = BTreeMap::new();
        let mut next = 0u32;
        while !list.is_empty() {
            let number = read_number(&mut list)?;
            let article = next.checked_add(number >> 4)?;
            articles.insert(article, (number & 15) as u8);
            next = article.checked_add(1)?;
        }
        groups.insert(group, articles);
    }
    Some(groups)
}

fn read_word(bytes: &mut &[u8], before: &str) -> Option<String> {
    let [same, length] = take(bytes)?;
    let (new, rest) = bytes.split_at_checked(usize::from(length))?;
    *bytes = rest;
    String::from_utf8([before.as_bytes().get(..usize::from(same))?, new].concat()).ok()
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*taken)
}

fn read_rest(bytes: &mut &[u8]) -> Option<u32> {
    let [a, b, c] = take(bytes)?;
    Some(u32::from_le_bytes([a, b, c, 0]))
}

fn read_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..32).step_by(7) {
        let [byte] = take(bytes)?;
        number |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}
