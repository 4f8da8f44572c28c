//! Owns what every template is given as `site`.

use super::{GENERATOR, site_feeds};
use crate::assets::Made;
use crate::config::{FontFile, MenuItem};
use crate::pages::cards::{link, picture_at, publisher, section_link};
use crate::pages::view::{AssetView, FontView, LinkView, SiteView, ThemeView};
use crate::pages::{Context, corrections, offline};
use crate::route::Route;
use crate::search;

/// `site`, the same for every template.
pub fn site(context: Context<'_>) -> SiteView {
    let Context { config, site, .. } = context;
    let home = link(context, &config.title, context.home());
    let menu = |items: &[MenuItem]| items.iter().map(|item| menu_item(context, item)).collect();
    let overview = |taxonomy: &crate::site::Taxonomy| {
        link(context, &config.taxonomies[taxonomy.config].title, &taxonomy.route)
    };
    SiteView {
        title: config.title.clone(),
        description: config.description.clone(),
        language: context.language.tag.clone(),
        dir: context.language.direction.name(),
        url: home.url,
        permalink: home.permalink,
        base_path: config.base_url.path().to_owned(),
        year: config.now.year(),
        generator: GENERATOR.to_owned(),
        menu: menu(&config.main_menu),
        footer_menu: menu(&config.footer_menu),
        sections: context
            .root()
            .children
            .iter()
            .map(|id| LinkView::clone(&section_link(context, *id)))
            .collect(),
        taxonomies: site
            .taxonomies
            .iter()
            .filter(|taxonomy| !taxonomy.terms.is_empty() && taxonomy.language == context.language.id)
            .map(overview)
            .collect(),
        feeds: site_feeds(context),
        llms: config.mirror.llms.then(|| link_below(context, "llms.txt")),
        corrections: corrections::route(site, context.language.id)
            .map(|route| link(context, corrections::title(context), &route)),
        offline: config.offline.enabled.then(|| format!("{}{}", config.base_url.path(), offline::MANIFEST)),
        search: config.search.then(|| link_below(context, search::FOLDER)),
        publisher: publisher(context),
        assets: context.media.assets.made.iter().map(|(route, made)| asset(context, route, made)).collect(),
        theme: theme(context),
        extra: config.extra.to_json(),
    }
}

fn asset(context: Context<'_>, route: &Route, made: &Made) -> (String, AssetView) {
    let url = context.config.base_url.local(&made.route);
    (route.to_string(), AssetView { url, integrity: made.integrity.clone() })
}

fn theme(context: Context<'_>) -> ThemeView {
    let theme = &context.config.theme;
    let [light, dark] = theme.palettes.backgrounds().map(|colour| colour.to_string());
    let font = |font: &FontFile| {
        let copy = context.media.assets.copies.get(&font.file);
        let url = context.config.base_url.local(copy.unwrap_or(&font.file));
        FontView { url, media_type: font.format().1 }
    };
    ThemeView {
        scheme: theme.scheme.name(),
        switch: theme.switch,
        light,
        dark,
        logo: theme
            .logo
            .as_deref()
            .and_then(|path| picture_at(context, path, ""))
            .or_else(|| publisher(context)?.logo),
        footer: theme.footer.as_ref().map(|text| text.replace("{year}", &context.config.now.year())),
        social: theme.social.iter().map(|item| menu_item(context, item)).collect(),
        fonts: theme.fonts.files.iter().filter(|font| font.preload).map(font).collect(),
    }
}

fn menu_item(context: Context<'_>, item: &MenuItem) -> MenuItem {
    let url = match Route::new(&item.url) {
        Ok(route) => context.config.base_url.local(&context.site.route_in(&route, context.language.id)),
        Err(_) => item.url.clone(),
    };
    MenuItem { name: item.name.clone(), url }
}

/// The address of something right below the front page.
fn link_below(context: Context<'_>, name: &str) -> String {
    let route = context.home().child(name).map(|route| context.config.base_url.local(&route));
    route.unwrap_or_default()
}
