//! Owns remembering what was highlighted: a listing that stands in many articles, or again in the next build
//! of a preview, is read once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::interpret;
use super::runs::Run;
use crate::digest::{Digest, Hasher};

/// So many runs are remembered, 8 bytes each: about ten thousand listings. Then it begins anew.
const MOST: usize = 1_000_000;

#[derive(Default)]
struct Memo {
    known: HashMap<Digest, Arc<[Run]>>,
    /// Runs in it.
    size: usize,
}

/// The runs of `text` by the grammar of this index; none if it cannot be read in good time.
pub(super) fn runs(grammar: usize, text: &str) -> Arc<[Run]> {
    static MEMO: LazyLock<Mutex<Memo>> = LazyLock::new(Mutex::default);
    let key = Hasher::new().value(&grammar).part(text).finish();
    let memo = || MEMO.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runs) = memo().known.get(&key) {
        return Arc::clone(runs);
    }
    let runs: Arc<[Run]> = interpret::runs(grammar, text).unwrap_or_default().into();
    let mut memo = memo();
    if memo.size + runs.len() > MOST {
        *memo = Memo::default();
    }
    memo.size += runs.len();
    memo.known.insert(key, Arc::clone(&runs));
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_read_once() {
        let text = "fn one_text_is_read_once() {}\n";
        assert!(Arc::ptr_eq(&runs(3, text), &runs(3, text)));
        assert!(!Arc::ptr_eq(&runs(3, text), &runs(4, text)));
    }
}
