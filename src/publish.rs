//! Owns the output folder. Files are staged beside it and moved into place at the end, so that no
//! reader ever sees half a file and a build that fails changes nothing. What the program did not
//! write it neither overwrites nor deletes. Part of the rim.
#![expect(clippy::disallowed_methods, reason = "publishing is writing the disk")]

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use tempfile::TempDir;

use crate::digest::Digest;
use crate::output::{Listed, MANIFEST, Manifest, Output, Outputs};
use crate::pages::csp::Uses;
use crate::route::OutPath;

/// The name of the lock in a staging folder.
const LOCK: &str = "lock";

/// The name of what is staged there.
const SITE: &str = "site";

/// A build's hold on its output folder.
#[derive(Debug)]
pub struct Publication {
    out: PathBuf,
    staging: PathBuf,
    /// Held for as long as the staging folder is in use; a staging folder whose lock is free was
    /// left behind by a build that was cut short.
    _lock: File,
    _hold: TempDir,
    old: Manifest,
    /// When the old manifest was written: an output file that is older has not been touched since.
    settled: Option<SystemTime>,
    fresh: bool,
}

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files written.
    pub written: usize,
    /// Files deleted.
    pub deleted: usize,
    /// Files left as they were.
    pub kept: usize,
    /// Names the manifest.
    pub manifest: Digest,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure {
    /// These files of the output folder are not the program's own.
    Foreign(Vec<OutPath>),
    /// Another build is writing to this output folder.
    Busy(PathBuf),
    /// The disk refused; the text names the file.
    Disk(String),
}

impl Failure {
    fn disk(what: &str, path: &Path, error: &io::Error) -> Self {
        Self::Disk(format!("cannot {what} `{}`: {error}", path.display()))
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // Before the lock goes.
        let _ = fs::remove_dir_all(&self.staging);
    }
}

impl Publication {
    /// Takes hold of an output folder, which need not be there yet.
    pub fn open(out: &Path) -> Result<Self, Failure> {
        let out = fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
        let (parent, name) = (out.parent().unwrap_or(Path::new("")), out.file_name().unwrap_or_default());
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        fs::create_dir_all(parent).map_err(|error| Failure::disk("create", parent, &error))?;
        let prefix = format!(".{}.staging-", name.to_string_lossy());
        let (hold, lock) = take_hold(parent, &prefix)
            .map_err(|error| Failure::disk("write beside", &out, &error))?
            .filter(|(hold, _)| !sweep(parent, &prefix, hold.path()))
            .ok_or_else(|| Failure::Busy(out.clone()))?;
        let beside = |error: &io::Error| Failure::disk("write beside", &out, error);
        // The folder itself has the permissions of a temporary one; what becomes the output folder
        // must have ordinary ones.
        let staging = hold.path().join(SITE);
        fs::create_dir(&staging).map_err(|error| beside(&error))?;
        let manifest = out.join(MANIFEST);
        let old = fs::read_to_string(&manifest).ok().and_then(Manifest::read);
        let settled = old.as_ref().and_then(|_| fs::metadata(&manifest).ok()?.modified().ok());
        let fresh = fs::read_dir(&out).map_or(true, |mut entries| entries.next().is_none());
        let old = old.unwrap_or_default();
        Ok(Self { old, out, staging, _lock: lock, _hold: hold, settled, fresh })
    }

    /// Whether the output folder is as the build left it that wrote this manifest.
    pub fn is_as_left(&self, manifest: Digest) -> bool {
        is_as_left(&self.out, &self.old, manifest, self.settled)
    }

    /// What the last build left at a path, whether or not it is still there.
    pub fn left(&self, path: &OutPath) -> Option<Output> {
        self.old.get(path)
    }

    /// What the last build left at a path, if it is still there as it was left.
    pub fn untouched(&self, path: &OutPath) -> Option<Output> {
        let file = self.out.join(path.as_str());
        self.old.get(path).filter(|old| is_intact(&file, old.size, || Some(old.digest), self.settled))
    }

