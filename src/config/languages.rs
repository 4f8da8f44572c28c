//! Owns `[languages]`: the languages of a site beside its default one, and what site.toml says in each of
//! them; and the configuration as pages in one of them see it.

use std::collections::BTreeMap;

use super::rules::{self, MenuItem};
use super::{Config, Severity};
use crate::fields::{Reader, Table, Unknown, Value};
use crate::language::{self, Language, LanguageId, Tags};
use crate::route::Route;

/// `[languages.<tag>]`.
#[derive(Clone, Debug, Default)]
pub struct SiteLanguage {
    /// Its tag.
    pub tag: String,
    /// What it calls itself.
    pub name: Option<String>,
    title: Option<String>,
    description: Option<String>,
    main_menu: Option<Vec<MenuItem>>,
    footer_menu: Option<Vec<MenuItem>>,
    taxonomies: BTreeMap<String, String>,
    authors: BTreeMap<String, PersonWords>,
    facts: BTreeMap<String, FactWords>,
    extra: Table,
}

#[derive(Clone, Debug)]
struct PersonWords {
    role: Option<String>,
    bio: Option<String>,
}

#[derive(Clone, Debug)]
struct FactWords {
    label: Option<String>,
    choices: Option<Vec<String>>,
}

/// `[translations]`: what is said of texts that are not there in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Translations {
    /// Of articles that a language has no translation of; none for nothing.
    pub missing: Option<Severity>,
    /// Of translations whose original has changed since.
    pub stale: Option<Severity>,
}

/// Reads all languages beside the default one.
pub(super) fn read_languages(root: &mut Reader<'_>, default: &str) -> Vec<SiteLanguage> {
    if !language::is_tag(default) {
        let help = Some("write a tag such as en, pt-BR or zh-Hant".to_owned());
        root.problem("language", "config/language", format!("`{default}` is not a language tag"), help);
    }
    let mut languages: Vec<SiteLanguage> = Vec::new();
    for (tag, mut table) in root.named_tables("languages") {
        if !language::is_tag(&tag) {
            let help = Some("name it by a tag such as de, pt-BR or zh-Hant".to_owned());
            table.problem_here("config/language", format!("`{tag}` is not a language tag"), help);
        } else if tag.eq_ignore_ascii_case(default)
            || languages.iter().any(|known| known.tag.eq_ignore_ascii_case(&tag))
        {
            let help = Some("say what is in the default language outside `[languages]`".to_owned());
            table.problem_here(
                "config/duplicate",
                format!("`{tag}` is a language of the site already"),
                help,
            );
        }
        languages.push(read_language(tag, &mut table));
        table.finish(Unknown::Error);
    }
    languages
}

fn read_language(tag: String, table: &mut Reader<'_>) -> SiteLanguage {
    let (main_menu, footer_menu) = match table.has("menu") {
        true => {
            let (main, footer) = rules::read_menus(table);
            (Some(main).filter(|menu| !menu.is_empty()), Some(footer).filter(|menu| !menu.is_empty()))
        }
        false => (None, None),
    };
    let extra = match table.value("extra") {
        Some(Value::Table(extra)) => extra.clone(),
        Some(other) => table.wrong("extra", "a table", other, None).unwrap_or_default(),
        None => Table::new(),
    };
    SiteLanguage {
        tag,
        name: table.string("name"),
        title: table.string("title"),
        description: table.string("description"),
        main_menu,
        footer_menu,
        taxonomies: read_taxonomies(table),
        authors: read_people(table),
        facts: read_facts(table),
        extra,
    }
}

fn read_taxonomies(table: &mut Reader<'_>) -> BTreeMap<String, String> {
    let Some(mut inner) = table.table("taxonomies") else { return BTreeMap::new() };
    inner.keys().into_iter().filter_map(|name| Some((name.clone(), inner.required_string(&name)?))).collect()
}

fn read_people(table: &mut Reader<'_>) -> BTreeMap<String, PersonWords> {
    let one = |(id, mut person): (String, Reader<'_>)| {
        let words = PersonWords { role: person.string("role"), bio: person.string("bio") };
        person.finish(Unknown::Error);
        (id, words)
    };
    table.named_tables("authors").into_iter().map(one).collect()
}

