//! Owns the three kinds of path, which cannot be confused: [`ContentPath`] names an input below
//! `content/`, [`Route`] a URL path of the site, [`OutPath`] a file of the output folder.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! path_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The path as text, with `/` between its parts.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    };
}

path_type! {
    /// A file below `content/`, without leading slash: `security/wallets.md`.
    ContentPath
}
path_type! {
    /// A URL path of the site, from its root and before the base URL's own path:
    /// `/security/wallets/` for a page, `/atom.xml` for a file.
    Route
}
path_type! {
    /// A file in the output folder, without leading slash: `security/wallets/index.html`.
    OutPath
}

/// Why a path cannot be used for a file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsafe {
    /// Nothing is left between two slashes, or in all.
    Empty,
    /// `.` or `..`.
    Dots,
    /// A drive, a leading slash or a backslash.
    Absolute,
    /// A control character, or one of `<>:"|?*`, which some file systems refuse.
    Character(char),
    /// A name that Windows keeps for devices, such as `con`.
    Reserved,
    /// A part that ends in a dot or a space, or is longer than 255 bytes.
    Name,
}

impl fmt::Display for Unsafe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it has an empty part"),
            Self::Dots => f.write_str("it has a `.` or `..` part"),
            Self::Absolute => f.write_str("it is an absolute path or has a backslash"),
            Self::Character(c) => write!(f, "it has the character {c:?}"),
            Self::Reserved => f.write_str("it has a name that Windows reserves for a device"),
            Self::Name => f.write_str("a part of it ends in a dot or a space, or is too long"),
        }
    }
}

/// Whether a name is surely a safe one, as nearly all are: longer than any that is reserved, of letters,
/// digits, `-`, `_` and, within, dots.
fn is_plain_name(name: &[u8]) -> bool {
    let odd = |byte: u8| !(byte.is_ascii_alphanumeric() | (byte == b'-') | (byte == b'_') | (byte == b'.'));
    let stem = name.iter().position(|byte| *byte == b'.').unwrap_or(name.len());
    stem > 4
        && name.len() <= 255
        && !name.iter().fold(false, |found, byte| found | odd(*byte))
        && !name.ends_with(b".")
}

/// Whether `part` may be the name of a file or folder on every common system.
pub fn check_part(part: &str) -> Result<(), Unsafe> {
    if is_plain_name(part.as_bytes()) {
        return Ok(());
    }
    if part.is_empty() {
        return Err(Unsafe::Empty);
    }
    if part == "." || part == ".." {
        return Err(Unsafe::Dots);
    }
    if part.contains('\\') {
        return Err(Unsafe::Absolute);
    }
    if let Some(c) = part.chars().find(|c| c.is_control() || r#"<>:"|?*"#.contains(*c)) {
        return Err(Unsafe::Character(c));
    }
    let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
    let device = ["con", "prn", "aux", "nul"].contains(&stem.as_str())
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|c: char| c.is_ascii_digit()));
    if device {
        return Err(Unsafe::Reserved);
    }
    if part.ends_with(['.', ' ']) || part.len() > 255 {
        return Err(Unsafe::Name);
    }
    Ok(())
}

fn check_parts(path: &str) -> Result<(), Unsafe> {
    path.split('/').try_for_each(check_part)
}

impl ContentPath {
    /// Takes a relative path with `/` between its parts.
    pub fn new(path: &str) -> Result<Self, Unsafe> {
        check_parts(path)?;
        Ok(Self(path.into()))
    }

    /// The folder that holds the file: `security` for `security/wallets.md`, empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name: `wallets.md`.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Resolves a relative reference such as `../security/wallets.md` from a file in this one's
    /// folder; a leading slash starts at `content/`. `None` if it leaves the content folder.
    pub fn join(&self, reference: &str) -> Option<Self> {
        let (mut parts, reference) = match reference.strip_prefix('/') {
            Some(rest) => (Vec::new(), rest),
            None => (self.folder().split('/').filter(|part| !part.is_empty()).collect(), reference),
        };
        for part in reference.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Self::new(&parts.join("/")).ok()
    }
}

