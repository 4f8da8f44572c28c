//! Owns what a translation says about the original that it was made from.

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::fields::Reader;
use crate::moment::Moment;

/// The front-matter keys `translated` and `translated_from`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Translated {
    /// When the original was as it is here.
    pub date: Option<Moment>,
    /// The beginning of the digest of the original's file.
    pub from: Option<String>,
}

/// How many digits of a digest are enough.
const LEAST: usize = 8;

/// Reads both; `None` if neither is there.
pub(super) fn read(reader: &mut Reader<'_>, settings: &Settings) -> Option<Box<Translated>> {
    let date = reader.moment("translated", &settings.time_zone);
    let from = reader.string("translated_from").map(|digest| digest.to_lowercase());
    if let Some(digest) = &from
        && (digest.len() < LEAST || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        let help = "copy it from what `tearsheet translations` prints, in quotes".to_owned();
        let message = format!("`{digest}` is not the digest of a text");
        reader.problem("translated_from", "translation/digest", message, Some(help));
    }
    (date.is_some() || from.is_some()).then(|| Box::new(Translated { date, from }))
}
