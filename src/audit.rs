//! Owns the proof of what was disclosed: which disclaimer stood on which page, in which wording, why,
//! and what was left out. It is made from the plan and holds only if a fresh reading of what was
//! written says the same.

mod against;
mod dom;
mod inspect;
mod lines;
mod page;
mod reread;
mod rows;
mod table;

pub use against::compare;
pub use dom::text_of;
pub use inspect::{Inspected, Stands, Wordings, carries_articles, inspect};
pub use lines::lines;
pub use page::page;
pub use rows::{ArticleRow, Audit, ChangeRow, DueRow, Header, LeftOutRow, PolicyRow, ShownRow, gather};
pub use table::table;