    /// Puts the bytes of a file where they can be moved into place from, unless they are there
    /// already. Returns what the file will be.
    pub fn stage(&self, path: &OutPath, bytes: &[u8], fingerprint: Digest) -> Result<Output, Failure> {
        let uses = Uses::default();
        let output = Output { digest: Digest::of(bytes), size: bytes.len() as u64, fingerprint, uses };
        if self.untouched(path).is_some_and(|old| old.digest == output.digest) {
            return Ok(output);
        }
        write(&self.staging.join(path.as_str()), bytes)?;
        Ok(output)
    }

    /// The bytes that a file will have: those that are staged, else those that are there.
    pub fn read(&self, path: &OutPath) -> Result<Vec<u8>, Failure> {
        let staged = self.staging.join(path.as_str());
        let file = if staged.is_file() { staged } else { self.out.join(path.as_str()) };
        fs::read(&file).map_err(|error| Failure::disk("read", &file, &error))
    }

    /// Moves everything into place. `outputs` is all that the folder is to hold.
    pub fn commit(self, outputs: &Outputs) -> Result<Changes, Failure> {
        let staged = outputs.keys().filter(|path| self.is_staged(path)).cloned().collect();
        let stale = self.old.owned(|path| !outputs.contains_key(path));
        self.replace(&Manifest::of(outputs), &staged, &stale)
    }

    /// Moves files into place that were there before, where all others are as they are to stay.
    pub fn commit_some(self, changed: &Outputs) -> Result<Changes, Failure> {
        let staged = changed.keys().filter(|path| self.is_staged(path)).cloned().collect();
        self.replace(&self.old.with(changed), &staged, &[])
    }

    fn is_staged(&self, path: &OutPath) -> bool {
        // Where there was nothing, everything is.
        self.fresh || self.staging.join(path.as_str()).is_file()
    }

    fn replace(
        &self,
        manifest: &Manifest,
        staged: &BTreeSet<OutPath>,
        stale: &[OutPath],
    ) -> Result<Changes, Failure> {
        let (written, kept, text) = (staged.len(), manifest.count() - staged.len(), manifest.text());
        let changes = Changes { written, deleted: stale.len(), kept, manifest: Digest::of(text) };
        if self.fresh {
            write(&self.staging.join(MANIFEST), text.as_bytes())?;
            let _ = fs::remove_dir(&self.out);
            fs::rename(&self.staging, &self.out)
                .map_err(|error| Failure::disk("create", &self.out, &error))?;
            return Ok(changes);
        }
        self.refuse_foreign(staged)?;
        if staged.is_empty() && stale.is_empty() && *manifest == self.old {
            return Ok(changes);
        }
        // Before anything is touched it is written down which files are about to change: a build that is
        // cut short leaves files that the next one knows for its own.
        self.write_manifest(manifest.unsettled(staged, stale).text())?;
        for path in ordered(staged) {
            self.put(path)?;
        }
        for path in stale {
            self.delete(path)?;
        }
        self.write_manifest(text)?;
        Ok(changes)
    }

    /// A file that is in the way and not the program's own stops the build before anything is
    /// touched, unless it has the very bytes that would be written.
    fn refuse_foreign(&self, staged: &BTreeSet<OutPath>) -> Result<(), Failure> {
        let in_the_way = |path: &&OutPath| {
            if self.old.owns(path) {
                return false;
            }
            let target = self.out.join(path.as_str());
            match fs::symlink_metadata(&target) {
                Ok(metadata) if metadata.is_file() => {
                    fs::read(&target).ok() != fs::read(self.staging.join(path.as_str())).ok()
                }
                Ok(metadata) if metadata.is_dir() => self.holds_foreign(&target),
                Ok(_) => true,
                Err(_) => self.has_file_above(path),
            }
        };
        let foreign: Vec<OutPath> = staged.iter().filter(in_the_way).cloned().collect();
        if foreign.is_empty() { Ok(()) } else { Err(Failure::Foreign(foreign)) }
    }

