//! Owns robots.txt (RFC 9309), and who the crawlers are that gather pages for models.

use crate::config::{Purpose, Robots};
use crate::route::BaseUrl;

/// Crawlers by purpose, as their operators name them. As of November 2026.
const CRAWLERS: &[(Purpose, &str, &[&str])] = &[
    (
        Purpose::Training,
        "Crawlers that gather pages to train models",
        &[
            "GPTBot",
            "ClaudeBot",
            "Google-Extended",
            "Applebot-Extended",
            "CCBot",
            "Bytespider",
            "meta-externalagent",
        ],
    ),
    (
        Purpose::Search,
        "Crawlers that gather pages for answers",
        &["OAI-SearchBot", "Claude-SearchBot", "PerplexityBot"],
    ),
    (
        Purpose::Assistants,
        "Programs that read a page because a user asked for it",
        &["ChatGPT-User", "Claude-User", "Perplexity-User"],
    ),
];

/// Writes robots.txt. Paths begin with the base URL's.
pub fn write(robots: &Robots, base: &BaseUrl) -> String {
    let mut text = String::new();
    for (_, what, names) in CRAWLERS.iter().filter(|(purpose, ..)| robots.refuse.contains(purpose)) {
        text += &format!("# {what}\n");
        names.iter().for_each(|name| text += &format!("User-agent: {name}\n"));
        text += &format!("Disallow: {}/\n\n", base.path());
    }
    text += "User-agent: *\n";
    robots.disallow.iter().for_each(|path| text += &format!("Disallow: {}{path}\n", base.path()));
    text + &format!("Allow: {0}/\n\nSitemap: {1}{0}/sitemap.xml\n", base.path(), base.origin())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn everything_may_be_read() {
        let robots = Robots { refuse: Vec::new(), disallow: Vec::new() };
        expect![[r#"
            User-agent: *
            Allow: /

            Sitemap: https://example.org/sitemap.xml
        "#]]
        .assert_eq(&write(&robots, &BaseUrl::new("https://example.org/").unwrap()));
    }

    #[test]
    fn some_are_refused() {
        let refuse = vec![Purpose::Assistants, Purpose::Training];
        let robots = Robots { refuse, disallow: vec!["/search/".to_owned()] };
        expect![[r#"
            # Crawlers that gather pages to train models
            User-agent: GPTBot
            User-agent: ClaudeBot
            User-agent: Google-Extended
            User-agent: Applebot-Extended
            User-agent: CCBot
            User-agent: Bytespider
            User-agent: meta-externalagent
            Disallow: /research/

            # Programs that read a page because a user asked for it
            User-agent: ChatGPT-User
            User-agent: Claude-User
            User-agent: Perplexity-User
            Disallow: /research/

            User-agent: *
            Disallow: /research/search/
            Allow: /research/

            Sitemap: https://example.org/research/sitemap.xml
        "#]]
        .assert_eq(&write(&robots, &BaseUrl::new("https://example.org/research").unwrap()));
    }
}
