//! Owns the words by which a heading says that it begins a FAQ. Works on plain text.

use super::marks;
use super::words::{Known, begins_with_separator, is_interrogative, strip_word};

/// How surely a heading names a FAQ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// It does; without questions below it something is wrong.
    Sure,
    /// It does if there are questions below it.
    Likely,
}

/// Whether a heading's folded text names a FAQ. `FAQ: Topic` does, `FAQ: Which method?` is a question.
pub(super) fn faq_name(folded: &str) -> Option<Name> {
    let question = marks::ends_as_question(folded);
    if let Some(rest) = strip_name(folded) {
        let name = after_name(rest.trim_start())?;
        let topic = rest.contains(char::is_alphanumeric);
        return match (question && topic, is_separated(rest)) {
            (true, true) => None,
            (true, false) => Some(Name::Likely),
            _ => Some(name),
        };
    }
    if question { None } else { name_after_topic(folded) }
}

/// What follows the name of a FAQ that a folded text begins with.
fn strip_name(folded: &str) -> Option<&str> {
    NAMES.strip(folded)
}

/// What the rest of a heading that begins with a FAQ's name says about it.
fn after_name(rest: &str) -> Option<Name> {
    let sure = rest.trim_matches(marks::is_query).is_empty()
        || begins_with_separator(rest)
        || PREPOSITIONS.strip(rest).is_some()
        || strip_name(rest).is_some();
    if sure {
        Some(Name::Sure)
    } else {
        (rest.starts_with('&') || strip_word(rest, "and").is_some()).then_some(Name::Likely)
    }
}

/// `X (FAQ)`, `X: FAQ`, `X FAQ`, `X FAQs about Y`.
fn name_after_topic(folded: &str) -> Option<Name> {
    let places = folded.bytes().enumerate().filter(|(_, byte)| matches!(byte, b' ' | b'(' | b'/'));
    places.into_iter().find_map(|(at, _)| {
        let (topic, name) = folded.split_at(at + 1);
        let rest = strip_name(name)?.trim();
        let topic = topic.trim_end();
        let set_off = topic.ends_with(['(', ':', '—', '–', '-', '|', ',', '/']);
        if set_off && matches!(rest, "" | ")") {
            return Some(Name::Sure);
        }
        let about = is_interrogative(topic) || topic.split(' ').any(|word| matches!(word, "a" | "an" | "of"));
        let fits = rest.is_empty() || PREPOSITIONS.strip(rest).is_some();
        (fits && !about && !set_off).then_some(Name::Likely)
    })
}

/// Whether a question after it would be one question with the prefix `FAQ:`.
fn is_separated(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with([':', '：', '—', '–', '|']) || rest.starts_with("- ")
}

/// What a FAQ is called. Longer names stand before those they begin with.
pub(super) static NAMES: Known = Known::new(&[
    "frequently asked questions and answers",
    "frequently asked questions",
    "frequently asked question",
    "frequently-asked questions",
    "faqs",
    "faq's",
    "faq’s",
    "faq",
    "f.a.q.s",
    "f.a.q.",
    "f.a.qs",
    "f.a.q",
    "häufig gestellte fragen",
    "häufige fragen",
    "oft gestellte fragen",
    "foire aux questions",
    "questions fréquemment posées",
    "questions fréquentes",
    "preguntas más frecuentes",
    "preguntas frecuentes",
    "domande frequenti",
    "perguntas frequentes",
    "veelgestelde vragen",
    "常见问题",
    "よくある質問",
]);

static PREPOSITIONS: Known = Known::new(&[
    "about",
    "on",
    "for",
    "regarding",
    "concerning",
    "around",
    "related to",
    "from",
    "in",
    "with",
    "to",
    "zu",
    "zum",
    "zur",
    "über",
    "rund um",
    "sur",
    "à propos",
    "sobre",
    "acerca",
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::faq::words::fold;

    #[test]
    fn names_of_a_faq() {
        for text in [
            "FAQ",
            "FAQs",
            "faq",
            "FAQ:",
            "FAQs?",
            "FAQ's",
            "FAQ’s",
            "F.A.Q.",
            "F.A.Q",
            "❓ FAQ",
            "FAQ 🤔",
            "** FAQ **",
            "Frequently Asked Questions",
            "FREQUENTLY ASKED QUESTIONS:",
            "Frequently-asked questions",
            "Frequently  asked
questions",
            "Frequently Asked Questions (FAQ)",
            "FAQ (Frequently Asked Questions)",
            "Frequently Asked Questions — FAQ",
            "Frequently Asked Questions (FAQs) about wallets",
            "Frequently asked questions and answers",
            "7. FAQ",
            "8) Frequently Asked Questions",
            "FAQs About Wallets",
            "FAQs about the airdrop",
            "FAQ: Topic",
            "FAQ:Topic",
            "FAQ — topic",
            "FAQ – topic",
            "FAQ - topic",
            "FAQ | topic",
            "FAQ on wallets",
            "FAQs for developers",
            "FAQs regarding fees",
            "Frequently Asked Questions on Staking",
            "Frequently Asked Questions, Answered",
            "FAQs: Got questions? We have answers",
            "Wallets (FAQ)",
            "Wallets (FAQs)",
            "Wallets (Frequently Asked Questions)",
            "Wallets: FAQ",
            "Wallets — Frequently Asked Questions",
            "Wallets - FAQs",
            "Häufige Fragen",
            "HÄUFIG GESTELLTE FRAGEN",
            "Häufig gestellte Fragen (FAQ)",
            "Foire aux questions",
            "Foire aux questions (FAQ)",
            "Preguntas frecuentes",
            "Preguntas frecuentes sobre X",
        ] {
            assert_eq!(faq_name(&fold(text)), Some(Name::Sure), "{text}");
        }
        for text in [
            "Wallet FAQ",
            "Wallet FAQs",
            "Grass Airdrop FAQs",
            "Your frequently asked questions",
            "Our FAQs",
            "10 FAQs about staking",
            "FAQs and support",
            "FAQ & Troubleshooting",
            "FAQs about X: is it safe?",
        ] {
            assert_eq!(faq_name(&fold(text)), Some(Name::Likely), "{text}");
        }
    }

    #[test]
    fn what_names_no_faq() {
        for text in [
            "What are FAQs?",
            "What is a FAQ",
            "FAQ: Which method should I use?",
            "FAQ — is it safe?",
            "Frequently Asked Questions: is it safe?",
            "Frequently Asked Questions Are Useless",
            "FAQ schema markup",
            "FAQPage",
            "FAQing",
            "How to write a FAQ",
            "Writing a good FAQ",
            "The trouble of FAQs",
            "Why FAQs",
            "FAQ-driven design",
            "Questions",
            "Frequently asked",
            "Is this a FAQ?",
            "Wallets",
            "",
        ] {
            assert_eq!(faq_name(&fold(text)), None, "{text}");
        }
    }
}
