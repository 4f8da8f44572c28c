//! Owns hearing of edits: which files of the project were touched, told in bundles when an editor or a
//! checkout comes to rest.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::build::Touched;
use crate::sources::is_hidden_name;

/// How long nothing may happen before a bundle is told of.
const QUIET: Duration = Duration::from_millis(12);

/// How long a bundle is waited for at most.
const PATIENCE: Duration = Duration::from_millis(100);

/// After folders came or went: when to look again. What lies in a new folder may have come before it
/// was watched.
const AGAIN: Duration = Duration::from_millis(150);

/// Folders of the project that hold inputs.
const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// Watches a project.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<Message>,
    root: PathBuf,
    /// Files outside of the folders: site.toml and the texts it names.
    files: Vec<String>,
    watched: Vec<PathBuf>,
    again: Option<Instant>,
    ended: bool,
}

enum Message {
    Event(notify::Result<Event>),
    End,
}

/// Ends the watching.
#[derive(Clone)]
pub(super) struct Stop(Sender<Message>);

impl Stop {
    /// Lets [`Watch::next`] return `None`.
    pub(super) fn stop(&self) {
        // Nobody may be listening any more, which is just as well.
        let _ = self.0.send(Message::End);
    }
}

impl Watch {
    /// Watches the project in `root`.
    pub(super) fn new(root: &Path) -> notify::Result<(Self, Stop)> {
        let (sender, events) = channel();
        let stop = Stop(sender.clone());
        let watcher = notify::recommended_watcher(move |event| {
            let _ = sender.send(Message::Event(event));
        })?;
        let root = root.canonicalize()?;
        Ok((
            Self { watcher, events, root, files: Vec::new(), watched: Vec::new(), again: None, ended: false },
            stop,
        ))
    }

    /// Watches what there is to watch: the project's folders, and the folders of `files`.
    pub(super) fn cover(&mut self, files: Vec<String>) -> notify::Result<()> {
        for folder in FOLDERS {
            let path = self.root.join(folder);
            if path.is_dir() && !self.watched.contains(&path) {
                self.watcher.watch(&path, RecursiveMode::Recursive)?;
                self.watched.push(path);
            }
        }
        let parents = files.iter().filter_map(|file| self.root.join(file).parent().map(Path::to_owned));
        for path in std::iter::once(self.root.clone()).chain(parents.collect::<Vec<_>>()) {
            let inside =
                self.watched.iter().any(|watched| path.starts_with(watched) && *watched != self.root);
            if path.is_dir() && !inside && !self.watched.contains(&path) {
                self.watcher.watch(&path, RecursiveMode::NonRecursive)?;
                self.watched.push(path);
            }
        }
        self.files = files;
        Ok(())
    }

    /// Waits for the next bundle, which begins with what has been touched already. `None` if the watching has come to its end.
    pub(super) fn next(&mut self, mut touched: Touched) -> Option<Touched> {
        let mut begun = (touched != Touched::default()).then(Instant::now);
        loop {
            if self.ended {
                return None;
            }
            let until = begun.map(|begun| (Instant::now() + QUIET).min(begun + PATIENCE)).or(self.again);
            let message = match until {
                Some(until) => self.events.recv_timeout(until.saturating_duration_since(Instant::now())),
                None => self.events.recv().map_err(RecvTimeoutError::from),
            };
            match message {
                Ok(Message::Event(event)) => {
                    if self.take(event, &mut touched) {
                        begun.get_or_insert_with(Instant::now);
                    }
                }
                Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) if begun.is_some() => {
                    self.again = touched.more.then(|| Instant::now() + AGAIN);
                    return Some(touched);
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.again = None;
                    return Some(Touched { more: true, ..touched });
                }
            }
        }
    }

    /// Whether something is touched within some time; what it was is put into `pending`.
    pub(super) fn hears(&mut self, pending: &mut Touched, within: Duration) -> bool {
        let until = Instant::now() + within;
        while !self.ended {
            match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::Event(event)) => {
                    if self.take(event, pending) {
                        return true;
                    }
                }
                Ok(Message::End) => self.ended = true,
                Err(_) => return false,
            }
        }
        true
    }

    /// Whether something has been touched since; what it was stays to be heard by [`next`](Self::next).
    pub(super) fn is_waiting(&mut self, pending: &mut Touched) -> bool {
        while let Ok(message) = self.events.try_recv() {
            match message {
                Message::Event(event) => {
                    if self.take(event, pending) {
                        return true;
                    }
                }
                Message::End => {
                    self.ended = true;
                    return true;
                }
            }
        }
        false
    }

    /// Takes note of an event; `false` if it concerns nothing of the site.
    fn take(&mut self, event: notify::Result<Event>, touched: &mut Touched) -> bool {
        let Ok(event) = event else {
            // Events were lost: anything may have happened.
            touched.more = true;
            return true;
        };
        if event.need_rescan() {
            touched.more = true;
            return true;
        }
        let counts = !matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)));
        let mut any = false;
        if counts {
            for path in &event.paths {
                any |= self.take_path(path, touched);
            }
        }
        any
    }

    fn take_path(&mut self, path: &Path, touched: &mut Touched) -> bool {
        let Some(relative) = relative(path, &self.root) else { return false };
        let mut parts = relative.split('/');
        let top = parts.next().unwrap_or_default();
        if FOLDERS.contains(&top) {
            if parts.next().is_none() {
                // The folder itself came, went or was replaced.
                self.watched.retain(|watched| watched != path);
                let _ = self.watcher.unwatch(path);
                touched.more = true;
            } else if path.is_dir() {
                if path.is_symlink() {
                    // Links that come later are not followed by the watcher itself.
                    let _ = self.watcher.watch(path, RecursiveMode::Recursive);
                }
                touched.more = true;
            } else if relative.split('/').any(is_hidden_name) {
                return false;
            }
        } else if !self.files.contains(&relative) {
            return false;
        }
        touched.files.insert(relative);
        true
    }
}

fn relative(path: &Path, root: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/")).filter(|path| !path.is_empty())
}
