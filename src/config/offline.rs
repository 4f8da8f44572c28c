//! Owns reading `[offline]`: whether readers can read on without a network.

use super::Reader;
use crate::fields::Unknown;

/// `[offline]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offline {
    /// Whether what was read is kept, and the site can be installed.
    pub enabled: bool,
    /// Whether a worker is published that ends what an earlier one does.
    pub retire: bool,
    /// The site's name where there is little room.
    pub short_name: Option<String>,
    /// Pictures of the site, as paths of it.
    pub icons: Vec<String>,
    /// How many pages are kept; the oldest go.
    pub pages: u32,
}

pub(super) fn read_offline(root: &mut Reader<'_>) -> Offline {
    let icons = vec!["/icons/icon.svg".to_owned()];
    let mut offline = Offline { enabled: false, retire: false, short_name: None, icons, pages: 60 };
    let Some(mut table) = root.table("offline") else { return offline };
    offline.retire = table.boolean("retire").unwrap_or(false);
    offline.enabled = table.boolean("enabled").unwrap_or(!offline.retire);
    if offline.enabled && offline.retire {
        let help = "leave `retire` out to keep pages for readers, or set `enabled = false` to stop that";
        let message = "what is enabled cannot be retired";
        table.problem("retire", "config/offline", message, Some(help.to_owned()));
    }
    offline.short_name = table.string("short_name");
    offline.icons = table.strings("icons").unwrap_or(offline.icons);
    if let Some(pages) = table.integer("pages", 1, 10_000) {
        offline.pages = u32::try_from(pages).unwrap_or(offline.pages);
    }
    table.finish(Unknown::Error);
    offline
}
