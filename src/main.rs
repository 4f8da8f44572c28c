//! The program `tearsheet`: hands over to the command line's own module.

use std::process::ExitCode;

fn main() -> ExitCode {
    tearsheet::cli::main()
}
