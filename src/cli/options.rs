//! Owns what may be typed after `tearsheet`, and its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns Markdown articles into a published research site.
#[derive(Debug, Parser)]
#[command(name = "tearsheet", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 all is well, 1 something in the site is wrong, 2 the command line or the machine \
is at fault.\nColour obeys NO_COLOR."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site into its output folder
    ///
    /// Everything that is wrong is reported in one run, and nothing is published before it is put
    /// right: the output folder stays as it was.
    Build(BuildOptions),
    /// Report everything that is wrong with the site, and publish nothing
    Check(BuildOptions),
    /// Tell which disclaimer stands where, in which wording and why, and prove it
    ///
    /// The site is made in memory; every page and feed is then read as a browser or a feed reader
    /// would, and has to say what was planned. The same site gives the same bytes.
    Audit(AuditOptions),
    /// Tell which texts are missing in which language, and which have fallen behind their originals
    Translations(TranslationsOptions),
    /// Show the site in a browser, and every edit of it as soon as it is saved
    ///
    /// Pages are made by the stages of a build, from memory: nothing is written. While something is
    /// wrong, the last good page stays, under what has to be put right.
    Serve(ServeOptions),
    /// Remove the cache; the next build makes everything anew
    Clean(CleanOptions),
}

#[derive(Args, Debug)]
pub(super) struct CleanOptions {
    /// The site's configuration; its folder is the site's
    #[arg(short, long, value_name = "FILE", default_value = "site.toml")]
    pub(super) config: PathBuf,
}

/// What every command that makes the site must know.
#[derive(Args, Debug)]
pub(super) struct SiteOptions {
    /// The site's configuration; its folder is the site's
    #[arg(short, long, value_name = "FILE", default_value = "site.toml")]
    pub(super) config: PathBuf,
    /// Take in drafts too
    #[arg(long)]
    pub(super) drafts: bool,
    /// Take in articles dated after the build date too
    #[arg(long)]
    pub(super) future: bool,
    /// The build date, such as 2026-11-21 or 2026-11-21T09:30:00Z
    ///
    /// Without it SOURCE_DATE_EPOCH (seconds since 1970) counts, and without that the clock.
    #[arg(long, value_name = "DATE")]
    pub(super) now: Option<String>,
    /// How many threads to use [default: one for each core]
    #[arg(short, long, value_name = "N")]
    pub(super) jobs: Option<usize>,
}

#[derive(Args, Debug)]
pub(super) struct ServeOptions {
    #[command(flatten)]
    pub(super) site: SiteOptions,
    /// The port to listen on [default: the first free one from 3456 on]
    #[arg(short, long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    /// The address to listen on; by default this machine alone can see the preview
    #[arg(short, long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(super) bind: String,
    /// Open the site in a browser
    #[arg(long)]
    pub(super) open: bool,
    /// Serve pages as they would be published, without the script that keeps them up to date
    #[arg(long)]
    pub(super) no_reload: bool,
    /// Say nothing but problems
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Args, Debug)]
pub(super) struct AuditOptions {
    #[command(flatten)]
    pub(super) site: SiteOptions,
    /// Where the site will be served, in place of `base_url` in site.toml
    #[arg(short = 'u', long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// How the audit is written
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub(super) format: AuditFormat,
    /// An earlier audit in JSON Lines, to tell what has changed; what is mandatory and was lost since
    /// is an error
    #[arg(long, value_name = "FILE")]
    pub(super) against: Option<PathBuf>,
    /// Write the audit to a file in place of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AuditFormat {
    /// To be read
    Table,
    /// A JSON object a line: for keeping, and for `--against`
    Json,
    /// A page for a browser
    Html,
}

#[derive(Args, Debug)]
pub(super) struct TranslationsOptions {
    #[command(flatten)]
    pub(super) site: SiteOptions,
    /// How the account is written
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub(super) format: TranslationsFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TranslationsFormat {
    /// To be read
    Table,
    /// A JSON object a line
    Json,
}

#[derive(Args, Debug)]
pub(super) struct BuildOptions {
    #[command(flatten)]
    pub(super) site: SiteOptions,
    /// Where to build to, from the site's folder [default: `output` in site.toml, else public]
    #[arg(short, long, value_name = "FOLDER")]
    pub(super) output: Option<String>,
    /// Where the site will be served, in place of `base_url` in site.toml
    #[arg(short = 'u', long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Neither use nor write the cache
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Prove which disclaimer stands where, and write that to a file: JSON Lines, or by its name .html
    /// or .txt
    #[arg(long, value_name = "FILE")]
    pub(super) audit: Option<PathBuf>,
    /// Say where the time went: every stage, and what took longest
    #[arg(long)]
    pub(super) timings: bool,
    /// How problems are shown, and what was published
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub(super) format: Format,
    /// Say nothing but problems
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more: notes, and where the site went
    #[arg(short, long)]
    pub(super) verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the lines in question and a caret
    Human,
    /// A line for each
    Short,
    /// A JSON object a line, for other programs
    Json,
}
