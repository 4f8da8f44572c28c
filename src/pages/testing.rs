//! Owns what pages of a site made by hand are made from, for tests.

use super::Context;
use super::blocks::Blocks;
use super::links::Links;
use crate::language::Language;
use crate::media::Media;
use crate::policy::{Policies, Texts};
use crate::site::testing::TestSite;

/// Does something with what a site's pages are made from; there are no disclaimers, cards and pictures.
pub(crate) fn in_context<T>(made: &TestSite, done: impl FnOnce(Context<'_>) -> T) -> T {
    done(Context {
        config: &made.config,
        language: &Language::english(),
        site: &made.site,
        policies: &Policies::default(),
        texts: &Texts::default(),
        blocks: &Blocks::default(),
        voices: &[],
        all_blocks: &[],
        media: &Media::default(),
        cards: &[],
        links: &Links::default(),
    })
}