fn read_facts(table: &mut Reader<'_>) -> BTreeMap<String, FactWords> {
    let one = |(name, mut fact): (String, Reader<'_>)| {
        let words = FactWords { label: fact.string("label"), choices: fact.strings("choices") };
        fact.finish(Unknown::Error);
        (name, words)
    };
    table.named_tables("facts").into_iter().map(one).collect()
}

pub(super) fn read_translations(root: &mut Reader<'_>) -> Translations {
    let mut translations = Translations { missing: None, stale: None };
    if let Some(mut table) = root.table("translations") {
        let choices = [("allow", None), ("warn", Some(Severity::Warning)), ("error", Some(Severity::Error))];
        translations.missing = table.choice("missing", &choices).flatten();
        translations.stale = table.choice("stale", &choices).flatten();
        table.finish(Unknown::Error);
    }
    translations
}

impl Config {
    /// The tags of all languages, the default one first.
    pub fn tags(&self) -> Tags {
        let others = self.languages.iter().map(|language| language.tag.clone());
        Tags::new(std::iter::once(self.default_language.clone()).chain(others).collect())
    }

    /// Makes every language of the site, given its strings files.
    pub fn speak(&self, files: &[language::File]) -> Vec<Language> {
        let tags = self.tags();
        let one = |id: LanguageId| {
            let mut made = Language::new(tags.tag(id), None, files, &self.default_language);
            made.id = id;
            let own = id.index().checked_sub(1).and_then(|at| self.languages[at].name.clone());
            made.name = own.unwrap_or(made.name);
            made
        };
        tags.ids().map(one).collect()
    }

    /// The front page of a language.
    pub fn home(&self, id: LanguageId) -> Route {
        let tag =
            id.index().checked_sub(1).and_then(|at| self.languages.get(at)).map(|own| own.tag.to_lowercase());
        tag.and_then(|tag| Route::new(&format!("/{tag}/")).ok()).unwrap_or_else(Route::home)
    }

    /// The configuration as pages in a language see it: what site.toml says in that language, and in the
    /// default one what it does not say in it.
    pub fn spoken(&self, language: &Language) -> Self {
        let mut config = self.clone();
        for taxonomy in config.taxonomies.iter_mut().filter(|taxonomy| !taxonomy.titled) {
            taxonomy.title = language.text(&taxonomy.name).to_owned();
        }
        for disclaimer in &mut config.disclaimers {
            // A text that is shown in the default language has its title in that, too.
            let speaks = disclaimer.speaks(&language.tag, &self.language);
            let tag = if speaks { &language.tag } else { &self.language };
            let own = language::in_language(&disclaimer.titles, tag, &self.language).cloned();
            let word = speaks.then(|| language.text("disclaimer").to_owned());
            disclaimer.title = own.or(word).unwrap_or_else(|| disclaimer.title.clone());
        }
        for call in &mut config.calls_to_action {
            call.speak(&language.tag, &self.language);
        }
        let Some(own) = language.id.index().checked_sub(1).and_then(|at| self.languages.get(at)) else {
            return config;
        };
        config.language.clone_from(&own.tag);
        for text in config.disclaimers.iter_mut().flat_map(|disclaimer| &mut disclaimer.versions) {
            for text in &mut text.texts {
                text.language.get_or_insert_with(|| self.language.clone());
            }
        }
        own.put_into(&mut config);
        config
    }
}

impl SiteLanguage {
    fn put_into(&self, config: &mut Config) {
        fn put<T: Clone>(place: &mut T, own: Option<&T>) {
            if let Some(own) = own {
                place.clone_from(own);
            }
        }
        put(&mut config.title, self.title.as_ref());
        put(&mut config.description, self.description.as_ref());
        put(&mut config.main_menu, self.main_menu.as_ref());
        put(&mut config.footer_menu, self.footer_menu.as_ref());
        for taxonomy in &mut config.taxonomies {
            put(&mut taxonomy.title, self.taxonomies.get(&taxonomy.name));
        }
        for person in &mut config.authors {
            if let Some(words) = self.authors.get(&person.id) {
                person.role = words.role.clone().or_else(|| person.role.take());
                person.bio = words.bio.clone().or_else(|| person.bio.take());
            }
        }
        for fact in &mut config.facts {
            if let Some(words) = self.facts.get(&fact.name) {
                put(&mut fact.label, words.label.as_ref());
                fact.say(words.choices.as_deref());
            }
        }
        if let Value::Table(extra) = &mut config.extra {
            extra.extend(self.extra.clone());
        }
    }
}
