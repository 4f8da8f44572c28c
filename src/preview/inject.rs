//! Owns the one thing that a page has in the preview and not when it is published: the script that
//! keeps it up to date.

use super::state::State;
use crate::digest::Digest;

/// Where the preview's own files are served.
pub(super) const PREFIX: &str = "/__tearsheet/";

/// Puts the script before the end of the body, or at the end of what has none.
pub(super) fn inject(html: &mut Vec<u8>, state: &State, run: &str, path: &str) {
    let digest = Digest::of(&html[..]);
    let unpublished = state.shown.as_ref().and_then(|shown| shown.unpublished(path)).unwrap_or_default();
    let version = state.version;
    let script = format!(
        "<script src=\"{PREFIX}client.js\" data-tearsheet data-run=\"{run}\" data-version=\"{version}\" \
         data-digest=\"{digest}\" data-unpublished=\"{unpublished}\"></script>\n"
    );
    let end = b"</body>";
    let at =
        html.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(html.len());
    html.splice(at..at, script.into_bytes());
}
