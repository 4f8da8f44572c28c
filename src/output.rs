//! Owns what a build comes to: for every file of the output folder what is in it, and the list of
//! these that stays behind, so that the next build knows what is its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use rayon::prelude::*;

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

/// What a build says about the output folder it leaves behind: its text, read no further than is asked for.
/// It has a line for each file, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    text: String,
    /// The lines of each file as it was written.
    files: Vec<Lines>,
    /// Files that are the program's own, but whose bytes are not known: when a build was cut short, they were
    /// about to be written or deleted.
    unsettled: BTreeSet<OutPath>,
}

/// Where in a manifest a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lines {
    all: Range<usize>,
    path: Range<usize>,
}

/// The name of the manifest in the output folder.
pub const MANIFEST: &str = ".tearsheet-manifest";

const HEADER: &str = "tearsheet manifest 2\n";

/// What the header of every version begins with.
const NAME: &str = "tearsheet manifest ";

impl Manifest {
    /// That of these files.
    pub fn of(outputs: &Outputs) -> Self {
        let mut manifest = Self::with_capacity(128 * outputs.len(), outputs.len());
        outputs.iter().for_each(|(path, output)| manifest.add(path, output));
        manifest
    }

    /// Reads what was left behind. `None` if it is damaged. Of another version's it takes only which files are
    /// the program's own: all lines have ended with the path from the first.
    pub fn read(text: String) -> Option<Self> {
        let Some(lines) = text.strip_prefix(HEADER) else { return Self::of_another_version(&text) };
        if !text.ends_with('\n') {
            return None;
        }
        let mut files: Vec<Lines> = Vec::with_capacity(lines.len() / 128);
        let mut unsettled = BTreeSet::new();
        let mut end = HEADER.len();
        for line in lines.split_inclusive('\n') {
            let from = end;
            end += line.len();
            let line = line.trim_end_matches('\n');
            if let Some(path) = line.strip_prefix("? ") {
                unsettled.insert(OutPath::new(path).ok()?);
                continue;
            }
            let path = end - 1 - line.splitn(4, ' ').nth(3)?.len()..end - 1;
            let before = files.last_mut().map(|lines| (&text[lines.path.clone()], &mut lines.all));
            if line.starts_with("+ ") {
                before.filter(|(before, _)| *before == &text[path])?.1.end = end;
                continue;
            }
            // What is looked for is found by halves.
            if before.is_some_and(|(before, _)| *before >= text[path.clone()]) {
                return None;
            }
            files.push(Lines { all: from..end, path });
        }
        Some(Self { text, files, unsettled })
    }

    fn of_another_version(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        lines.next().filter(|header| header.starts_with(NAME))?;
        let path = |line: &str| match line.strip_prefix("? ") {
            Some(path) => OutPath::new(path).ok(),
            None => OutPath::new(line.splitn(4, ' ').last()?).ok(),
        };
        Some(Self { unsettled: lines.map(path).collect::<Option<_>>()?, ..Self::default() })
    }

    /// As text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many files it knows the bytes of.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// Whether there are files whose bytes are not known.
    pub fn is_settled(&self) -> bool {
        self.unsettled.is_empty()
    }

    /// What it says of a file; `None` also for lines that were tampered with.
    pub fn get(&self, path: &OutPath) -> Option<Output> {
        let Lines { all, path } = &self.files[self.find(path)?];
        Listed { lines: &self.text[all.clone()], path: &self.text[path.clone()] }.output()
    }

    /// The files whose bytes it knows.
    pub fn files(&self) -> impl IndexedParallelIterator<Item = Listed<'_>> {
        self.files.par_iter().map(|lines| Listed {
            lines: &self.text[lines.all.clone()],
            path: &self.text[lines.path.clone()],
        })
    }

    /// Whether a file is the program's own.
    pub fn owns(&self, path: &OutPath) -> bool {
        self.find(path).is_some() || self.unsettled.contains(path)
    }

    /// The files that are the program's own, those of them that are wanted.
    pub fn owned(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<OutPath> {
        let files = self.files.iter().map(|lines| &self.text[lines.path.clone()]);
        let owned = files.chain(self.unsettled.iter().map(OutPath::as_str)).filter(|path| is_wanted(path));
        // What was tampered with leads nowhere.
        owned.filter_map(|path| OutPath::new(path).ok()).collect()
    }

    /// The same with other bytes for files that it knows.
    pub fn with(&self, changed: &Outputs) -> Self {
        let mut manifest = Self::with_capacity(self.text.len(), self.files.len());
        for lines in &self.files {
            match changed.get_key_value(&self.text[lines.path.clone()]) {
                Some((path, output)) => manifest.add(path, output),
                None => manifest.copy(self, lines),
            }
        }
        manifest
    }

    /// The same while these files are about to be written and those to be deleted: their bytes are not known.
    pub fn unsettled(&self, written: &BTreeSet<OutPath>, deleted: &[OutPath]) -> Self {
        let mut manifest = Self::with_capacity(self.text.len(), self.files.len());
        for lines in self.files.iter().filter(|lines| !written.contains(&self.text[lines.path.clone()])) {
            manifest.copy(self, lines);
        }
        manifest.unsettled = self.unsettled.iter().chain(written).chain(deleted).cloned().collect();
        for path in &manifest.unsettled {
            let _ = writeln!(manifest.text, "? {path}");
        }
        manifest
    }

    fn with_capacity(bytes: usize, files: usize) -> Self {
        let mut text = String::with_capacity(bytes + 4096);
        text.push_str(HEADER);
        Self { text, files: Vec::with_capacity(files), unsettled: BTreeSet::new() }
    }

    /// Adds a file behind all others.
    fn add(&mut self, path: &OutPath, output: &Output) {
        let Self { text, files, .. } = self;
        let from = text.len();
        // One by one: there are as many lines as files.
        output.digest.push_to(text);
        text.push(' ');
        output.fingerprint.push_to(text);
        let _ = writeln!(text, " {} {path}", output.size);
        let end = text.len() - 1;
        for (directive, source) in output.uses.entries() {
            let _ = writeln!(text, "+ {directive} {source} {path}");
        }
        files.push(Lines { all: from..text.len(), path: end - path.as_str().len()..end });
    }

    /// Adds what another manifest says of a file.
    fn copy(&mut self, from: &Self, Lines { all, path }: &Lines) {
        let start = self.text.len();
        self.text.push_str(&from.text[all.clone()]);
        let moved = |at: usize| start + at - all.start;
        self.files
            .push(Lines { all: moved(all.start)..moved(all.end), path: moved(path.start)..moved(path.end) });
    }

    fn find(&self, path: &OutPath) -> Option<usize> {
        let order = |lines: &Lines| self.text[lines.path.clone()].cmp(path.as_str());
        self.files.binary_search_by(order).ok()
    }
}

