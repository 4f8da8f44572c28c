//! Owns the Content-Security-Policy (<https://www.w3.org/TR/CSP3/>): what a finished page loads from
//! elsewhere and runs in itself, and the policy that permits just that.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use crate::markup::tags::{Tag, tags, unescaped};

/// Sources by directive, without those that every page may use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses(BTreeMap<String, BTreeSet<String>>);

/// What every page may use: what the site itself serves.
const OWN: &[&str] = &[
    "img-src",
    "style-src",
    "script-src",
    "font-src",
    "connect-src",
    "media-src",
    "manifest-src",
    "worker-src",
    "form-action",
];

impl Uses {
    /// What a page uses. `origin` is the site's own: `https://example.org`. Event handlers in attributes
    /// are not permitted by any policy made here.
    pub fn of(html: &str, origin: &str) -> Self {
        let mut uses = Self::default();
        for tag in tags(html).filter(|tag| !tag.closing) {
            uses.tag(&tag, origin);
        }
        uses
    }

    /// What a style sheet uses, of what a rule may load.
    pub fn of_css(css: &str, origin: &str) -> Self {
        let mut uses = Self::default();
        for (at, opening) in css.match_indices("url(").chain(css.match_indices("@import")) {
            let rest = css[at + opening.len()..].trim_start().trim_start_matches(['"', '\'']);
            let url = rest.split(['"', '\'', ')', ';']).next().unwrap_or_default();
            let before = &css[..at];
            let directive = if opening == "@import" || before.trim_end().ends_with("@import") {
                "style-src"
            } else if before.rfind("@font-face") > before.rfind('}') {
                "font-src"
            } else {
                "img-src"
            };
            uses.load(directive, url, origin);
        }
        uses
    }

    /// Nothing but what the site itself serves.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what another page uses.
    pub fn extend(&mut self, other: &Self) {
        for (directive, sources) in &other.0 {
            self.0.entry(directive.clone()).or_default().extend(sources.iter().cloned());
        }
    }

    /// Directive and source of each use.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(directive, sources)| {
            sources.iter().map(move |source| (directive.as_str(), source.as_str()))
        })
    }

    /// Adds one use.
    pub fn add(&mut self, directive: &str, source: &str) {
        self.0.entry(directive.to_owned()).or_default().insert(source.to_owned());
    }

    /// The policy under which all of this works, and nothing else does.
    pub fn policy(&self) -> String {
        let mut policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'self'".to_owned();
        let others = self.0.keys().map(String::as_str).filter(|directive| !OWN.contains(directive));
        for directive in OWN.iter().copied().chain(others) {
            policy += &format!("; {directive}");
            policy += if OWN.contains(&directive) { " 'self'" } else { "" };
            for source in self.0.get(directive).into_iter().flatten() {
                policy += &format!(" {source}");
            }
        }
        policy
    }

    fn tag(&mut self, tag: &Tag<'_>, origin: &str) {
        let name = tag.name.to_ascii_lowercase();
        let attributes: BTreeMap<String, String> = tag
            .attributes()
            .map(|attribute| (attribute.name.to_ascii_lowercase(), unescaped(attribute.value)))
            .collect();
        let value = |key: &str| attributes.get(key).map(String::as_str);
        if attributes.contains_key("style") {
            self.add("style-src-attr", "'unsafe-inline'");
        }
        match name.as_str() {
            "script" if value("src").is_none() && is_run(value("type")) => {
                self.add("script-src", &hash(tag.text()));
            }
            "style" => self.add("style-src", &hash(tag.text())),
            _ => {}
        }
        let directive = match name.as_str() {
            "img" | "image" | "input" => "img-src",
            "script" => "script-src",
            "iframe" | "frame" => "frame-src",
            "video" | "audio" | "source" | "track" => "media-src",
            "object" | "embed" => "object-src",
            "form" => "form-action",
            "link" => match link(value("rel").unwrap_or_default(), value("as").unwrap_or_default()) {
                Some(directive) => directive,
                None => return,
            },
            _ => return,
        };
        for key in ["src", "href", "data", "action"] {
            value(key).into_iter().for_each(|url| self.load(directive, url, origin));
        }
        value("poster").into_iter().for_each(|url| self.load("img-src", url, origin));
        for candidate in value("srcset").unwrap_or_default().split(',') {
            let url = candidate.split_whitespace().next();
            url.into_iter().for_each(|url| self.load("img-src", url, origin));
        }
    }

    /// A URL that is loaded.
    fn load(&mut self, directive: &str, url: &str, origin: &str) {
        let url = url.trim();
        if url.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:")) {
            return self.add(directive, "data:");
        }
        let Some(at) = url.find("//").filter(|at| *at == 0 || url[..*at].ends_with(':')) else { return };
        let host = url[at + 2..].split(['/', '?', '#']).next().unwrap_or_default();
        let scheme = if at == 0 { "https:" } else { &url[..at] };
        let source = format!("{scheme}//{host}").to_ascii_lowercase();
        // What would end the directive, or the header, is no host.
        let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte));
        if plain && !host.is_empty() && !source.eq_ignore_ascii_case(origin) {
            self.add(directive, &source);
        }
    }
}

