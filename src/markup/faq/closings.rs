//! Owns the words of sections that follow an article's substance: conclusion, disclaimer, back matter.
//! Works on plain text.

use super::marks;
use super::words::{Known, begins_with_separator, fold, strip_word};

/// A section that is never part of an answer or after which an article may still be at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// Conclusion, summary, final thoughts.
    Conclusion,
    /// Disclaimer, disclosure, risk warning.
    Disclaimer,
    /// References, further reading, about the author.
    BackMatter,
}

/// What section a heading with this folded text begins, if it is one of those that follow an article's
/// substance.
pub(super) fn closing(folded: &str) -> Option<Closing> {
    let folded = folded.trim_end_matches(marks::is_query);
    if is_disclaimer(folded) {
        return Some(Closing::Disclaimer);
    }
    let named = |names: &Known| names.of(folded).iter().any(|name| begins_section(folded, name));
    if named(&CONCLUSIONS) {
        Some(Closing::Conclusion)
    } else if named(&BACK_MATTER) {
        Some(Closing::BackMatter)
    } else {
        None
    }
}

/// Whether a paragraph says at its beginning that it is a disclaimer: `Disclaimer: …`.
pub(super) fn begins_as_disclaimer(text: &str) -> bool {
    let end = text.find([':', '：', '—', '–', '\n']);
    end.is_some_and(|end| is_disclaimer(&fold(&text[..end])))
}

/// Whether a heading is `name`, or goes on as in `Conclusion: what next` or `Final thoughts on X`.
fn begins_section(folded: &str, name: &str) -> bool {
    let Some(rest) = strip_word(folded, name) else { return false };
    let rest = rest.trim_start();
    let telling = name.contains(' ') || name.starts_with("conclusion");
    let follows = |words: &[&str]| words.iter().any(|word| strip_word(rest, word).is_some());
    rest.is_empty()
        || begins_with_separator(rest)
        || rest.starts_with('&')
        || follows(&["and"])
        || telling && follows(&["on", "about", "for", "from"])
}

fn is_disclaimer(folded: &str) -> bool {
    // All the nouns have this, and nearly no heading has.
    if !folded.contains("discl") && !DISCLAIMERS.may_begin(folded) {
        return false;
    }
    let end = folded.find([':', '：', '—', '–', '(', '|']).unwrap_or(folded.len());
    let head = folded[..end].split(" - ").next().unwrap_or_default().trim();
    let known = |word: &str| DISCLAIMER_NOUNS.has(word) || DISCLAIMER_WORDS.has(word);
    let mut words = head.split([' ', '/', '&', ',']).filter(|word| !word.is_empty());
    DISCLAIMERS.has(head) || words.clone().any(|word| DISCLAIMER_NOUNS.has(word)) && words.all(known)
}

/// A heading of any of these words, one of the nouns among them, is a disclaimer's. Other words make
/// it a section about something: `Responsible disclosure`.
static DISCLAIMER_NOUNS: Known = Known::new(&["disclaimer", "disclaimers", "disclosure", "disclosures"]);
static DISCLAIMER_WORDS: Known = Known::new(&[
    "advertising",
    "affiliate",
    "and",
    "author",
    "author's",
    "conflict",
    "conflicts",
    "content",
    "crypto",
    "editorial",
    "financial",
    "full",
    "general",
    "important",
    "interest",
    "interests",
    "investment",
    "legal",
    "liability",
    "of",
    "our",
    "personal",
    "position",
    "positions",
    "risk",
    "risks",
    "site",
    "sponsorship",
    "standard",
    "the",
    "trading",
    "warning",
    "website",
]);

static DISCLAIMERS: Known = Known::new(&[
    "risk warning",
    "risk warnings",
    "risk notice",
    "legal notice",
    "not financial advice",
    "not investment advice",
    "no financial advice",
    "no investment advice",
    "this is not financial advice",
    "this is not investment advice",
    "nfa",
    "haftungsausschluss",
    "risikohinweis",
    "avertissement",
    "clause de non-responsabilité",
    "aviso legal",
    "aviso de riesgo",
    "descargo de responsabilidad",
]);

