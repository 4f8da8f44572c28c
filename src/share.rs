//! Owns how much of a parallel job a thread takes at a time: while it is at it nobody can take that over, and
//! at the end of the job all others wait. Less would be more to hand out.

/// Documents that are read.
pub const DOCUMENTS: usize = 4;

/// Pages that are made.
pub const PAGES: usize = 8;

/// Articles of which some small thing is made.
pub const ARTICLES: usize = 64;
