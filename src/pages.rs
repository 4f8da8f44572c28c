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
mod pictures;
pub mod plan;
pub mod redirects;
pub mod robots;
pub mod rss;
pub mod shared;
pub mod sitemap;
pub mod view;
pub mod views;
mod xml;

pub use breadcrumbs::breadcrumbs;

use blocks::Blocks;
use links::Links;
use shared::Shared;
use view::CardView;

use crate::config::Config;
use crate::language::Language;
use crate::media::Media;
use crate::policy::{Policies, Texts};
use crate::site::Site;

/// What every page is made from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The settled configuration.
    pub config: &'a Config,
    /// The language that is spoken.
    pub language: &'a Language,
    /// The linked site.
    pub site: &'a Site,
    /// Disclaimers and calls to action, by article.
    pub policies: &'a Policies,
    /// The texts of disclaimers and calls to action.
    pub texts: &'a Texts,
    /// The same as pages take them in.
    pub blocks: &'a Blocks,
    /// Versions of pictures.
    pub media: &'a Media,
    /// Articles as lists show them; empty while these are made.
    pub cards: &'a [Shared<CardView>],
    /// Links that stand on many of them; those that are not there are made when they are needed.
    pub links: &'a Links,
}
