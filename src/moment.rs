//! Owns instants as authors write them and as pages show them. Reads no clock.

use std::fmt::Write;

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use crate::quantity::Span;

/// An instant with the offset it is to be shown in.
///
/// Ordered by instant; two writings of one instant are told apart by offset and form after that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    /// Seconds east of Greenwich.
    offset: i32,
    /// Whether the author gave a day only. The instant is then that day's first.
    day_only: bool,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADate {
    /// What is wrong, as the end of a sentence: "month 13 does not exist".
    pub reason: String,
}

impl Moment {
    /// Takes `2026-11-21`, `2026-11-21T09:30:00+01:00` (also with `Z`, a space for the `T`, or
    /// without seconds) or, meaning the time in `zone`, `2026-11-21T09:30`.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<Self, NotADate> {
        let text = text.trim();
        let failed = |error: jiff::Error| NotADate { reason: error.to_string() };
        if text.len() < 10 || !text.is_char_boundary(10) || !looks_like_day(&text[..10]) {
            return Err(NotADate { reason: "it does not begin with a day such as 2026-11-21".to_owned() });
        }
        let day = parse_day(&text[..10])?;
        let rest = text[10..].trim_start_matches(['T', 't', ' ']);
        if rest.is_empty() {
            let zoned = day.to_zoned(zone.clone()).map_err(failed)?;
            return Ok(Self::of_zoned(&zoned, true));
        }
        let at = rest.rfind(['Z', 'z', '+', '-']).unwrap_or(rest.len());
        let time = rest[..at].trim_end();
        let time: civil::Time =
            time.parse().map_err(|_| NotADate { reason: format!("`{time}` is not a time of day") })?;
        let written = day.to_datetime(time);
        let zoned = match &rest[at..] {
            "" => written.to_zoned(zone.clone()),
            "Z" | "z" => written.to_zoned(TimeZone::UTC),
            offset => written.to_zoned(TimeZone::fixed(parse_offset(offset)?)),
        };
        Ok(Self::of_zoned(&zoned.map_err(failed)?, false))
    }

    /// An instant given in seconds since 1970, shown in `zone`.
    pub fn from_seconds(seconds: i64, zone: &TimeZone) -> Option<Self> {
        let timestamp = Timestamp::from_second(seconds).ok()?;
        Some(Self::of_zoned(&timestamp.to_zoned(zone.clone()), false))
    }

    /// The first instant after what the author meant: for a day the beginning of the next one in
    /// `zone`, for an instant itself.
    pub fn end(self, zone: &TimeZone) -> Self {
        if self.day_only { Self { day_only: false, ..self.days_later(1, 0, zone) } } else { self }
    }

    /// Whether it has come at an instant. (The order of moments tells writings of one instant apart.)
    pub fn has_come(self, at: Self) -> bool {
        self.seconds <= at.seconds
    }

    /// The same time of day in `zone` so much later. Hours and minutes of the span count for nothing.
    pub fn later(self, span: Span, zone: &TimeZone) -> Self {
        let (days, months) = span.days_and_months();
        self.days_later(days, months, zone)
    }

    fn days_later(self, days: i64, months: i64, zone: &TimeZone) -> Self {
        let span = jiff::Span::new().try_days(days).and_then(|span| span.try_months(months));
        let here = self.zoned().with_time_zone(zone.clone());
        let later = span.and_then(|span| here.checked_add(span));
        later.map_or(self, |zoned| Self::of_zoned(&zoned, self.day_only))
    }

    /// The same instant as a day and time of UTC, the basic form of ISO 8601: `20261121T083000Z`.
    pub fn compact_utc(self) -> String {
        let timestamp = Timestamp::from_second(self.seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        timestamp.strftime("%Y%m%dT%H%M%SZ").to_string()
    }

    fn of_zoned(zoned: &Zoned, day_only: bool) -> Self {
        Self { seconds: zoned.timestamp().as_second(), offset: zoned.offset().seconds(), day_only }
    }

    /// The year where it is shown: `2026`.
    pub fn year(self) -> String {
        self.day()[..4].to_owned()
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// The instant so many seconds before.
    pub fn earlier(self, seconds: i64) -> Self {
        Self { seconds: self.seconds.saturating_sub(seconds), day_only: false, ..self }
    }

    /// Whether the author gave a day only.
    pub fn is_day_only(self) -> bool {
        self.day_only
    }

    fn zoned(self) -> Zoned {
        let offset = Offset::from_seconds(self.offset).unwrap_or(Offset::UTC);
        let timestamp = Timestamp::from_second(self.seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        timestamp.to_zoned(TimeZone::fixed(offset))
    }

    /// Day and time where it is shown.
    fn shown(self) -> civil::DateTime {
        let timestamp = Timestamp::from_second(self.seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        Offset::from_seconds(self.offset).unwrap_or(Offset::UTC).to_datetime(timestamp)
    }

    /// Year, month and day where it is shown.
    pub fn date(self) -> (i16, u8, u8) {
        let day = self.shown();
        (day.year(), day.month().unsigned_abs(), day.day().unsigned_abs())
    }

    /// The calendar day, for reading and sorting by machines: `2026-11-21` (ISO 8601).
    pub fn day(self) -> String {
        self.shown().date().to_string()
    }

    /// Date, time and offset: `2026-11-21T09:30:00+01:00` (RFC 3339).
    pub fn rfc3339(self) -> String {
        let mut written = String::with_capacity(25);
        match self.offset {
            0 => write!(written, "{}Z", self.shown()),
            _ => write!(written, "{}{}", self.shown(), self.zoned().strftime("%:z")),
        }
        .ok();
        written
    }

    /// As the author gave it, for machines (ISO 8601): a day, or date, time and offset.
    pub fn iso(self) -> String {
        if self.day_only { self.day() } else { self.rfc3339() }
    }

    /// For RSS: `Sat, 21 Nov 2026 09:30:00 +0100` (RFC 822 with a four-digit year).
    pub fn rfc822(self) -> String {
        self.zoned().strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
    }

    /// By a pattern as in C's `strftime`, English names: `%-d %B %Y`. The error is the pattern's.
    pub fn format(self, pattern: &str) -> Result<String, String> {
        jiff::fmt::strtime::format(pattern, &self.zoned()).map_err(|error| error.to_string())
    }
}

fn looks_like_day(text: &str) -> bool {
    text.bytes()
        .enumerate()
        .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

/// Reads digits that look like a day.
fn parse_day(text: &str) -> Result<civil::Date, NotADate> {
    let month: i8 = text[5..7].parse().unwrap_or_default();
    if !(1..=12).contains(&month) {
        return Err(NotADate { reason: format!("there is no month {}", &text[5..7]) });
    }
    let day = text.parse::<civil::Date>();
    day.map_err(|_| NotADate { reason: format!("the month {} has no day {}", &text[..7], &text[8..]) })
}

fn parse_offset(text: &str) -> Result<Offset, NotADate> {
    let wrong = || NotADate { reason: format!("`{text}` is not an offset such as +01:00") };
    let (sign, digits) = text.split_at(1);
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let number = |range: std::ops::Range<usize>| digits[range].parse::<i32>().map_err(|_| wrong());
    let (hours, minutes) = (number(0..2)?, number(2..4)?);
    if minutes > 59 {
        return Err(wrong());
    }
    let seconds = (hours * 60 + minutes) * 60;
    Offset::from_seconds(if sign == "-" { -seconds } else { seconds }).map_err(|_| wrong())
}

/// Looks up a time zone by its IANA name in the database that is part of the program, so that the
/// machine's own does not matter.
pub fn time_zone(name: &str) -> Option<TimeZone> {
    if name == "UTC" { Some(TimeZone::UTC) } else { TimeZone::get(name).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, NotADate> {
        Moment::parse(text, &time_zone("Europe/Berlin").unwrap()).map(Moment::rfc3339)
    }

    #[test]
    fn forms() {
        for (text, expected) in [
            ("2026-11-21", "2026-11-21T00:00:00+01:00"),
            ("2026-07-01", "2026-07-01T00:00:00+02:00"),
            ("2026-11-21T09:30", "2026-11-21T09:30:00+01:00"),
            ("2026-11-21 09:30:15", "2026-11-21T09:30:15+01:00"),
            ("2026-11-21T09:30:00Z", "2026-11-21T09:30:00Z"),
            ("2026-11-21T09:30:00-05:00", "2026-11-21T09:30:00-05:00"),
            ("2026-11-21T09:30:00+0530", "2026-11-21T09:30:00+05:30"),
            ("2026-11-21T09:30+01:00", "2026-11-21T09:30:00+01:00"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn impossible_dates() {
        for text in [
            "2026-02-30",
            "2026-13-01",
            "21.11.2026",
            "2026-11-21T25:00",
            "2026-11-21T09:30+99:00",
            "soon",
            "",
            "2026-11-2é",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ends_and_later_days() {
        let zone = time_zone("Europe/Berlin").unwrap();
        let at = |text| Moment::parse(text, &zone).unwrap();
        // The clocks change on 29 March and on 25 October 2026.
        for (text, end) in [
            ("2026-03-29", "2026-03-30T00:00:00+02:00"),
            ("2026-10-25", "2026-10-26T00:00:00+01:00"),
            ("2026-12-31", "2027-01-01T00:00:00+01:00"),
            ("2026-03-29T18:00", "2026-03-29T18:00:00+02:00"),
        ] {
            assert_eq!(at(text).end(&zone).rfc3339(), end, "{text}");
        }
        for (text, span, later) in [
            ("2026-03-01", "1 month", "2026-04-01T00:00:00+02:00"),
            ("2026-01-31", "1 month", "2026-02-28T00:00:00+01:00"),
            ("2026-03-28", "2 days", "2026-03-30T00:00:00+02:00"),
        ] {
            assert_eq!(at(text).later(Span::parse(span).unwrap(), &zone).rfc3339(), later, "{text} {span}");
        }
        assert_eq!(at("2026-11-21T09:30").compact_utc(), "20261121T083000Z");
    }

    #[test]
    fn order_is_by_instant() {
        let at = |text| Moment::parse(text, &TimeZone::UTC).unwrap();
        assert!(at("2026-11-21T10:00:00+02:00") < at("2026-11-21T09:00:00Z"));
        assert_eq!(at("2026-11-21T09:00:00Z").rfc822(), "Sat, 21 Nov 2026 09:00:00 +0000");
        assert_eq!(at("2026-11-01").format("%-d %B %Y").as_deref(), Ok("1 November 2026"));
        assert!(at("2026-11-01").format("%!").is_err());
    }
}
