//! Owns reading `[assets]`: how style sheets and scripts are published.

use super::Reader;
use crate::assets::Settings;
use crate::fields::Unknown;

pub(super) fn read_assets(root: &mut Reader<'_>) -> Settings {
    let mut assets = Settings::default();
    if let Some(mut table) = root.table("assets") {
        assets.fingerprint = table.boolean("fingerprint").unwrap_or(assets.fingerprint);
        assets.minify = table.boolean("minify").unwrap_or(assets.minify);
        assets.integrity = table.boolean("integrity").unwrap_or(assets.integrity);
        table.finish(Unknown::Error);
    }
    assets
}
