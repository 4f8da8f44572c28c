//! Owns the laws of the index: what is in it is found, by the letter of `src/search.rs`, in the files
//! where a browser looks for it; and what a browser loads for that is little.

use std::collections::{BTreeMap, BTreeSet};

use expect_test::expect;

use super::dictionary::{ends_file, words_file};
use super::stems::{Group, Stems};
use super::*;
use crate::document::ArticleType;
use crate::site::State;
use crate::site::testing::TestSite;
use crate::words::{self, Gathering, Words};

/// A site of articles, each a day, a title and a text.
struct Made {
    test: TestSite,
    words: Vec<Words>,
}

impl Made {
    fn new<'a>(articles: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Self {
        let mut test = TestSite::new("");
        test.section("notes", "Notes", ArticleType::Article);
        let mut words = Vec::new();
        for (number, (day, title, text)) in articles.into_iter().enumerate() {
            let count = u32::try_from(text.split(' ').count()).unwrap();
            test.article(&format!("notes/a{number:05}.md"), title, day, |document| document.words = count);
            let mut gathering = Gathering::default();
            gathering.add_title(title);
            gathering.add(text, 1);
            words.push(gathering.finish());
        }
        Self { test, words }
    }

    fn plan(&self) -> Plan {
        Plan::of(&self.test.site, LanguageId::DEFAULT)
    }

    fn index(&self, language: &str) -> Index {
        Index::new(&self.plan(), &self.test.site, language, &|id| self.words[id.0 as usize].clone())
    }
}

/// The words of a file, each with what `rest` reads behind it.
fn read_list<T>(mut bytes: &[u8], mut rest: impl FnMut(&str, &mut &[u8]) -> T) -> Vec<(String, T)> {
    let mut list: Vec<(String, T)> = Vec::new();
    while let [same, length, tail @ ..] = bytes {
        let (new, tail) = tail.split_at(usize::from(*length));
        let before = list.last().map_or("", |(word, _)| word);
        let word = [&before.as_bytes()[..usize::from(*same)], new].concat();
        let word = String::from_utf8(word).unwrap();
        bytes = tail;
        let value = rest(&word, &mut bytes);
        list.push((word, value));
    }
    list
}

fn take<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
    let (taken, rest) = bytes.split_first_chunk::<N>().unwrap();
    *bytes = rest;
    *taken
}

fn rest_of_group(bytes: &mut &[u8]) -> u32 {
    let [a, b, c] = take(bytes);
    u32::from_le_bytes([a, b, c, 0])
}

fn read_words(bytes: &[u8]) -> Vec<(String, Group)> {
    let mut before = None;
    read_list(bytes, |word, bytes| {
        let [mark] = take(bytes);
        if mark & 0x80 == 0 {
            let own = Group::of_stem(word).head;
            let head = if mark & 0x40 == 0 { own } else { u16::from_le_bytes(take(bytes)) };
            before = Some(Group { head, rest: rest_of_group(bytes) });
        }
        before.unwrap()
    })
}

fn read_number(bytes: &mut &[u8]) -> u32 {
    let [byte] = take(bytes);
    if byte < 0x80 { u32::from(byte) } else { u32::from(byte & 0x7f) | read_number(bytes) << 7 }
}

/// Articles and weights by group.
fn read_found(mut bytes: &[u8]) -> BTreeMap<Group, BTreeMap<u32, u32>> {
    let mut groups = BTreeMap::new();
    while !bytes.is_empty() {
        let group = Group { head: u16::from_le_bytes(take(&mut bytes)), rest: rest_of_group(&mut bytes) };
        let length = read_number(&mut bytes) as usize;
        let (mut list, tail) = bytes.split_at(length);
        bytes = tail;
        let mut found = BTreeMap::new();
        let mut next = 0;
        while !list.is_empty() {
            let number = read_number(&mut list);
            found.insert(next + (number >> 4), number & 15);
            next += (number >> 4) + 1;
        }
        groups.insert(group, found);
    }
    groups
}

