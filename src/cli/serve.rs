//! Owns the command `serve`: the preview's options, and what the terminal tells of it.

use std::sync::{Arc, Mutex, PoisonError};

use super::build::{request, start_threads};
use super::options::ServeOptions;
use super::progress::Bar;
use super::{CLEAN, ENVIRONMENT, problems, terminal};
use crate::build::{Caching, Progress};
use crate::diagnostic::Diagnostic;
use crate::preview::{self, Listener, Refusal};
use crate::sources::Sources;

/// Runs the command; the result is the exit code.
pub(super) fn run(options: &ServeOptions) -> u8 {
    let message = match try_run(options) {
        Ok(()) => return CLEAN,
        Err(Refusal::PortTaken(port, Some(free))) => {
            format!("port {port} is taken by another program: {free} is free, use --port {free}")
        }
        Err(Refusal::PortTaken(port, None)) => {
            format!("port {port} is taken by another program, and so are those that follow it")
        }
        Err(Refusal::Other(message)) => message,
    };
    eprintln!("error: {message}");
    ENVIRONMENT
}

fn try_run(options: &ServeOptions) -> Result<(), Refusal> {
    let request = request(&options.site, Caching::ReadOnly).map_err(Refusal::Other)?;
    start_threads(options.site.jobs).map_err(Refusal::Other)?;
    let bar = Bar::new(terminal::is_watched() && !options.quiet);
    let counts = Mutex::new((0, 0));
    let terminal = Terminal { bar, open: options.open, quiet: options.quiet, counts };
    let options =
        preview::Options { bind: options.bind.clone(), port: options.port, reload: !options.no_reload };
    preview::serve(request, &options, Arc::new(terminal))
}

/// Tells of the preview.
struct Terminal {
    bar: Bar,
    open: bool,
    quiet: bool,
    /// Errors and warnings, as last told.
    counts: Mutex<(usize, usize)>,
}

impl Progress for Terminal {
    fn begin(&self, stage: &'static str, steps: usize) {
        self.bar.begin(stage, steps);
    }

    fn step(&self) {
        self.bar.step();
    }
}

impl Listener for Terminal {
    fn ready(&self, url: &str, articles: usize) {
        self.bar.clear();
        if !self.quiet {
            println!("{articles} articles at {url} (Ctrl-C ends it)");
        }
        if self.open
            && let Err(error) = open::that_detached(url)
        {
            eprintln!("warning: no browser could be opened: {error}");
        }
    }

    fn edited(&self, found: &[Diagnostic], sources: &Sources, errors: usize, warnings: usize) {
        self.bar.clear();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = std::mem::replace(&mut *counts, (errors, warnings)) != (errors, warnings);
        problems::show(found, sources, changed.then_some((errors, warnings)));
    }

    fn obstacle(&self, message: &str) {
        self.bar.clear();
        eprintln!("warning: {message}");
    }
}
