//! Owns SHA-256, for hashes that people compare with those of other programs.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of bytes, as 64 hexadecimal digits in lower case.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn of_nothing() {
        let known = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(super::sha256(""), known);
    }
}
