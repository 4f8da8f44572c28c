//! Owns reading `[images]`: which smaller versions are made of pictures.

use super::Reader;
use crate::diagnostic::{Diagnostic, Place};
use crate::fields::Unknown;
use crate::images::{Format, Settings};

pub(super) fn read_images(root: &mut Reader<'_>) -> Settings {
    let mut images = Settings::default();
    let Some(mut table) = root.table("images") else { return images };
    if let Some(widths) = read_widths(&mut table) {
        images.widths = widths;
    }
    if let Some(formats) = table.choices("formats", &[("avif", Format::Avif), ("webp", Format::Webp)]) {
        if formats.iter().any(|format| !format.is_known()) {
            let message = "this program was built without AVIF";
            let help = "build it with `cargo install tearsheet --features avif`, or leave \"avif\" out";
            table.problem("formats", "config/no-avif", message, Some(help.to_owned()));
        }
        images.formats = formats;
        images.formats.sort_unstable();
    }
    if let Some(quality) = table.integer("quality", 1, 100) {
        images.quality = u8::try_from(quality).unwrap_or(images.quality);
    }
    if let Some(pixels) = table.integer("max_pixels", 1, 1_000_000_000) {
        images.max_pixels = u64::try_from(pixels).unwrap_or(images.max_pixels);
    }
    images.placeholder = table.boolean("placeholder").unwrap_or(images.placeholder);
    let svg = table.choice("svg", &[("as-is", false), ("sanitize", true)]);
    images.sanitize_svg = svg.unwrap_or(images.sanitize_svg);
    images.keep_metadata = table.boolean("keep_metadata").unwrap_or(images.keep_metadata);
    if let Some(sizes) = table.string("sizes") {
        images.sizes = sizes;
    }
    table.finish(Unknown::Error);
    images
}

/// Widths in pixels, ascending, each once.
fn read_widths(table: &mut Reader<'_>) -> Option<Vec<u32>> {
    let value = table.value("widths")?;
    let crate::fields::Value::List(items) = value else {
        return table.wrong(
            "widths",
            "a list of widths in pixels",
            value,
            Some("[480, 800, 1200, 1600]".to_owned()),
        );
    };
    let mut widths = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let width = match item {
            crate::fields::Value::Integer(width) => {
                u32::try_from(*width).ok().filter(|width| (16..=16_000).contains(width))
            }
            _ => None,
        };
        match width {
            Some(width) => widths.push(width),
            None => {
                let diagnostic =
                    Diagnostic::error("field/range", "a width is a whole number from 16 to 16000");
                table.report(Place::Value(table.item_path("widths", at)), "", diagnostic);
            }
        }
    }
    widths.sort_unstable();
    widths.dedup();
    Some(widths)
}
