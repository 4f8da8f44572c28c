//! Owns the command `clean`.

use std::path::Path;

use super::options::CleanOptions;
use super::{CLEAN, ENVIRONMENT};
use crate::config::{self, Overrides};
use crate::{cache, sources};

/// Runs the command; the result is the exit code.
pub(super) fn run(options: &CleanOptions) -> u8 {
    match try_run(&options.config) {
        Ok(message) => {
            println!("{message}");
            CLEAN
        }
        Err(message) => {
            eprintln!("error: {message}");
            ENVIRONMENT
        }
    }
}

fn try_run(site_toml: &Path) -> Result<String, String> {
    let source = sources::site_toml(site_toml)
        .map_err(|error| format!("cannot read `{}`: {error}", site_toml.display()))?
        .map_err(|diagnostic| diagnostic.message)?;
    let overrides =
        Overrides { now: 0, base_url: None, origin: None, output: None, drafts: false, future: false };
    let config = config::load(&source, &overrides).value;
    let folder =
        config.ok_or_else(|| format!("`{}` does not say where the cache is", site_toml.display()))?.cache;
    let folder = site_toml.parent().unwrap_or(Path::new("")).join(folder);
    match cache::remove(&folder) {
        Ok(0) => Ok(format!("there is no cache in {}", folder.display())),
        Ok(files) => Ok(format!("removed the cache: {files} files in {}", folder.display())),
        Err(error) => Err(format!("cannot empty `{}`: {error}", folder.display())),
    }
}
