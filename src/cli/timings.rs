//! Owns `--timings`: where the time of a build went, stage by stage, and what took the longest.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::build::{Progress, Work};

/// How many documents and how many templates are named.
const SLOWEST: usize = 5;

/// Passes on what it hears, and takes the time.
pub(super) struct Timings<'a> {
    heard: &'a dyn Progress,
    begun: Instant,
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    /// Stages, each with the times at which it began.
    stages: Vec<(&'static str, Duration, Duration)>,
    documents: Vec<(Duration, String)>,
    /// How long pages of a template took, and how many there were.
    templates: BTreeMap<String, (Duration, usize)>,
}

impl<'a> Timings<'a> {
    /// Takes the time from now on.
    pub(super) fn new(heard: &'a dyn Progress) -> Self {
        Self { heard, begun: Instant::now(), notes: Mutex::default() }
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What to say at the end. `cpu` is the time of all cores together, so it may be more than `wall`.
    pub(super) fn told(&self) -> String {
        let notes = self.notes();
        let mut text = format!("{:>9} {:>9}\n", "wall", "cpu");
        let ends = notes.stages.iter().skip(1).map(|(_, wall, cpu)| (*wall, *cpu));
        let ends = ends.chain([(self.begun.elapsed(), cpu_time())]);
        for ((name, wall, cpu), (wall_end, cpu_end)) in notes.stages.iter().zip(ends) {
            let (wall, cpu) = (wall_end.saturating_sub(*wall), cpu_end.saturating_sub(*cpu));
            let _ = writeln!(text, "{:>9} {:>9}  {name}", short(wall), short(cpu));
        }
        let _ = writeln!(text, "{:>9} {:>9}  in all", short(self.begun.elapsed()), short(cpu_time()));
        let documents = notes.documents.iter().map(|(time, path)| (*time, path.clone()));
        slowest(&mut text, "documents that took longest to read", documents.collect());
        let templates = notes.templates.iter().map(|(name, (time, pages))| {
            (*time, format!("{name}, {pages} page{}", if *pages == 1 { "" } else { "s" }))
        });
        slowest(&mut text, "templates that took longest, data and all", templates.collect());
        text
    }
}

fn slowest(text: &mut String, title: &str, mut items: Vec<(Duration, String)>) {
    if items.is_empty() {
        return;
    }
    items.sort_by(|a, b| b.cmp(a));
    let _ = writeln!(text, "{title}:");
    for (time, name) in items.into_iter().take(SLOWEST) {
        let _ = writeln!(text, "{:>9}  {name}", short(time));
    }
}

fn short(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 { format!("{:.1} ms", seconds * 1e3) } else { format!("{seconds:.2} s") }
}

/// The time that this process has kept cores busy.
fn cpu_time() -> Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        let (seconds, rest) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
        Duration::new(seconds.unwrap_or_default(), rest.unwrap_or_default())
    }
    #[cfg(not(unix))]
    Duration::ZERO
}

impl Progress for Timings<'_> {
    fn stage(&self, name: &'static str) {
        self.notes().stages.push((name, self.begun.elapsed(), cpu_time()));
        self.heard.stage(name);
    }

    fn begin(&self, stage: &'static str, steps: usize) {
        self.heard.begin(stage, steps);
    }

    fn step(&self) {
        self.heard.step();
    }

    fn clock(&self) -> Option<Duration> {
        Some(self.begun.elapsed())
    }

    fn spent(&self, work: Work<'_>, since: Duration) {
        let time = self.begun.elapsed().saturating_sub(since);
        let mut notes = self.notes();
        match work {
            Work::Document(path) => {
                notes.documents.push((time, path.to_owned()));
                if notes.documents.len() > 64 * SLOWEST {
                    notes.documents.sort_by(|a, b| b.cmp(a));
                    notes.documents.truncate(SLOWEST);
                }
            }
            Work::Template(name) => {
                let (total, pages) = notes.templates.entry(name.to_owned()).or_default();
                *total += time;
                *pages += 1;
            }
        }
    }
}