/// Whether a browser runs a script of this type; others hold data.
fn is_run(kind: Option<&str>) -> bool {
    let kind = kind.unwrap_or_default().trim().to_ascii_lowercase();
    let run = ["", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"];
    run.contains(&kind.as_str())
}

/// What a `<link>` loads.
fn link(rel: &str, kind: &str) -> Option<&'static str> {
    let rel = rel.to_ascii_lowercase();
    let mut words = rel.split_ascii_whitespace();
    words.find_map(|word| match word {
        "stylesheet" => Some("style-src"),
        "icon" | "apple-touch-icon" => Some("img-src"),
        "manifest" => Some("manifest-src"),
        "modulepreload" => Some("script-src"),
        "preload" => match kind {
            "font" => Some("font-src"),
            "image" => Some("img-src"),
            "script" => Some("script-src"),
            "style" => Some("style-src"),
            _ => Some("connect-src"),
        },
        _ => None,
    })
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(html: &str, expect: Expect) {
        let uses = Uses::of(html, "https://example.org");
        let lines: String =
            uses.entries().map(|(directive, source)| format!("{directive} {source}\n")).collect();
        expect.assert_eq(&lines);
    }

    #[test]
    fn a_page_that_keeps_to_itself() {
        check(
            "<link rel=canonical href=https://other.example/><link rel=stylesheet href=/a.css>\
             <script type=application/ld+json>{}</script><script src=/a.js defer></script>\
             <img src=https://EXAMPLE.org/a.png><a href=https://x.example>x</a><form action=/search/>",
            expect![[""]],
        );
    }

    #[test]
    fn what_comes_from_elsewhere() {
        check(
            "<img src=//cdn.example/a.png srcset='https://a.example/1 1x, https://b.example:81/2 2x'>\
             <video poster=https://c.example/p><source src=https://d.example/v></video>\
             <iframe src='https://e.example/?a&amp;b'></iframe><link rel='preload' as=font href=https://f.example/f>\
             <img src=data:image/png;base64,x><form action=https://g.example></form>\
             <img src=\"https://h.example'; script-src *\">",
            expect![[r#"
                font-src https://f.example
                form-action https://g.example
                frame-src https://e.example
                img-src data:
                img-src https://a.example
                img-src https://b.example:81
                img-src https://c.example
                img-src https://cdn.example
                media-src https://d.example
            "#]],
        );
    }

    #[test]
    fn what_runs_and_styles_in_the_page() {
        check(
            "<script>alert(1)</script><script type=module>x</script><style>p{}</style><p style=color:red>",
            expect![[r#"
                script-src 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='
                script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='
                style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='
                style-src-attr 'unsafe-inline'
            "#]],
        );
    }

    #[test]
    fn style_sheets() {
        let css = "@import 'https://a.example/a.css'; @import url(//b.example/b.css); @font-face { src: url('https://c.example/c') }\n\
                   p { background: url(/d.png) } q { background: url(\"data:image/png;base64,x\"), url( https://e.example/e ) }";
        let uses = Uses::of_css(css, "https://example.org");
        let lines: Vec<_> =
            uses.entries().map(|(directive, source)| format!("{directive} {source}")).collect();
        expect![[r#"
            font-src https://c.example
            img-src data:
            img-src https://e.example
            style-src https://a.example
            style-src https://b.example"#]]
        .assert_eq(&lines.join("\n"));
    }

    #[test]
    fn policies() {
        let plain = Uses::default();
        expect!["default-src 'none'; base-uri 'none'; frame-ancestors 'self'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'"].assert_eq(&plain.policy());
        let mut more = Uses::of("<iframe src=https://e.example/></iframe>", "https://example.org");
        more.extend(&Uses::of(
            "<img src=//i.example/><iframe src=https://e.example/x>",
            "https://example.org",
        ));
        expect!["default-src 'none'; base-uri 'none'; frame-ancestors 'self'; img-src 'self' https://i.example; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-src https://e.example"].assert_eq(&more.policy());
    }
}
