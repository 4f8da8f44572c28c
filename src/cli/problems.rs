//! Owns showing problems on the terminal.

use super::options::BuildOptions;
use crate::build::Built;

/// Shows what was found.
pub(super) fn print(built: &Built, _options: &BuildOptions) {
    for diagnostic in &built.diagnostics {
        eprintln!("{diagnostic:?}");
    }
}
