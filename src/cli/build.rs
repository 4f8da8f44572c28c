//! Owns the commands `build` and `check`.

use std::path::Path;
use std::time::Instant;

use super::options::{BuildOptions, Format, SiteOptions};
use super::progress::Bar;
use super::timings::Timings;
use super::{CLEAN, ENVIRONMENT, FINDINGS, terminal};
use crate::build::{self, Built, Caching, Progress, Published, Request};
use crate::config::Overrides;
use crate::diagnostic::Severity;
use crate::digest::{Digest, Hasher};
use crate::moment::Moment;
use crate::sources::Theme;
use crate::theme;

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be published.
    Publish,
    /// To see what is wrong.
    Check,
}

/// Runs the command; the result is the exit code.
pub(super) fn run(options: &BuildOptions, purpose: Purpose) -> u8 {
    match try_run(options, purpose) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ENVIRONMENT
        }
    }
}

fn try_run(options: &BuildOptions, purpose: Purpose) -> Result<u8, String> {
    let begun = Instant::now();
    let caching = if options.no_cache { Caching::Off } else { Caching::Keep };
    let mut request = request(&options.site, caching)?;
    request.overrides.base_url.clone_from(&options.base_url);
    request.overrides.output.clone_from(&options.output);
    start_threads(options.site.jobs)?;
    let bar = Bar::new(terminal::is_watched() && !options.quiet);
    let timings = options.timings.then(|| Timings::new(&bar));
    let progress: &dyn Progress = timings.as_ref().map_or(&bar, |timings| timings);
    let built = match (purpose, &options.audit) {
        (Purpose::Publish, None) => build::build(&request, progress).map(|built| (built, None)),
        (Purpose::Publish, Some(_)) => build::build_audited(&request, progress),
        (Purpose::Check, None) => build::check(&request, progress).map(|built| (built, None)),
        (Purpose::Check, Some(_)) => build::audit(&request, None, progress),
    };
    bar.clear();
    if let Some(timings) = &timings {
        eprint!("{}", timings.told());
    }
    let (built, audit) = built.map_err(|obstacle| obstacle.0)?;
    super::problems::print(&built, options.format, options.verbose);
    if let (Some(audit), Some(file)) = (&audit, &options.audit) {
        super::audit::write_file(audit, file)?;
    }
    let failed = built.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if let Some(published) = built.published.as_ref().filter(|_| !options.quiet) {
        match options.format {
            Format::Json => println!("{}", told(published)),
            _ => say(&built, published, begun, options),
        }
    }
    Ok(if failed { FINDINGS } else { CLEAN })
}

fn say(built: &Built, published: &Published, begun: Instant, options: &BuildOptions) {
    let changes = published.changes;
    let seconds = begun.elapsed().as_secs_f64();
    let time = if seconds < 1.0 { format!("{:.0} ms", seconds * 1000.0) } else { format!("{seconds:.2} s") };
    let written = match (changes.written, changes.deleted) {
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{written} written"),
        (written, deleted) => format!("{written} written, {deleted} deleted"),
    };
    let articles = published.articles;
    let noun = if articles == 1 { "article" } else { "articles" };
    println!("{articles} {noun}, {} files in {time}: {written}", changes.written + changes.kept);
    if let Some(next) = &published.next {
        let who =
            next.article.as_ref().map_or_else(|| "site.toml:".to_owned(), |path| format!("content/{path}"));
        println!("next change at {}: {who} {}", next.at.rfc3339(), next.what);
    }
    if options.verbose {
        println!("into {}", built.output.display());
    }
}

/// What was published, for other programs: one object. `next_transition` is the instant from which a
/// build comes to something else, so that it can be scheduled.
fn told(published: &Published) -> serde_json::Value {
    let changes = published.changes;
    serde_json::json!({
        "articles": published.articles,
        "files": changes.written + changes.kept,
        "written": changes.written,
        "deleted": changes.deleted,
        "next_transition": published.next.as_ref().map(|next| serde_json::json!({
            "at": next.at.rfc3339(),
            "article": next.article.as_ref().map(|path| format!("content/{path}")),
            "what": next.what,
        })),
    })
}

/// What the command line, the environment and the clock come to.
pub(super) fn request(options: &SiteOptions, caching: Caching) -> Result<Request, String> {
    let site_toml = options.config.clone();
    let root = site_toml.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(Request {
        root: root.to_owned(),
        overrides: Overrides {
            now: build_date(options.now.as_deref())?,
            base_url: None,
            origin: None,
            output: None,
            drafts: options.drafts,
            future: options.future,
        },
        site_toml,
        theme: Theme { templates: theme::TEMPLATES, files: theme::FILES },
        program: program(),
        caching,
    })
}

fn build_date(now: Option<&str>) -> Result<i64, String> {
    if let Some(text) = now {
        let moment = Moment::parse(text, &jiff::tz::TimeZone::UTC);
        return moment.map(Moment::seconds).map_err(|wrong| format!("--now {text}: {}", wrong.reason));
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            text.trim().parse().map_err(|_| format!("SOURCE_DATE_EPOCH is `{text}`, not a number of seconds"))
        }
        Err(_) => Ok(jiff::Timestamp::now().as_second()),
    }
}

/// The version; while the program is being worked on, the very executable.
fn program() -> Digest {
    let mut hasher = Hasher::new();
    hasher.part(env!("CARGO_PKG_VERSION"));
    if cfg!(debug_assertions)
        && let Ok(metadata) = std::env::current_exe().and_then(std::fs::metadata)
    {
        hasher.part(format!("{} {:?}", metadata.len(), metadata.modified().ok()));
    }
    hasher.finish()
}

/// Deeply nested input needs more stack than threads have by default.
pub(super) fn start_threads(jobs: Option<usize>) -> Result<(), String> {
    if jobs == Some(0) {
        return Err("--jobs must be at least 1".to_owned());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).stack_size(16 << 20);
    pool.build_global().map_err(|error| format!("cannot start threads: {error}"))
}
