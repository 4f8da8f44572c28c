//! Owns reading dates out of tables.

use jiff::tz::TimeZone;

use super::{Reader, Value};
use crate::moment::Moment;

impl Reader<'_> {
    /// A date, with or without time and offset; `zone` is meant where no offset is given.
    pub fn moment(&mut self, key: &str, zone: &TimeZone) -> Option<Moment> {
        let text = match self.value(key)? {
            Value::String(text) => text,
            other => {
                return self.wrong(key, "a date", other, Some("a date is written 2026-11-21".to_owned()));
            }
        };
        match Moment::parse(text, zone) {
            Ok(moment) => Some(moment),
            Err(problem) => {
                let message = format!("`{key}` is not a date: {}", problem.reason);
                let help = "write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00".to_owned();
                self.problem(key, "field/date", message, Some(help));
                None
            }
        }
    }
}
