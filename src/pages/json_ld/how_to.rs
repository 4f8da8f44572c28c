//! Owns the node of a procedure: written only where front matter says `how_to: true`.
//!
//! Its steps are the article's headings of levels 2 and 3 that are numbered: `Step 1: …`, `Step two`,
//! `1. …`, `2) …`. Where there are none, every heading of level 2 is a step, except those of the
//! FAQ, of the conclusion and of the disclaimer. Questions are never steps.

use super::node::{Node, refer};
use crate::markup::HeadingRef;
use crate::site::Article;

/// The procedure; `None` if the article is not marked as one, or has no steps.
pub(super) fn how_to(article: &Article, permalink: &str) -> Option<Node> {
    let document = &article.document;
    if !document.front.how_to {
        return None;
    }
    let questions: Vec<&str> =
        document.questions.iter().filter_map(|question| Some(document.question(question)?.0)).collect();
    let is_question = |heading: &HeadingRef<'_>| questions.contains(&heading.text);
    let headings = || document.headings.iter().filter(|heading| !is_question(heading));
    let mut steps: Vec<_> =
        headings().filter(|heading| (2..=3).contains(&heading.level) && is_numbered(heading.text)).collect();
    if steps.is_empty() {
        steps = headings().filter(|heading| heading.level == 2 && !is_apart(heading.text)).collect();
    }
    let steps: Vec<Node> =
        steps.iter().enumerate().map(|(at, heading)| step(at + 1, heading, permalink)).collect();
    (!steps.is_empty()).then(|| {
        Node::new("HowTo", &format!("{permalink}#howto"))
            .with("name", &*article.title())
            .with("mainEntityOfPage", refer(&format!("{permalink}#webpage")))
            .with("step", steps)
    })
}

fn step(position: usize, heading: &HeadingRef<'_>, permalink: &str) -> Node {
    Node::anonymous("HowToStep")
        .with("position", position)
        .with("name", heading.text)
        .with("url", format!("{permalink}#{}", crate::route::encode(&heading.id)))
}

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

fn is_numbered(text: &str) -> bool {
    let text = text.to_lowercase();
    if let Some(rest) = text.strip_prefix("step ") {
        let word: String = rest.trim_start().chars().take_while(|c| c.is_alphanumeric()).collect();
        return NUMBERS.contains(&word.as_str()) || word.starts_with(|c: char| c.is_ascii_digit());
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && [". ", ") ", ": "].iter().any(|mark| rest.starts_with(mark))
}

/// Whether a heading stands apart from the procedure.
fn is_apart(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    text.contains("frequently asked questions")
        || words.any(|word| ["faq", "faqs", "disclaimer", "conclusion", "conclusions"].contains(&word))
        || ["final thoughts", "wrapping up", "summary"].contains(&text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_headings() {
        for text in ["Step 1: Install", "step two – sign", "STEP 12", "1. Connect", "2) Wait", "3: Claim"] {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["Step by step", "3 ways to lose a key", "2026 in review", "1.5 ETH", "Steps", ""] {
            assert!(!is_numbered(text), "{text}");
        }
    }

    #[test]
    fn headings_apart() {
        for text in ["FAQ", "FAQs about Scroll", "Frequently Asked Questions", "Conclusion", "Disclaimer"] {
            assert!(is_apart(text), "{text}");
        }
        assert!(!is_apart("Summarise the log"));
    }
}
