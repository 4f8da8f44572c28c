//! Owns telling which articles have been given another address by an edit.

use std::collections::BTreeMap;

use crate::digest::Digest;
use crate::route::Route;
use crate::site::{Article, Site};

/// Old and new address of every article that has moved: the same file at another address, or the same
/// text in another file. If just one article went and just one came, they are taken for one.
pub(super) fn moves(before: &Site, after: &Site) -> Vec<(Route, Route)> {
    let mut moved = Vec::new();
    let (mut gone, mut come): (Vec<&Article>, Vec<&Article>) = (Vec::new(), Vec::new());
    let (mut old, mut new) = (before.articles.iter().peekable(), after.articles.iter().peekable());
    loop {
        match (old.peek(), new.peek()) {
            (Some(a), Some(b)) if a.path == b.path => {
                if a.route != b.route {
                    moved.push((a.route.clone(), b.route.clone()));
                }
                old.next();
                new.next();
            }
            (Some(a), Some(b)) if a.path < b.path => gone.extend(old.next().map(|article| &**article)),
            (_, Some(_)) => come.extend(new.next().map(|article| &**article)),
            (Some(_), None) => gone.extend(old.next().map(|article| &**article)),
            (None, None) => break,
        }
    }
    if let ([from], [to]) = (&gone[..], &come[..]) {
        moved.push((from.route.clone(), to.route.clone()));
        return moved;
    }
    let by_key: BTreeMap<Digest, &Article> =
        come.iter().map(|article| (article.document.key, *article)).collect();
    moved.extend(
        gone.iter().filter_map(|from| {
            by_key.get(&from.document.key).map(|to| (from.route.clone(), to.route.clone()))
        }),
    );
    moved
}
