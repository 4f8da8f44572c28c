//! Owns `card.svg`, from which social cards are made: loaded for itself, for pages never need it and
//! it needs none of theirs.

use std::collections::BTreeMap;

use tera::{Context, Tera};

use super::problems;
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::{Digest, Hasher};
use crate::pages::view::SocialCardView;
use crate::source::Source;

/// The template of cards.
pub const CARD: &str = "card.svg";

/// The template of cards, with the other SVG templates that it may include.
pub struct CardTemplate {
    tera: Tera,
    sources: BTreeMap<String, Source>,
    digest: Digest,
}

impl CardTemplate {
    /// Loads templates by the names by which they call each other. The value is `None` if any of them
    /// is wrong.
    pub fn load(files: &[(String, Source)]) -> Diagnosed<Option<Self>> {
        let sources: BTreeMap<String, Source> = files.iter().cloned().collect();
        let mut tera = Tera::new();
        tera.autoescape_on([".svg"]);
        if let Err(error) =
            tera.add_raw_templates(sources.iter().map(|(name, source)| (name, source.text.as_str())))
        {
            return Diagnosed::new(None, problems::of_loading(&error, &sources));
        }
        let mut hasher = Hasher::new();
        for (name, source) in &sources {
            hasher.part(name).digest(source.digest);
        }
        let digest = hasher.finish();
        Diagnosed::new(Some(Self { tera, sources, digest }), Vec::new())
    }

    /// Stands for the templates.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The SVG of a card.
    pub fn render(&self, view: &SocialCardView) -> Result<String, Diagnostic> {
        let failed = |error: tera::Error| problems::of_rendering(&error, CARD, &self.sources);
        let mut context = Context::new();
        context.insert("card", view);
        self.tera.render(CARD, &context).map_err(failed)
    }

    /// What to say of an SVG that cannot be painted.
    pub fn unpaintable(&self, reason: &str) -> Diagnostic {
        let diagnostic =
            Diagnostic::error("card/svg", format!("what `{CARD}` makes cannot be painted: {reason}"));
        match self.sources.get(CARD) {
            Some(source) => diagnostic.at(source.id, 0..0, ""),
            None => diagnostic,
        }
    }
}
