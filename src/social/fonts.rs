//! Owns the fonts of cards, and what is known of their glyphs: how wide each is, and which are missing.

use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Source};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::digest::{Digest, Hasher};

/// Latin, Greek and Cyrillic of Noto Serif Bold, for titles.
static SERIF: &[u8] = include_bytes!("fonts/NotoSerif-Bold.ttf");
/// The same of Noto Sans Regular, for everything else.
static SANS: &[u8] = include_bytes!("fonts/NotoSans-Regular.ttf");

/// How wide a character is taken to be that no font has, in parts of the letters' size.
const UNKNOWN: f32 = 0.6;

/// The fonts that cards are set in.
#[derive(Clone)]
pub struct Typesetter {
    /// In the order in which they are asked for a glyph of a title.
    fonts: Vec<Arc<Vec<u8>>>,
    pub(super) database: Arc<Database>,
    digest: Digest,
}

impl Typesetter {
    /// The program's own fonts, and `more` of the site's. The inner error is the index of a file that is
    /// no font.
    pub fn new(more: Vec<Vec<u8>>) -> Result<Self, usize> {
        let more: Vec<Arc<Vec<u8>>> = more.into_iter().map(Arc::new).collect();
        if let Some(at) = more.iter().position(|font| FontRef::from_index(font, 0).is_err()) {
            return Err(at);
        }
        let own = |bytes: &[u8]| Arc::new(bytes.to_vec());
        let fonts: Vec<_> = std::iter::once(own(SERIF)).chain(more).chain([own(SANS)]).collect();
        let (mut database, mut hasher) = (Database::new(), Hasher::new());
        for font in &fonts {
            database.load_font_source(Source::Binary(font.clone()));
            hasher.part(&**font);
        }
        database.set_serif_family("Noto Serif");
        database.set_sans_serif_family("Noto Sans");
        Ok(Self { fonts, database: Arc::new(database), digest: hasher.finish() })
    }

    /// Names the fonts.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// How wide each character of a text is, in parts of the letters' size; the second list is of those
    /// that no font has.
    pub(super) fn widths(&self, text: &str) -> (Vec<f32>, Vec<char>) {
        let fonts: Vec<_> = self.fonts.iter().filter_map(|font| FontRef::from_index(font, 0).ok()).collect();
        let sets: Vec<_> = fonts
            .iter()
            .map(|font| (font.charmap(), font.glyph_metrics(Size::new(1.0), LocationRef::default())))
            .collect();
        let mut missing = Vec::new();
        let width = |c: char| {
            let found = sets.iter().find_map(|(map, metrics)| metrics.advance_width(map.map(c)?));
            if found.is_none() && !is_invisible(c) && !missing.contains(&c) {
                missing.push(c);
            }
            found.unwrap_or(if is_invisible(c) { 0.0 } else { UNKNOWN })
        };
        let widths = text.chars().map(width).collect();
        (widths, missing)
    }
}

/// Whether nothing is drawn for a character: joiners, marks of direction, variants.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}
