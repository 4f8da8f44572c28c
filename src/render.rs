//! Owns templates: loading them, and making the bytes of a page out of a template and a [`View`].
//! A page is a function of these two: templates read no file, no clock and nothing of the site
//! that their view does not hold. What goes wrong is told with template, place and help.

mod card;
mod filters;
mod problems;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use card::{CARD, CardTemplate};
pub use filters::OWN as FILTERS;
use tera::{Context, ErrorKind, Tera, Value};

use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::{Digest, Hasher};
use crate::language::Language;
use crate::pages::view::{SiteView, View};
use crate::source::Source;

/// Templates that fit together, ready to be rendered.
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, Source>,
    digest: Digest,
}

impl Templates {
    /// Loads templates by the names by which they call each other (`components/card.html`); of two
    /// with one name the later counts. `site` is what they all see under that name, and under `ui` the
    /// words of the language.
    ///
    /// Nothing can be rendered if any of them is wrong: the value is then `None`.
    pub fn load(
        files: &[(String, Source)],
        site: &SiteView,
        language: &Arc<Language>,
    ) -> Diagnosed<Option<Self>> {
        let sources: BTreeMap<String, Source> = files.iter().cloned().collect();
        let mut tera = engine(site, language);
        let texts = sources.iter().map(|(name, source)| (name, &source.text));
        if let Err(error) = tera.add_raw_templates(texts) {
            let diagnostics = match error.kind() {
                ErrorKind::SyntaxError(_) => syntax_errors(&sources, site, language),
                _ => problems::of_loading(&error, &sources),
            };
            return Diagnosed::new(None, diagnostics);
        }
        let digest = Self::digest_of(files, site, language);
        Diagnosed::new(Some(Self { tera, sources, digest }), Vec::new())
    }

    /// The digest that templates loaded from these files have.
    pub fn digest_of(files: &[(String, Source)], site: &SiteView, language: &Language) -> Digest {
        let mut hasher = Hasher::new();
        for (name, source) in files {
            hasher.part(name).digest(source.digest);
        }
        hasher.value(site).digest(language.digest).finish()
    }

    /// Stands for every template and for what they all see.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Renders a page. `content`, in two parts of which the first may be empty, and `json_ld` are finished
    /// and are not escaped again; a template that uses one where there is none is in error.
    pub fn render(
        &self,
        name: &str,
        view: &View,
        content: Option<(&str, &str)>,
        json_ld: Option<&str>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let failed = |error: tera::Error| problems::of_rendering(&error, name, &self.sources);
        let mut context = Context::from_serialize(view).map_err(failed)?;
        let mut insert = |key: &'static str, html: &str| context.insert_value(key, Value::safe_string(html));
        if let Some((notices, text)) = content {
            insert("content", &[notices, text].concat());
            insert("notices", notices);
            insert("text", text);
        }
        if let Some(json_ld) = json_ld {
            insert("json_ld", json_ld);
        }
        // `render_to` would be compiled in this crate, slow in debug builds and so in tests.
        self.tera.render(name, &context).map(String::into_bytes).map_err(failed)
    }
}

/// Tera with our filters, which it must know before the first template.
fn engine(site: &SiteView, language: &Arc<Language>) -> Tera {
    let mut tera = Tera::new();
    filters::register(&mut tera, site, language);
    tera.global_context().insert("site", site);
    tera.global_context().insert("ui", language.ui());
    tera
}

/// The syntax errors of all templates: Tera stops at the first, so each is tried for itself.
fn syntax_errors(
    sources: &BTreeMap<String, Source>,
    site: &SiteView,
    language: &Arc<Language>,
) -> Vec<Diagnostic> {
    let wrong = sources.iter().filter_map(|(name, source)| {
        let error = engine(site, language).add_raw_template(name, &source.text).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then_some(error)
    });
    wrong.flat_map(|error| problems::of_loading(&error, sources)).collect()
}

#[cfg(test)]
mod tests;
