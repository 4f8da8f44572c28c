//! Owns what stands at old addresses: a page that leads on for every host, and a `_redirects` file
//! for those that read it (Netlify, Cloudflare Pages).

/// The page at an old address, given the new one, for use in the site and absolute.
pub fn page(_url: &str, _permalink: &str, _title: &str) -> String {
    String::new()
}

/// `_redirects`: a line for each pair of old and new URL path, with an explicit status code.
pub fn list(_pairs: &[(String, String)]) -> String {
    String::new()
}
