//! Owns what hosts do not take: how many files, redirects and headers, and how large.

use super::Served;
use crate::config::Host;
use crate::diagnostic::Diagnostic;

const MIB: u64 = 1024 * 1024;

/// Warns of everything that a host would refuse or cut off. `files` are the sizes in bytes of all files
/// of the output folder, by path.
pub fn limits<'f>(
    served: Served<'_>,
    files: impl Iterator<Item = (&'f str, u64)> + Clone,
) -> Vec<Diagnostic> {
    let redirects = served.redirects.len();
    let policy = if served.hosting.csp { served.uses.policy().len() } else { 0 };
    let count = files.clone().count();
    let total: u64 = files.clone().map(|(_, size)| size).sum();
    let mut found = Vec::new();
    let mut exceeds = |host: &str, what: String, limit: &str| {
        let message = format!("{what}, but {host} takes no more than {limit}");
        found.push(Diagnostic::warning("hosting/limit", message));
    };
    for host in &served.hosting.hosts {
        match host {
            Host::Cloudflare => {
                if redirects > 2000 {
                    exceeds("Cloudflare", format!("there are {redirects} redirects"), "2,000");
                }
                if policy > 1900 {
                    let what = format!("the Content-Security-Policy has {policy} characters");
                    exceeds("Cloudflare", what, "2,000 in a line of `_headers`");
                }
                let rules = 1 + super::lasting_patterns(served).count();
                if rules > 100 {
                    exceeds("Cloudflare", format!("`_headers` has {rules} rules"), "100");
                }
                if count > 20_000 {
                    exceeds("Cloudflare", format!("there are {count} files"), "20,000 on its free plan");
                }
                for (path, size) in files.clone().filter(|(_, size)| *size > 25 * MIB) {
                    let what = format!("`{path}` has {} MiB", size / MIB);
                    exceeds("Cloudflare", what, "25 MiB in a file");
                }
            }
            Host::Vercel if redirects > 2048 => {
                exceeds("Vercel", format!("there are {redirects} redirects"), "2,048");
            }
            Host::Github if total > 1024 * MIB => {
                exceeds("GitHub Pages", format!("the site has {} MiB", total / MIB), "1 GiB");
            }
            _ => {}
        }
    }
    found
}
