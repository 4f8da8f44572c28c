//! Owns the audit as a page: one HTML file without scripts that needs nothing beside itself.

use std::fmt::Write as _;

use super::rows::{ArticleRow, Audit};
use super::table::{change_cells, due_words, notes, policy_cells, short, summary, unreached};
use crate::markup::body::escape;

/// Writes the audit as an HTML document.
pub fn page(audit: &Audit) -> String {
    let header = &audit.header;
    let (site, as_of) = (escape(&header.site), escape(&header.as_of));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>Disclosures of {site} as of {as_of}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>Disclosures of {site}</h1>\n<p>As of {as_of}; {}, site.toml {}</p>\n",
        escape(header.tool),
        short(&header.config),
    );
    let policies: Vec<_> = audit.policies.iter().map(policy_cells).collect();
    rows(&mut out, "Disclaimers", &["Disclaimer", "Level", "Version", "Text", "Articles", ""], &policies);
    let due: Vec<_> = audit.due.iter().map(|row| vec![row.policy.clone(), due_words(row)]).collect();
    rows(&mut out, "Due", &["Disclaimer", ""], &due);
    let missed: Vec<_> = unreached(audit).map(|row| vec![row.article.clone(), row.file.clone()]).collect();
    rows(&mut out, "Articles that no disclaimer reached", &["Article", "File"], &missed);
    if let Some(since) = &audit.against {
        let changes: Vec<_> = audit.changes.iter().map(change_cells).collect();
        let _ = writeln!(out, "<p>Compared with {}: {} changes.</p>", escape(since), changes.len());
        rows(&mut out, "Changes", &["Article", "Disclaimer", "Change"], &changes);
    }
    out.push_str("<h2>Articles</h2>\n");
    for row in &audit.articles {
        article(&mut out, row);
    }
    out.push_str("</body>\n</html>\n");
    out
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:80rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.25rem .75rem .25rem 0;\
border-bottom:1px solid #8888}h3{margin-bottom:0}";

fn article(out: &mut String, row: &ArticleRow) {
    let (article, file) = (escape(&row.article), escape(&row.file));
    let _ = write!(out, "<h3>{article}</h3>\n<p>{file}{}</p>\n", escape(&notes(row)));
    cells(out, &["Disclaimer", "Version", "Place", "Channels", "Files", "Why"], &summary(row));
}

fn rows(out: &mut String, title: &str, head: &[&str], rows: &[Vec<String>]) {
    if !rows.is_empty() {
        let _ = writeln!(out, "<h2>{title}</h2>");
        cells(out, head, rows);
    }
}

fn cells(out: &mut String, head: &[&str], rows: &[Vec<String>]) {
    if rows.is_empty() {
        return;
    }
    let head: String = head.iter().map(|name| format!("<th scope=\"col\">{name}</th>")).collect();
    let _ = write!(out, "<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n");
    for row in rows {
        let row: String = row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
        let _ = writeln!(out, "<tr>{row}</tr>");
    }
    out.push_str("</tbody>\n</table>\n");
}