/// What a manifest says of a file.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'m> {
    lines: &'m str,
    /// The path, as it stands there.
    pub path: &'m str,
}

impl Listed<'_> {
    /// Digest of the file's bytes.
    pub fn digest(self) -> Option<Digest> {
        Digest::parse(self.lines.get(..32)?)
    }

    /// How many bytes it has.
    pub fn size(self) -> Option<u64> {
        self.lines.split(' ').nth(2)?.parse().ok()
    }

    fn output(self) -> Option<Output> {
        let (digest, size) = (self.digest()?, self.size()?);
        let mut lines = self.lines.lines();
        let fingerprint = Digest::parse(lines.next()?.split(' ').nth(1)?)?;
        let mut uses = Uses::default();
        for line in lines {
            let mut parts = line.splitn(4, ' ').skip(1);
            uses.add(parts.next()?, parts.next()?);
        }
        Some(Output { digest, size, fingerprint, uses })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str) -> OutPath {
        OutPath::new(path).unwrap()
    }

    fn output(of: &str) -> Output {
        let uses = Uses::of("<iframe src=https://e.example/>", "https://example.org");
        Output { digest: Digest::of(of), size: 7, fingerprint: Digest::of("f"), uses }
    }

    fn outputs(paths: &[&str]) -> Outputs {
        paths.iter().map(|name| (path(name), output(name))).collect()
    }

    fn check(manifest: &Manifest) {
        assert_eq!(Manifest::read(manifest.text.clone()).as_ref(), Some(manifest));
    }

    #[test]
    fn manifests_read_back() {
        let outputs = outputs(&["index.html", "a b/ü.html", "z.css"]);
        let manifest = Manifest::of(&outputs);
        check(&manifest);
        assert!(outputs.iter().all(|(path, output)| manifest.get(path).as_ref() == Some(output)));
        assert!(manifest.owned(|_| true).iter().eq(outputs.keys()));
        assert_eq!((manifest.count(), manifest.get(&path("b.html"))), (3, None));
    }

    #[test]
    fn files_change_one_by_one() {
        let mut outputs = outputs(&["a.html", "b.html", "c.html"]);
        let manifest = Manifest::of(&outputs);
        let changed = Outputs::from([(path("b.html"), Output { uses: Uses::default(), ..output("other") })]);
        outputs.extend(changed.clone());
        assert_eq!(manifest.with(&changed), Manifest::of(&outputs));
        let unsettled = manifest.unsettled(&[path("b.html"), path("new.html")].into(), &[path("gone.html")]);
        check(&unsettled);
        let owned = unsettled.owned(|path| path != "a.html");
        assert_eq!(owned, ["c.html", "b.html", "gone.html", "new.html"].map(path));
        assert!(unsettled.get(&path("b.html")).is_none() && unsettled.owns(&path("b.html")));
        assert!(manifest.is_settled() && !unsettled.is_settled());
    }

    #[test]
    fn manifests_of_other_versions_tell_what_is_owned() {
        let digest = Digest::of("x");
        let other = format!("tearsheet manifest 1\n{digest} {digest} 7 a b/ü.html\n? x.html\n");
        let manifest = Manifest::read(other).unwrap();
        assert_eq!(manifest.owned(|_| true), ["a b/ü.html", "x.html"].map(path));
        assert!(!manifest.is_settled());
    }

    #[test]
    fn damaged_manifests_are_refused() {
        let text = Manifest::of(&outputs(&["a.html", "b.html"])).text;
        let (a, b) = text[HEADER.len()..].split_at((text.len() - HEADER.len()) / 2);
        for damaged in [
            &text[..40],
            &text[..text.len() - 1],
            &[HEADER, b, a].concat(),
            &[HEADER, a, a].concat(),
            &[HEADER, "? ../../etc/passwd\n"].concat(),
            "something else 1\n",
            "",
        ] {
            assert_eq!(Manifest::read(damaged.to_owned()), None, "{damaged}");
        }
        let tampered = Manifest::read(text.replace("b.html", "b/../../x.html")).unwrap();
        assert_eq!(tampered.owned(|_| true), [path("a.html")]);
    }
}
