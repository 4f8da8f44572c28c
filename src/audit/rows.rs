//! Owns the audit as data: a row for everything that it says.

use std::collections::BTreeMap;

use super::inspect::Stands;
use crate::config::DisclaimerPlacement;
use crate::digest::sha256;
use crate::pages::Context;
use crate::pages::views::GENERATOR;
use crate::policy::{self, DueKind, Facts, LeftOut, Verdict};
use crate::site::{Article, ArticleId};
use crate::source::{FileId, SITE_TOML, Source};

/// What was disclosed where.
#[derive(Clone, Debug)]
pub struct Audit {
    /// What it is an audit of.
    pub header: Header,
    /// Every disclaimer, in the order of site.toml.
    pub policies: Vec<PolicyRow>,
    /// What somebody has to see to soon.
    pub due: Vec<DueRow>,
    /// Every article, by the path of its file.
    pub articles: Vec<ArticleRow>,
    /// The build date of the audit that this one was compared with.
    pub against: Option<String>,
    /// What is different from it.
    pub changes: Vec<ChangeRow>,
}

/// What an audit is of.
#[derive(Clone, Debug)]
pub struct Header {
    /// Name and version of the program.
    pub tool: &'static str,
    /// The site's address.
    pub site: String,
    /// The build date.
    pub as_of: String,
    /// SHA-256 of site.toml.
    pub config: String,
}

/// A disclaimer.
#[derive(Clone, Debug)]
pub struct PolicyRow {
    /// Its id.
    pub policy: String,
    /// Its level.
    pub level: &'static str,
    /// Its action.
    pub action: &'static str,
    /// The version in force on the build date.
    pub version: Option<String>,
    /// SHA-256 of that version's text.
    pub sha256: Option<String>,
    /// When that version ends.
    pub until: Option<String>,
    /// When it has to be read again.
    pub review_by: Option<String>,
    /// How many articles show it.
    pub articles: usize,
}

/// Something that is due.
#[derive(Clone, Debug)]
pub struct DueRow {
    /// The disclaimer.
    pub policy: String,
    /// `review` or `lapse`.
    pub due: &'static str,
    /// When.
    pub at: String,
    /// Whether that is past.
    pub over: bool,
}

/// An article.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    /// Its URL path.
    pub article: String,
    /// Its file.
    pub file: String,
    /// SHA-256 of its file.
    pub source: Option<String>,
    /// Who paid for it.
    pub sponsorship: &'static str,
    /// For whom it is written; empty for everybody.
    pub audience: Vec<String>,
    /// Who approved it, and when.
    pub approval: Option<(String, String)>,
    /// What it shows, file by file.
    pub shown: Vec<ShownRow>,
    /// What applies to it and is not shown.
    pub left_out: Vec<LeftOutRow>,
}

/// A disclaimer as it stands in a file.
#[derive(Clone, Debug)]
pub struct ShownRow {
    /// The disclaimer.
    pub policy: String,
    /// Its level.
    pub level: &'static str,
    /// The version.
    pub version: String,
    /// SHA-256 of the version's text as it was written.
    pub sha256: String,
    /// SHA-256 of the words that readers read.
    pub words: String,
    /// The file, by its path in the output folder.
    pub output: String,
    /// How it reaches readers.
    pub channels: Vec<&'static str>,
    /// Where it stands.
    pub placement: &'static str,
    /// Why it applies.
    pub because: String,
}

/// A disclaimer that applies and is not shown.
#[derive(Clone, Debug)]
pub struct LeftOutRow {
    /// The disclaimer.
    pub policy: String,
    /// Why not.
    pub why: String,
    /// The waiver: reason, approver, end.
    pub waiver: Option<[String; 3]>,
}

/// A difference from an earlier audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// `lost`, `gained`, `version`, `words`, `new` or `gone`.
    pub change: &'static str,
    /// The article's URL path.
    pub article: String,
    /// The disclaimer; empty where the article itself came or went.
    pub policy: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// Puts together what is known. `source` gives the text of a file.
pub fn gather(
    context: Context<'_>,
    stands: Vec<Stands>,
    path: &dyn Fn(FileId) -> String,
    source: &dyn Fn(FileId) -> Option<Source>,
) -> Audit {
    let mut by_article: BTreeMap<ArticleId, Vec<Stands>> = BTreeMap::new();
    for one in stands {
        by_article.entry(one.article).or_default().push(one);
    }
    let hash = |file| source(file).map(|source| sha256(source.text.as_bytes()));
    let articles = context.site.articles.iter().map(|article| {
        let stands = by_article.remove(&article.id).unwrap_or_default();
        ArticleRow {
            article: context.config.base_url.local(&article.route),
            file: path(article.file),
            source: hash(article.file),
            ..article_row(article, context, stands)
        }
    });
    let articles: Vec<ArticleRow> = articles.collect();
    let config = context.config;
    Audit {
        header: Header {
            tool: GENERATOR,
            site: config.base_url.absolute(&crate::route::Route::home()),
            as_of: config.now.rfc3339(),
            config: hash(SITE_TOML).unwrap_or_default(),
        },
        policies: policies(context, &articles),
        due: due(context),
        articles,
        against: None,
        changes: Vec::new(),
    }
}

