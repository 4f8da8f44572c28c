//! Owns the command `audit`, and how audits are written to files.
#![expect(clippy::disallowed_methods, reason = "audits are read from files and written to files")]

use std::io::Write;
use std::path::Path;

use super::build::{request, start_threads};
use super::options::{AuditFormat, AuditOptions, Format};
use super::progress::Bar;
use super::{CLEAN, ENVIRONMENT, FINDINGS, problems, terminal};
use crate::audit::{self, Audit};
use crate::build::{self, Caching};
use crate::diagnostic::Severity;

/// Runs the command; the result is the exit code.
pub(super) fn run(options: &AuditOptions) -> u8 {
    match try_run(options) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ENVIRONMENT
        }
    }
}

fn try_run(options: &AuditOptions) -> Result<u8, String> {
    let mut request = request(&options.site, Caching::ReadOnly)?;
    request.overrides.base_url.clone_from(&options.base_url);
    start_threads(options.site.jobs)?;
    let against = options.against.as_deref().map(read).transpose()?;
    let bar = Bar::new(terminal::is_watched());
    let audited = build::audit(&request, against.as_deref(), &bar);
    bar.clear();
    let (built, made) = audited.map_err(|obstacle| obstacle.0)?;
    problems::print(&built, Format::Human, false);
    if let Some(made) = &made {
        let text = write(made, options.format);
        match &options.output {
            Some(file) => save(file, &text)?,
            None => show(&text)?,
        }
    }
    let failed = built.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if failed { FINDINGS } else { CLEAN })
}

/// Writes an audit to a file, in the format that its name asks for: `.html`, `.txt`, else JSON Lines.
pub(super) fn write_file(audit: &Audit, file: &Path) -> Result<(), String> {
    let format = match file.extension().and_then(|extension| extension.to_str()) {
        Some("html" | "htm") => AuditFormat::Html,
        Some("txt") => AuditFormat::Table,
        _ => AuditFormat::Json,
    };
    save(file, &write(audit, format))
}

fn write(audit: &Audit, format: AuditFormat) -> String {
    match format {
        AuditFormat::Table => audit::table(audit),
        AuditFormat::Json => audit::lines(audit),
        AuditFormat::Html => audit::page(audit),
    }
}

/// Whoever has stopped reading has seen enough.
pub(super) fn show(text: &str) -> Result<(), String> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to the terminal: {error}"))
        }
        _ => Ok(()),
    }
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("cannot read `{}`: {error}", file.display()))
}

fn save(file: &Path, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|error| format!("cannot write `{}`: {error}", file.display()))
}
