//! Owns how numbers are written in a language, and which plural form they call for.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;
use icu_plurals::{PluralCategory, PluralRules};

use super::tag::locale;

/// Numbers below this have their plural forms written down.
const KNOWN: usize = 200;

/// The numbers of a language.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    tag: String,
    digits: Vec<String>,
    forms: Vec<&'static str>,
}

impl Numbers {
    pub(super) fn of(tag: &str) -> Self {
        let mut numbers = Self { tag: tag.to_owned(), digits: Vec::new(), forms: Vec::new() };
        numbers.digits =
            (0..10).map(|digit| numbers.format(&Decimal::from(digit), GroupingStrategy::Auto)).collect();
        let rules = rules(tag);
        let form = |number| rules.as_ref().map_or("other", |rules| name(rules.category_for(number)));
        numbers.forms = (0..KNOWN).map(form).collect();
        numbers
    }

    /// The plural form of a number.
    pub(super) fn form(&self, number: usize) -> &'static str {
        let asked = || rules(&self.tag).map_or("other", |rules| name(rules.category_for(number)));
        self.forms.get(number).copied().unwrap_or_else(asked)
    }

    /// A whole number.
    pub(super) fn whole(&self, number: usize) -> String {
        match number {
            0..1000 => self.digits(&number.to_string()),
            _ => self.format(&Decimal::from(number), GroupingStrategy::Auto),
        }
    }

    /// A number as a computer writes it. What may be a year is not parted into thousands.
    pub(super) fn decimal(&self, number: &str) -> String {
        let decimal = Decimal::try_from_str(number);
        let format = |decimal| self.format(&decimal, GroupingStrategy::Min2);
        decimal.map_or_else(|_| number.to_owned(), format)
    }

    /// The digits of a number as they are, without anything between thousands.
    pub(super) fn digits(&self, number: &str) -> String {
        let digit = |c: char| c.to_digit(10).and_then(|digit| self.digits.get(digit as usize));
        let mut out = String::with_capacity(number.len());
        for c in number.chars() {
            match digit(c) {
                Some(digit) => out.push_str(digit),
                None => out.push(c),
            }
        }
        out
    }

    /// Formatters cannot be shared by threads; making one is a look-up in tables of the program.
    fn format(&self, number: &Decimal, grouping: GroupingStrategy) -> String {
        let formatter = DecimalFormatter::try_new(locale(&self.tag).into(), grouping.into());
        formatter.map_or_else(|_| number.to_string(), |formatter| formatter.format(number).to_string())
    }
}

fn rules(tag: &str) -> Option<PluralRules> {
    PluralRules::try_new_cardinal(locale(tag).into()).ok()
}

/// The plural forms that a language has.
pub(super) fn forms(tag: &str) -> Vec<&'static str> {
    rules(tag).map_or_else(|| vec!["other"], |rules| rules.categories().map(name).collect())
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
