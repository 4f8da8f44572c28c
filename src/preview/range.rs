//! Owns byte ranges of requests (RFC 9110, section 14), which players of media ask for.

use std::ops::Range;

/// What a `Range` header asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Everything: there is no header, or one that may be passed over.
    All,
    /// These bytes.
    Part(Range<u64>),
    /// Nothing that is there.
    Unsatisfiable,
}

/// Reads a `Range` header for something of `length` bytes. Several ranges at once, which nobody
/// needs for a preview, give everything, as the RFC allows.
pub(super) fn read(header: Option<&str>, length: u64) -> Wanted {
    let ranges = header.and_then(|header| header.trim().strip_prefix("bytes="));
    let Some((first, last)) = ranges.and_then(|range| range.trim().split_once('-')) else {
        return Wanted::All;
    };
    let number = |text: &str| match text.trim() {
        "" => Some(None),
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(Some(text.parse::<u64>().unwrap_or(u64::MAX)))
        }
        _ => None,
    };
    let (start, end) = match (number(first), number(last)) {
        (Some(Some(first)), Some(Some(last))) if first > last => return Wanted::All,
        (Some(Some(first)), Some(last)) => {
            (first, last.map_or(length, |last| last.saturating_add(1).min(length)))
        }
        (Some(None), Some(Some(last))) => (length.saturating_sub(last), length),
        _ => return Wanted::All,
    };
    if start < end { Wanted::Part(start..end) } else { Wanted::Unsatisfiable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (header, wanted) in [
            ("bytes=0-3", Wanted::Part(0..4)),
            ("bytes=4-", Wanted::Part(4..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-99", Wanted::Part(0..10)),
            ("bytes=8-99", Wanted::Part(8..10)),
            ("bytes=10-", Wanted::Unsatisfiable),
            ("bytes=-0", Wanted::Unsatisfiable),
            ("bytes=99999999999999999999-", Wanted::Unsatisfiable),
            ("bytes=5-2", Wanted::All),
            ("bytes=0-1,3-4", Wanted::All),
            ("bytes=a-b", Wanted::All),
            ("bytes=-", Wanted::All),
            ("items=0-1", Wanted::All),
        ] {
            assert_eq!(read(Some(header), 10), wanted, "{header}");
        }
        assert_eq!(read(None, 10), Wanted::All);
        assert_eq!(read(Some("bytes=0-"), 0), Wanted::Unsatisfiable);
    }
}
