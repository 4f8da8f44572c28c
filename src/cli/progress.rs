//! Owns the progress bar: shown on a terminal, and only for builds that take a while.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::build::Progress;

/// A bar that shows itself after this time.
const PATIENCE: Duration = Duration::from_millis(400);

/// A progress bar on standard error.
pub(super) struct Bar {
    bar: ProgressBar,
    begun: std::time::Instant,
}

impl Bar {
    /// A bar; a hidden one says nothing.
    pub(super) fn new(visible: bool) -> Self {
        let target =
            if visible { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{msg:>10} [{bar:30}] {human_pos}/{human_len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
        Self { bar, begun: std::time::Instant::now() }
    }

    /// Takes the bar off the terminal.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, stage: &'static str, steps: usize) {
        self.bar.set_length(steps as u64);
        self.bar.set_position(0);
        self.bar.set_message(stage);
    }

    fn step(&self) {
        if self.begun.elapsed() > PATIENCE {
            self.bar.inc(1);
        }
    }
}
