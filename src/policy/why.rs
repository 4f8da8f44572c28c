//! Owns saying in words why a disclaimer or a call to action applies to an article, or why not.

use super::judge::{Because, Facts, LeftOut};
use crate::config::{Conditions, Config};
use crate::site::Site;

/// Why it applies, in the words of site.toml.
pub fn because(why: Because, clauses: &[Conditions], site: &Site) -> String {
    match why {
        Because::Everywhere => "it applies to every article".to_owned(),
        Because::Clause(at) => rule(at, clauses),
        Because::Section(id) => format!("{} adds it", section(id, site)),
        Because::Added => "front matter adds it".to_owned(),
        Because::Chosen => "front matter chooses it".to_owned(),
    }
}

/// Why it is not shown although it applies.
pub fn left_out(why: LeftOut<'_>, config: &Config, site: &Site) -> String {
    match why {
        LeftOut::Waived(waiver, by) => {
            let by = by.map_or_else(|| "front matter".to_owned(), |id| section(id, site));
            let (approver, until) = (&waiver.approver, waiver.until.day());
            format!("left out: {by} waives it until {until} (“{}”, {approver})", waiver.reason)
        }
        LeftOut::NotChosen => "left out: front matter chooses others".to_owned(),
        LeftOut::Written => {
            "left out: the text has a disclaimer of its own, which stands in for it".to_owned()
        }
        LeftOut::Displaced(by) => {
            let winner = &config.disclaimers[by];
            format!(
                "left out: `{}` wins in the group `{}`",
                winner.id,
                winner.group.as_deref().unwrap_or_default()
            )
        }
    }
}

/// Which clause of a rule an article meets, in the words of site.toml; `None` if it meets none.
pub fn which_rule(clauses: &[Conditions], facts: &Facts<'_>, site: &Site) -> Option<String> {
    facts.met_by(clauses).map(|why| because(why, clauses, site))
}

fn section(id: crate::site::SectionId, site: &Site) -> String {
    let folder = &site.section(id).folder;
    if folder.is_empty() { "content/_index.md".to_owned() } else { format!("content/{folder}/_index.md") }
}

fn rule(at: usize, clauses: &[Conditions]) -> String {
    let words: Vec<String> =
        clauses[at].given().iter().map(|(key, values)| format!("{key} = {values:?}")).collect();
    let number = if clauses.len() > 1 { format!(" {}", at + 1) } else { String::new() };
    format!("rule{number} of site.toml: {}", words.join(" and "))
}
