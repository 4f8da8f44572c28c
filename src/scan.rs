//! Owns looking for rare bytes in long texts.

/// Where the first byte is of which `is` holds. Written so that the search through what it does not hold
/// of is compiled to vector instructions.
pub fn position(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    let (chunks, rest) = bytes.as_chunks::<16>();
    let chunk = chunks.iter().position(|chunk| chunk.iter().fold(false, |found, byte| found | is(*byte)));
    let from = chunk.map_or(bytes.len() - rest.len(), |index| index * 16);
    bytes[from..].iter().position(|byte| is(*byte)).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

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
