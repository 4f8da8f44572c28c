//! The preview as browsers and others meet it: over HTTP, from the program as it is shipped.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read and write files")]

#[path = "preview/client.rs"]
mod client;
#[path = "preview/edits.rs"]
mod edits;
#[path = "preview/safety.rs"]
mod safety;
#[path = "preview/soak.rs"]
mod soak;
