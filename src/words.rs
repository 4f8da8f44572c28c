//! Owns what a reader can search a text for: its words in one normal form, and what they count for in
//! an article. The browser's side, `static/js/search.js`, makes the same words of a query.
//!
//! A word is a run of letters, digits and marks, without regard for case. Text in scripts that are
//! written without spaces has no words that everybody would agree upon, and none that a browser would
//! be sure to find as well: there every two characters that stand together are one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use xxhash_rust::xxh3::xxh3_64;

/// Longest word in characters; longer ones are cut.
const LONGEST: usize = 60;

/// Highest count that is told apart from those above it.
const MOST: u8 = 15;

/// What a word counts for that stands for an article's subject, as those of tags do.
pub const SUBJECT: u32 = 3;

/// Set in the byte after a word of the title.
const IN_TITLE: u8 = 0x10;

/// The words of one article, each once, in the order in which they are met first, each with what it
/// counts for. A text of its own, so that it is quickly kept and fetched: after each word stands a
/// control character, which no word has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words(String);

/// A word of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// Its normal form.
    pub text: &'a str,
    /// How often it is there, headings and the like counting more: 1 to 15.
    pub count: u8,
    /// Whether the title has it.
    pub in_title: bool,
}

impl Words {
    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = Word<'_>> {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || {
            let end = rest.bytes().position(|byte| byte < 0x20)?;
            let (text, mark) = (&rest[..end], rest.as_bytes()[end]);
            rest = &rest[end + 1..];
            Some(Word { text, count: mark & MOST, in_title: mark & IN_TITLE != 0 })
        })
    }

    /// How many bytes they take in the cache: as many as postcard makes of a string.
    pub fn kept_size(&self) -> usize {
        let bits = usize::BITS - self.0.len().leading_zeros();
        (bits.div_ceil(7).max(1)) as usize + self.0.len()
    }
}

/// Gathers the words of an article.
#[derive(Debug, Default)]
pub struct Gathering {
    text: String,
    words: Vec<Gathered>,
    /// Places in `words` by hash. Only asked, never gone through.
    by_hash: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
}

#[derive(Debug)]
struct Gathered {
    end: u32,
    count: u32,
    in_title: bool,
}

impl Gathering {
    /// Adds the words of a text, each counting for `weight`.
    pub fn add(&mut self, text: &str, weight: u32) {
        each(text, |word| self.meet(word).count += weight);
    }

    /// Adds the words of the title.
    pub fn add_title(&mut self, text: &str) {
        each(text, |word| {
            let word = self.meet(word);
            word.count += 1;
            word.in_title = true;
        });
    }

    fn meet(&mut self, word: &str) -> &mut Gathered {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let at = *self.by_hash.entry(xxh3_64(word.as_bytes())).or_insert(next);
        if at == next {
            self.text.push_str(word);
            let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
            self.words.push(Gathered { end, count: 0, in_title: false });
        }
        &mut self.words[at as usize]
    }

    /// All words that were added.
    pub fn finish(self) -> Words {
        let mut out = String::with_capacity(self.text.len() + self.words.len());
        let mut from = 0;
        for Gathered { end, count, in_title } in self.words {
            out.push_str(&self.text[from..end as usize]);
            let count = u8::try_from(count).unwrap_or(MOST).clamp(1, MOST);
            out.push(char::from(count | if in_title { IN_TITLE } else { 0 }));
            from = end as usize;
        }
        Words(out)
    }
}

/// Takes a number that is a hash already.
#[derive(Clone, Debug, Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// Visits the words of a text in order, in their normal form.
pub fn each(text: &str, mut visit: impl FnMut(&str)) {
    let mut scratch = String::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    // Where the word before ends.
    let mut last = usize::MAX;
    while at < bytes.len() {
        let Some((start, end, ascii)) = next_run(text, at, is_word) else { return };
        at = end;
        if is_clipped(text, last, start, end) {
            continue;
        }
        last = end;
        if ascii && end - start <= LONGEST {
            scratch.clear();
            scratch.push_str(&text[start..end]);
            scratch.make_ascii_lowercase();
            visit(&scratch);
        } else {
            split(&fold(&text[start..end]), &mut visit);
        }
    }
}

