//! Owns making the site anew after each edit: a new state takes the place of the old one, whole. What
//! is being looked at is made first, the rest is tried when that is done.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch::{Receiver, Sender, channel};

use super::Listener;
use super::moves::moves;
use super::snapshot::{Found, Snapshot};
use super::state::{Problems, State, remember};
use super::verify::Verifier;
use super::watch::{Stop, Watch};
use crate::build::{self, Obstacle, Prepared, Reading, Request, Touched, Unread, settle};
use crate::diagnostic::{Diagnostic, Severity};
use crate::route::Route;
use crate::sources::Sources;

/// How long nothing must be touched before the rest of the site follows an edit that was shown.
const LULL: Duration = Duration::from_millis(40);

/// The paths of pages that browsers show, and how often.
#[derive(Clone, Default)]
pub(super) struct Viewed(Arc<Mutex<BTreeMap<String, usize>>>);

/// Counts as one view of a page for as long as it lives.
pub(super) struct View {
    viewed: Viewed,
    path: String,
}

impl Viewed {
    /// Counts one view more.
    pub(super) fn add(&self, path: &str) -> View {
        *self.lock().entry(path.to_owned()).or_default() += 1;
        View { viewed: self.clone(), path: path.to_owned() }
    }

    fn paths(&self) -> Vec<String> {
        self.lock().keys().cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for View {
    fn drop(&mut self) {
        let mut paths = self.viewed.lock();
        if let Some(count) = paths.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                paths.remove(&self.path);
            }
        }
    }
}

/// Makes the site anew.
pub(super) struct Workshop {
    request: Request,
    listener: Arc<dyn Listener + Sync>,
    watch: Option<Watch>,
    /// Ends the watching.
    pub(super) stop: Option<Stop>,
    /// Pages that browsers show.
    pub(super) viewed: Viewed,
    sender: Sender<Arc<State>>,
    /// Hears of every new state.
    pub(super) states: Receiver<Arc<State>>,
    reading: Option<Reading>,
    /// What was touched since `reading`.
    backlog: Touched,
    /// The site as it was last made, with errors or without.
    newest: Option<Arc<Snapshot>>,
    verifier: Verifier,
    /// Whether what `newest` shows of other articles may be out of date.
    is_stale: bool,
    /// Whether site.toml cannot be used.
    is_refused: bool,
    /// The site before the newest, until there is time to free it.
    left: Option<Arc<Snapshot>>,
    /// What is wrong with the newest site, with its templates, and with pages when they are made.
    found: Vec<Diagnostic>,
    of_templates: Vec<Diagnostic>,
    rendering: Vec<Diagnostic>,
    /// Code, message and file of what the terminal has been told.
    told: BTreeSet<(String, String, String)>,
}

impl Workshop {
    /// Makes the site for the first time.
    pub(super) fn open(request: Request, listener: Arc<dyn Listener + Sync>) -> Result<Self, Obstacle> {
        let (watch, stop) = match Watch::new(&request.root) {
            Ok((watch, stop)) => (Some(watch), Some(stop)),
            Err(error) => {
                listener.obstacle(&format!("edits cannot be seen: {error}"));
                (None, None)
            }
        };
        let (sender, states) = channel(Arc::new(State::empty()));
        let mut workshop = Self {
            request,
            listener,
            watch,
            stop,
            viewed: Viewed::default(),
            sender,
            states,
            reading: None,
            backlog: Touched::default(),
            newest: None,
            verifier: Verifier::default(),
            is_stale: false,
            is_refused: false,
            left: None,
            found: Vec::new(),
            of_templates: Vec::new(),
            rendering: Vec::new(),
            told: BTreeSet::new(),
        };
        let read = build::read(&workshop.request, &*workshop.listener)?;
        workshop.take(Ok(read));
        workshop.cover();
        Ok(workshop)
    }

    /// How many articles the site has.
    pub(super) fn articles(&self) -> usize {
        self.newest.as_ref().map_or(0, |newest| newest.prepared.site.articles.len())
    }