/// What a browser does with a word that is spelt as in the text.
fn search(index: &Index, shape: Shape, word: &str) -> BTreeMap<u32, u32> {
    let groups: Vec<Group> = if word.starts_with(words::is_unspaced) {
        vec![Group::of_stem(word)]
    } else {
        let file = index.bytes(Part::Words(words_file(word, shape.words))).unwrap();
        read_words(file).into_iter().filter(|(listed, _)| listed == word).map(|(_, group)| group).collect()
    };
    let mut found = BTreeMap::new();
    for group in groups {
        let file = index.bytes(Part::Found(u32::from(group.head) % shape.found)).unwrap();
        found.extend(read_found(file).remove(&group).unwrap_or_default());
    }
    found
}

const ARTICLES: [(&str, &str, &str); 5] = [
    (
        "2026-03-01",
        "Bridges and their risks",
        "A bridge that was audited; auditing bridges costs. 0xabcdef0123 pays.",
    ),
    ("2026-01-01", "Zürcher Häuser", "Ein Haus in Zürich kostet mehr als zwei Häuser in Genf."),
    ("2026-02-01", "京都の話", "東京から京都まで、茶を飲む。Bitcoinも。"),
    ("2026-04-01", "ราคา bitcoin", "ราคาวันนี้ and the reader's view of 3.14"),
    ("2026-05-01", "Оценка рисков", "Риски моста, мосты и мой кошелёк"),
];

#[test]
fn every_word_finds_its_articles() {
    for language in ["en", "de", "ru", "ja", "xx"] {
        let made = Made::new(ARTICLES);
        let (plan, index) = (made.plan(), made.index(language));
        for (number, id) in (0..).zip(&plan.articles) {
            for word in made.words[id.0 as usize].iter() {
                let found = search(&index, plan.shape, &words::plain(word.text));
                assert!(found.contains_key(&number), "{language}: {} in {number}: {found:?}", word.text);
                assert!(!word.in_title || found[&number] > 6, "{language}: {} in a title", word.text);
            }
        }
    }
}

#[test]
fn endings_make_no_difference_and_nothing_else_is_found() {
    let made = Made::new(ARTICLES);
    let (plan, index) = (made.plan(), made.index("en"));
    let found = |word: &str| search(&index, plan.shape, word).into_keys().collect::<Vec<_>>();
    assert_eq!(found("bridge"), found("bridges"));
    assert_eq!(found("audited"), [2]);
    assert_eq!(found("bitcoin"), [1, 3]);
    assert_eq!(found("京都"), [1]);
    assert_eq!(found("zurich"), [0]);
    assert_eq!(found("notes"), [0, 1, 2, 3, 4], "the section's name");
    assert_eq!(found("s"), [0; 0], "what is behind an apostrophe");
    let german = made.index("de");
    assert_eq!(search(&german, plan.shape, "haus"), search(&german, plan.shape, "hauser"));
}

#[test]
fn words_that_are_misspelt_at_the_beginning_are_found_by_their_end() {
    let made = Made::new(ARTICLES);
    let (plan, index) = (made.plan(), made.index("en"));
    for word in ["bridges", "auditing", "zurich", "кошелек"] {
        let file = index.bytes(Part::Ends(ends_file(word, plan.shape.words).unwrap())).unwrap();
        let backwards: String = word.chars().rev().collect();
        assert!(read_list(file, |_, _| ()).iter().any(|(other, ())| *other == backwards), "{word}");
    }
}

#[test]
fn filters_find_their_articles() {
    let mut made = Made::new(ARTICLES);
    made.test.article("notes/tagged.md", "Tagged", "2026-06-01", |document| {
        document.front.terms =
            [("tags", vec!["Layer 2".to_owned(), "layer 2".to_owned()])].into_iter().collect();
    });
    made.words.push(Words::default());
    let (plan, index) = (made.plan(), made.index("en"));
    let found = |filter: &str, value: &str| {
        let group = Group::of_filter(filter, value);
        let file = index.bytes(Part::Found(u32::from(group.head) % plan.shape.found)).unwrap();
        read_found(file).remove(&group).unwrap_or_default().into_keys().collect::<Vec<_>>()
    };
    assert_eq!(found("tag", "layer-2"), [5]);
    assert_eq!(found("section", "notes"), [0, 1, 2, 3, 4, 5]);
}