    /// Whether anything but files of our own and folders lies below a folder.
    fn holds_foreign(&self, folder: &Path) -> bool {
        let Ok(mut entries) = fs::read_dir(folder) else { return true };
        entries.any(|entry| {
            let Ok(entry) = entry else { return true };
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                return self.holds_foreign(&entry.path());
            }
            !self.out_path(&entry.path()).is_some_and(|path| self.old.owns(&path))
        })
    }

    /// What a file below the output folder is called there.
    fn out_path(&self, file: &Path) -> Option<OutPath> {
        let parts = file.strip_prefix(&self.out).ok()?.components().map(|part| part.as_os_str().to_str());
        OutPath::new(&parts.collect::<Option<Vec<_>>>()?.join("/")).ok()
    }

    /// Whether a file stands where a folder is needed, and it is not one that is about to go.
    fn has_file_above(&self, path: &OutPath) -> bool {
        let mut above = Path::new(path.as_str()).parent();
        while let Some(folder) = above.filter(|folder| !folder.as_os_str().is_empty()) {
            let owned = folder.to_str().and_then(|folder| OutPath::new(folder).ok());
            let is_file =
                fs::symlink_metadata(self.out.join(folder)).is_ok_and(|metadata| !metadata.is_dir());
            if is_file && !owned.is_some_and(|path| self.old.owns(&path)) {
                return true;
            }
            above = folder.parent();
        }
        false
    }

    fn write_manifest(&self, text: &str) -> Result<(), Failure> {
        let staged = self.staging.join(MANIFEST);
        write(&staged, text.as_bytes())?;
        let target = self.out.join(MANIFEST);
        fs::rename(&staged, &target).map_err(|error| Failure::disk("write", &target, &error))
    }

    fn put(&self, path: &OutPath) -> Result<(), Failure> {
        let (from, to) = (self.staging.join(path.as_str()), self.out.join(path.as_str()));
        if exchange(&from, &to) || fs::rename(&from, &to).is_ok() {
            return Ok(());
        }
        if let Some(folder) = to.parent() {
            self.clear_the_way(folder)?;
            fs::create_dir_all(folder).map_err(|error| Failure::disk("create", folder, &error))?;
        }
        if to.is_dir() {
            // A page has become a file: what is in its folder is ours.
            self.delete_below(&to);
            remove_empty(&to);
        }
        fs::rename(&from, &to).map_err(|error| Failure::disk("write", &to, &error))
    }

    /// Deletes files of our own that stand where a folder is needed now.
    fn clear_the_way(&self, folder: &Path) -> Result<(), Failure> {
        for above in folder.ancestors().take_while(|above| above.starts_with(&self.out)) {
            if fs::symlink_metadata(above).is_ok_and(|metadata| !metadata.is_dir()) {
                fs::remove_file(above).map_err(|error| Failure::disk("delete", above, &error))?;
            }
        }
        Ok(())
    }

    fn delete_below(&self, folder: &Path) {
        for path in self.old.owned(|path| self.out.join(path).starts_with(folder)) {
            let _ = self.delete(&path);
        }
    }

    fn delete(&self, path: &OutPath) -> Result<(), Failure> {
        let file = self.out.join(path.as_str());
        match fs::remove_file(&file) {
            Err(error)
                if !matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory
                ) =>
            {
                return Err(Failure::disk("delete", &file, &error));
            }
            _ => {}
        }
        // Folders that this leaves empty go too; one with anything else in it stays.
        for folder in file.ancestors().skip(1).take_while(|folder| *folder != self.out) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Whether an output folder is as the build left it that wrote this manifest.
pub fn is_left(out: &Path, manifest: Digest) -> bool {
    let path = out.join(MANIFEST);
    let Some(left) = fs::read_to_string(&path).ok().and_then(Manifest::read) else { return false };
    let settled = fs::metadata(&path).and_then(|metadata| metadata.modified()).ok();
    is_as_left(out, &left, manifest, settled)
}