fn policies(context: Context<'_>, articles: &[ArticleRow]) -> Vec<PolicyRow> {
    let config = context.config;
    let one = |(index, disclaimer): (usize, &crate::config::Disclaimer)| {
        let version = disclaimer.version_at(config.now);
        let text = version.and_then(|version| context.texts.of_version(index, version));
        let shows = |row: &&ArticleRow| row.shown.iter().any(|shown| shown.policy == disclaimer.id);
        PolicyRow {
            policy: disclaimer.id.clone(),
            level: disclaimer.level.name(),
            action: disclaimer.action.name(),
            version: version.map(|version| disclaimer.versions[version].name.clone()),
            sha256: text.map(|text| context.texts.texts[text].hash.clone()),
            until: version.and_then(|version| disclaimer.end_of(version)).map(|at| at.rfc3339()),
            review_by: disclaimer.review_by.map(|at| at.day()),
            articles: articles.iter().filter(shows).count(),
        }
    };
    config.disclaimers.iter().enumerate().map(one).collect()
}

fn due(context: Context<'_>) -> Vec<DueRow> {
    let config = context.config;
    let one = |due: policy::Due| DueRow {
        policy: config.disclaimers[due.disclaimer].id.clone(),
        due: match due.kind {
            DueKind::Review => "review",
            DueKind::Lapse(_) => "lapse",
        },
        at: due.at.rfc3339(),
        over: due.at <= config.now,
    };
    policy::due(config).into_iter().map(one).collect()
}

/// A row but for its address, its file and that file's hash.
fn article_row(article: &Article, context: Context<'_>, mut stands: Vec<Stands>) -> ArticleRow {
    let context = context.speaking(article.language);
    let Context { config, site, texts, .. } = context;
    let selection = context.policies.of(article.id);
    let facts = Facts::of(article, site, config, selection.sponsorship);
    let verdicts = policy::verdicts(&facts, config);
    stands.sort_by(|a, b| {
        // Its own page, then feeds, then lists.
        let face = |one: &Stands| match one.shown.placement {
            DisclaimerPlacement::Card => 2,
            _ => u8::from(!one.channels.iter().any(|channel| matches!(*channel, "html" | "print"))),
        };
        let key = |one: &Stands| (one.shown.placement, one.shown.disclaimer);
        (face(a), &a.output, key(a)).cmp(&(face(b), &b.output, key(b)))
    });
    let because = |disclaimer: usize| {
        let verdict = verdicts.iter().find(|verdict| verdict.disclaimer == disclaimer);
        let because = |verdict: &Verdict<'_>| {
            policy::because(verdict.because, &config.disclaimers[disclaimer].when, site)
        };
        verdict.map(because).unwrap_or_default()
    };
    let shown = stands.into_iter().map(|one| {
        let disclaimer = &config.disclaimers[one.shown.disclaimer];
        let text = texts.of_version(one.shown.disclaimer, one.shown.version);
        ShownRow {
            policy: disclaimer.id.clone(),
            level: disclaimer.level.name(),
            version: disclaimer.versions[one.shown.version].name.clone(),
            sha256: text.map(|text| texts.texts[text].hash.clone()).unwrap_or_default(),
            words: one.words,
            output: one.output,
            channels: one.channels,
            placement: one.shown.placement.name(),
            because: because(one.shown.disclaimer),
        }
    });
    let left_out = |verdict: &Verdict<'_>| {
        let why = verdict.left_out?;
        let waiver = match why {
            LeftOut::Waived(waiver, _) => {
                Some([waiver.reason.clone(), waiver.approver.clone(), waiver.until.rfc3339()])
            }
            _ => None,
        };
        let words = policy::left_out(why, config, site);
        let policy = config.disclaimers[verdict.disclaimer].id.clone();
        Some(LeftOutRow { policy, why: words, waiver })
    };
    let approval = article.document.front.disclosure().approval.as_ref();
    ArticleRow {
        article: String::new(),
        file: String::new(),
        source: None,
        sponsorship: selection.sponsorship.name(),
        audience: facts.audience.to_vec(),
        approval: approval.map(|approval| (approval.by.clone(), approval.date.rfc3339())),
        shown: shown.collect(),
        left_out: verdicts.iter().filter_map(left_out).collect(),
    }
}
