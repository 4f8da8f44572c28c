//! Owns amounts as authors write them: spans of time (`20 minutes`, `6 months`) and sums of money
//! (`$298M`, `1,200 EUR`). Knows nothing of the fields that hold them.

use serde::{Deserialize, Serialize};

/// A span of time: so many of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

const UNITS: [(&str, &str, Unit); 6] = [
    ("minute", "min", Unit::Minute),
    ("hour", "h", Unit::Hour),
    ("day", "d", Unit::Day),
    ("week", "w", Unit::Week),
    ("month", "months", Unit::Month),
    ("year", "y", Unit::Year),
];

/// More than anybody means; keeps dates within what calendars hold.
const MOST: u32 = 10_000;

impl Span {
    /// Takes `20 minutes`, `1 hour`, `90 days`, `2 weeks`, `6 months`, `1 year`, also without the
    /// space and with `min`, `h`, `d`, `w`, `y`. The error says what is wrong, as the end of a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (count, unit) = (&text[..digits], text[digits..].trim());
        let count = count.parse().ok().filter(|count| (1..=MOST).contains(count));
        let count = count.ok_or_else(|| format!("it does not begin with a number from 1 to {MOST}"))?;
        let known = UNITS
            .iter()
            .find(|(name, short, _)| unit == *name || unit == *short || unit.strip_suffix('s') == Some(name));
        let (_, _, unit) = known.ok_or_else(|| {
            if unit.is_empty() { "it has no unit".to_owned() } else { format!("`{unit}` is no unit of time") }
        })?;
        Ok(Self { count, unit: *unit })
    }

    /// Whole days and months in it; hours and minutes count for nothing.
    pub fn days_and_months(self) -> (i64, i64) {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Minute | Unit::Hour => (0, 0),
            Unit::Day => (count, 0),
            Unit::Week => (7 * count, 0),
            Unit::Month => (0, count),
            Unit::Year => (0, 12 * count),
        }
    }

    /// About how long it is, in minutes: for sorting.
    pub fn minutes(self) -> u64 {
        let unit = match self.unit {
            Unit::Minute => 1,
            Unit::Hour => 60,
            Unit::Day => 24 * 60,
            Unit::Week => 7 * 24 * 60,
            Unit::Month => 30 * 24 * 60,
            Unit::Year => 365 * 24 * 60,
        };
        u64::from(self.count) * unit
    }

    /// As ISO 8601 has it: `PT20M`, `P6M`.
    pub fn iso(self) -> String {
        let (lead, letter) = match self.unit {
            Unit::Minute => ("PT", 'M'),
            Unit::Hour => ("PT", 'H'),
            Unit::Day => ("P", 'D'),
            Unit::Week => ("P", 'W'),
            Unit::Month => ("P", 'M'),
            Unit::Year => ("P", 'Y'),
        };
        format!("{lead}{}{letter}", self.count)
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = UNITS.iter().find(|(_, _, unit)| *unit == self.unit).map_or("", |(name, _, _)| *name);
        write!(f, "{} {name}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}

/// A sum of money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Money {
    /// How much.
    pub amount: f64,
    /// Its currency (ISO 4217), or the ticker of a token.
    pub currency: String,
}

const SYMBOLS: [(char, &str); 4] = [('$', "USD"), ('€', "EUR"), ('£', "GBP"), ('¥', "JPY")];

impl Money {
    /// Takes `$0`, `$298M`, `€1,200.50`, `20 USD`, `1.5bn EUR`, and `+` at the end for "or more". The
    /// error says what is wrong, as the end of a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_end_matches('+').trim();
        let no_currency = || "it names no currency".to_owned();
        let symbol = SYMBOLS.iter().find(|(symbol, _)| text.starts_with(*symbol));
        let (number, currency) = match symbol {
            Some((symbol, currency)) => (&text[symbol.len_utf8()..], (*currency).to_owned()),
            None => {
                let (number, currency) = text.rsplit_once(' ').ok_or_else(no_currency)?;
                let is_code = (2..=8).contains(&currency.len())
                    && currency.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
                (number.trim_end_matches('+'), is_code.then(|| currency.to_owned()).ok_or_else(no_currency)?)
            }
        };
        let number = number.trim().to_lowercase();
        let scales = [("bn", 1e9), ("b", 1e9), ("m", 1e6), ("k", 1e3)];
        let (digits, scale) = scales
            .iter()
            .find_map(|(suffix, scale)| Some((number.strip_suffix(suffix)?.trim_end(), *scale)))
            .unwrap_or((&number, 1.0));
        let amount = plain_number(digits).ok_or_else(|| format!("`{number}` is not a number"))?;
        Ok(Self { amount: amount * scale, currency })
    }
}

/// Digits with commas between thousands and a point before a fraction.
fn plain_number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || (groups[1..].iter().all(|group| group.len() == 3) && (1..=3).contains(&groups[0].len()));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = grouped && groups.iter().all(|group| digits(group)) && digits(fraction);
    sound.then(|| format!("{}.{fraction}", groups.concat()).parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        for (text, expected) in [
            ("20 minutes", "20 minutes PT20M"),
            ("1 hour", "1 hour PT1H"),
            ("90d", "90 days P90D"),
            ("2 weeks", "2 weeks P2W"),
            (" 6 Months ", "6 months P6M"),
            ("1y", "1 year P1Y"),
        ] {
            let span = Span::parse(text).unwrap();
            assert_eq!(format!("{span} {}", span.iso()), expected, "{text}");
        }
        for text in ["", "soon", "6", "6 moons", "0 days", "99999 years", "1.5 h", "-1 day"] {
            assert!(Span::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn money() {
        for (text, amount, currency) in [
            ("$0", 0.0, "USD"),
            ("$298M", 298e6, "USD"),
            ("€1,200.50", 1200.5, "EUR"),
            ("$100M+", 100e6, "USD"),
            ("20 USD", 20.0, "USD"),
            ("1.5bn EUR", 1.5e9, "EUR"),
            ("1,000 MERE", 1000.0, "MERE"),
        ] {
            let expected = Money { amount, currency: currency.to_owned() };
            assert_eq!(Money::parse(text), Ok(expected), "{text}");
        }
        for text in ["", "free", "20", "$", "$1,20", "USD 20", "20 dollars", "$1.2.3", "$-5"] {
            assert!(Money::parse(text).is_err(), "{text}");
        }
    }
}