    /// Makes the site anew after every edit, until the watching ends.
    pub(super) fn run(mut self) {
        loop {
            let mut pending = Touched::default();
            if self.is_stale && !self.watch.as_mut().is_some_and(|watch| watch.hears(&mut pending, LULL)) {
                self.relink();
            }
            if !self.is_stale {
                pending = self.verify();
            }
            let Some(watch) = &mut self.watch else { return };
            let Some(touched) = watch.next(pending) else { return };
            self.edit(touched);
            self.cover();
        }
    }

    fn edit(&mut self, touched: Touched) {
        self.left = None;
        self.backlog.files.extend(touched.files);
        self.backlog.more |= touched.more;
        let read = match &self.reading {
            Some(reading) => build::reread(&self.request, reading, &self.backlog, &*self.listener),
            None => build::read(&self.request, &*self.listener),
        };
        self.take(read);
    }

    /// Watches what this site is made from.
    fn cover(&mut self) {
        let Some(watch) = &mut self.watch else { return };
        let site_toml = self.request.site_toml.file_name().map(|name| name.to_string_lossy().into_owned());
        let texts = self.reading.iter().flat_map(|reading| reading.sources().notices.keys().cloned());
        if let Err(error) = watch.cover(site_toml.into_iter().chain(texts).collect()) {
            self.listener.obstacle(&format!("some edits cannot be seen: {error}"));
        }
    }

    fn take(&mut self, read: Result<Result<Reading, Unread>, Obstacle>) {
        match read {
            Ok(Ok(reading)) => self.make(reading),
            Ok(Err(unread)) => self.refuse(unread),
            Err(Obstacle(message)) => self.refuse(vec![Diagnostic::error("config/unreadable", message)]),
        }
    }

    /// There is no usable site.toml: the site stays as it was.
    fn refuse(&mut self, found: Vec<Diagnostic>) {
        self.is_refused = true;
        self.found = found;
        self.of_templates.clear();
        self.rendering.clear();
        let sources = Sources::only(&self.request.site_toml);
        self.publish(None, &sources, true);
    }

    fn make(&mut self, reading: Reading) {
        self.backlog = Touched::default();
        let is_same = reading.is_same();
        let patched = self.newest.as_ref().filter(|_| !self.is_refused);
        let patched = patched.and_then(|newest| build::patch(&reading, &newest.prepared, &self.found));
        self.reading = Some(reading);
        match patched {
            Some(_) if is_same => {}
            Some(patched) => {
                self.is_stale |= !patched.is_whole;
                let is_news = patched.templates.is_some();
                if let Some(wrong) = patched.templates {
                    self.of_templates = wrong;
                }
                self.show(patched.prepared, is_news);
            }
            None => self.relink(),
        }
    }

    /// Links everything that has been read.
    fn relink(&mut self) {
        let Some(reading) = &self.reading else { return };
        let (mut found, mut of_templates) = (Vec::new(), Vec::new());
        let previous = self.newest.as_ref().map(|newest| &newest.prepared);
        let program = self.request.program;
        let prepared = build::assemble(reading, program, previous, &mut found, &mut of_templates);
        (self.found, self.of_templates) = (found, of_templates);
        (self.is_stale, self.is_refused) = (false, false);
        self.show(prepared, true);
    }

    /// Shows a site; `is_news` says that what is wrong may be different.
    fn show(&mut self, prepared: Prepared, mut is_news: bool) {
        let snapshot = Snapshot::new(prepared, self.newest.as_deref());
        let templates = |snapshot: &Snapshot| snapshot.prepared.templates.as_ref().map(Arc::as_ptr);
        if self.newest.as_deref().map(templates) != Some(templates(&snapshot)) {
            self.rendering.clear();
        }
        for path in self.viewed.paths() {
            if let Some(Found::Page(page)) = snapshot.find(&path)
                && let Some(Err(diagnostic)) = snapshot.render(page)
                && !self.rendering.contains(&diagnostic)
            {
                self.rendering.push(*diagnostic);
                is_news = true;
            }
        }
        let snapshot = Arc::new(snapshot);
        // It takes a while to free: not now.
        self.left = self.newest.replace(snapshot.clone());
        let sources = snapshot.prepared.sources.clone();
        self.publish(Some(snapshot), &sources, is_news);
    }

