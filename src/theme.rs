//! Owns the default theme as part of the program: its templates, and the files that they link to.
//! A project's own `templates/` and `static/` come before them, file by file.

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../templates/", $name)))),*]
    };
}

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../static/", $path)))),*]
    };
}

/// Templates by the names by which they call each other.
pub static TEMPLATES: &[(&str, &str)] = templates![
    "404.html",
    "article.html",
    "author.html",
    "base.html",
    "card.svg",
    "components/author.html",
    "components/badge.html",
    "components/breadcrumbs.html",
    "components/card.html",
    "components/date.html",
    "components/facts.html",
    "components/feeds.html",
    "components/filter.html",
    "components/footer.html",
    "components/head.html",
    "components/header.html",
    "components/languages.html",
    "components/list.html",
    "components/menu_link.html",
    "components/names.html",
    "components/picture.html",
    "components/search.html",
    "components/switch.html",
    "components/tags.html",
    "components/toc.html",
    "corrections.html",
    "home.html",
    "offline.html",
    "search.html",
    "section.html",
    "series.html",
    "taxonomy.html",
    "term.html",
];

/// Other files, by their paths in the output folder.
pub static FILES: &[(&str, &[u8])] = files!["css/main.css", "icons/icon.svg", "js/search.js", "js/theme.js"];
