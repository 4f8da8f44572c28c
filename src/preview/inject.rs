//! Owns the one thing that a page has in the preview and not when it is published: the script that
//! keeps it up to date.

use super::state::State;
use crate::digest::{Digest, Hasher};

/// Where the preview's own files are served.
pub(super) const PREFIX: &str = "/__tearsheet/";

/// Names what a browser shows of a page: its bytes, and the badge beside them.
pub(super) fn digest(html: &[u8], unpublished: Option<&str>) -> Digest {
    Hasher::new().part(html).part(unpublished.unwrap_or_default()).finish()
}

/// Puts the script before the end of the body, or at the end of what has none.
pub(super) fn inject(html: &mut Vec<u8>, state: &State, run: &str, path: &str) {
    let unpublished = state.shown.as_ref().and_then(|shown| shown.unpublished(path));
    let (digest, version) = (digest(html, unpublished), state.version);
    let unpublished = unpublished.unwrap_or_default();
    let script = format!(
        "<script src=\"{PREFIX}client.js\" data-tearsheet data-run=\"{run}\" data-version=\"{version}\" \
         data-digest=\"{digest}\" data-unpublished=\"{unpublished}\"></script>\n"
    );
    let end = b"</body>";
    let at =
        html.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(html.len());
    html.splice(at..at, script.into_bytes());
}
