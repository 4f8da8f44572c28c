//! Owns how the versions of a picture are written down for browsers.

use super::Context;
use super::view::ImageSourceView;
use crate::images::Picture;
use crate::media::version_route;
use crate::route::Route;

/// What was made of the picture at an address.
pub(super) fn of<'a>(context: Context<'a>, route: &Route) -> Option<&'a Picture> {
    if context.media.pictures.is_empty() {
        return None;
    }
    context.media.picture(context.site.files.get(route)?)
}

/// Its colour as `#rrggbb`.
pub(super) fn color(picture: &Picture) -> Option<String> {
    picture.color.map(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}"))
}

/// Its versions: one `<source>` for each format.
pub(super) fn sources(
    context: Context<'_>,
    route: &Route,
    size: Option<(u32, u32)>,
    picture: &Picture,
) -> Vec<ImageSourceView> {
    let local = |route: &Route| context.config.base_url.local(route);
    let source = |set: &crate::images::Set| {
        let versions = set.versions.iter().filter_map(|version| {
            Some(format!("{} {}w", local(&version_route(route, set.format, version)?), version.width))
        });
        let original =
            size.filter(|_| set.with_original).map(|(width, _)| format!("{} {width}w", local(route)));
        let srcset = versions.chain(original).collect::<Vec<_>>().join(", ");
        ImageSourceView { media_type: set.format.media_type(), srcset }
    };
    picture.sets.iter().map(source).collect()
}