impl Route {
    /// The site's front page.
    pub fn home() -> Self {
        Self("/".into())
    }

    /// Takes a path from the site's root. A trailing slash makes it a page (a folder with an
    /// `index.html`), its absence a file.
    pub fn new(path: &str) -> Result<Self, Unsafe> {
        let inner = path.strip_prefix('/').ok_or(Unsafe::Absolute)?;
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        if !inner.is_empty() {
            check_parts(inner)?;
        } else if path != "/" {
            return Err(Unsafe::Empty);
        }
        Ok(Self(path.into()))
    }

    /// The page or file below this page: `/security/` and `wallets/` give `/security/wallets/`.
    pub fn child(&self, relative: &str) -> Result<Self, Unsafe> {
        Self::new(&format!("{}{relative}", self.0))
    }

    /// Where the page or file is written.
    pub fn out_path(&self) -> OutPath {
        let path = &self.0[1..];
        if self.0.ends_with('/') {
            OutPath([path, "index.html"].concat().into())
        } else {
            OutPath(path.into())
        }
    }
}

impl OutPath {
    /// Takes a relative path with `/` between its parts.
    pub fn new(path: &str) -> Result<Self, Unsafe> {
        check_parts(path)?;
        Ok(Self(path.into()))
    }

    /// The URL path that serves this file.
    pub fn route(&self) -> Route {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => Route(format!("/{folder}").into()),
            _ => Route(format!("/{}", self.0).into()),
        }
    }

    /// What file systems without regard for case, or for Unicode's forms, would take the path for.
    pub fn fold(&self) -> String {
        use unicode_normalization::UnicodeNormalization;
        if self.0.is_ascii() {
            return self.0.to_ascii_lowercase();
        }
        self.0.nfc().flat_map(char::to_lowercase).collect()
    }
}

/// Maps are asked by text.
impl std::borrow::Borrow<str> for OutPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The site's address: turns routes into the URLs that pages carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseUrl {
    origin: Box<str>,
    path: Box<str>,
}

impl BaseUrl {
    /// Takes an absolute `http` or `https` URL, with or without a path and a trailing slash.
    /// The error says what is wrong with it.
    pub fn new(url: &str) -> Result<Self, &'static str> {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))
            .ok_or("it must begin with https:// or http://")?;
        if url.contains(['?', '#', ' ', '"', '<', '>', '\\']) {
            return Err("it may hold neither query, fragment, spaces nor quotes");
        }
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path));
        if host.is_empty() || host.contains('@') {
            return Err("it names no host");
        }
        let path = path.trim_end_matches('/');
        if !path.is_empty() && check_parts(path).is_err() {
            return Err("its path is not a plain one");
        }
        let origin = &url[..url.len() - rest.len() + host.len()];
        let path = if path.is_empty() { String::new() } else { format!("/{path}") };
        Ok(Self { origin: origin.into(), path: path.into() })
    }

    /// Scheme and host: `https://example.org`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The path below which the site lives, without trailing slash; empty at a host's root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The URL for use inside the site: `/research/security/`.
    pub fn local(&self, route: &Route) -> String {
        self.below("", route)
    }

    /// The full URL: `https://example.org/research/security/`.
    pub fn absolute(&self, route: &Route) -> String {
        self.below(&self.origin, route)
    }

    fn below(&self, origin: &str, route: &Route) -> String {
        let mut url = String::with_capacity(origin.len() + self.path.len() + route.as_str().len());
        url.push_str(origin);
        url.push_str(&self.path);
        encode_into(&mut url, route.as_str());
        url
    }
}

/// Percent-encodes what a URL path may not carry as it stands (RFC 3986, section 3.3).
pub fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    encode_into(&mut out, path);
    out
}

