//! Owns the social cards of a site: which articles get one, what is on it, and making those that are not
//! known from earlier builds.

use std::sync::Arc;

use rayon::prelude::*;

use super::Prepared;
use crate::diagnostic::{Diagnostic, Place, Step};
use crate::digest::Hasher;
use crate::media::{Card, card_route};
use crate::output::Output;
use crate::pages::cards::social_card;
use crate::publish::{Failure, Publication};
use crate::render::CardTemplate;
use crate::route::OutPath;
use crate::site::Article;
use crate::social::{Fitted, MOST_BYTES, Typesetter};

/// What cards are made with.
pub struct CardMaker {
    typesetter: Typesetter,
    template: CardTemplate,
}

/// A card that is staged, or what stands against it.
pub(super) type Staged = Result<(OutPath, Output), Trouble>;

/// Why a card cannot be made.
pub(super) enum Trouble {
    /// The template is at fault.
    Diagnostic(Box<Diagnostic>),
    /// The disk is.
    Failure(Failure),
}

/// Finds out which cards there are to be.
pub(super) fn plan(prepared: &mut Prepared, diagnostics: &mut Vec<Diagnostic>) {
    if !prepared.config.cards.enabled {
        return;
    }
    let Some(maker) = maker(prepared, diagnostics) else { return };
    let there: Vec<_> = prepared.site.articles.there().collect();
    let without_picture = there.into_par_iter().filter(|article| article.image.is_none());
    let planned: Vec<_> =
        without_picture.map(|article| (article.id, one(prepared, &maker, article))).collect();
    let mut cards = std::collections::BTreeMap::new();
    for (id, (card, diagnostic)) in planned {
        diagnostics.extend(diagnostic);
        cards.extend(card.map(|card| (id, card)));
    }
    Arc::make_mut(&mut prepared.media).cards = Arc::new(cards);
    prepared.card_maker = Some(Arc::new(maker));
}

fn maker(prepared: &Prepared, diagnostics: &mut Vec<Diagnostic>) -> Option<CardMaker> {
    let mut fonts = Vec::new();
    for (at, file) in prepared.sources.fonts.iter().enumerate() {
        match prepared.sources.bytes(*file) {
            Ok(bytes) => fonts.push(bytes),
            Err(error) => {
                let path = prepared.sources.path(*file);
                let message = format!("cannot read the font `{path}`: {error}");
                diagnostics.push(of_font(Diagnostic::error("card/font", message), at));
                return None;
            }
        }
    }
    let typesetter = match Typesetter::new(fonts) {
        Ok(typesetter) => typesetter,
        Err(at) => {
            let path = prepared.sources.path(prepared.sources.fonts[at]);
            let message = format!("`{path}` is no font that can be read");
            let diagnostic =
                Diagnostic::error("card/font", message).help("use a TrueType or OpenType file (.ttf, .otf)");
            diagnostics.push(of_font(diagnostic, at));
            return None;
        }
    };
    let mut files = Vec::new();
    for (name, file) in prepared.sources.templates.iter().filter(|(name, _)| name.ends_with(".svg")) {
        match prepared.sources.read(*file) {
            Ok(source) => files.push((name.clone(), source)),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let template = CardTemplate::load(&files).into_value(diagnostics)?;
    Some(CardMaker { typesetter, template })
}

fn of_font(diagnostic: Diagnostic, at: usize) -> Diagnostic {
    let path = vec![Step::Key("cards".to_owned()), Step::Key("fonts".to_owned()), Step::Index(at)];
    diagnostic.label(crate::source::SITE_TOML, Place::Value(path), "")
}

fn one(prepared: &Prepared, maker: &CardMaker, article: &Article) -> (Option<Card>, Option<Diagnostic>) {
    let fitted = maker.typesetter.fit(&article.title(), &prepared.config.cards);
    if !fitted.missing.is_empty() {
        return (None, Some(missing(article, &fitted)));
    }
    let view = social_card(prepared.context().speaking(article.language), article.id, &fitted);
    let mut hasher = Hasher::new();
    hasher.part("card 1").digest(prepared.program).digest(maker.template.digest());
    let key = hasher.digest(maker.typesetter.digest()).value(&view).finish();
    (card_route(&article.route, key).map(|route| Card { route, key }), None)
}

fn missing(article: &Article, fitted: &Fitted) -> Diagnostic {
    let some: String = fitted.missing.iter().take(8).collect();
    let message = format!("this article gets no social card: no font has the letters `{some}` of its title");
    Diagnostic::warning("card/missing-glyphs", message)
        .label(article.file, Place::Value(vec![Step::Key("title".to_owned())]), "")
        .help("put a font that has them into the project and name it in site.toml: `[cards] fonts = [\"fonts/NotoSansJP-Bold.otf\"]`")
}

impl Prepared {
    /// The PNG of an article's card.
    pub fn card_bytes(&self, article: &Article, card: &Card) -> Result<Vec<u8>, Box<Diagnostic>> {
        let known = self.store.recall(card.key).and_then(|digest| self.store.file(digest));
        if let Some(bytes) = known {
            return Ok(bytes);
        }
        let Some(maker) = &self.card_maker else { return Ok(Vec::new()) };
        let fitted = maker.typesetter.fit(&article.title(), &self.config.cards);
        let svg = maker.template.render(&social_card(
            self.context().speaking(article.language),
            article.id,
            &fitted,
        ))?;
        let bytes = maker.typesetter.paint(&svg).map_err(|reason| maker.template.unpaintable(&reason))?;
        let digest = crate::digest::Digest::of(&bytes);
        let files = [bytes];
        self.store.remember(card.key, &digest, &files);
        let [bytes] = files;
        Ok(bytes)
    }
}

/// Stages all cards.
pub(super) fn stage(
    prepared: &Prepared,
    publication: &Publication,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Staged> {
    let cards: Vec<_> = prepared.media.cards.iter().collect();
    let staged: Vec<(Staged, usize)> = cards
        .par_iter()
        .map(|(id, card)| {
            let path = card.route.out_path();
            if let Some(old) = publication.untouched(&path).filter(|old| old.fingerprint == card.key) {
                let size = usize::try_from(old.size).unwrap_or(usize::MAX);
                // Its entry in the store is in use.
                let _: Option<crate::digest::Digest> = prepared.store.recall(card.key);
                return (Ok((path, old)), size);
            }
            let bytes = match prepared.card_bytes(prepared.site.article(**id), card) {
                Ok(bytes) => bytes,
                Err(diagnostic) => return (Err(Trouble::Diagnostic(diagnostic)), 0),
            };
            let staged = publication.stage(&path, &bytes, card.key).map_err(Trouble::Failure);
            (staged.map(|output| (path, output)), bytes.len())
        })
        .collect();
    let large = staged.iter().filter(|(_, size)| *size > MOST_BYTES).count();
    if large > 0 {
        let message =
            format!("{large} social cards have more than 300,000 bytes: some networks will not show them");
        let help = "leave large pictures, gradients and noise out of card.svg";
        diagnostics.push(Diagnostic::warning("card/too-large", message).help(help));
    }
    staged.into_iter().map(|(staged, _)| staged).collect()
}

/// Makes one card and keeps none: what is wrong with the template shows only then.
pub(super) fn try_one(prepared: &Prepared, diagnostics: &mut Vec<Diagnostic>) {
    if let Some((id, card)) = prepared.media.cards.iter().next() {
        diagnostics.extend(prepared.card_bytes(prepared.site.article(*id), card).err().map(|found| *found));
    }
}
