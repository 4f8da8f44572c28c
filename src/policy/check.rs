//! Owns what disclaimers demand of articles and sections, and what is said where that is not met.

use super::due::{Due, DueKind, due};
use super::fields::says;
use super::judge::{Because, Facts, Verdict};
use super::{Selection, Texts, why};
use crate::config::{Action, Config, Disclaimer, DisclosureField, Level, Sponsorship};
use crate::diagnostic::{Diagnostic, FieldPath, Place, Severity, Step, did_you_mean};
use crate::document::{FrontMatter, Waiver};
use crate::site::{Article, ArticleId, Site};
use crate::source::{FileId, SITE_TOML};

/// Everything that is wrong with an article's disclosures. What is not to be published yet may still
/// lack something: that is a warning.
pub(super) fn article(
    article: &Article,
    facts: &Facts<'_>,
    verdicts: &[Verdict<'_>],
    selection: &Selection,
    config: &Config,
    texts: &Texts,
    found: &mut Vec<Diagnostic>,
) {
    let front = &article.document.front;
    wishes(article.file, front, config, found);
    waivers(article.file, &front.disclosure().waivers, config, found);
    let before = found.len();
    sponsorship(article, found);
    undisclosed(article, facts, verdicts, config, found);
    for verdict in verdicts.iter().filter(|verdict| verdict.left_out.is_none()) {
        demands(article, facts, verdict, config, found);
    }
    for shown in &selection.disclaimers {
        let Some(text) = texts.of_version(shown.disclaimer, shown.version) else { continue };
        let disclaimer = &config.disclaimers[shown.disclaimer];
        for field in &texts.texts[text].fields {
            let said = *field == DisclosureField::Sponsorship || says(*field, article, config);
            if !said && !disclaimer.require.contains(field) {
                let message = format!(
                    "the text of `{}` names `{}`, which this article does not give",
                    disclaimer.id,
                    field.name()
                );
                let diagnostic = lacking("disclaimer/field-missing", message, article.file, *field);
                found.extend((!found.contains(&diagnostic)).then_some(diagnostic));
            }
        }
    }
    if article.life.state.unpublished().is_some() {
        found[before..].iter_mut().for_each(|diagnostic| diagnostic.severity = Severity::Warning);
    }
}

/// What sections say must be about disclaimers that there are.
pub(super) fn sections(site: &Site, config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for section in &site.sections {
        let Some((file, document)) = &section.document else { continue };
        let layer = &document.matter.layer;
        for (index, id) in layer.add.iter().enumerate() {
            known(*file, id, place(&["disclaimer", "add"], Some(index), None), config, &mut found);
        }
        waivers(*file, &layer.waivers, config, &mut found);
    }
    found
}

/// Ids that front matter names must exist.
fn wishes(file: FileId, front: &FrontMatter, config: &Config, found: &mut Vec<Diagnostic>) {
    for id in front.disclaimer().choose.iter().flatten() {
        known(file, id, place(&["disclaimer"], None, None), config, found);
    }
    for (index, id) in front.disclaimer().add.iter().enumerate() {
        known(file, id, place(&["disclaimer", "add"], Some(index), None), config, found);
    }
}

fn known<'c>(
    file: FileId,
    id: &str,
    path: FieldPath,
    config: &'c Config,
    found: &mut Vec<Diagnostic>,
) -> Option<&'c Disclaimer> {
    let disclaimer = config.disclaimers.iter().find(|disclaimer| disclaimer.id == *id);
    if disclaimer.is_none() {
        let known: Vec<&str> = config.disclaimers.iter().map(|disclaimer| disclaimer.id.as_str()).collect();
        let help = did_you_mean(id, known.iter().copied())
            .unwrap_or_else(|| format!("disclaimers in site.toml: {}", known.join(", ")));
        let diagnostic = Diagnostic::error("disclaimer/unknown", format!("there is no disclaimer `{id}`"));
        found.push(diagnostic.label(file, Place::Value(path), "").help(help));
    }
    disclaimer
}

