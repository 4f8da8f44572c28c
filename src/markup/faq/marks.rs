//! Owns what stands around the words of a question or an answer: `Q1.`, `3)`, `FAQ:`, `A:`, the
//! question mark. Works on plain text; offsets are bytes of it.

use super::words::Known;
use super::{names, words};

/// What stands before the words of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Prefix {
    /// Its length, white space after it included.
    pub(super) len: usize,
    /// It has `FAQ:`.
    pub(super) faq: bool,
    /// It has `Q:`, `Q1.` or `Question 3:`.
    pub(super) asked: bool,
    /// It has a number.
    pub(super) numbered: bool,
}

/// The prefix of a question; marks may follow each other, as in `FAQ: Q1. …`.
pub(super) fn prefix(text: &str) -> Prefix {
    let mut prefix = Prefix::default();
    loop {
        let rest = &text[prefix.len..];
        let start = rest.len() - rest.trim_start_matches(is_ornament).len();
        let rest = &rest[start..];
        let (len, with) = if let Some(len) = faq_mark(rest) {
            (len, Prefix { faq: true, ..prefix })
        } else if let Some((len, numbered)) = question_mark(rest) {
            (len, Prefix { asked: true, numbered: prefix.numbered || numbered, ..prefix })
        } else if let Some(len) = number(rest) {
            (len, Prefix { numbered: true, ..prefix })
        } else {
            return prefix;
        };
        if !rest[len..].contains(char::is_alphanumeric) {
            return prefix;
        }
        prefix = Prefix { len: prefix.len + start + len, ..with };
    }
}

/// The length of an answer's mark with the white space after it: `A:`, `A1.`, `Answer:`. A mark
/// that could be something else, such as `A.`, counts if the question has a mark too.
pub(super) fn answer(text: &str, marked: bool) -> Option<usize> {
    let (rest, numbered) = label(text, &ANSWER)?;
    let sure = marked || numbered || rest.trim_start().starts_with([':', '：']);
    let separator = sure.then(|| separator(rest, false)).flatten()?;
    Some(text.len() - rest.len() + separator)
}

/// The length of a number that a heading begins with, the white space after it included: `1. `,
/// `(2) `, `#3 `, `4️⃣ `, `7.1 What …`.
pub(super) fn number(text: &str) -> Option<usize> {
    let opened = text.strip_prefix(['(', '[', '#']);
    let (digits, rest) = digits(opened.unwrap_or(text))?;
    let end = text.len() - rest.len();
    if let Some(rest) = rest.strip_prefix('\u{fe0f}').unwrap_or(rest).strip_prefix('\u{20e3}') {
        return Some(text.len() - rest.trim_start().len());
    }
    match (opened.is_some(), text.as_bytes()[0]) {
        (true, b'#') if rest.starts_with(' ') => return Some(end + 1),
        (true, b'(' | b'[') => {
            let rest = rest.strip_prefix([')', ']'])?;
            let words = rest.strip_prefix([':', '.']).unwrap_or(rest);
            return words.starts_with(' ').then(|| text.len() - words.trim_start().len());
        }
        _ => {}
    }
    if digits.contains('.') && rest.starts_with(' ') && words::is_interrogative(rest) {
        return Some(end + 1);
    }
    Some(end + separator(rest, true)?)
}

/// Whether a text ends as a question does: with a question mark, after which only ornaments and
/// closing marks may follow, or one remark in parentheses.
pub(super) fn ends_as_question(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_query(c) && c != ')');
    let Some(inner) = text.strip_suffix(')') else { return text.ends_with(is_query) };
    let before = inner.rfind('(').map_or(inner, |open| &text[..open]);
    inner.ends_with(is_query) || before.trim_end().ends_with(is_query)
}

/// Whether this is a question mark of some script.
pub(super) fn is_query(c: char) -> bool {
    matches!(c, '?' | '？' | '؟' | '⁇' | '⁈' | '⁉')
}

static QUESTION: Known = Known::new(&["question", "frage", "pregunta", "q"]);
static ANSWER: Known = Known::new(&["answer", "antwort", "respuesta", "réponse", "ans", "a"]);

/// The length of `FAQ:`, `FAQ —`, `FAQ #3:`.
fn faq_mark(text: &str) -> Option<usize> {
    let rest = names::NAMES.strip_any_case(text)?;
    let unnumbered = rest.trim_start().trim_start_matches('#').trim_start();
    let rest = if let Some((_, rest)) = digits(unnumbered) { rest } else { rest };
    Some(text.len() - rest.len() + separator(rest, false)?)
}

/// The length of `Q:`, `Q1.`, `Question 3 –`, and whether it has a number.
fn question_mark(text: &str) -> Option<(usize, bool)> {
    let (rest, numbered) = label(text, &QUESTION)?;
    Some((text.len() - rest.len() + separator(rest, false)?, numbered))
}

/// What follows one of the words and perhaps a number, and whether there is a number.
fn label<'t>(text: &'t str, words: &Known) -> Option<(&'t str, bool)> {
    let rest = words.strip_any_case(text)?;
    let unnumbered = rest.trim_start().trim_start_matches('#').trim_start();
    Some(digits(unnumbered).map_or((rest, false), |(_, rest)| (rest, true)))
}

