//! Owns painting an SVG as PNG, without reading anything beside it.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use super::{SIZE, Typesetter};

impl Typesetter {
    /// The PNG of a card. The error says what is wrong with the SVG.
    pub fn paint(&self, svg: &str) -> Result<Vec<u8>, String> {
        let options = Options {
            font_family: "Noto Sans".to_owned(),
            fontdb: self.database.clone(),
            image_href_resolver: ImageHrefResolver {
                resolve_data: ImageHrefResolver::default_data_resolver(),
                // Cards are made of what their template is given, not of files.
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
        let (width, height) = SIZE;
        let mut pixmap = Pixmap::new(width, height).ok_or("there is no memory for it")?;
        let scale = (width as f32 / tree.size().width()).min(height as f32 / tree.size().height());
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
        encode(&pixmap)
    }
}

/// Nothing shows through a card, so the PNG needs no fourth channel.
fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, String> {
    use image::codecs::png::{CompressionType, FilterType, PngEncoder};
    use image::{ExtendedColorType, ImageEncoder};
    let opaque: Vec<u8> = pixmap.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
        .write_image(&opaque, pixmap.width(), pixmap.height(), ExtendedColorType::Rgb8)
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}
