//! Owns the view of an article in lists.
