//! Owns showing problems on the terminal.

use super::options::Format;
use super::terminal;
use crate::build::Built;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::human::{self, Look};
use crate::report::{json, short, sort, summary};
use crate::sources::Sources;

/// Shows what was found, on standard error whatever the format. Notes are for those who ask for
/// more, and for programs.
pub(super) fn print(built: &Built, format: Format, verbose: bool) {
    let mut diagnostics = built.diagnostics.clone();
    if !verbose && format != Format::Json {
        diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
    }
    sort(&mut diagnostics, |file| built.sources.as_ref().map_or("", |sources| sources.path(file)));
    let lookup = |file| built.sources.as_ref()?.show(file);
    let drawn = match format {
        Format::Human => {
            let look = if terminal::has_colour() { Look::Styled } else { Look::Plain };
            human::draw(&diagnostics, &lookup, look)
        }
        Format::Short => short::draw(&diagnostics, &lookup),
        Format::Json => json::draw(&diagnostics, &lookup),
    };
    eprint!("{drawn}");
    if format == Format::Human && !diagnostics.is_empty() {
        eprintln!("{}", counted(&diagnostics));
    }
}

/// Shows problems of a preview as they come; `left` says how many there are by now.
pub(super) fn show(found: &[Diagnostic], sources: &Sources, left: Option<(usize, usize)>) {
    let mut diagnostics = found.to_vec();
    diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
    sort(&mut diagnostics, |file| sources.path(file));
    let look = if terminal::has_colour() { Look::Styled } else { Look::Plain };
    eprint!("{}", human::draw(&diagnostics, &|file| sources.show(file), look));
    match left {
        Some((0, 0)) => eprintln!("all is well again"),
        Some((errors, warnings)) => eprintln!("{}", summary(errors, warnings, 0)),
        None => {}
    }
}

fn counted(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    summary(count(Severity::Error), count(Severity::Warning), count(Severity::Note))
}
