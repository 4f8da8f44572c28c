//! The program `tearsheet`: hands over to the command line's own module.

use std::process::ExitCode;

fn main() -> ExitCode {
    tearsheet::cli::main()
}

#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;
