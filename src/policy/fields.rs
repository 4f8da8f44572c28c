//! Owns what texts say of an article: `{sponsor}` and its like. Plain substitution: a text is not a
//! template.

use std::ops::Range;

use crate::config::{Config, DisclosureField, Sponsorship};
use crate::language::Language;
use crate::markup::body::escape_into;
use crate::moment::Moment;
use crate::site::Article;

/// Whether an article says anything in a field.
pub(super) fn says(field: DisclosureField, article: &Article, config: &Config) -> bool {
    value(field, article, config, &Moment::day).is_some()
}

/// What an article says in a field; `None` if it says nothing.
fn value(
    field: DisclosureField,
    article: &Article,
    config: &Config,
    day: &dyn Fn(Moment) -> String,
) -> Option<String> {
    let disclosure = article.document.front.disclosure();
    let person = |name: &String| {
        let known = config.authors.iter().find(|author| author.id == *name);
        known.map_or_else(|| name.clone(), |author| author.name.clone())
    };
    let consideration = disclosure.consideration.as_ref();
    let amount = || {
        let given = consideration?;
        let amount = given.amount.clone()?;
        Some(
            given.currency.as_ref().map_or_else(|| amount.clone(), |currency| format!("{amount} {currency}")),
        )
    };
    match field {
        DisclosureField::Sponsorship => disclosure.sponsorship.map(|kind| kind.name().to_owned()),
        DisclosureField::Sponsor => disclosure.sponsor.clone(),
        DisclosureField::Consideration => {
            let parts: Vec<String> = consideration?.kind.clone().into_iter().chain(amount()).collect();
            Some(parts.join(", "))
        }
        DisclosureField::Amount => amount(),
        DisclosureField::Positions => {
            let one = |position: &crate::document::Position| {
                let holder = position.holder.as_ref().map(person);
                let details: Vec<String> = holder.into_iter().chain(position.as_of.map(day)).collect();
                if details.is_empty() {
                    position.asset.clone()
                } else {
                    format!("{} ({})", position.asset, details.join(", "))
                }
            };
            let all: Vec<String> = disclosure.positions.iter().map(one).collect();
            Some(all.join("; ")).filter(|text| !text.is_empty())
        }
        DisclosureField::Ai => disclosure.ai.as_ref().map(|ai| ai.usage.clone()),
        DisclosureField::Reviewer => disclosure.ai.as_ref()?.reviewer.as_ref().map(person),
        DisclosureField::Approver => disclosure.approval.as_ref().map(|approval| person(&approval.by)),
        DisclosureField::Approved => disclosure.approval.as_ref().map(|approval| day(approval.date)),
    }
}

/// Places in a text where a name stands between braces: `{name}`. What stands between two pairs, as in
/// languages of templates, is none.
pub(super) fn placeholders(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices('{') {
        let inside = &text[start + 1..];
        let length = inside.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(inside.len());
        if length > 0 && inside[length..].starts_with('}') && !text[..start].ends_with('{') {
            found.push((start..start + length + 2, &inside[..length]));
        }
    }
    found
}

/// The field of a name.
pub(super) fn field(name: &str) -> Option<DisclosureField> {
    DisclosureField::ALL.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
}

/// Puts what an article says into finished HTML. What it does not say has been reported.
pub fn fill(
    html: &str,
    article: &Article,
    config: &Config,
    language: &Language,
    sponsorship: Sponsorship,
) -> String {
    fill_with(html, article, config, language, sponsorship, escape_into)
}

/// The same for finished Markdown.
pub fn fill_markdown(
    text: &str,
    article: &Article,
    config: &Config,
    language: &Language,
    sponsorship: Sponsorship,
) -> String {
    fill_with(text, article, config, language, sponsorship, |out, said| {
        for c in said.chars() {
            if c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(c);
        }
    })
}

fn fill_with(
    html: &str,
    article: &Article,
    config: &Config,
    language: &Language,
    sponsorship: Sponsorship,
    escape: impl Fn(&mut String, &str),
) -> String {
    let mut filled = String::with_capacity(html.len() + 64);
    let mut from = 0;
    for (range, name) in placeholders(html) {
        let Some(field) = field(name) else { continue };
        let said = match field {
            DisclosureField::Sponsorship => Some(sponsorship.name().to_owned()),
            field => value(field, article, config, &|moment| language.date(moment)),
        };
        filled.push_str(&html[from..range.start]);
        escape(&mut filled, &said.unwrap_or_default());
        from = range.end;
    }
    filled.push_str(&html[from..]);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_between_braces() {
        let names = |text| placeholders(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names("By {sponsor} for {amount}{ai}."), ["sponsor", "amount", "ai"]);
        assert!(names("{ sponsor } {{sponsor}} {5} {} {Sponsor} {sponsor").is_empty());
    }
}