#[test]
fn what_is_shown() {
    let mut made = Made::new(ARTICLES.into_iter().take(1));
    made.test.article("notes/b.md", "Later", "2026-06-01", |document| {
        document.summary = Some("word ".repeat(60).into())
    });
    let TestSite { config, site } = &made.test;
    let plan = made.plan();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let shown = text(articles(plan.block(0), site, config, &Language::english()));
    assert!(shown.contains("word word…\""), "{shown}");
    let shown = text(articles(&plan.block(0)[..1], site, config, &Language::english()));
    expect![[r#"[["Bridges and their risks","/research/notes/a00000/","In short: Bridges and their risks.","2026-03-01","Notes",[],""]]"#]]
        .assert_eq(&shown);
    expect!["{}"].assert_eq(&text(filters(&plan, site, &Language::english())));
    let head = text(head(&plan, plan.shape, Digest::of(b"")));
    assert!(head.contains("\"articles\":2,\"block\":8,\"words\":1,\"found\":1"), "{head}");
}

#[test]
fn articles_that_are_not_published_are_never_in_it() {
    let mut made = Made::new(ARTICLES);
    let draft = std::sync::Arc::make_mut(&mut made.test.site.articles[2]);
    draft.life.state = State::Draft;
    let plan = made.plan();
    let order: Vec<u32> = plan.articles.iter().map(|id| id.0).collect();
    assert_eq!(order, [1, 0, 3, 4], "by date");
    assert!(search(&made.index("en"), plan.shape, "京都").is_empty());
}

/// Text of a language that has as many words as texts of people have: rare ones are many.
fn text(number: usize, length: usize) -> String {
    let mut state = number as u64 + 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f64 / f64::from(1 << 24)
    };
    let word = |rank: f64| {
        // Stirred, so that words begin in as many ways as those of people do.
        let mut rank = (rank as u32).wrapping_mul(2_654_435_761);
        let mut word = String::new();
        while word.len() < 8 {
            word.push(char::from(b"bcdfghklmnprstvwxz"[rank as usize % 18]));
            word.push(char::from(b"aeiou"[rank as usize / 18 % 5]));
            rank /= 90;
        }
        word
    };
    (0..length).map(|_| word((next() * 10.0).exp())).collect::<Vec<_>>().join(" ")
}

fn many(count: usize) -> Made {
    let days: Vec<String> = (0..count)
        .map(|at| format!("20{:02}-{:02}-{:02}", 10 + at / 336, at / 28 % 12 + 1, at % 28 + 1))
        .collect();
    let titles: Vec<String> = (0..count).map(|at| text(at + 1_000_000, 6)).collect();
    let texts: Vec<String> = (0..count).map(|at| text(at, 300)).collect();
    Made::new((0..count).map(|at| (days[at].as_str(), titles[at].as_str(), texts[at].as_str())))
}

#[test]
fn files_are_small_and_few() {
    let made = many(1200);
    let (plan, index) = (made.plan(), made.index("en"));
    let parts: Vec<Part> = plan.parts().collect();
    let size = |part: &Part| index.bytes(*part).map_or(0, <[u8]>::len);
    let (largest, all) = (parts.iter().map(size).max().unwrap(), parts.iter().map(size).sum::<usize>());
    // Of 360,000 words.
    assert!(largest < 48_000, "{largest}");
    assert!(all < 1_500_000, "{all}");
    assert!(parts.len() < 1200 / 8 + 90, "{}", parts.len());
}

#[test]
fn a_new_article_changes_the_files_of_its_own_words_only() {
    let before = many(1200);
    let mut after = many(1200);
    after.test.article("notes/new.md", "Ordinary", "2039-01-01", |document| document.words = 3);
    let mut gathering = Gathering::default();
    gathering.add("an ordinary text", 1);
    after.words.push(gathering.finish());
    let (old, new) = (before.index("en"), after.index("en"));
    let changed: BTreeSet<Part> =
        after.plan().parts().filter(|part| old.bytes(*part) != new.bytes(*part)).collect();
    assert!(changed.len() <= 3 * 4 + 2, "{changed:?}");
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let (one, two) = (many(60), many(60));
    let (plan, one, two) = (one.plan(), one.index("en"), two.index("en"));
    for part in plan.parts() {
        assert_eq!(one.bytes(part), two.bytes(part), "{part:?}");
    }
}

#[test]
fn stems() {
    let same = |language: &str, a: &str, b: &str| {
        let stems = Stems::of(language);
        stems.group(a) == stems.group(b)
    };
    assert!(same("en-GB", "running", "runs"));
    assert!(same("fr", "évaluée", "évaluer"));
    assert!(same("ru", "мосты", "моста"));
    assert!(!same("ja", "running", "runs"));
    assert!(!same("en", "v2s", "v2"), "names have no endings");
}

/// What becomes of an index when articles get these texts, held to one that is made anew.
fn hold_revised(made: &mut Made, texts: &[(usize, &str)]) {
    let (plan, old) = (made.plan(), made.index("en"));
    let mut revised = Vec::new();
    for (at, text) in texts {
        let article = &mut made.test.site.articles[*at];
        let before = (made.words[*at].clone(), article.document.words);
        let document = std::sync::Arc::make_mut(&mut std::sync::Arc::make_mut(article).document);
        document.words = u32::try_from(text.split(' ').count()).unwrap();
        let after = document.words;
        let mut gathering = Gathering::default();
        gathering.add_title(&document.front.title);
        gathering.add(text, 1);
        made.words[*at] = gathering.finish();
        revised.push((*at, before, (made.words[*at].clone(), after)));
    }
    let new = made.index("en");
    let revised: Vec<Revised<'_>> = revised
        .into_iter()
        .map(|(at, before, after)| {
            let id = ArticleId(u32::try_from(at).unwrap());
            Revised {
                number: u32::try_from(plan.number(id).unwrap()).unwrap(),
                is_over: made.test.site.article(id).life.state.is_over(),
                surroundings: surroundings(&made.test.site, id),
                before,
                after,
            }
        })
        .collect();
    let file = |part: Part| old.bytes(part).map(<[u8]>::to_vec);
    let words = |number: u32| Some(made.words[plan.articles[number as usize].0 as usize].clone());
    let changed = revise(plan.shape, "en", &revised, &file, &words).unwrap();
    for part in plan.parts() {
        let told = changed.get(&part).map(Vec::as_slice).or_else(|| old.bytes(part));
        assert_eq!(told, new.bytes(part), "{part:?} after {texts:?}");
    }
}

#[test]
fn edited_texts_change_an_index_as_if_it_were_made_anew() {
    let mut made = Made::new(ARTICLES);
    for texts in [
        &[(0, "Zürich is no more")][..],
        &[(0, ""), (1, "Bridging bridges, bridged and Bridges")],
        &[(0, "zurich Zurich ZÜRICH"), (2, "zürich 東京都 0x1234567890"), (3, "0x1234567891 runs")],
        &[(2, "running"), (3, "ran"), (0, "東京")],
        &[(4, "a b c"), (0, "wholly otherwise"), (1, "wholly")],
    ] {
        hold_revised(&mut made, texts);
    }
    let mut made = many(80);
    for round in 0..40 {
        let texts: Vec<(usize, String)> = (0..=round % 3)
            .map(|at| ((round * 31 + at * 17) % 80, text(9_000 + round, 20 + 9 * round)))
            .collect();
        let texts: Vec<(usize, &str)> = texts.iter().map(|(at, text)| (*at, text.as_str())).collect();
        let files = made.plan().shape;
        if round % 8 == 7 {
            // An article that is over weighs less.
            let over = std::sync::Arc::make_mut(&mut made.test.site.articles[texts[0].0]);
            over.life.state = State::Ended;
        }
        hold_revised(&mut made, &texts);
        assert_eq!(made.plan().shape, files, "no other files");
    }
}

#[test]
fn damaged_files_of_an_index_are_refused() {
    let made = many(20);
    let (plan, index) = (made.plan(), made.index("en"));
    let number = 3;
    let id = plan.articles[number as usize];
    let before = (made.words[id.0 as usize].clone(), 300);
    let revised = Revised {
        number,
        is_over: false,
        surroundings: BTreeSet::new(),
        before,
        after: (Words::default(), 0),
    };
    let file = |part: Part| Some(index.bytes(part)?.iter().rev().copied().skip(1).collect());
    assert_eq!(revise(plan.shape, "en", &[revised], &file, &|_| None), None);
}
