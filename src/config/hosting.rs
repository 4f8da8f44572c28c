//! Owns the settings of site.toml about where the site is served and who may crawl it.

use super::Reader;
use crate::fields::Unknown;

/// A host, or a server, that reads files of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Netlify: `_headers`, `_redirects`.
    Netlify,
    /// Cloudflare Pages and Workers: `_headers`, `_redirects`.
    Cloudflare,
    /// Vercel: `vercel.json`.
    Vercel,
    /// GitHub Pages: `.nojekyll`.
    Github,
    /// `nginx.conf`, to be included in a `server` block.
    Nginx,
    /// `Caddyfile.site`, to be imported in a site block.
    Caddy,
}

/// `[hosting]`.
#[derive(Clone, Debug)]
pub struct Hosting {
    /// Whose files are written.
    pub hosts: Vec<Host>,
    /// Whether they ask for a Content-Security-Policy.
    pub csp: bool,
}

/// What a crawler gathers pages for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To train models.
    Training,
    /// To find pages for answers.
    Search,
    /// To read a page because a user asked for it.
    Assistants,
}

/// `[robots]`.
#[derive(Clone, Debug)]
pub struct Robots {
    /// Crawlers that are asked to stay away, by purpose.
    pub refuse: Vec<Purpose>,
    /// Paths that all crawlers are asked to leave alone, as they stand in a URL.
    pub disallow: Vec<String>,
}

pub(super) fn read_hosting(root: &mut Reader<'_>) -> Hosting {
    let mut hosting = Hosting { hosts: Vec::new(), csp: true };
    if let Some(mut table) = root.table("hosting") {
        let hosts = [
            ("netlify", Host::Netlify),
            ("cloudflare", Host::Cloudflare),
            ("vercel", Host::Vercel),
            ("github", Host::Github),
            ("nginx", Host::Nginx),
            ("caddy", Host::Caddy),
        ];
        hosting.hosts = table.choices("hosts", &hosts).unwrap_or_default();
        hosting.csp = table.boolean("csp").unwrap_or(hosting.csp);
        table.finish(Unknown::Error);
    }
    hosting
}

pub(super) fn read_robots(root: &mut Reader<'_>) -> Robots {
    let mut robots = Robots { refuse: Vec::new(), disallow: Vec::new() };
    if let Some(mut table) = root.table("robots") {
        let purposes = [
            ("training", Purpose::Training),
            ("search", Purpose::Search),
            ("assistants", Purpose::Assistants),
        ];
        robots.refuse = table.choices("refuse", &purposes).unwrap_or_default();
        robots.disallow = table.strings("disallow").unwrap_or_default();
        for path in robots.disallow.iter().filter(|path| !path.starts_with('/')) {
            let help = format!("write `/{path}`");
            table.problem(
                "disallow",
                "config/path",
                format!("`{path}` is not a path of the site"),
                Some(help),
            );
        }
        table.finish(Unknown::Error);
    }
    robots
}