/// Waivers must be of a disclaimer that can be waived, and not be over.
fn waivers(file: FileId, waivers: &[Waiver], config: &Config, found: &mut Vec<Diagnostic>) {
    for waiver in waivers {
        let path = |key| place(&["disclosure", "waivers"], Some(waiver.index), Some(key));
        let Some(disclaimer) = known(file, &waiver.id, path("id"), config, found) else { continue };
        let id = &waiver.id;
        let (code, message, help, key) = match disclaimer.level {
            Level::Mandatory => (
                "disclaimer/mandatory",
                format!("the disclaimer `{id}` may not be waived"),
                "site.toml has it as `level = \"mandatory\"`: remove this waiver".to_owned(),
                "id",
            ),
            Level::Optional => (
                "disclaimer/waiver",
                format!(
                    "the disclaimer `{id}` is shown only where it is asked for: there is nothing to waive"
                ),
                "remove this waiver".to_owned(),
                "id",
            ),
            Level::Default if waiver.until.seconds() <= config.now.seconds() => (
                "disclaimer/waiver-expired",
                format!("the waiver of `{id}` ended on {}", waiver.until.day()),
                "remove it, or have it approved anew with a later `until`".to_owned(),
                "until",
            ),
            Level::Default => continue,
        };
        let diagnostic = Diagnostic::error(code, message);
        found.push(diagnostic.label(file, Place::Value(path(key)), "").help(help));
    }
}

fn place(keys: &[&str], index: Option<usize>, key: Option<&str>) -> FieldPath {
    let step = |key: &str| Step::Key(key.to_owned());
    let keys = keys.iter().map(|key| step(key));
    keys.chain(index.map(Step::Index)).chain(key.map(step)).collect()
}

/// Front matter may not say less than the article's own links do.
fn sponsorship(article: &Article, found: &mut Vec<Diagnostic>) {
    let (Some(stated), Some(link)) =
        (article.document.front.disclosure().sponsorship, &article.document.sponsored)
    else {
        return;
    };
    if stated < link.sponsorship {
        let (stated, by_link) = (stated.name(), link.sponsorship.name());
        let message = format!("front matter says `{stated}`, but a link makes this article `{by_link}`");
        let diagnostic = Diagnostic::error("disclosure/sponsorship", message)
            .label(article.file, Place::Value(place(&["disclosure", "sponsorship"], None, None)), "")
            .label(article.file, span(&link.span), "this link")
            .help(format!("write `sponsorship: {by_link}`, or remove the link to {}", link.url));
        found.push(diagnostic);
    }
}

fn span(span: &std::ops::Range<u32>) -> Place {
    Place::Range(span.start as usize..span.end as usize)
}

/// What somebody paid for must be said.
fn undisclosed(
    article: &Article,
    facts: &Facts<'_>,
    verdicts: &[Verdict<'_>],
    config: &Config,
    found: &mut Vec<Diagnostic>,
) {
    if facts.sponsorship == Sponsorship::None {
        return;
    }
    let speaks = |verdict: &Verdict<'_>| {
        let when = &config.disclaimers[verdict.disclaimer].when;
        let by_rule = || when.iter().any(|clause| !clause.sponsorship.is_empty() && facts.meets(clause));
        let asked_for = matches!(verdict.because, Because::Added | Because::Chosen | Because::Section(_));
        verdict.left_out.is_none() && (asked_for || by_rule())
    };
    if verdicts.iter().any(speaks) {
        return;
    }
    let kind = facts.sponsorship.name();
    let message = format!("this article is `{kind}`, and no disclaimer says so");
    let place = match &article.document.sponsored {
        Some(link) => span(&link.span),
        None => Place::Value(place(&["disclosure", "sponsorship"], None, None)),
    };
    let help = format!("give site.toml a disclaimer with `when = {{ sponsorship = \"{kind}\" }}`");
    let diagnostic = Diagnostic::error("disclosure/undisclosed", message);
    found.push(diagnostic.label(article.file, place, "").help(help));
}

/// What a disclaimer that applies wants of the article.
fn demands(
    article: &Article,
    facts: &Facts<'_>,
    verdict: &Verdict<'_>,
    config: &Config,
    found: &mut Vec<Diagnostic>,
) {
    let disclaimer = &config.disclaimers[verdict.disclaimer];
    let id = &disclaimer.id;
    for field in &disclaimer.require {
        if !says(*field, article, config) {
            let message = format!("the disclaimer `{id}` requires `{}`", field.name());
            let mut diagnostic = lacking("disclaimer/required", message, article.file, *field);
            if let Some(link) =
                article.document.sponsored.as_ref().filter(|_| facts.sponsorship > Sponsorship::None)
            {
                diagnostic = diagnostic.label(article.file, span(&link.span), "for this link");
            }
            found.push(diagnostic);
        }
    }
    match disclaimer.action {
        Action::Show => {}
        Action::RequireApproval => approval(article, id, config, found),
        Action::Block => {
            let why = why::because(verdict.because, &disclaimer.when, facts.site());
            let message = format!("the disclaimer `{id}` keeps this article from being published");
            let diagnostic = Diagnostic::error("disclaimer/blocked", message);
            found.push(diagnostic.label(article.file, Place::Key(Vec::new()), "").help(why));
        }
    }
}

