//! Owns content hashes: what names a value by its bytes. Knows nothing of what is hashed.

mod serializer;
mod sha256;

use std::fmt;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

pub use sha256::sha256;

/// A 128-bit XXH3 hash. It tells different contents apart; it is no defence against forgery.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest(u128);

impl Digest {
    /// The digest of one run of bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes.as_ref()))
    }

    /// The digest of any value's serialised form. A value that refuses to be serialised counts by its
    /// reason, which no other value gives.
    pub fn of_value<T: Serialize + ?Sized>(value: &T) -> Self {
        let mut bytes = Vec::with_capacity(4096);
        match value.serialize(serializer::Writing(&mut bytes)) {
            Ok(()) => Self::of(bytes),
            Err(refused) => Self::of(refused.to_string()),
        }
    }

    /// The sixteen bytes, big-endian.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// Adds what [`Display`](fmt::Display) writes to a text.
    pub fn push_to(self, text: &mut String) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 32];
        for (at, byte) in self.bytes().into_iter().enumerate() {
            digits[2 * at] = HEX[usize::from(byte >> 4)];
            digits[2 * at + 1] = HEX[usize::from(byte & 15)];
        }
        text.push_str(str::from_utf8(&digits).unwrap_or_default());
    }

    /// Reads what [`Display`](fmt::Display) wrote: 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 32 {
            return None;
        }
        let mut value = 0;
        for byte in text.bytes() {
            value = value << 4 | u128::from(char::from(byte).to_digit(16)?);
        }
        Some(Self(value))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// Builds a [`Digest`] from parts. Every part is framed by its length, so that
/// `("ab", "c")` and `("a", "bc")` differ.
#[derive(Clone, Default)]
pub struct Hasher(Xxh3);

impl Hasher {
    /// An empty hasher.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one part.
    pub fn part(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        let bytes = bytes.as_ref();
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds the digest of something hashed elsewhere.
    pub fn digest(&mut self, digest: Digest) -> &mut Self {
        self.0.update(&digest.bytes());
        self
    }

    /// Adds any value by its serialised form.
    pub fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> &mut Self {
        self.digest(Digest::of_value(value))
    }

    /// The digest of all parts so far.
    pub fn finish(&self) -> Digest {
        Digest(self.0.digest128())
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

impl std::io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_framed() {
        let of = |a: &str, b: &str| Hasher::new().part(a).part(b).finish();
        assert_ne!(of("ab", "c"), of("a", "bc"));
        assert_eq!(of("a", "b"), of("a", "b"));
    }

    #[test]
    fn values_that_differ_hash_differently() {
        let of = |value: &serde_json::Value| Hasher::new().value(value).finish();
        let values = [
            serde_json::json!(["a", "b"]),
            serde_json::json!(["ab"]),
            serde_json::json!([["a"], "b"]),
            serde_json::json!({"a": "b"}),
            serde_json::json!({"a": null}),
            serde_json::json!(null),
            serde_json::json!([]),
            serde_json::json!(""),
        ];
        for (at, value) in values.iter().enumerate() {
            assert_eq!(values.iter().position(|other| of(other) == of(value)), Some(at), "{value}");
        }
    }

    #[test]
    fn text_form_reads_back() {
        let digest = Digest::of("tearsheet");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        let mut pushed = String::new();
        digest.push_to(&mut pushed);
        assert_eq!(pushed, digest.to_string());
        for wrong in ["zz", &pushed[1..], &pushed.replace('9', "g"), &pushed.replacen(|_| true, "+", 1)] {
            assert_eq!(Digest::parse(wrong), None, "{wrong}");
        }
    }
}
