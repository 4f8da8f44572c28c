//! Owns what a build comes to: for every file of the output folder what is in it, and the list of
//! these that stays behind, so that the next build knows what is its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::digest::Digest;
use crate::pages::csp::Uses;
use crate::route::OutPath;

/// A file of the output folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Digest of its bytes.
    pub digest: Digest,
    /// How many bytes it has.
    pub size: u64,
    /// Names what it was made from; a file made from the same is the same.
    pub fingerprint: Digest,
    /// What it loads from elsewhere and runs in itself; looked for only if somebody wants to know.
    pub uses: Uses,
}

/// All files of the output folder.
pub type Outputs = BTreeMap<OutPath, Output>;

/// What a build says about the output folder it leaves behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Files as they were written. A file that was about to be written or deleted when a build was
    /// cut short has no entry here, but is owned.
    pub outputs: Outputs,
    /// Files that are the program's own, but whose bytes are not known.
    pub unsettled: BTreeSet<OutPath>,
}

/// The name of the manifest in the output folder.
pub const MANIFEST: &str = ".tearsheet-manifest";

const HEADER: &str = "tearsheet manifest 2";

/// What the header of every version begins with.
const NAME: &str = "tearsheet manifest ";

impl Manifest {
    /// Whether a file is the program's own.
    pub fn owns(&self, path: &OutPath) -> bool {
        self.outputs.contains_key(path) || self.unsettled.contains(path)
    }

    /// All files that are the program's own.
    pub fn owned(&self) -> impl Iterator<Item = &OutPath> {
        self.outputs.keys().chain(&self.unsettled)
    }

    /// As text: a line for each file, sorted by path.
    pub fn write(&self) -> String {
        write(self.outputs.iter(), self.unsettled.iter())
    }

    /// The same while these files are about to be written and those to be deleted: their bytes are not known.
    pub fn write_unsettled(&self, written: &BTreeSet<OutPath>, deleted: &[OutPath]) -> String {
        let settled = self.outputs.iter().filter(|(path, _)| !written.contains(*path));
        let unsettled: BTreeSet<&OutPath> = self.unsettled.iter().chain(written).chain(deleted).collect();
        write(settled, unsettled.into_iter())
    }

    /// Reads what [`write`](Self::write) wrote. `None` if it is damaged. Of another version's it takes
    /// only which files are the program's own: all lines have ended with the path from the first.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let mut manifest = Self::default();
        match lines.next()? {
            HEADER => {}
            other if other.starts_with(NAME) => {
                let path = |line: &str| match line.strip_prefix("? ") {
                    Some(path) => OutPath::new(path).ok(),
                    None => OutPath::new(line.splitn(4, ' ').last()?).ok(),
                };
                manifest.unsettled = lines.map(path).collect::<Option<_>>()?;
                return Some(manifest);
            }
            _ => return None,
        }
        // One after the other in order they are put together at once.
        let mut outputs: Vec<(OutPath, Output)> = Vec::new();
        for line in lines {
            if let Some(path) = line.strip_prefix("? ") {
                manifest.unsettled.insert(OutPath::new(path).ok()?);
                continue;
            }
            if let Some(rest) = line.strip_prefix("+ ") {
                let mut parts = rest.splitn(3, ' ');
                let (directive, source) = (parts.next()?, parts.next()?);
                let path = OutPath::new(parts.next()?).ok()?;
                let (_, output) = outputs.last_mut().filter(|(last, _)| *last == path)?;
                output.uses.add(directive, source);
                continue;
            }
            let (path, output) = Self::read_line(line)?;
            outputs.push((OutPath::new(path).ok()?, output));
        }
        manifest.outputs = outputs.into_iter().collect();
        Some(manifest)
    }

    /// The files that a manifest vouches for, read no further than that; `None` for one that does not
    /// vouch for all.
    pub fn files(text: &str) -> Option<Vec<(&str, Output)>> {
        let lines = text.strip_suffix('\n')?.split('\n').skip(1);
        lines.filter(|line| !line.starts_with("+ ")).map(Self::read_line).collect()
    }

    /// Reads the line of a file that was written.
    fn read_line(line: &str) -> Option<(&str, Output)> {
        let mut parts = line.splitn(4, ' ');
        let digest = Digest::parse(parts.next()?)?;
        let fingerprint = Digest::parse(parts.next()?)?;
        let size = parts.next()?.parse().ok()?;
        Some((parts.next()?, Output { digest, size, fingerprint, uses: Uses::default() }))
    }
}

fn write<'a>(
    outputs: impl Iterator<Item = (&'a OutPath, &'a Output)>,
    unsettled: impl Iterator<Item = &'a OutPath>,
) -> String {
    let mut text = String::with_capacity(128 * outputs.size_hint().1.unwrap_or_default() + 64);
    text.push_str(HEADER);
    text.push('\n');
    for (path, output) in outputs {
        // One by one: there are as many lines as files.
        output.digest.push_to(&mut text);
        text.push(' ');
        output.fingerprint.push_to(&mut text);
        let _ = writeln!(text, " {} {path}", output.size);
        for (directive, source) in output.uses.entries() {
            let _ = writeln!(text, "+ {directive} {source} {path}");
        }
    }
    for path in unsettled {
        let _ = writeln!(text, "? {path}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_read_back() {
        let mut manifest = Manifest::default();
        for path in ["index.html", "a b/ü.html"] {
            let uses = Uses::of("<iframe src=https://e.example/>", "https://example.org");
            let output = Output { digest: Digest::of(path), size: 7, fingerprint: Digest::of("f"), uses };
            manifest.outputs.insert(OutPath::new(path).unwrap(), output);
        }
        manifest.unsettled.insert(OutPath::new("x.html").unwrap());
        assert_eq!(Manifest::read(&manifest.write()), Some(manifest.clone()));
        assert_eq!(Manifest::read(&manifest.write()[..40]), None);
        let digest = Digest::of("x");
        let other = format!("tearsheet manifest 1\n{digest} {digest} 7 a b/ü.html\n? x.html\n");
        let owned = ["a b/ü.html", "x.html"].map(|path| OutPath::new(path).unwrap());
        assert_eq!(Manifest::read(&other).unwrap().unsettled, owned.into());
        assert_eq!(Manifest::read("something else 1\n"), None);
        assert_eq!(Manifest::read("tearsheet manifest 2\n? ../../etc/passwd\n"), None);
    }
}
