//! Owns the account of translations as text to be read on a terminal.

use std::fmt::Write as _;

use super::{Account, Standing, TextRow};

/// How many words are named where some are missing.
const FEW: usize = 6;

/// Writes the account: what is to be done first, and what is all right as a number.
pub fn table(account: &Account) -> String {
    let mut out = String::new();
    for (title, standing) in
        [("Stale", Standing::Stale), ("Missing", Standing::Missing), ("Without original", Standing::Alone)]
    {
        let rows: Vec<Vec<String>> =
            account.texts.iter().filter(|row| row.standing == standing).map(cells).collect();
        section(&mut out, title, &rows);
    }
    let words: Vec<Vec<String>> = account
        .words
        .iter()
        .map(|row| {
            let some = row.missing.iter().take(FEW).cloned().collect::<Vec<_>>().join(", ");
            let more = if row.missing.len() > FEW { ", …" } else { "" };
            vec![row.language.clone(), format!("{} words: {some}{more}", row.missing.len())]
        })
        .collect();
    section(&mut out, "Words said in another language", &words);
    let disclaimers = account.disclaimers.iter();
    let disclaimers: Vec<Vec<String>> = disclaimers
        .map(|row| vec![row.language.clone(), row.policy.clone(), format!("in {}", row.shown_in)])
        .collect();
    section(&mut out, "Disclaimers shown in another language", &disclaimers);
    let current = account.texts.iter().filter(|row| row.standing == Standing::Current).count();
    let noun = if current == 1 { "translation is" } else { "translations are" };
    let _ = writeln!(out, "{current} {noun} up to date");
    out
}

fn cells(row: &TextRow) -> Vec<String> {
    let since = match (&row.changed, &row.translated) {
        (Some(changed), Some(translated)) => format!("changed {changed}, translated {translated}"),
        (Some(changed), None) => format!("changed {changed}"),
        _ => String::new(),
    };
    let digest = row.digest.as_ref().map(|digest| format!("translated_from: \"{digest}\""));
    let digest = digest.filter(|_| row.standing == Standing::Stale).unwrap_or_default();
    vec![row.language.clone(), row.file.clone().unwrap_or_else(|| row.original.clone()), since, digest]
}

/// A title and rows of which each column is as wide as its widest cell.
fn section(out: &mut String, title: &str, rows: &[Vec<String>]) {
    if rows.is_empty() {
        return;
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let _ = writeln!(out, "{title}");
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        let _ = writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    out.push('\n');
}
