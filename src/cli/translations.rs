//! Owns the command `translations`.

use super::build::{request, start_threads};
use super::options::{Format, TranslationsFormat, TranslationsOptions};
use super::progress::Bar;
use super::{CLEAN, ENVIRONMENT, FINDINGS, problems, terminal};
use crate::build::{self, Caching};
use crate::diagnostic::Severity;
use crate::translations;

/// Runs the command; the result is the exit code.
pub(super) fn run(options: &TranslationsOptions) -> u8 {
    match try_run(options) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ENVIRONMENT
        }
    }
}

fn try_run(options: &TranslationsOptions) -> Result<u8, String> {
    let request = request(&options.site, Caching::ReadOnly)?;
    start_threads(options.site.jobs)?;
    let bar = Bar::new(terminal::is_watched());
    let accounted = build::translations(&request, &bar);
    bar.clear();
    let (built, account) = accounted.map_err(|obstacle| obstacle.0)?;
    problems::print(&built, Format::Human, false);
    if let Some(account) = &account {
        let text = match options.format {
            TranslationsFormat::Table => translations::table(account),
            TranslationsFormat::Json => translations::lines(account),
        };
        super::audit::show(&text)?;
    }
    let failed = built.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if failed { FINDINGS } else { CLEAN })
}