/// Whether a byte may stand in a URL path as it is.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        plain[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let signs = b"/-_.~!$&'()*+,;=:@";
    let mut at = 0;
    while at < signs.len() {
        plain[signs[at] as usize] = true;
        at += 1;
    }
    plain
};

/// Appends a path, encoded.
fn encode_into(out: &mut String, path: &str) {
    let plain = |byte: u8| PLAIN[usize::from(byte)];
    if path.bytes().all(plain) {
        return out.push_str(path);
    }
    for byte in path.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// Undoes percent-encoding; `None` if what comes out is not UTF-8 or an escape is broken.
pub fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Makes a URL-safe name from a title: lower case, words joined by single hyphens, letters and
/// digits of every script kept.
pub fn slugify(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if text.is_ascii() {
        return ascii_slug(text);
    }
    let mut slug = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '’' {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug.nfc().collect()
}

/// The same for a text in which nothing has to be taken apart.
fn ascii_slug(text: &str) -> String {
    let mut slug = vec![0; text.len()];
    let mut length = 0;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            slug[length] = byte.to_ascii_lowercase();
            length += 1;
        } else if length > 0 && slug[length - 1] != b'-' && byte != b'\'' {
            slug[length] = b'-';
            length += 1;
        }
    }
    slug.truncate(length);
    if slug.ends_with(b"-") {
        slug.pop();
    }
    String::from_utf8(slug).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_paths_are_refused() {
        for path in ["", "a//b", "../x", "a/./b", "a\\b", "a\0b", "con", "a/COM1.txt", "x.", "a:b", "/etc"] {
            assert!(OutPath::new(path).is_err(), "{path:?}");
        }
        for path in ["a/b c/ü.html", "a/index.html", "b/wallets-2026.md", "c/.nojekyll"] {
            assert!(OutPath::new(path).is_ok(), "{path:?}");
        }
        let long = "a".repeat(256);
        for name in [&long, "wallets.", "wallets/..", "wallets*", "wallets/lpt1.md"] {
            assert!(OutPath::new(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn references_stay_inside_content() {
        let from = ContentPath::new("airdrops/aleo/index.md").unwrap();
        let join = |reference| from.join(reference).map(|path| path.to_string());
        assert_eq!(join("../scroll.md").as_deref(), Some("airdrops/scroll.md"));
        assert_eq!(join("/security/wallets.md").as_deref(), Some("security/wallets.md"));
        assert_eq!(join("../../../etc/passwd"), None);
    }

    #[test]
    fn routes_and_files_agree() {
        for (route, file) in [("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/atom.xml", "atom.xml")] {
            let route = Route::new(route).unwrap();
            assert_eq!(route.out_path().as_str(), file);
            assert_eq!(route.out_path().route(), route);
        }
        assert!(Route::new("//").is_err());
    }

    #[test]
    fn base_urls() {
        let base = BaseUrl::new("https://host.example/research/").unwrap();
        let route = Route::new("/a b/").unwrap();
        assert_eq!(base.local(&route), "/research/a%20b/");
        assert_eq!(base.absolute(&route), "https://host.example/research/a%20b/");
        for bad in ["example.org", "ftp://x", "https://", "https://x/?q", "https://x/../y"] {
            assert!(BaseUrl::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn slugs() {
        for (text, slug) in [
            ("Layer 2 & rollups", "layer-2-rollups"),
            ("Crème brûlée", "creme-brulee"),
            ("Don’t panic!", "dont-panic"),
            ("空投 指南", "空投-指南"),
            ("C++", "c"),
        ] {
            assert_eq!(slugify(text), slug);
        }
    }

    #[test]
    fn percent_encoding_reads_back() {
        for path in ["/a b/", "/空投/", "/100%/"] {
            assert_eq!(decode(&encode(path)).as_deref(), Some(path));
        }
        assert_eq!(decode("%zz"), None);
    }
}
