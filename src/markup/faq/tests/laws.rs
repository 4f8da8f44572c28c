//! What holds for every text: no words are lost, doubled or moved, and nothing takes long.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::{FaqSetting, Options, find};
use super::{Source, settings};
use crate::markup::{parse, text};
use crate::source::FileId;

/// The words `w1`, `w2`, … of a text, in the order of its tree, before or after the pass.
fn words(markdown: &str, passed: bool) -> Vec<String> {
    let source = Source::new(FileId(0), "case.md", markdown);
    let (settings, options) = (settings(), Options { faq: FaqSetting::Find });
    let mut found = Vec::new();
    let mut tree = parse::parse(&source, 0..markdown.len(), &settings, &mut found);
    if passed {
        find(&mut tree, &source, &options, &settings, &mut found);
    }
    let text = text::of_blocks(&tree.blocks);
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.strip_prefix('w').is_some_and(|number| number.parse::<u32>().is_ok()));
    words.map(str::to_owned).collect()
}

/// Blocks in which `W` stands for a word of their own.
const BLOCKS: &[&str] = &[
    "FAQ",
    "FAQs about W",
    "FAQ — W",
    "W (FAQ)",
    "FAQ: is it W?",
    "Q1. Is it W?",
    "Q: W",
    "2. W?",
    "W?",
    "W",
    "Conclusion",
    "Conclusion: W",
    "Disclaimer",
    "W {.faq}",
    "W? {.no-faq}",
    "W? ![W](x.png)",
    "**Q:** *W*?",
];
const OTHERS: &[&str] = &[
    "W",
    "Q: W?",
    "Q: W?\nA: W",
    "A: W ![W](x.png)",
    "A: ![W](x.png)",
    "**W?**",
    "**W?**\nW",
    "**Q: W?** W",
    "Q: W? A: W\nQ: W?",
    "Q: W ![W](x.png)",
    "Disclaimer: W",
    "**Disclaimer**",
    "**Conclusion**",
    "---",
    "- W",
    "1. **W?**\n   W",
    "1. W?",
    "1. Q: W?\n\n   A: ![W](x.png)\n\n   W",
    "- **W?** W\n- **W?**\n\n  A: W",
    "> W",
    "> Disclaimer: W",
    "```\nW\n```",
    "<b>W</b>",
    "<!-- W -->",
    "| W |\n|-|\n| W |",
    "W\n: W",
    "**Q1**: [W?\nA: W](x)",
    "`Q: W?` A: W",
];

fn documents() -> impl Strategy<Value = String> {
    let heading =
        (1..=6_usize, select(BLOCKS)).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level)));
    let block = prop_oneof![heading, select(OTHERS).prop_map(str::to_owned)];
    vec(block, 0..30).prop_map(|blocks| {
        let mut number = 0;
        let mut out = String::new();
        for part in blocks.join("\n\n").split_inclusive('W') {
            out.push_str(part.trim_end_matches('W'));
            if part.ends_with('W') {
                number += 1;
                out.push_str(&format!("w{number}"));
            }
        }
        out
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost_doubled_or_moved(markdown in documents()) {
        prop_assert_eq!(words(&markdown, true), words(&markdown, false));
    }

    #[test]
    fn any_text_is_read(pieces in vec(select(&["#", "FAQ", "Q", "A", "1", ".", ":", ")", "(", "?", "？", "**",
        "*", "\n", " ", "-", "—", "w", "’s", "¿", "🤔", "1️⃣", "[", "]", "&amp;", "\\", "`", "Disclaimer"][..]), 0..60)) {
        words(&pieces.concat(), true);
    }
}

#[test]
fn long_texts_are_read_quickly() {
    let many = |text: &str| format!("## FAQ\n\n{}\n\n## End", text.repeat(5_000));
    for text in [
        "Q1: w\n",
        "Q: w?\nA: w\n",
        "**w?** w\n",
        "**Q:** w) (\n",
        "**Disclaimer**\n\n",
        "## Conclusion\n\n",
        "### 1. w\n\n",
        "#### FAQ\n\n",
        "# FAQ: w?\n\n",
        "1. w?\n",
        "- **w?** w\n",
        "## w?\n\n",
        "## Disclaimer\n\n",
    ] {
        words(&many(text), true);
    }
}
