//! Owns how days are written in a language: every day of a year once, with a gap for the year.

use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;

use super::numbers::Numbers;
use super::tag::locale;
use crate::moment::Moment;

/// A leap year whose digits are no day of a month.
const YEAR: i32 = 2096;

/// What stands before and after the year, for the days 1 to 31 of each month.
#[derive(Clone, Debug)]
pub(super) struct Calendar {
    days: Vec<(String, String)>,
}

impl Calendar {
    pub(super) fn of(tag: &str, numbers: &Numbers) -> Self {
        let formatter = FixedCalendarDateTimeFormatter::try_new(locale(tag).into(), YMD::long());
        let Ok(formatter) = formatter else { return Self { days: Vec::new() } };
        let year = numbers.digits(&YEAR.to_string());
        let day = |month: u8, day: u8| {
            let date = Date::try_new_gregorian(YEAR, month, day).ok()?;
            let text = formatter.format(&date).to_string();
            text.split_once(&year).map(|(before, after)| (before.to_owned(), after.to_owned()))
        };
        let all = (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day)));
        Self { days: all.map(|(month, at)| day(month, at).unwrap_or_default()).collect() }
    }

    /// The day of an instant, where it is shown.
    pub(super) fn day(&self, moment: Moment, numbers: &Numbers) -> String {
        let (year, month, day) = moment.date();
        match self.days.get((usize::from(month) * 31 + usize::from(day)).wrapping_sub(32)) {
            Some((before, after)) if !before.is_empty() || !after.is_empty() => {
                [before, &*numbers.digits(&format!("{year:04}")), after].concat()
            }
            _ => moment.day(),
        }
    }
}
