//! Owns the audit as text to be read on a terminal, and what its parts are called there and in HTML.

use std::fmt::Write as _;

use super::rows::{ArticleRow, Audit, ChangeRow, DueRow, ShownRow};

/// Writes the audit as text.
pub fn table(audit: &Audit) -> String {
    let header = &audit.header;
    let mut out = format!(
        "{} as of {}\n{}, site.toml {}\n",
        header.site,
        header.as_of,
        header.tool,
        &short(&header.config)
    );
    let policies: Vec<Vec<String>> = audit.policies.iter().map(policy_cells).collect();
    section(&mut out, "Disclaimers", &policies);
    section(
        &mut out,
        "Due",
        &audit.due.iter().map(|row| vec![row.policy.clone(), due_words(row)]).collect::<Vec<_>>(),
    );
    out.push_str("\nArticles\n");
    for row in &audit.articles {
        let _ = writeln!(out, "  {} ({}){}", row.article, row.file, notes(row));
        let cells: Vec<Vec<String>> = summary(row);
        out.push_str(&aligned(&cells, "    "));
    }
    let unreached: Vec<Vec<String>> =
        unreached(audit).map(|row| vec![row.article.clone(), row.file.clone()]).collect();
    section(&mut out, "Articles that no disclaimer reached", &unreached);
    if let Some(since) = &audit.against {
        let changes: Vec<Vec<String>> = audit.changes.iter().map(change_cells).collect();
        let title = if changes.is_empty() {
            format!("Nothing has changed since {since}")
        } else {
            format!("Changed since {since}")
        };
        let _ = write!(out, "\n{title}\n{}", aligned(&changes, "  "));
    }
    out
}

/// Articles that show nothing and are excused from nothing.
pub(super) fn unreached(audit: &Audit) -> impl Iterator<Item = &ArticleRow> {
    audit.articles.iter().filter(|row| row.shown.is_empty())
}

pub(super) fn policy_cells(row: &super::rows::PolicyRow) -> Vec<String> {
    let level =
        if row.action == "show" { row.level.to_owned() } else { format!("{}, {}", row.level, row.action) };
    let version =
        row.version.as_ref().map_or_else(|| "none in force".to_owned(), |name| format!("version {name}"));
    let noun = if row.articles == 1 { "article" } else { "articles" };
    let until = row.until.as_ref().map(|at| format!("until {at}"));
    let review = row.review_by.as_ref().map(|day| format!("review by {day}"));
    let rest: Vec<String> = until.into_iter().chain(review).collect();
    let hash = row.sha256.as_deref().map(short).unwrap_or_default();
    vec![row.policy.clone(), level, version, hash, format!("{} {noun}", row.articles), rest.join(", ")]
}

pub(super) fn due_words(row: &DueRow) -> String {
    match (row.due, row.over) {
        ("review", true) => format!("the review was due {}", row.at),
        ("review", false) => format!("to be reviewed by {}", row.at),
        _ => format!("in force until {}, and nothing follows", row.at),
    }
}

pub(super) fn notes(row: &ArticleRow) -> String {
    let mut notes = Vec::new();
    if row.sponsorship != "none" {
        notes.push(row.sponsorship.to_owned());
    }
    notes.extend(row.approval.as_ref().map(|(by, date)| format!("approved by {by}, {date}")));
    if notes.is_empty() { String::new() } else { format!(": {}", notes.join("; ")) }
}

/// What an article shows and leaves out, a line for each disclaimer and wording.
pub(super) fn summary(row: &ArticleRow) -> Vec<Vec<String>> {
    let mut lines: Vec<(&ShownRow, Vec<&str>, Vec<&str>, usize)> = Vec::new();
    for shown in &row.shown {
        let same = lines.iter().position(|(first, ..)| first.policy == shown.policy);
        let at = same.unwrap_or_else(|| {
            lines.push((shown, Vec::new(), Vec::new(), 0));
            lines.len() - 1
        });
        let line = &mut lines[at];
        if !line.1.contains(&shown.placement) {
            line.1.push(shown.placement);
        }
        for channel in &shown.channels {
            if !line.2.contains(channel) {
                line.2.push(channel);
            }
        }
        line.3 += 1;
    }
    let shown = lines.into_iter().map(|(shown, places, channels, files)| {
        let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
        vec![
            shown.policy.clone(),
            format!("version {}", shown.version),
            places.join(", "),
            channels.join(", "),
            files,
            shown.because.clone(),
        ]
    });
    let left_out = row.left_out.iter().map(|left_out| {
        vec![
            left_out.policy.clone(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            left_out.why.clone(),
        ]
    });
    shown.chain(left_out).collect()
}

pub(super) fn change_cells(row: &ChangeRow) -> Vec<String> {
    let what = match row.change {
        "lost" => format!("lost ({})", row.before),
        "gained" => format!("gained ({})", row.after),
        "version" => format!("version {} became {}", row.before, row.after),
        "words" => format!("reads {} where it read {}", short(&row.after), short(&row.before)),
        other => other.to_owned(),
    };
    vec![row.article.clone(), row.policy.clone(), what]
}

/// The beginning of a hash, enough to tell it from others.
pub(super) fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

fn section(out: &mut String, title: &str, rows: &[Vec<String>]) {
    if !rows.is_empty() {
        let _ = write!(out, "\n{title}\n{}", aligned(rows, "  "));
    }
}

/// Rows in columns.
fn aligned(rows: &[Vec<String>], indent: &str) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or(0)).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = indent.to_owned();
        for (cell, width) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            let _ = write!(line, "{cell:width$}  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
