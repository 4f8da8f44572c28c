//! The laws of building: what a build comes to depends on the inputs and the build date alone, not on
//! what was built before, on threads, on the cache, or on what happened to an earlier build.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read and write files")]

mod kit;

#[path = "laws/caches.rs"]
mod caches;
#[path = "laws/edits.rs"]
mod edits;
#[path = "laws/embargo.rs"]
mod embargo;
#[path = "laws/folders.rs"]
mod folders;
#[path = "laws/incremental.rs"]
mod incremental;
#[path = "laws/killed.rs"]
mod killed;
#[path = "laws/packed.rs"]
mod packed;
#[path = "laws/pictures.rs"]
mod pictures;
#[path = "laws/project.rs"]
mod project;
#[path = "laws/short.rs"]
mod short;
#[path = "laws/threads.rs"]
mod threads;
#[path = "laws/unchanged.rs"]
mod unchanged;
