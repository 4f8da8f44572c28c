//! Owns feeds in Atom (RFC 4287).

use super::feed::Feed;

/// Writes a feed.
pub fn write(_feed: &Feed) -> String {
    String::new()
}