/// A text's words in small letters, parted by single spaces: what two texts have in common that differ in
/// case, punctuation and white space only.
pub fn alike(text: &str) -> String {
    if text.is_ascii() {
        return ascii_alike(text.as_bytes());
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((start, end, ascii)) = next_run(text, at, char::is_alphanumeric) {
        if !out.is_empty() {
            out.push(' ');
        }
        let from = out.len();
        if ascii {
            out.push_str(&text[start..end]);
            out[from..].make_ascii_lowercase();
        } else {
            out.push_str(&text[start..end].to_lowercase());
        }
        at = end;
    }
    out
}

/// Letters in small and digits by their bytes; a space for every other byte.
const SMALL: [u8; 256] = {
    let mut small = [b' '; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        if byte.is_ascii_alphanumeric() {
            small[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

fn ascii_alike(text: &[u8]) -> String {
    let mut out = vec![b' '; text.len() + 1];
    let mut length = 0;
    let mut in_word = false;
    // Without branches: words are short, and where one ends cannot be foretold.
    for byte in text {
        let small = SMALL[usize::from(*byte)];
        out[length] = small;
        let is_word = small != b' ';
        length += usize::from(is_word | in_word);
        in_word = is_word;
    }
    out.truncate(length - usize::from(length > 0 && !in_word));
    String::from_utf8(out).unwrap_or_default()
}

/// The next run of word characters from a byte on: where it begins and ends, and whether it is plain.
/// `is_word` tells which they are beyond ASCII.
fn next_run(text: &str, from: usize, is_word: impl Fn(char) -> bool) -> Option<(usize, usize, bool)> {
    let bytes = text.as_bytes();
    let mut start = from;
    loop {
        let byte = *bytes.get(start)?;
        if byte.is_ascii_alphanumeric() {
            break;
        }
        if byte.is_ascii() {
            start += 1;
            continue;
        }
        let c = text[start..].chars().next()?;
        if is_word(c) {
            break;
        }
        start += c.len_utf8();
    }
    let mut end = start;
    let mut ascii = true;
    while let Some(byte) = bytes.get(end) {
        if byte.is_ascii_alphanumeric() {
            end += 1;
        } else if byte.is_ascii() {
            break;
        } else {
            match text[end..].chars().next().filter(|c| is_word(*c)) {
                Some(c) => end += c.len_utf8(),
                None => break,
            }
            ascii = false;
        }
    }
    Some((start, end, ascii))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether a run is what is left behind an apostrophe: the `s` of `reader's`.
fn is_clipped(text: &str, last: usize, start: usize, end: usize) -> bool {
    let between = text.get(last..start).unwrap_or_default();
    (between == "'" || between == "\u{2019}") && text[start..end].chars().nth(2).is_none()
}

/// The normal form of a run of word characters.
fn fold(run: &str) -> String {
    run.nfkc().flat_map(char::to_lowercase).take(LONGEST).collect()
}

/// A word without its accents: what readers type. Stems are taken with them.
pub fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.nfd().filter(|c| !is_accent(*c)).nfc().collect())
}

/// Marks that readers leave out when they type. Vowel signs of scripts that cannot do without stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Visits the words of a folded run: those in scripts with spaces are words as they stand.
fn split(run: &str, visit: &mut impl FnMut(&str)) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let unspaced = is_unspaced(first);
        let end = rest.find(|c| is_unspaced(c) != unspaced).unwrap_or(rest.len());
        if unspaced {
            pairs(&rest[..end], visit)
        } else {
            visit(&rest[..end])
        }
        rest = &rest[end..];
    }
}

/// Visits all pairs of neighbours, and characters that can be words by themselves.
fn pairs(run: &str, visit: &mut impl FnMut(&str)) {
    let ends = |at: usize| run[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    for (at, c) in run.char_indices() {
        let end = ends(at);
        if is_han(c) || end - at == run.len() {
            visit(&run[at..end]);
        }
        if end < run.len() {
            visit(&run[at..ends(end)]);
        }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// Whether a character is of a script that is written without spaces: Han, Hiragana, Katakana, Thai,
/// Lao, Burmese, Khmer.
pub fn is_unspaced(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3041}'..='\u{30ff}' | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expect: Expect) {
        let mut words = Vec::new();
        each(text, |word| words.push(plain(word).into_owned()));
        expect.assert_eq(&words.join(" "));
    }

    #[test]
    fn words_without_case_and_accents() {
        check("Crème brûlée, ZÜRICH: Ægir's eth_call", expect!["creme brulee zurich ægir eth call"]);
        check("don't l'article rock’n’roll 0xAbC 3.14", expect!["don l article rock roll 0xabc 3 14"]);
        check("ﬁnance ½ İstanbul", expect!["finance 1⁄2 istanbul"]);
        check("हिन्दी में खोज", expect!["हिन्दी में खोज"]);
        check("", expect![""]);
    }

    #[test]
    fn scripts_without_spaces_in_pairs() {
        check("東京都の話", expect!["東 東京 京 京都 都 都の の話 話"]);
        check("Bitcoinの茶", expect!["bitcoin の茶 茶"]);
        check("が ｶﾞｽ", expect!["が ガス"]);
        check("ราคา", expect!["รา าค คา"]);
    }

    #[test]
    fn texts_that_differ_in_no_word() {
        for text in ["What is  a Bridge?", "what is a bridge", " — What: is (a) BRIDGE…"] {
            assert_eq!(alike(text), "what is a bridge");
        }
        assert_eq!(alike("Ist „ΟΔΟΣ“ größer?"), "ist οδος größer");
        assert_eq!(alike("?!"), "");
    }

    #[test]
    fn long_words_are_cut() {
        let mut lengths = Vec::new();
        each(&"a".repeat(70), |word| lengths.push(word.len()));
        assert_eq!(lengths, [LONGEST]);
    }

    #[test]
    fn what_words_count_for() {
        let mut gathering = Gathering::default();
        gathering.add_title("Bridge Risk");
        gathering.add("risk of a bridge, a bridge", 1);
        gathering.add("risk", 20);
        let words = gathering.finish();
        let shown: Vec<_> = words.iter().map(|w| format!("{} {} {}", w.text, w.count, w.in_title)).collect();
        assert_eq!(shown, ["bridge 3 true", "risk 15 true", "of 1 false", "a 2 false"]);
        for words in [words, Words::default(), Words("x".repeat(127)), Words("x".repeat(128))] {
            assert_eq!(postcard::to_stdvec(&words).unwrap().len(), words.kept_size());
        }
    }
}