static CONCLUSIONS: Known = Known::new(&[
    "conclusion",
    "conclusions",
    "in conclusion",
    "concluding remarks",
    "concluding thoughts",
    "summary",
    "in summary",
    "summing up",
    "to sum up",
    "final thoughts",
    "final thought",
    "final words",
    "final word",
    "final remarks",
    "final takeaways",
    "final verdict",
    "closing thoughts",
    "closing remarks",
    "closing words",
    "closing note",
    "closing notes",
    "closing",
    "parting thoughts",
    "parting words",
    "key takeaways",
    "key takeaway",
    "main takeaways",
    "takeaways",
    "takeaway",
    "the takeaway",
    "the takeaways",
    "wrapping up",
    "wrapping it up",
    "wrap-up",
    "wrap up",
    "bottom line",
    "the bottom line",
    "verdict",
    "the verdict",
    "our verdict",
    "last words",
    "afterword",
    "fazit",
    "zusammenfassung",
    "schlussfolgerung",
    "schlusswort",
    "conclusión",
    "conclusiones",
    "resumen",
    "résumé",
    "en résumé",
    "pour conclure",
    "conclusione",
    "conclusioni",
    "conclusão",
]);

static BACK_MATTER: Known = Known::new(&[
    "references",
    "sources",
    "bibliography",
    "works cited",
    "citations",
    "footnotes",
    "endnotes",
    "further reading",
    "further resources",
    "additional resources",
    "related reading",
    "related articles",
    "related posts",
    "read more",
    "learn more",
    "see also",
    "about the author",
    "about the authors",
    "about us",
    "acknowledgements",
    "acknowledgments",
    "changelog",
    "change log",
    "corrections",
    "copyright",
]);

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Option<Closing>, texts: &[&str]) {
        for text in texts {
            assert_eq!(closing(&fold(text)), expected, "{text}");
        }
    }

    #[test]
    fn conclusions() {
        check(
            Some(Closing::Conclusion),
            &[
                "Conclusion",
                "CONCLUSION:",
                "9. Conclusion",
                "Conclusions",
                "In conclusion",
                "🏁 Conclusion",
                "Summary",
                "Final thoughts",
                "Final Thoughts on Staking",
                "Key takeaways",
                "Closing",
                "Closing Thoughts",
                "Wrapping up",
                "Wrap-up",
                "The bottom line",
                "Conclusion: what next",
                "Conclusion: is it worth it?",
                "Conclusion and outlook",
                "Summary & next steps",
                "Conclusion – go slowly",
                "Fazit",
                "Conclusión",
                "Takeaways",
            ],
        );
    }

    #[test]
    fn disclaimers() {
        check(
            Some(Closing::Disclaimer),
            &[
                "Disclaimer",
                "DISCLAIMER",
                "Disclaimers:",
                "Risk disclaimer",
                "Legal Disclaimer",
                "Disclosure",
                "Disclosures",
                "Affiliate disclosure",
                "Full disclosure",
                "Risk warning",
                "⚠️ Disclaimer",
                "Not financial advice",
                "Disclaimer: not financial advice",
                "Disclaimer (please read)",
                "Disclaimer and risk warning",
                "Disclaimer & Disclosures",
                "Conflict of interest disclosure",
                "10. Disclaimer",
                "Disclaimer - read this",
                "Haftungsausschluss",
                "Risk / Disclaimer",
            ],
        );
    }

    #[test]
    fn other_sections() {
        let back_matter =
            ["References", "Sources and further reading", "Further reading", "About the author", "Copyright"];
        check(Some(Closing::BackMatter), &back_matter);
        check(
            None,
            &[
                "Summary of fees",
                "Closing an account",
                "Closing the gap",
                "Responsible disclosure",
                "Vulnerability disclosures",
                "Disclosure of a bug",
                "What is a disclaimer?",
                "Risks",
                "Why we need a disclaimer",
                "Verdicts",
                "Takeaway food",
                "Sourcesafe",
                "Next steps",
                "",
            ],
        );
    }

    #[test]
    fn paragraphs_that_are_disclaimers() {
        for text in [
            "Disclaimer: this is no advice.",
            "DISCLAIMER — no advice",
            "Risk warning: x",
            "Disclaimer
x",
        ] {
            assert!(begins_as_disclaimer(text), "{text}");
        }
        for text in ["Disclaimers are common: x", "A disclaimer: x", "Note: x", "Disclaimer", ""] {
            assert!(!begins_as_disclaimer(text), "{text}");
        }
    }
}
