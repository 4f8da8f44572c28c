//! Owns which disclaimers and calls to action an article shows, and where: rules of site.toml and
//! front matter in, finished blocks out.

mod check;
mod due;
mod fields;
mod judge;
mod notices;
mod select;
mod texts;
mod vocabulary;
mod why;

use crate::config::{CallToActionPlacement, DisclaimerPlacement, Sponsorship};
use crate::site::ArticleId;

pub use due::{Due, DueKind, due, next_change};
pub use fields::{fill, fill_markdown};
pub use judge::{Because, Facts, LeftOut, Verdict, verdicts};
pub use notices::{Frame, call_to_action, call_to_action_markdown, disclaimer, disclaimer_markdown, mark};
pub use select::select;
pub use texts::{Text, Texts, read_texts};
pub use vocabulary::check_rules;
pub use why::{because, left_out, which_rule};

/// What every article shows, by [`ArticleId`].
#[derive(Clone, Debug, Default)]
pub struct Policies {
    /// By article.
    pub articles: Vec<Selection>,
}

/// What one article shows, in the order in which it shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Disclaimers.
    pub disclaimers: Vec<Shown>,
    /// Calls to action: index into the configured ones, and where each stands.
    pub calls_to_action: Vec<(usize, CallToActionPlacement)>,
    /// Who paid: what front matter says, or what links say if that is more.
    pub sponsorship: Sponsorship,
}

/// A disclaimer in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Index into the configured disclaimers.
    pub disclaimer: usize,
    /// Index of the version that is in force.
    pub version: usize,
    /// Where it stands.
    pub placement: DisclaimerPlacement,
}

impl Policies {
    /// What an article shows.
    pub fn of(&self, article: ArticleId) -> &Selection {
        &self.articles[article.0 as usize]
    }
}
