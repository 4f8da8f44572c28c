//! Tearsheet, a static site generator for research articles: a one-way pipeline from Markdown
//! with front matter to a folder that any static host can serve. ARCHITECTURE.md tells the stages.

pub mod assets;
pub mod audit;
pub mod build;
pub mod cache;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod digest;
pub mod document;
pub mod fields;
pub mod images;
pub mod language;
pub mod markup;
pub mod media;
pub mod moment;
pub mod output;
pub mod packed;
pub mod pages;
pub mod policy;
pub mod preview;
pub mod publish;
pub mod quantity;
pub mod render;
pub mod report;
pub mod route;
pub mod scan;
pub mod search;
pub mod share;
pub mod site;
pub mod social;
pub mod source;
pub mod sources;
pub mod theme;
pub mod translations;
pub mod words;
