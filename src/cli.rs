//! Owns the command line: what may be typed, the clock, the environment and the terminal. A command
//! is a file. Part of the rim.
#![expect(clippy::disallowed_methods, reason = "clock and environment are read here, once")]

mod audit;
mod build;
mod clean;
mod options;
mod problems;
mod progress;
mod serve;
mod terminal;
mod timings;
mod translations;

use std::process::ExitCode;

use clap::Parser;

use options::{Arguments, Command};

/// Nothing was found wrong.
const CLEAN: u8 = 0;
/// Something in the site is wrong.
const FINDINGS: u8 = 1;
/// The command line or the machine stood in the way.
const ENVIRONMENT: u8 = 2;

/// Runs the program with the arguments it was started with.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let code = match arguments.command {
        Command::Build(options) => build::run(&options, build::Purpose::Publish),
        Command::Audit(options) => audit::run(&options),
        Command::Clean(options) => clean::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Translations(options) => translations::run(&options),
        Command::Check(options) => build::run(&options, build::Purpose::Check),
    };
    ExitCode::from(code)
}
