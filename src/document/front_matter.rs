//! Owns the front matter of articles: its keys, their meaning, and what can be wrong with them.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::disclosure::{self, Disclosure};
use super::{LifeKeys, Settings, Translated, life, translated, values};
use crate::diagnostic::Diagnostic;
use crate::fields::{Problems, Reader, Table, Unknown, Value};
use crate::markup::FaqSetting;
use crate::moment::Moment;
use crate::source::Source;

/// What an author says about an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct FrontMatter {
    /// Its title.
    pub title: String,
    /// One or two sentences for lists and search results.
    pub description: Option<String>,
    /// When it was published.
    pub date: Moment,
    /// When it was last changed in substance.
    pub updated: Option<Moment>,
    /// Ids or names of those who wrote it.
    pub authors: Vec<String>,
    /// A label apart from the section; a term of the taxonomy `categories`.
    pub category: Option<String>,
    /// Terms by the name of their taxonomy, `authors` and `categories` excepted; `tags` among them
    /// even where they are no taxonomy: rules may ask for them.
    pub terms: Terms,
    /// The series it belongs to.
    pub series: Option<Box<SeriesEntry>>,
    /// Its own last part of the URL.
    pub slug: Option<Box<str>>,
    /// Old paths that lead to it, as routes.
    pub aliases: Vec<String>,
    /// Whether it is not to be published yet.
    pub draft: bool,
    /// Picture for lists and social cards: a file beside the article or a path of the site.
    pub image: Option<String>,
    /// What the picture shows.
    pub image_alt: Option<String>,
    /// Disclaimers chosen and added; none for most articles.
    pub disclaimer: Option<Box<Notices>>,
    /// Who paid, who holds what, who approved, and which disclaimers are waived.
    pub disclosure: Option<Box<Disclosure>>,
    /// Words that the rules of disclaimers and calls to action may ask for.
    pub flags: Vec<String>,
    /// Whether to show a table of contents; the theme decides if not said.
    pub toc: Option<bool>,
    /// Whether its numbered steps are a procedure, for structured data.
    pub how_to: bool,
    /// Whether the site's own search finds it.
    pub search: bool,
    /// What has become of it and will; none of it for most articles.
    pub life: Option<Box<LifeKeys>>,
    /// What it was translated from; none if it does not say.
    pub translated: Option<Box<Translated>>,
    /// The facts that it states, as written: of what type they are is up to its section.
    pub facts: FactsSaid,
    /// Anything, for templates.
    pub extra: Value,
}

impl FrontMatter {
    /// Who paid, who holds what, who approved, and which disclaimers are waived.
    pub fn disclosure(&self) -> &Disclosure {
        static NOTHING: Disclosure = Disclosure::nothing();
        self.disclosure.as_deref().unwrap_or(&NOTHING)
    }

    /// Disclaimers chosen and added.
    pub fn disclaimer(&self) -> &Notices {
        static NONE: Notices = Notices { choose: None, add: Vec::new() };
        self.disclaimer.as_deref().unwrap_or(&NONE)
    }
}

/// A taxonomy's name, and terms of it.
type OfTaxonomy = (Box<str>, Box<[String]>);

/// Terms by the name of their taxonomy; those of which there are any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms(Box<[OfTaxonomy]>);

impl Terms {
    /// The terms of a taxonomy.
    pub fn of(&self, taxonomy: &str) -> &[String] {
        self.iter().find(|(name, _)| *name == taxonomy).map_or(&[], |(_, terms)| terms)
    }

    /// All of them, by taxonomy.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(name, terms)| (&**name, &**terms))
    }
}

impl<T: Into<Box<str>>> FromIterator<(T, Vec<String>)> for Terms {
    fn from_iter<I: IntoIterator<Item = (T, Vec<String>)>>(all: I) -> Self {
        let named = all.into_iter().filter(|(_, terms)| !terms.is_empty());
        Self(named.map(|(name, terms)| (name.into(), terms.into())).collect())
    }
}

/// The front-matter key `facts`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum FactsSaid {
    /// It is not there.
    #[default]
    Nothing,
    /// `facts: false`: the article states none, whatever others of its section do.
    None,
    /// A table with the key `facts` and what is below it.
    These(Box<Table>),
}

impl FactsSaid {
    /// Everything among the values that could be a date.
    pub fn dates(&self, zone: &TimeZone) -> Vec<Moment> {
        let Self::These(table) = self else { return Vec::new() };
        let Some(Value::Table(facts)) = table.get("facts") else { return Vec::new() };
        let date = |value: &Value| match value {
            Value::String(text) => Moment::parse(text, zone).ok(),
            _ => None,
        };
        facts.values().filter_map(date).collect()
    }
}

