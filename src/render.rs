//! Owns templates: loading them, and making the bytes of a page out of a template and a [`View`].
//! A page is a function of these two: templates read no file, no clock and nothing of the site
//! that their view does not hold. What goes wrong is told with template, place and help.

mod card;
mod filters;
mod problems;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

pub use card::{CARD, CardTemplate};
pub use filters::OWN as FILTERS;
use tera::{Context, ErrorKind, Tera, Value};

use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::{Digest, Hasher};
use crate::language::{Language, LanguageId};
use crate::pages::view::{SiteView, View};
use crate::scan::position;
use crate::source::Source;

/// What all templates see on the pages in one language.
#[derive(Clone, Debug)]
pub struct Sees {
    /// `site`.
    pub site: SiteView,
    /// The words of which are `ui`.
    pub language: Arc<Language>,
}

impl Sees {
    fn digest_with(&self, files: Digest) -> Digest {
        Hasher::new().digest(files).value(&self.site).digest(self.language.digest).finish()
    }
}

/// Templates that fit together, ready to be rendered.
pub struct Templates {
    /// By language.
    engines: Vec<Engine>,
    sources: BTreeMap<String, Source>,
    digest: Digest,
    /// Which of the names that stand for an article's whole text any template uses.
    texts: Vec<&'static str>,
}

/// The names that stand for a page's text: whole, its first part, and the rest.
const TEXTS: [&str; 3] = ["content", "notices", "text"];

impl Templates {
    /// Loads templates by the names by which they call each other (`components/card.html`); of two
    /// with one name the later counts. `sees` is what they all see, by language.
    ///
    /// Nothing can be rendered if any of them is wrong: the value is then `None`.
    pub fn load(files: &[(String, Source)], sees: &[Sees]) -> Diagnosed<Option<Self>> {
        let sources: BTreeMap<String, Source> = files.iter().cloned().collect();
        let of_files = digest_of_files(files);
        let mut engines = Vec::with_capacity(sees.len());
        for one in sees {
            let mut tera = engine(one);
            let texts = sources.iter().map(|(name, source)| (name, source.text.as_str()));
            if let Err(error) = tera.add_raw_templates(texts) {
                let diagnostics = match error.kind() {
                    ErrorKind::SyntaxError(_) => syntax_errors(&sources, one),
                    _ => problems::of_loading(&error, &sources),
                };
                return Diagnosed::new(None, diagnostics);
            }
            engines.push(Engine::new(tera, one, of_files));
        }
        let digest = Self::digest_of(files, sees);
        let is_used = |name: &&str| sources.values().any(|source| may_name(&source.text, name));
        let texts = TEXTS.into_iter().filter(is_used).collect();
        Diagnosed::new(Some(Self { engines, sources, digest, texts }), Vec::new())
    }

    /// The digest that templates loaded from these files have as a whole.
    pub fn digest_of(files: &[(String, Source)], sees: &[Sees]) -> Digest {
        let of_files = digest_of_files(files);
        let mut hasher = Hasher::new();
        for one in sees {
            hasher.digest(one.digest_with(of_files));
        }
        hasher.finish()
    }

    /// Stands for every template, and for what they all see in every language.
    pub fn whole_digest(&self) -> Digest {
        self.digest
    }

    /// Stands for every template, and for what they all see in a language.
    pub fn digest(&self, language: LanguageId) -> Digest {
        self.engines.get(language.index()).map_or_else(Digest::default, |engine| engine.digest)
    }

