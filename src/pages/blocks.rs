//! Owns the texts of disclaimers and calls to action as pages take them in: links filled, made once
//! for the whole site.

use std::cell::Cell;

use super::content::{Filler, Urls};
use crate::config::Config;
use crate::digest::{Digest, Hasher};
use crate::language::Language;
use crate::markup::body::escape;
use crate::policy::{Frame, Shown, Text, Texts};
use crate::site::Site;

/// All texts, in the order of [`Texts`].
#[derive(Clone, Debug, Default)]
pub struct Blocks(Vec<Block>);

/// A text that is put into articles.
#[derive(Clone, Debug)]
pub struct Block {
    local: String,
    absolute: String,
    markdown: String,
    /// The attributes of a button's address.
    button: Option<[String; 2]>,
    /// Names all of it.
    pub digest: Digest,
}

impl Blocks {
    /// Fills all texts.
    pub fn new(config: &Config, language: &Language, site: &Site, texts: &Texts) -> Self {
        let one = |(index, text): (usize, &Text)| {
            let filler = |urls| Filler {
                config,
                language,
                references: &texts.notices[index].references,
                resolved: &site.notices[language.id.index()][index],
                urls,
                own: false,
                pictures: None,
                last: Cell::default(),
            };
            let [local, absolute] = [Urls::Local, Urls::Absolute].map(|urls| filler(urls).plain(&text.body));
            let markdown = text.markdown.as_ref().map(|body| filler(Urls::Absolute).markdown(body));
            let markdown = markdown.unwrap_or_default();
            let button = text.button.as_ref().map(|target| {
                [Urls::Local, Urls::Absolute].map(|urls| button(&filler(urls), target, config))
            });
            let mut hasher = Hasher::new();
            hasher.part(&local).part(&absolute).part(&text.hash);
            for attributes in button.iter().flatten() {
                hasher.part(attributes);
            }
            Block { local, absolute, markdown, button, digest: hasher.finish() }
        };
        Self(texts.texts.iter().enumerate().map(one).collect())
    }

    /// A text by its index.
    pub fn get(&self, index: usize) -> &Block {
        &self.0[index]
    }
}

impl Block {
    /// The text as HTML.
    pub fn html(&self, urls: Urls) -> &str {
        match urls {
            Urls::Local => &self.local,
            Urls::Absolute => &self.absolute,
        }
    }

    /// The text as Markdown, URLs in full; empty if the site has no mirror.
    pub fn markdown(&self) -> &str {
        &self.markdown
    }

    /// The attributes of the button's address, if there is a button.
    pub fn button(&self, urls: Urls) -> Option<&str> {
        let [local, absolute] = self.button.as_ref()?;
        Some(if urls == Urls::Local { local } else { absolute })
    }
}

/// What stands around the text of a disclaimer in its place; `None` without a text.
pub fn frame<'a>(
    config: &'a Config,
    texts: &'a Texts,
    shown: &Shown,
    again: bool,
) -> Option<(Frame<'a>, usize)> {
    let index = texts.of_version(shown.disclaimer, shown.version)?;
    let disclaimer = &config.disclaimers[shown.disclaimer];
    let text = &texts.texts[index];
    let frame = Frame {
        disclaimer,
        version: &disclaimer.versions[shown.version],
        hash: &text.hash,
        language: text.language.as_deref(),
        placement: shown.placement,
        again,
    };
    Some((frame, index))
}

fn button(filler: &Filler<'_>, target: &Result<u32, String>, config: &Config) -> String {
    match target {
        Ok(index) => {
            let mut url = String::new();
            filler.reference(*index, &mut url);
            format!(" href=\"{url}\"")
        }
        Err(url) => {
            let host =
                url.split("://").nth(1).unwrap_or_default().split(['/', '?', '#']).next().unwrap_or_default();
            let (rel, target) = config.links.of(url, &host.to_lowercase());
            let mut attributes = format!(" href=\"{}\"", escape(url));
            if !rel.is_empty() {
                attributes.push_str(&format!(" rel=\"{}\"", escape(&rel.join(" "))));
            }
            if let Some(target) = target {
                attributes.push_str(&format!(" target=\"{}\"", escape(target)));
            }
            attributes
        }
    }
}
