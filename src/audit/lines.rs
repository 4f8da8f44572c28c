//! Owns the audit as JSON Lines: a JSON object a line, the same bytes for the same site.

use serde_json::{Value, json};

use super::rows::{ArticleRow, Audit};

/// Writes the audit. `kind` tells what a line is: `audit` (the first), `policy`, `due`, `article`,
/// `shown`, `left-out`, `change`.
pub fn lines(audit: &Audit) -> String {
    let header = &audit.header;
    let mut all = vec![json!({
        "kind": "audit", "format": 1, "tool": header.tool, "site": header.site, "as_of": header.as_of,
        "config": header.config, "articles": audit.articles.len(), "against": audit.against,
    })];
    all.extend(audit.policies.iter().map(|row| {
        json!({
            "kind": "policy", "policy": row.policy, "level": row.level, "action": row.action,
            "version": row.version, "sha256": row.sha256, "until": row.until, "review_by": row.review_by,
            "articles": row.articles,
        })
    }));
    all.extend(audit.due.iter().map(
        |row| json!({ "kind": "due", "policy": row.policy, "due": row.due, "at": row.at, "over": row.over }),
    ));
    for row in &audit.articles {
        article(row, &mut all);
    }
    all.extend(audit.changes.iter().map(|row| {
        json!({
            "kind": "change", "change": row.change, "article": row.article, "policy": row.policy,
            "before": row.before, "after": row.after,
        })
    }));
    all.iter().map(|line| format!("{line}\n")).collect()
}

fn article(row: &ArticleRow, all: &mut Vec<Value>) {
    let approval = row.approval.as_ref().map(|(by, date)| json!({ "by": by, "date": date }));
    all.push(json!({
        "kind": "article", "article": row.article, "file": row.file, "source": row.source,
        "sponsorship": row.sponsorship, "audience": row.audience, "approval": approval,
        "reached": !row.shown.is_empty(),
    }));
    all.extend(row.shown.iter().map(|shown| {
        json!({
            "kind": "shown", "article": row.article, "policy": shown.policy, "level": shown.level,
            "version": shown.version, "sha256": shown.sha256, "words": shown.words, "output": shown.output,
            "channels": shown.channels, "placement": shown.placement, "because": shown.because,
        })
    }));
    all.extend(row.left_out.iter().map(|left_out| {
        let waiver = left_out.waiver.as_ref().map(
            |[reason, approver, until]| json!({ "reason": reason, "approver": approver, "until": until }),
        );
        json!({
            "kind": "left-out", "article": row.article, "policy": left_out.policy, "why": left_out.why,
            "waiver": waiver,
        })
    }));
}