fn is_as_left(out: &Path, left: &Manifest, manifest: Digest, settled: Option<SystemTime>) -> bool {
    let is_intact = |listed: Listed<'_>| {
        let size = listed.size();
        size.is_some_and(|size| is_intact(&out.join(listed.path), size, || listed.digest(), settled))
    };
    Digest::of(left.text()) == manifest && left.is_settled() && left.files().all(is_intact)
}

/// Whether a file has the bytes that were written to it before `settled`, when the manifest was. One
/// that is older and of the right size has; any other is read.
fn is_intact(
    file: &Path,
    size: u64,
    digest: impl FnOnce() -> Option<Digest>,
    settled: Option<SystemTime>,
) -> bool {
    let Ok(metadata) = fs::symlink_metadata(file) else { return false };
    if !metadata.is_file() || metadata.len() != size {
        return false;
    }
    let older = metadata.modified().ok().zip(settled).is_some_and(|(file, manifest)| file < manifest);
    older || fs::read(file).is_ok_and(|bytes| Some(Digest::of(bytes)) == digest())
}

/// Pages before the lists that point at them: feeds, sitemaps and the like go last.
fn ordered(staged: &BTreeSet<OutPath>) -> impl Iterator<Item = &OutPath> {
    let is_list = |path: &OutPath| {
        !path.as_str().ends_with(".html")
            && (path.as_str().ends_with(".xml") || path.as_str().ends_with(".txt"))
    };
    let (lists, others): (Vec<&OutPath>, Vec<&OutPath>) = staged.iter().partition(|path| is_list(path));
    let (pages, assets): (Vec<&OutPath>, Vec<&OutPath>) =
        others.into_iter().partition(|path| path.as_str().ends_with(".html"));
    assets.into_iter().chain(pages).chain(lists)
}

/// Lets two files change places, if both are files. What is moved over another file is written to the
/// disk there and then by ext4, which takes minutes for a whole site; what changes places is not. The
/// old file goes with the staging folder.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(from: &Path, to: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let is_file = fs::symlink_metadata(to).is_ok_and(|metadata| metadata.is_file());
    is_file && renameat_with(CWD, from, CWD, to, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// Removes a folder in which there is nothing but folders.
fn remove_empty(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        remove_empty(&entry.path());
    }
    let _ = fs::remove_dir(folder);
}

/// Makes a staging folder and locks it; none if another build is about to do the same.
fn take_hold(parent: &Path, prefix: &str) -> io::Result<Option<(TempDir, File)>> {
    let hold = tempfile::Builder::new().prefix(prefix).tempdir_in(parent)?;
    let lock = match File::create(hold.path().join(LOCK)) {
        // Swept away: it was empty, and nobody's yet.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        lock => lock?,
    };
    match lock.try_lock() {
        Ok(()) => Ok(Some((hold, lock))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Removes staging folders that builds left behind when they were cut short, and tells whether one
/// of a build still at work was found.
fn sweep(parent: &Path, prefix: &str, own: &Path) -> bool {
    let Ok(entries) = fs::read_dir(parent) else { return false };
    let mut busy = false;
    for entry in entries.flatten() {
        let (folder, name) = (entry.path(), entry.file_name());
        if !name.to_string_lossy().starts_with(prefix) || Some(&*name) == own.file_name() {
            continue;
        }
        match File::open(folder.join(LOCK)).map(|lock| lock.try_lock()) {
            Ok(Ok(())) => {
                // The lock goes last: without it the rest would be nobody's.
                let _ = fs::remove_dir_all(folder.join(SITE));
                let _ = fs::remove_dir_all(folder);
            }
            Ok(Err(TryLockError::WouldBlock)) => busy = true,
            Ok(Err(TryLockError::Error(_))) => {}
            Err(_) => {
                let _ = fs::remove_dir(folder);
            }
        }
    }
    busy
}

/// Writes a file, and its folder if that is not there yet: most pages have one of their own.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent().filter(|_| path.ends_with("index.html")) {
        // Whatever becomes of this, writing tells.
        let _ = fs::create_dir(folder);
    }
    let written = match fs::write(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, bytes))
        }
        written => written,
    };
    written.map_err(|error| Failure::disk("write", path, &error))
}
