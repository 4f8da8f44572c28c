//! Owns knowing which articles somebody has looked at while making something: whatever they say, it can
//! have come from these only. Where work for different things is done in turns by one thread, each is
//! told of its own looks.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use super::ArticleId;

/// Who has looked at more articles than this is taken to have looked at all.
const MANY: usize = 4096;

/// Articles that somebody has looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Looks {
    /// No more than these, each once, in order.
    At(Vec<ArticleId>),
    /// All, or so many that it comes to the same.
    #[default]
    AtAll,
}

thread_local! {
    /// What whoever is at work on this thread has looked at so far; none if nobody wants to know.
    static LOOKS: RefCell<Option<Looks>> = const { RefCell::new(None) };
}

/// Does something and tells which articles were looked at meanwhile, on this thread.
pub fn watch<T>(doing: impl FnOnce() -> T) -> (T, Looks) {
    let before = LOOKS.replace(Some(Looks::At(Vec::new())));
    let done = doing();
    let mut looks = LOOKS.replace(before).unwrap_or_default();
    looks.tidy();
    if let Looks::At(ids) = &mut looks {
        ids.shrink_to_fit();
    }
    (done, looks)
}

pub(super) fn note(id: ArticleId) {
    LOOKS.with_borrow_mut(|looks| {
        let Some(Looks::At(ids)) = looks else { return };
        if ids.last() == Some(&id) {
            return;
        }
        ids.push(id);
        if ids.len() > 2 * MANY {
            looks.iter_mut().for_each(Looks::tidy);
        }
    });
}

pub(super) fn note_all() {
    LOOKS.with_borrow_mut(|looks| {
        if let Some(looks) = looks {
            *looks = Looks::AtAll;
        }
    });
}

impl Looks {
    /// Whether this article may have been looked at.
    pub fn may_be_at(&self, id: ArticleId) -> bool {
        match self {
            Self::At(ids) => ids.binary_search(&id).is_ok(),
            Self::AtAll => true,
        }
    }

    /// The articles that were looked at, as far as they are known one by one.
    pub fn at(&self) -> &[ArticleId] {
        match self {
            Self::At(ids) => ids,
            Self::AtAll => &[],
        }
    }

    /// Leaves each article once.
    fn tidy(&mut self) {
        let Self::At(ids) = self else { return };
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > MANY {
            *self = Self::AtAll;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_told_of_its_own_looks() {
        let [one, two, three] = [1, 2, 3].map(ArticleId);
        let (inner, outer) = watch(|| {
            [two, one, two].into_iter().for_each(note);
            let ((), inner) = watch(|| note(three));
            note(one);
            inner
        });
        assert_eq!((inner, outer), (Looks::At(vec![three]), Looks::At(vec![one, two])));
        let ((), many) = watch(|| (0..3 * 4096).map(ArticleId).for_each(note));
        assert_eq!(many, Looks::AtAll);
        let ((), all) = watch(|| {
            note(one);
            note_all();
            note(two);
        });
        assert_eq!(all, Looks::AtAll);
    }
}
