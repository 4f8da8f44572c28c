//! Owns the files that hosts and servers read: redirects with explicit status codes, security headers,
//! how long browsers may keep what, and what else keeps a host from doing it its own way.
//!
//! Sources: the hosts' documentation, as of November 2026
//! (<https://docs.netlify.com/routing/redirects/>, <https://developers.cloudflare.com/pages/configuration/>,
//! <https://vercel.com/docs/project-configuration>,
//! <https://docs.github.com/en/pages>, <https://nginx.org/en/docs/>, <https://caddyserver.com/docs/>).

mod lasting;
mod limits;

use std::collections::BTreeSet;

use lasting::{ASK, ENDING, FOR_GOOD};
use serde_json::json;

use serde::{Deserialize, Serialize};

pub use lasting::Lasting;
pub use limits::limits;

use super::csp::Uses;
use crate::config::{Host, Hosting};
use crate::packed::Packing;
use crate::route::{BaseUrl, Route};

/// A file that hosts read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HostFile {
    /// `_redirects`.
    Redirects,
    /// `_headers`.
    Headers,
    /// `vercel.json`.
    Vercel,
    /// `.nojekyll`.
    NoJekyll,
    /// `nginx.conf`.
    Nginx,
    /// `Caddyfile.site`.
    Caddy,
}

impl HostFile {
    /// The files for some hosts.
    pub fn of(hosts: &[Host]) -> Vec<Self> {
        let mut files = Vec::new();
        for host in hosts {
            let theirs: &[Self] = match host {
                Host::Netlify | Host::Cloudflare => &[Self::Redirects, Self::Headers],
                Host::Vercel => &[Self::Vercel],
                Host::Github => &[Self::NoJekyll],
                Host::Nginx => &[Self::Nginx],
                Host::Caddy => &[Self::Caddy],
            };
            files.extend(theirs.iter().filter(|file| !files.contains(*file)).collect::<Vec<_>>());
        }
        files
    }

    /// Where it lies in the output folder.
    pub fn path(self) -> &'static str {
        match self {
            Self::Redirects => "/_redirects",
            Self::Headers => "/_headers",
            Self::Vercel => "/vercel.json",
            Self::NoJekyll => "/.nojekyll",
            Self::Nginx => "/nginx.conf",
            Self::Caddy => "/Caddyfile.site",
        }
    }
}

/// What the files are made from.
#[derive(Clone, Copy, Debug)]
pub struct Served<'a> {
    /// `[hosting]`.
    pub hosting: &'a Hosting,
    /// Where the site is served.
    pub base: &'a BaseUrl,
    /// Old addresses and those they lead to.
    pub redirects: &'a [(Route, Route)],
    /// Files that browsers may keep for good.
    pub lasting: &'a Lasting,
    /// How texts lie packed beside themselves.
    pub packings: &'a [Packing],
    /// What all pages together load and run.
    pub uses: &'a Uses,
}

/// Writes one of the files.
pub fn write(file: HostFile, served: Served<'_>) -> String {
    match file {
        HostFile::Redirects => redirects(served),
        HostFile::Headers => headers_file(served),
        HostFile::Vercel => vercel(served),
        HostFile::NoJekyll => String::new(),
        HostFile::Nginx => nginx(served),
        HostFile::Caddy => caddy(served),
    }
}

/// Names and values of the headers that every answer carries.
fn headers(served: Served<'_>) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()".to_owned()),
    ];
    if served.hosting.csp {
        headers.insert(0, ("Content-Security-Policy", served.uses.policy()));
    }
    headers
}

/// Pairs of old and new address as they stand in URLs, each once, by the old one.
fn pairs(served: Served<'_>) -> BTreeSet<(String, String)> {
    let local = |route| served.base.local(route);
    served.redirects.iter().map(|(old, new)| (local(old), local(new))).collect()
}

/// A page that leads on stands at every old address, for hosts that know no redirects. Netlify would
/// show it unless the redirect is forced; Cloudflare knows no force, and takes the redirect first.
fn redirects(served: Served<'_>) -> String {
    let forced = if served.hosting.hosts.contains(&Host::Cloudflare) { "" } else { "!" };
    pairs(served).into_iter().map(|(old, new)| format!("{old} {new} 301{forced}\n")).collect()
}

/// Both hosts have browsers ask for everything, unless they are told otherwise. Of a header that two rules
/// state both values would be sent: none states `Cache-Control` for all. A rule has one asterisk at most.
fn headers_file(served: Served<'_>) -> String {
    let lines = headers(served).into_iter().map(|(name, value)| format!("  {name}: {value}\n"));
    let mut text = format!("{}/*\n{}", served.base.path(), lines.collect::<String>());
    for pattern in lasting_patterns(served) {
        text += &format!("{pattern}\n  Cache-Control: {FOR_GOOD}\n");
    }
    text
}