    /// Tries every page. The result is what was touched meanwhile.
    fn verify(&mut self) -> Touched {
        let mut pending = Touched::default();
        self.left = None;
        if self.is_refused {
            return pending;
        }
        let (Some(newest), Some(watch)) = (self.newest.clone(), &mut self.watch) else { return pending };
        let Some(rendering) = self.verifier.verify(&newest, || watch.is_waiting(&mut pending)) else {
            return pending;
        };
        let is_news = rendering != self.rendering;
        self.rendering = rendering;
        if is_news {
            self.publish(Some(newest.clone()), &newest.prepared.sources, true);
        }
        if self.sender.borrow().problems.errors == 0 {
            self.sender.send_if_modified(|state| {
                *state = Arc::new(State { good: Some(newest), ..State::clone(state) });
                // Nothing that anybody sees is different.
                false
            });
        }
        pending
    }

    /// Puts a new state in the place of the old one and, if there may be news of what is wrong, tells
    /// the terminal.
    fn publish(&mut self, snapshot: Option<Arc<Snapshot>>, sources: &Sources, is_news: bool) {
        let old = self.sender.borrow().clone();
        let problems = if is_news { Arc::new(self.problems(sources)) } else { old.problems.clone() };
        let version = old.version + 1;
        let (shown, is_sound) = choose(&old, snapshot, problems.errors == 0);
        let (mut moved, mut files) = (old.moves.clone(), old.files.clone());
        if let (Some(before), Some(after)) = (&old.shown, &shown)
            && !Arc::ptr_eq(before, after)
        {
            let (before, after) = (&before.prepared, &after.prepared);
            if !Arc::ptr_eq(&before.pages, &after.pages) {
                let moves = moves(&before.site, &after.site);
                moved = remember(&moved, moves.into_iter().map(|(from, to)| (version, from, to)));
            }
            let changed = after.site.files.iter().filter(|(route, asset)| {
                before.site.files.get(*route).is_none_or(|before| before.digest != asset.digest)
            });
            let changed: Vec<Route> = changed.map(|(route, _)| route.clone()).collect();
            files = remember(&files, changed.into_iter().map(|route| (version, route)));
        }
        let good = old.good.clone();
        let state = State { version, shown, is_sound, good, problems, moves: moved, files };
        self.sender.send_replace(Arc::new(state));
    }

    /// What is wrong by now. The terminal is told of what is new in it.
    fn problems(&mut self, sources: &Sources) -> Problems {
        let found = self.found.iter().chain(&self.of_templates).chain(&self.rendering);
        let mut diagnostics: Vec<Diagnostic> = found.cloned().collect();
        settle(&mut diagnostics, |file| sources.show(file));
        self.tell(&diagnostics, sources);
        Problems::draw(diagnostics, sources)
    }

    /// Tells the terminal what was not wrong before.
    fn tell(&mut self, diagnostics: &[Diagnostic], sources: &Sources) {
        let name = |diagnostic: &Diagnostic| {
            let file = diagnostic.labels.first().map(|label| sources.path(label.file).to_owned());
            (diagnostic.code.to_owned(), diagnostic.message.clone(), file.unwrap_or_default())
        };
        let new: Vec<Diagnostic> =
            diagnostics.iter().filter(|diagnostic| !self.told.contains(&name(diagnostic))).cloned().collect();
        self.told = diagnostics.iter().map(name).collect();
        let count =
            |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        self.listener.edited(&new, sources, count(Severity::Error), count(Severity::Warning));
    }
}

/// What is shown now, and whether no error is known of it: the newest site, unless it has errors and
/// there is a better one.
fn choose(old: &State, newest: Option<Arc<Snapshot>>, is_sound: bool) -> (Option<Arc<Snapshot>>, bool) {
    let is_shown = match (&old.shown, &newest) {
        (Some(shown), Some(newest)) => Arc::ptr_eq(shown, newest),
        _ => false,
    };
    if is_sound && newest.is_some() {
        (newest, true)
    } else if old.is_sound && !is_shown {
        (old.shown.clone(), true)
    } else if let Some(good) = &old.good {
        (Some(good.clone()), true)
    } else {
        (newest.or_else(|| old.shown.clone()), false)
    }
}