    /// Renders a page. `content`, with the length of the notices that it begins with, and `json_ld` are
    /// finished and are not escaped again; a template that uses one where there is none is in error.
    pub fn render(
        &self,
        language: LanguageId,
        name: &str,
        view: &View,
        content: Option<(&str, usize)>,
        json_ld: Option<&str>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let failed = |error: tera::Error| problems::of_rendering(&error, name, &self.sources);
        let mut context = Context::from_serialize(view).map_err(failed)?;
        let html = |html: &str| Value::safe_string(html);
        if let Some((content, notices)) = content {
            let (notices, text) = content.split_at(notices);
            for (name, text) in TEXTS.into_iter().zip([content, notices, text]) {
                // A name that is never used need not be copied for, but is there to be suggested.
                context.insert_value(name, html(if self.texts.contains(&name) { text } else { "" }));
            }
        }
        if let Some(json_ld) = json_ld {
            context.insert_value("json_ld", html(json_ld));
        }
        let Some(engine) = self.engines.get(language.index()) else { return Ok(Vec::new()) };
        let tera = engine.of_thread();
        // `render_to` is compiled in this crate: slow in debug builds and so in tests.
        if cfg!(debug_assertions) {
            return tera.render(name, &context).map(String::into_bytes).map_err(failed);
        }
        let length = content.map_or(0, |(content, _)| content.len());
        let mut page = Vec::with_capacity(length + 16 * 1024);
        tera.render_to(name, &context, &mut page).map_err(failed)?;
        Ok(page)
    }
}

/// The templates in one language.
struct Engine {
    tera: Tera,
    sees: Sees,
    /// Stands for the templates and for what they see.
    digest: Digest,
    /// The same for the other threads. What all pages see is counted by reference, and threads that count the
    /// same references wait for each other.
    others: Vec<OnceLock<Tera>>,
}

impl Engine {
    fn new(tera: Tera, sees: &Sees, files: Digest) -> Self {
        let others = (1..rayon::current_num_threads()).map(|_| OnceLock::new()).collect();
        Self { tera, digest: sees.digest_with(files), sees: sees.clone(), others }
    }

    /// What the thread that asks renders with.
    fn of_thread(&self) -> &Tera {
        let at = rayon::current_thread_index().and_then(|index| index.checked_sub(1));
        let Some(own) = at.and_then(|at| self.others.get(at)) else { return &self.tera };
        own.get_or_init(|| {
            let mut tera = self.tera.clone();
            tell(&mut tera, &self.sees);
            tera
        })
    }
}

/// Whether a template may use what stands under a name, other than as a field of something else.
fn may_name(template: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let stands_alone = |(at, _): (usize, &str)| {
        !template[..at].ends_with(|c| is_word(c) || c == '.')
            && !template[at + name.len()..].starts_with(is_word)
    };
    template.contains("__tera_context") || template.match_indices(name).any(stands_alone)
}

fn digest_of_files(files: &[(String, Source)]) -> Digest {
    let mut hasher = Hasher::new();
    for (name, source) in files {
        hasher.part(name).digest(source.digest);
    }
    hasher.finish()
}

/// Tera with our filters, which it must know before the first template.
fn engine(sees: &Sees) -> Tera {
    let mut tera = Tera::new();
    tera.set_escape_fn(escape);
    filters::register(&mut tera, &sees.site, &sees.language);
    tell(&mut tera, sees);
    tera
}

/// Makes known to templates what they see on all pages.
fn tell(tera: &mut Tera, sees: &Sees) {
    tera.global_context().insert("site", &sees.site);
    tera.global_context().insert("ui", sees.language.ui());
}

/// Writes text for HTML and its attributes, whatever quotes these stand in.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let special = |byte| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'');
    let mut rest = text.as_bytes();
    while let Some(at) = position(rest, special) {
        out.write_all(&rest[..at])?;
        out.write_all(match rest[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            _ => b"&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_all(rest)
}

/// The syntax errors of all templates: Tera stops at the first, so each is tried for itself.
fn syntax_errors(sources: &BTreeMap<String, Source>, sees: &Sees) -> Vec<Diagnostic> {
    let wrong = sources.iter().filter_map(|(name, source)| {
        let error = engine(sees).add_raw_template(name, source.text.as_str()).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then_some(error)
    });
    wrong.flat_map(|error| problems::of_loading(&error, sources)).collect()
}

#[cfg(test)]
mod tests;
