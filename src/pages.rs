//! Owns the pages of the site: which there are ([`plan`]), what each template is given ([`view`]),
//! and the files that need no template: feeds, sitemap, robots.txt, redirects.

pub mod atom;
pub mod blocks;
pub mod breadcrumbs;
mod calendar;
pub mod cards;
pub mod content;
mod corrections;
pub mod csp;
mod facts;
pub mod feed;
pub mod feeds;
pub mod hosting;
pub mod json_feed;
pub mod json_ld;
mod life;
pub mod links;
pub mod mirror;
pub mod offline;
mod pictures;
pub mod plan;
pub mod redirects;
pub mod robots;
pub mod rss;
pub mod shared;
pub mod sitemap;
#[cfg(test)]
mod testing;
mod translations;
pub mod view;
pub mod views;
mod xml;

pub use breadcrumbs::breadcrumbs;

use blocks::Blocks;
use cards::Card;
use links::Links;

use crate::config::Config;
use crate::language::{Language, LanguageId};
use crate::media::Media;
use crate::policy::{Policies, Texts};
use crate::route::Route;
use crate::site::{ArticleId, Section, Site};

/// How pages in one language are made.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The settled configuration, in that language.
    pub config: Config,
    /// The language.
    pub language: Language,
    /// The texts of disclaimers and calls to action.
    pub texts: Texts,
}

/// What every page is made from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The settled configuration.
    pub config: &'a Config,
    /// The language that is spoken.
    pub language: &'a Language,
    /// How pages in each language are made.
    pub voices: &'a [Voice],
    /// The linked site.
    pub site: &'a Site,
    /// Disclaimers and calls to action, by article.
    pub policies: &'a Policies,
    /// The texts of disclaimers and calls to action.
    pub texts: &'a Texts,
    /// The same as pages take them in.
    pub blocks: &'a Blocks,
    /// The same in each language.
    pub all_blocks: &'a [Blocks],
    /// Versions of pictures.
    pub media: &'a Media,
    /// Articles as other pages show them; empty while these are made.
    pub cards: &'a [Card],
    /// Links that stand on many of them; those that are not there are made when they are needed.
    pub links: &'a Links,
}

impl<'a> Context<'a> {
    /// The same for pages in another language.
    pub fn speaking(self, language: LanguageId) -> Self {
        let (Some(voice), Some(blocks)) =
            (self.voices.get(language.index()), self.all_blocks.get(language.index()))
        else {
            return self;
        };
        Self { config: &voice.config, language: &voice.language, texts: &voice.texts, blocks, ..self }
    }

    /// The front page of the language.
    pub fn home(self) -> &'a Route {
        self.site.home(self.language.id)
    }

    /// The root of the sections in the language.
    pub fn root(self) -> &'a Section {
        self.site.root(self.language.id)
    }

    /// The articles in the language that lists have, the newest first.
    pub fn recent(self) -> &'a [ArticleId] {
        self.site.recent_in(self.language.id)
    }
}