/// An article's place in a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesEntry {
    /// The series' name.
    pub name: String,
    /// Its place; by date where it is not given.
    pub order: Option<i64>,
}

/// The front-matter key `disclaimer`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    /// Use these in place of all that rules would choose, mandatory ones excepted.
    pub choose: Option<Vec<String>>,
    /// Show these as well.
    pub add: Vec<String>,
}

/// Reads the front matter of an article, and what it says to take for its FAQ, which becomes part of the
/// text; `None` without a usable title and date.
pub(super) fn read(
    source: &Source,
    table: &Table,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(FrontMatter, FaqSetting)> {
    let problems = Problems::default();
    let front = read_fields(Reader::new(table, problems.clone()), settings);
    diagnostics.extend(problems.take().into_iter().map(|problem| problem.into_diagnostic(source.id)));
    front
}

fn read_fields(mut reader: Reader<'_>, settings: &Settings) -> Option<(FrontMatter, FaqSetting)> {
    let unknown = settings.unknown_keys;
    let title = values::required_line(&mut reader, "title");
    let date = reader.moment("date", &settings.time_zone);
    if !reader.has("date") {
        reader.missing("date", "add `date` with a day, such as 2026-11-21; a draft needs one too");
    }
    let updated = read_updated(&mut reader, date, settings);
    let description = values::line(&mut reader, "description");
    let authors = values::lines(&mut reader, "authors");
    let category = values::term(&mut reader, "category");
    let terms = read_terms(&mut reader, settings);
    let series = read_series(&mut reader, unknown);
    let slug = values::slug(&mut reader, "slug");
    let aliases = values::aliases(&mut reader, "aliases");
    let draft = reader.boolean("draft").unwrap_or(false);
    let (image, image_alt) = read_image(&mut reader, unknown);
    let faq = read_faq(&mut reader, unknown);
    let disclaimer = read_notices(&mut reader, unknown);
    let disclosure = disclosure::read(&mut reader, unknown, &settings.time_zone);
    let flags = values::lines(&mut reader, "flags");
    let toc = reader.boolean("toc");
    let how_to = reader.boolean("how_to").unwrap_or(false);
    let search = reader.boolean("search").unwrap_or(true);
    let life = life::read(&mut reader, date, updated, settings);
    let translated = translated::read(&mut reader, settings);
    let facts = read_facts(&mut reader);
    let extra = values::extra(&mut reader);
    reader.finish_tolerating(unknown, &settings.extra_keys, advice);
    let front = FrontMatter {
        title: title?,
        description,
        date: date?,
        updated,
        authors,
        category,
        terms,
        series: series.map(Box::new),
        slug: slug.map(String::into_boxed_str),
        aliases,
        draft,
        image,
        image_alt,
        disclaimer: (disclaimer != Notices::default()).then(|| Box::new(disclaimer)),
        disclosure,
        flags,
        toc,
        how_to,
        search,
        life: life.map(Box::new),
        translated,
        facts,
        extra,
    };
    Some((front, faq))
}

/// What other tools call a key, and what it is called here.
fn advice(key: &str) -> Option<String> {
    let name = match key.to_lowercase().as_str() {
        "lastmod" | "modified" | "last_modified_at" | "last_updated" => "updated",
        "summary" | "excerpt" | "abstract" | "subtitle" => "description",
        "cover" | "thumbnail" | "featured_image" | "banner" => "image",
        "permalink" | "url" => "slug",
        "redirect_from" => "aliases",
        "keywords" => "tags",
        "pubdate" | "publishdate" | "published_at" => "date",
        "categories" => {
            return Some("an article has one `category`; what else it is about are its `tags`".to_owned());
        }
        "end" | "end_date" | "deadline" => "ends",
        "start" | "start_date" => "starts",
        "expiry_date" | "expirydate" | "expires_at" => "expires",
        "corrections" | "changelog" | "revision" => "revisions",
        "reviewed" | "reviewed_at" => "last_reviewed",
        "replaced_by" => "superseded_by",
        "published" => {
            return Some("write `draft: true` for an article that is not to appear yet".to_owned());
        }
        _ => return None,
    };
    Some(format!("it is called `{name}` here"))
}

/// An update on the day of publication is fine, whatever the times.
fn read_updated(reader: &mut Reader<'_>, date: Option<Moment>, settings: &Settings) -> Option<Moment> {
    let updated = reader.moment("updated", &settings.time_zone)?;
    if let Some(date) = date.filter(|date| updated < *date && updated.day() < date.day()) {
        reader.problem(
            "updated",
            "front-matter/updated-before-date",
            format!("`updated` is before `date`, which is {}", date.day()),
            Some("leave `updated` out until the article changes".to_owned()),
        );
    }
    Some(updated)
}

fn read_terms(reader: &mut Reader<'_>, settings: &Settings) -> Terms {
    let own = settings.taxonomies.iter().map(String::as_str);
    let names = own.filter(|name| !["authors", "categories", "tags"].contains(name)).chain(["tags"]);
    names.map(|name| (name, values::terms(reader, name))).collect()
}

fn read_series(reader: &mut Reader<'_>, unknown: Unknown) -> Option<SeriesEntry> {
    let Value::Table(_) = reader.value("series")? else {
        return Some(SeriesEntry { name: values::term(reader, "series")?, order: None });
    };
    let mut table = reader.table("series")?;
    let name =
        if table.has("name") { values::term(&mut table, "name") } else { table.required_string("name") };
    let order = table.integer("order", 0, 100_000);
    table.finish(unknown);
    Some(SeriesEntry { name: name?, order })
}

fn read_facts(reader: &mut Reader<'_>) -> FactsSaid {
    match reader.value("facts") {
        None => FactsSaid::Nothing,
        Some(Value::Boolean(false)) => FactsSaid::None,
        Some(facts @ Value::Table(_)) => {
            FactsSaid::These(Box::new(Table::from([("facts".to_owned(), facts.clone())])))
        }
        Some(other) => {
            reader.wrong::<()>("facts", "a table, or false", other, None);
            FactsSaid::None
        }
    }
}

fn read_image(reader: &mut Reader<'_>, unknown: Unknown) -> (Option<String>, Option<String>) {
    let Some(Value::Table(_)) = reader.value("image") else { return (values::line(reader, "image"), None) };
    let Some(mut table) = reader.table("image") else { return (None, None) };
    let image = (values::required_line(&mut table, "src"), values::line(&mut table, "alt"));
    table.finish(unknown);
    image
}

fn read_faq(reader: &mut Reader<'_>, unknown: Unknown) -> FaqSetting {
    match reader.value("faq") {
        None | Some(Value::Boolean(true)) => FaqSetting::Find,
        Some(Value::Boolean(false)) => FaqSetting::Refuse,
        Some(Value::List(items)) if items.is_empty() => FaqSetting::Refuse,
        Some(Value::List(_) | Value::Table(_)) => {
            let mut entries = Vec::new();
            for mut table in reader.tables("faq") {
                let (short, long) = (table.value("q").is_some(), table.value("a").is_some());
                let question = values::required_line(&mut table, if short { "q" } else { "question" });
                let answer = table.required_string(if long { "a" } else { "answer" });
                entries.extend(question.zip(answer));
                table.finish(unknown);
            }
            FaqSetting::Entries(entries)
        }
        Some(other) => {
            let expected = "true, false, or a list of tables with `question` and `answer`";
            reader.wrong::<()>("faq", expected, other, None);
            FaqSetting::Find
        }
    }
}

fn read_notices(reader: &mut Reader<'_>, unknown: Unknown) -> Notices {
    let unexplained = |reader: &Reader<'_>, key: &str| {
        let message = "this leaves disclaimers out without saying which, and why";
        reader.problem(key, "front-matter/disclaimer", message, Some(BY_WAIVER.to_owned()));
    };
    let mut notices = Notices::default();
    match reader.value("disclaimer") {
        None => {}
        Some(Value::Boolean(false)) => unexplained(reader, "disclaimer"),
        Some(Value::List(items)) if items.is_empty() => unexplained(reader, "disclaimer"),
        Some(Value::String(_) | Value::List(_)) => notices.choose = Some(values::lines(reader, "disclaimer")),
        Some(Value::Table(_)) => {
            let Some(mut table) = reader.table("disclaimer") else { return notices };
            match table.value("choose") {
                None => {}
                Some(Value::List(items)) if items.is_empty() => unexplained(&table, "choose"),
                Some(_) => notices.choose = Some(values::lines(&mut table, "choose")),
            }
            notices.add = values::lines(&mut table, "add");
            let advice = |key: &str| (key == "drop").then(|| BY_WAIVER.to_owned());
            table.finish_tolerating(unknown, &[], advice);
        }
        Some(other) => {
            let expected = "the id of a disclaimer, a list of ids, or a table with `choose` and `add`";
            reader.wrong::<()>("disclaimer", expected, other, None);
        }
    }
    notices
}

const BY_WAIVER: &str = "a disclaimer is left out by a waiver: under `disclosure`, give a list `waivers` of tables with \
`id`, `reason`, `approver` and `until`";
