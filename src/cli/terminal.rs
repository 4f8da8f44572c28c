//! Owns what is known of the terminal: whether there is one, and whether it wants colour.

use std::io::IsTerminal;

/// Whether what goes to standard error is seen by somebody as it comes.
pub(super) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// Whether to use colour: on a terminal, unless NO_COLOR is set to anything (no-color.org) or the
/// terminal says that it can do nothing.
pub(super) fn has_colour() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    is_watched() && !set("NO_COLOR") && !dumb
}
