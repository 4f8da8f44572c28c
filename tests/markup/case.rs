//! Owns the format of the case files: fenced blocks in Markdown. A block `markdown` begins a case, the
//! blocks up to the next one hold what is expected of it.

use std::fmt::Write;

use tearsheet::config;
use tearsheet::markup::{FaqSetting, Options, Settings};

use crate::outcome::{Outcome, without_remarks};

/// The text of a file of cases as it should be, every expectation what came out.
pub(crate) fn renewed(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut current: Option<Outcome> = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let (fence, info) = line.split_at(ticks);
        let content: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        let content: String = content.into_iter().flat_map(|line| [line, "\n"]).collect();
        let (kind, words) = info.split_once(' ').unwrap_or((info, ""));
        let renewed = if kind == "markdown" {
            let (settings, options) = settings(words)?;
            let outcome = Outcome::of(&without_remarks(&content), &settings, &options);
            let renewed = outcome.source_with_remarks();
            current = Some(outcome);
            renewed
        } else {
            let outcome = current.as_ref().ok_or_else(|| format!("`{kind}` stands before any case"))?;
            outcome.face(kind).ok_or_else(|| format!("there is no kind of block `{kind}`"))?
        };
        if renewed.lines().any(|line| line == fence) {
            return Err(format!("the fence of a block is too short for what is in it:\n{renewed}"));
        }
        out.push_str(&renewed);
        let _ = writeln!(out, "{fence}");
    }
    Ok(out)
}

/// The settings that the words after `markdown` call for.
fn settings(words: &str) -> Result<(Settings, Options), String> {
    let mut settings = default_settings();
    let mut options = Options::default();
    for word in words.split_whitespace() {
        match word {
            "raw_html=escape" => settings.markdown.raw_html = config::RawHtml::Escape,
            "raw_html=sanitize" => settings.markdown.raw_html = config::RawHtml::Sanitize,
            "smart_punctuation" => settings.markdown.smart_punctuation = true,
            "autolink=off" => settings.markdown.autolink = false,
            "line_numbers" => settings.code.line_numbers = true,
            "faq=disclosure" => settings.faq = config::FaqFace::Disclosure,
            "faq=off" => options.faq = FaqSetting::Refuse,
            _ => return Err(format!("there is no setting `{word}`")),
        }
    }
    Ok((settings, options))
}

/// The settings of a case that names none.
pub(crate) fn default_settings() -> Settings {
    let partner = config::LinkRule {
        hosts: vec!["*.partner.example".to_owned()],
        urls: Vec::new(),
        sponsorship: None,
        rel: Some(vec!["sponsored".to_owned(), "noopener".to_owned()]),
        target: Some("_blank".to_owned()),
    };
    Settings {
        markdown: config::Markdown {
            raw_html: config::RawHtml::Allow,
            autolink: true,
            smart_punctuation: false,
        },
        links: config::Links { rel: vec!["noopener".to_owned()], target: None, rules: vec![partner] },
        code: config::Code { line_numbers: false },
        faq: config::FaqFace::Headings,
        base_url: "https://site.example".to_owned(),
        mirror: false,
    }
}
