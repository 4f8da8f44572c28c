//! Owns looking for rare bytes in long texts.

/// Where the first byte is of which `is` holds. Written so that the search through what it does not hold
/// of is compiled to vector instructions.
#[inline]
pub fn position(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    let holds = |chunk: &[u8; 16]| chunk.iter().fold(false, |found, byte| found | is(*byte));
    let (chunks, rest) = bytes.as_chunks::<16>();
    let from = match (chunks.iter().position(holds), bytes.last_chunk()) {
        (Some(index), _) => index * 16,
        (None, Some(last)) if !holds(last) => return None,
        (None, _) => bytes.len() - rest.len(),
    };
    bytes[from..].iter().position(|byte| is(*byte)).map(|at| from + at)
}

/// Whether a text is surely one line as it stands: ASCII without control characters, without a space at
/// either end or two of them together.
pub fn is_plain_line(text: &[u8]) -> bool {
    let pairs = text.iter().zip(text.get(1..).unwrap_or_default());
    let odd = text.iter().fold(false, |odd, byte| odd | !(b' '..0x7f).contains(byte));
    let spaces = pairs.fold(false, |found, (one, next)| found | ((*one == b' ') & (*next == b' ')));
    !odd && !spaces && !text.starts_with(b" ") && !text.ends_with(b" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines() {
        for text in ["", "a", "A b, c."] {
            assert!(is_plain_line(text.as_bytes()), "{text:?}");
        }
        for text in [" a", "a ", "a  b", "a\tb", "a\nb", "é"] {
            assert!(!is_plain_line(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn positions() {
        for at in 0..70 {
            let mut bytes = vec![b'a'; 70];
            bytes[at] = b'x';
            assert_eq!(position(&bytes, |byte| byte == b'x'), Some(at));
        }
        assert_eq!(position(b"", |_| true), None);
        assert_eq!(position(&[b'a'; 40], |byte| byte == b'x'), None);
    }
}
