//! Owns parts of views that stand on many pages: made once, and from then on handed to templates
//! without being made again, and to fingerprints as a digest.

use std::marker::PhantomData;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use tera::value::Key;

use crate::digest::Digest;

/// A `T` that is made once and shown often. Templates see it as the `T` it was made of.
pub struct Shared<T> {
    value: tera::Value,
    digest: Digest,
    made_of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Shared<T> {
    /// Makes it of a view.
    pub fn new(view: &T) -> Self {
        let value = tera::Value::try_from_serializable(view).unwrap_or_else(|_| tera::Value::none());
        Self { value, digest: Digest::of_value(view), made_of: PhantomData }
    }
}

impl<T> Shared<T> {
    /// A view of its own that has some of the fields, and has them in common with this one.
    pub(super) fn part<U>(&self, names: &[&'static str]) -> Shared<U> {
        let part = Part(self.fields().filter(|(name, _)| names.contains(name)).collect());
        let value = tera::Value::try_from_serializable(&part).unwrap_or_else(|_| tera::Value::none());
        Shared { value, digest: Digest::of_value(&part), made_of: PhantomData }
    }

    /// What templates see of it, field by field; nothing if it has no fields.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'static str, &tera::Value)> {
        let named = |(key, value)| match key {
            &Key::Str(name) => Some((name, value)),
            _ => None,
        };
        self.value.as_map().into_iter().flatten().filter_map(named)
    }
}

/// Fields of a view.
struct Part<'a>(Vec<(&'static str, &'a tera::Value)>);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Part", self.0.len())?;
        self.0.iter().try_for_each(|(name, value)| out.serialize_field(name, value))?;
        out.end()
    }
}

/// As [`Shared`], and readable here too: for what is small and stands in many.
#[derive(Clone, Debug)]
pub struct Common<T> {
    view: Arc<T>,
    shared: Shared<T>,
}

impl<T: Serialize> From<T> for Common<T> {
    fn from(view: T) -> Self {
        Self { shared: Shared::new(&view), view: Arc::new(view) }
    }
}

impl<T> std::ops::Deref for Common<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.view
    }
}

impl<T> Serialize for Common<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.shared.serialize(serializer)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), digest: self.digest, made_of: PhantomData }
    }
}

impl<T> std::fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.value)
    }
}

impl<T> Serialize for Shared<T> {
    /// Whole for those who read it, as a digest for those who hash it: a template cannot see what the
    /// fingerprint has not.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.value.serialize(serializer)
        } else {
            self.digest.serialize(serializer)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct View {
        title: &'static str,
        words: u32,
        url: &'static str,
    }

    #[test]
    fn a_part_is_as_if_made_by_itself() {
        let part = |title, words| -> Shared<()> {
            Shared::new(&View { title, words, url: "/a/" }).part(&["url", "title"])
        };
        assert_eq!(
            serde_json::to_value(part("A", 7)).unwrap(),
            serde_json::json!({"title": "A", "url": "/a/"})
        );
        let digest = |title, words| Digest::of_value(&part(title, words));
        assert_eq!(digest("A", 7), digest("A", 8));
        assert_ne!(digest("A", 7), digest("B", 7));
    }

    #[test]
    fn whole_for_readers_and_short_for_hashes() {
        let views = [
            serde_json::json!({"title": "A", "tags": ["x"]}),
            serde_json::json!({"title": "B", "tags": ["x"]}),
        ];
        let shared: Vec<_> = views.iter().map(Shared::new).collect();
        assert_eq!(serde_json::to_value(&shared[0]).unwrap(), views[0]);
        let of = |value: &Shared<serde_json::Value>| Digest::of_value(value);
        assert_ne!(of(&shared[0]), of(&shared[1]));
        assert_eq!(of(&shared[0]), of(&shared[0].clone()));
    }
}