/// Up to three digits, perhaps with more after points, and what follows.
fn digits(text: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    loop {
        let rest = &text[end..];
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 || count > 3 {
            return None;
        }
        end += count;
        let mut after = text[end..].bytes();
        if after.next() != Some(b'.') || !after.next().is_some_and(|byte| byte.is_ascii_digit()) {
            return Some(text.split_at(end));
        }
        end += 1;
    }
}

/// The length of what separates a mark from the words after it. After a bare number, `5:30` and
/// `5 - 10` are no separators.
fn separator(text: &str, bare_number: bool) -> Option<usize> {
    let start = text.trim_start();
    let rest = start.trim_start_matches(['.', ')', ':', '：']);
    if rest.len() < start.len() {
        let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
        let colon = !bare_number && start.starts_with([':', '：']);
        return (spaced || colon).then(|| text.len() - rest.trim_start().len());
    }
    let rest = start.strip_prefix(['-', '–', '—', '|'])?;
    let words = rest.trim_start();
    let fits = words.len() < rest.len() && !(bare_number && words.starts_with(|c: char| c.is_ascii_digit()));
    fits.then(|| text.len() - words.len())
}

/// Emoji and other signs that may stand before a mark; not what a sentence may begin with.
fn is_ornament(c: char) -> bool {
    c.is_whitespace() || (!c.is_ascii() && !c.is_alphanumeric() && !"¿¡“”‘’„«»‹›€£¥".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(text: &str) -> &str {
        &text[prefix(text).len..]
    }

    #[test]
    fn prefixes_are_found() {
        for text in [
            "What is X?",
            "Q: What is X?",
            "Q1. What is X?",
            "q1) What is X?",
            "Q 1: What is X?",
            "Q#1: What is X?",
            "Q:What is X?",
            "Q - What is X?",
            "Q1 – What is X?",
            "Q1.) What is X?",
            "Question 3: What is X?",
            "Question #3 - What is X?",
            "question: What is X?",
            "Question 2 – What is X?",
            "Frage 1: What is X?",
            "1. What is X?",
            "1) What is X?",
            "12: What is X?",
            "3 – What is X?",
            "(4) What is X?",
            "[4] What is X?",
            "#5 What is X?",
            "#5: What is X?",
            "1️⃣ What is X?",
            "7.1 What is X?",
            "7.1. What is X?",
            "FAQ: What is X?",
            "FAQs — What is X?",
            "FAQ #3: What is X?",
            "FAQ 3: What is X?",
            "F.A.Q.: What is X?",
            "Frequently asked question: What is X?",
            "FAQ: Q1. What is X?",
            "1. Q: What is X?",
            "Q: 1. What is X?",
            "❓ Q1. What is X?",
            "Q１: What is X?".replace('１', "1").as_str(),
        ] {
            assert_eq!(stripped(text), "What is X?", "{text}");
        }
    }

    #[test]
    fn what_is_no_prefix_stays() {
        for text in [
            "3 ways to lose a wallet?",
            "1.5 million users: how?",
            "2024: what happened?",
            "2024. What?",
            "5:30 or 6:00?",
            "5 - 10 minutes: is it enough?",
            "Q4 2024 results: what now?",
            "Q&A: what is it?",
            "Q-learning: what is it?",
            "Quick: what is it?",
            "Questions: which?",
            "Question everything?",
            "¿Qué es X?",
            "“Why” is it?",
            "$5. What?",
            "🔥 What is X?",
            "FAQ",
            "FAQ:",
            "Q:",
            "1.",
            "FAQ-driven design?",
            "7.1 percent?",
            "(maybe) what?",
            "(1 of 3) what?",
            "",
        ] {
            assert_eq!(stripped(text), text);
        }
    }

    #[test]
    fn prefixes_say_what_they_are() {
        let of = |text| {
            let Prefix { faq, asked, numbered, .. } = prefix(text);
            (faq, asked, numbered)
        };
        assert_eq!(of("FAQ: Q1. What?"), (true, true, true));
        assert_eq!(of("Q: What?"), (false, true, false));
        assert_eq!(of("1. What?"), (false, false, true));
        assert_eq!(of("What?"), (false, false, false));
    }

    #[test]
    fn answers() {
        for (text, marked, rest) in [
            ("A: Yes", false, Some("Yes")),
            ("A:Yes", false, Some("Yes")),
            ("A1. Yes", false, Some("Yes")),
            ("Answer: Yes", false, Some("Yes")),
            ("Answer 2 – Yes", false, Some("Yes")),
            ("A. Yes", true, Some("Yes")),
            ("A. Smith says", false, None),
            ("A - yes", false, None),
            ("A:", false, Some("")),
            ("A good one: yes", true, None),
            ("All: yes", true, None),
        ] {
            assert_eq!(answer(text, marked).map(|len| &text[len..]), rest, "{text}");
        }
    }

    #[test]
    fn question_marks() {
        for text in [
            "Why?",
            "Why? ",
            "Why?!",
            "Why? 🤔",
            "“Why?”",
            "What is it (again)?",
            "Why? (updated)",
            "Why？",
            "(Why?)",
            "Is it “safe”?",
            "¿Por qué?",
            "لماذا؟",
            "Why?:",
            "Why? ✅👍",
        ] {
            assert!(ends_as_question(text), "{text}");
        }
        for text in ["Why", "Why? Because", "Why? The facts.", "A (why?) b", "", "5 (five)", "Really)"] {
            assert!(!ends_as_question(text), "{text}");
        }
    }
}
