//! Owns a theme that shows what it is given and nothing else, so that expectations stay small.

use tearsheet::sources::Theme;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("theme/", $name)))),*]
    };
}

/// Plain templates, and no files.
pub(crate) const PLAIN: Theme = Theme {
    templates: templates![
        "404.html",
        "article.html",
        "author.html",
        "corrections.html",
        "home.html",
        "parts.html",
        "search.html",
        "section.html",
        "series.html",
        "taxonomy.html",
        "term.html",
    ],
    files: &[],
};