/// Patterns of `_headers` for what browsers may keep for good.
fn lasting_patterns(served: Served<'_>) -> impl Iterator<Item = String> {
    let names = served.lasting.names.iter().map(|route| served.base.local(route));
    names.chain(served.lasting.endings.iter().map(move |ending| format!("{}/*{ending}", served.base.path())))
}

fn vercel(served: Served<'_>) -> String {
    let redirect = |(old, new): (String, String)| json!({"source": literal(&old), "destination": new, "statusCode": 301});
    let header = |(key, value): (&str, String)| json!({"key": key, "value": value});
    let base = served.base.path();
    let document = json!({
        "trailingSlash": true,
        "redirects": pairs(served).into_iter().map(redirect).collect::<Vec<_>>(),
        "headers": [
            {
                "source": format!("{base}/(.*)"),
                "headers": headers(served).into_iter().map(header).collect::<Vec<_>>(),
            },
            {
                "source": format!("{base}/(.*[.][0-9a-f]{{8}}(?:-[0-9]+w)?[.][0-9a-z]+)"),
                "headers": [header(("Cache-Control", FOR_GOOD.to_owned()))],
            },
        ],
    });
    format!("{document:#}\n")
}

/// A path in the pattern language of Vercel (path-to-regexp), meaning itself.
fn literal(path: &str) -> String {
    let escaped = |c: char| if "():*+?{}".contains(c) { format!("\\{c}") } else { c.to_string() };
    path.chars().map(escaped).collect()
}

/// A text between double quotes of nginx or Caddy. Neither URLs nor header values hold what would
/// need more.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// nginx compares decoded paths.
fn decoded(path: &str) -> String {
    crate::route::decode(path).unwrap_or_else(|| path.to_owned())
}

fn nginx(served: Served<'_>) -> String {
    let base = served.base.path();
    let mut text = "# Inside a server block: include /path/to/site/nginx.conf;\n".to_owned();
    for (old, new) in pairs(served) {
        // A dollar would begin a variable.
        let new = new.replace('$', "%24");
        text += &format!("location = {} {{ return 301 {}; }}\n", quoted(&decoded(&old)), quoted(&new));
    }
    text += &format!("location = {base}/nginx.conf {{ return 404; }}\n");
    text += &format!("set $tearsheet_cache \"{ASK}\";\n");
    text += &format!("if ($uri ~ \"{ENDING}\") {{ set $tearsheet_cache \"{FOR_GOOD}\"; }}\n");
    text += &nginx_packed(served.packings);
    text += &format!("location {base}/ {{\n    index index.html;\n    try_files $uri $uri/ =404;\n");
    for (name, value) in headers(served) {
        text += &format!("    add_header {name} {} always;\n", quoted(&value));
    }
    // Only of what is there.
    text += "    add_header Cache-Control $tearsheet_cache;\n";
    text + &format!("}}\nerror_page 404 {base}/404.html;\n")
}

/// Brotli is a module that nginx is seldom built with.
fn nginx_packed(packings: &[Packing]) -> String {
    let lines = packings.iter().map(|packing| match packing {
        Packing::Gzip => "gzip_static on;\ngzip_vary on;\n",
        Packing::Brotli => "# brotli_static on;  # if nginx has the module ngx_brotli\n",
    });
    lines.collect()
}

fn caddy(served: Served<'_>) -> String {
    let base = served.base.path();
    let own = if served.packings.is_empty() { " and `file_server`" } else { ", in place of `file_server`" };
    let mut text =
        format!("# Inside a site block, beside `root`{own}: import /path/to/site/Caddyfile.site\n");
    for (old, new) in pairs(served) {
        text += &format!("redir {} {} 301\n", quoted(&decoded(&old)), quoted(&new));
    }
    text += "header {\n";
    for (name, value) in headers(served) {
        text += &format!("\t{name} {}\n", quoted(&value));
    }
    text += &format!("}}\n@lasting path_regexp {ENDING}\nheader @lasting Cache-Control \"{FOR_GOOD}\"\n");
    text += &format!("@fleeting not path_regexp {ENDING}\nheader @fleeting Cache-Control {ASK}\n");
    text += &format!("respond {base}/Caddyfile.site 404\n");
    let mut packings = served.packings.to_vec();
    packings.sort_by_key(|packing| std::cmp::Reverse(*packing));
    let packings: Vec<&str> = packings.into_iter().map(caddy_name).collect();
    if !packings.is_empty() {
        text += &format!("file_server {{\n\tprecompressed {}\n}}\n", packings.join(" "));
    }
    text + &format!(
        "handle_errors {{\n\t@missing expression `{{err.status_code}} == 404`\n\
         \trewrite @missing {base}/404.html\n\theader Cache-Control {ASK}\n\tfile_server\n}}\n"
    )
}

fn caddy_name(packing: Packing) -> &'static str {
    match packing {
        Packing::Gzip => "gzip",
        Packing::Brotli => "br",
    }
}