/// An approval is of the text as it is: it lies before the build and after the last change.
fn approval(article: &Article, id: &str, config: &Config, found: &mut Vec<Diagnostic>) {
    let front = &article.document.front;
    let date = || Place::Value(place(&["disclosure", "approval", "date"], None, None));
    let (message, place, help) = match &front.disclosure().approval {
        None => (
            format!("the disclaimer `{id}` requires that this article has been approved"),
            Place::Key(place(&["disclosure"], None, None)),
            "once it is, add `approval` with `by` and `date` to `disclosure`",
        ),
        Some(approval) if approval.date > config.now => (
            format!("the approval of {} lies after the build date", approval.date.day()),
            date(),
            "give the day on which it was approved",
        ),
        Some(approval) => match front.updated.filter(|updated| approval.date.day() < updated.day()) {
            Some(updated) => (
                format!(
                    "this article was approved on {}, and changed on {}",
                    approval.date.day(),
                    updated.day()
                ),
                date(),
                "have it approved again, and give the new date",
            ),
            None => return,
        },
    };
    let diagnostic = Diagnostic::error("disclaimer/approval", message);
    found.push(diagnostic.label(article.file, place, "").help(help));
}

fn lacking(code: &'static str, message: String, file: FileId, field: DisclosureField) -> Diagnostic {
    let path = field.path();
    let (last, above) = path.split_last().unwrap_or((&"", &[]));
    let help = format!("add `{last}` under `{}` in front matter", above.join("."));
    Diagnostic::error(code, message).label(file, Place::Key(place(path, None, None)), "").help(help)
}

/// A disclaimer without a text in force.
pub(super) fn without_version(disclaimer: &Disclaimer, articles: &[ArticleId], site: &Site) -> Diagnostic {
    let id = &disclaimer.id;
    let count = match articles.len() {
        1 => "an article".to_owned(),
        count => format!("{count} articles"),
    };
    let message = format!("no version of `{id}` is in force, and {count} should show it");
    let diagnostic = match disclaimer.level {
        Level::Mandatory => Diagnostic::error("disclaimer/lapsed", message),
        _ => Diagnostic::warning("disclaimer/lapsed", message),
    };
    let diagnostic = diagnostic.label(SITE_TOML, Place::Key(disclaimer.field.clone()), "");
    let first = articles.first().map(|id| site.article(*id).file);
    let diagnostic = match first {
        Some(file) => diagnostic.label(file, Place::Key(Vec::new()), "one of them"),
        None => diagnostic,
    };
    diagnostic.help("add a version that is in force, with `from` and a text")
}

/// Reviews and ends of texts that are near.
pub(super) fn due_soon(config: &Config) -> Vec<Diagnostic> {
    let one = |due: Due| {
        let disclaimer = &config.disclaimers[due.disclaimer];
        let (id, day) = (&disclaimer.id, due.at.day());
        let over = due.at <= config.now;
        let (code, message, field, help) = match due.kind {
            DueKind::Review => (
                "disclaimer/review",
                if over {
                    format!("the review of `{id}` was due on {day}")
                } else {
                    format!("`{id}` is to be reviewed by {day}")
                },
                [disclaimer.field.clone(), place(&["review_by"], None, None)].concat(),
                "once somebody has read it, give `review_by` the next date",
            ),
            DueKind::Lapse(version) => (
                "disclaimer/lapsing",
                format!(
                    "`{id}`, version {}, is in force until {day}, and no other follows",
                    disclaimer.versions[version].name
                ),
                [disclaimer.versions[version].field.clone(), place(&["until"], None, None)].concat(),
                "add the version that is to follow it",
            ),
        };
        Diagnostic::warning(code, message).label(SITE_TOML, Place::Value(field), "").help(help)
    };
    due(config).into_iter().map(one).collect()
}
