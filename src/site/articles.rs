//! Owns the list of a site's articles. In a site that was recalled for the sake of a few pages only those
//! are there that these pages show.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Article, ArticleId, looks};

/// All articles, by content path. Whoever goes through them has looked at all.
#[derive(Debug, Default)]
pub struct Articles {
    list: Vec<Arc<Article>>,
    /// Which of them are there; none if all are. Another one stands in the place of each that is not.
    there: Option<Vec<bool>>,
    /// Whether anybody has asked for one that is not there.
    missed: AtomicBool,
}

impl Articles {
    /// Some of `count`. `None` without any.
    pub fn some(count: usize, articles: Vec<Arc<Article>>) -> Option<Self> {
        let mut list = vec![articles.first()?.clone(); count];
        let mut there = vec![false; count];
        for article in articles {
            let at = article.id.0 as usize;
            *there.get_mut(at)? = true;
            list[at] = article;
        }
        Some(Self { list, there: Some(there), missed: AtomicBool::new(false) })
    }

    /// How many there are, be they there or not.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// An article by its name. Of one that is not there another is given: what comes of it is of no use,
    /// and [`were_missed`](Self::were_missed) says so.
    pub(super) fn get(&self, id: ArticleId) -> &Article {
        &self.list[self.look(id)]
    }

    /// Its place in what was made of every article beforehand: whoever shows that has looked at the article.
    pub fn look(&self, id: ArticleId) -> usize {
        looks::note(id);
        if !self.has(id) {
            self.missed.store(true, Ordering::Relaxed);
        }
        id.0 as usize
    }

    fn has(&self, id: ArticleId) -> bool {
        self.there.as_ref().is_none_or(|there| there[id.0 as usize])
    }

    /// Puts another article into the place of one.
    pub fn put(&mut self, article: Article) {
        let at = article.id.0 as usize;
        self.list[at] = Arc::new(article);
    }

    /// An article while the site is being linked.
    pub(super) fn get_mut(&mut self, id: ArticleId) -> &mut Article {
        Arc::make_mut(&mut self.list[id.0 as usize])
    }

    /// Whether anybody has asked for articles that are not there.
    pub fn were_missed(&self) -> bool {
        self.missed.load(Ordering::Relaxed)
    }

    /// Those that are there, for somebody who has no business with the others.
    pub fn there(&self) -> impl Iterator<Item = &Arc<Article>> {
        let there = |at: usize| self.there.as_ref().is_none_or(|there| there[at]);
        self.list.iter().enumerate().filter(move |(at, _)| there(*at)).map(|(_, article)| article)
    }
}

impl From<Vec<Arc<Article>>> for Articles {
    fn from(list: Vec<Arc<Article>>) -> Self {
        Self { list, ..Self::default() }
    }
}

impl Deref for Articles {
    type Target = [Arc<Article>];

    fn deref(&self) -> &[Arc<Article>] {
        looks::note_all();
        if self.there.is_some() {
            self.missed.store(true, Ordering::Relaxed);
        }
        &self.list
    }
}

impl DerefMut for Articles {
    fn deref_mut(&mut self) -> &mut [Arc<Article>] {
        &mut self.list
    }
}

impl Clone for Articles {
    fn clone(&self) -> Self {
        let missed = AtomicBool::new(self.were_missed());
        Self { list: self.list.clone(), there: self.there.clone(), missed }
    }
}
