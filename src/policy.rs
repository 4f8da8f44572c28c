//! Owns which disclaimers and calls to action an article shows, and where: rules of site.toml and
//! front matter in, finished blocks out.

mod notices;
mod select;
mod texts;
mod why;

use crate::config::{CallToActionPlacement, DisclaimerPlacement};
use crate::digest::Digest;
use crate::site::ArticleId;

pub use notices::{call_to_action, disclaimer};
pub use select::select;
pub use texts::{Text, Texts, read_texts};
pub use why::{which_rule, why};

/// What every article shows, by [`ArticleId`].
#[derive(Clone, Debug, Default)]
pub struct Policies {
    /// By article.
    pub articles: Vec<Selection>,
    /// Names where the links of all texts lead.
    pub links: Digest,
}

/// What one article shows, in the order in which it shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Disclaimers: index into the configured ones, and where each stands.
    pub disclaimers: Vec<(usize, DisclaimerPlacement)>,
    /// Calls to action: index into the configured ones, and where each stands.
    pub calls_to_action: Vec<(usize, CallToActionPlacement)>,
}

impl Policies {
    /// What an article shows.
    pub fn of(&self, article: ArticleId) -> &Selection {
        &self.articles[article.0 as usize]
    }
}
