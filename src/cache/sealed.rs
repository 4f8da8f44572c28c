//! Owns small files of the cache that are read and written whole: sealed, so that one that is damaged
//! or of another program is none.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::digest::{Digest, Hasher};

/// What [`save`] has written; `None` if it is not there, damaged or of another program.
pub(super) fn load<T: DeserializeOwned>(path: &Path, program: Digest) -> Option<T> {
    let bytes = fs::read(path).ok()?;
    let (seal, rest) = bytes.split_at_checked(16)?;
    if seal != Hasher::new().digest(program).part(rest).finish().bytes() {
        return None;
    }
    postcard::from_bytes(rest).ok()
}

/// Writes a file, at once or not at all. If that fails, the next build is slower.
pub(super) fn save<T: Serialize>(value: &T, folder: &Path, name: &str, program: Digest) {
    let Ok(bytes) = postcard::to_stdvec(value) else { return };
    let seal = Hasher::new().digest(program).part(&bytes).finish();
    let Ok(mut file) = tempfile::Builder::new().prefix(".tmp").tempfile_in(folder) else { return };
    if file.write_all(&seal.bytes()).and_then(|()| file.write_all(&bytes)).is_ok() {
        let _ = file.persist(folder.join(name));
    }
}
