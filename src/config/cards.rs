//! Owns reading `[cards]`: pictures of articles for networks that show them.

use super::Reader;
use crate::fields::Unknown;
use crate::social::Settings;

pub(super) fn read_cards(root: &mut Reader<'_>) -> Settings {
    let mut cards = Settings::default();
    let Some(mut table) = root.table("cards") else { return cards };
    cards.enabled = table.boolean("enabled").unwrap_or(true);
    let mut number = |key, least, most, default| {
        table.integer(key, least, most).and_then(|number| u32::try_from(number).ok()).unwrap_or(default)
    };
    cards.title_width = number("title_width", 100, 1200, cards.title_width);
    cards.title_size = number("title_size", 16, 300, cards.title_size);
    cards.title_lines = number("title_lines", 1, 8, cards.title_lines);
    cards.fonts = table.strings("fonts").unwrap_or_default();
    table.finish(Unknown::Error);
    cards
}
