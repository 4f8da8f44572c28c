//! Owns the settled configuration: site.toml read, checked and filled with defaults, together with
//! what the command line and the clock add. Past this point nobody sees site.toml again.

mod assets;
mod cards;
mod conditions;
mod disclaimers;
mod facts;
mod hosting;
mod images;
mod languages;
mod notices;
mod offline;
mod people;
mod rules;
mod theme;
mod versions;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use conditions::{Conditions, Sponsorship, Term, matches_glob};
pub use disclaimers::{
    Action, Channels, DatedBy, Disclaimer, DisclaimerPlacement, DisclosureField, DisclosureSettings, Level,
};
pub use facts::{FactKey, FactKind};
pub use hosting::{Host, Hosting, Purpose, Robots};
pub use languages::{SiteLanguage, Translations};
pub use notices::{CallToAction, CallToActionPlacement, NoticeText};
pub use offline::Offline;
pub use people::{Organization, Person};
pub use rules::{LinkRule, Links, MenuItem, Taxonomy};
pub use theme::{Colour, FaqFace, FontFile, Fonts, Palette, Palettes, Scheme, ThemeSettings};
pub use versions::{Version, VersionText};

use crate::diagnostic::{Diagnosed, Severity};
use crate::fields::{self, Format, Problems, Reader, Unknown, Value};
use crate::images::Settings;
use crate::moment::{Moment, time_zone};
use crate::packed::Packing;
use crate::route::BaseUrl;
use crate::social;
use crate::source::Source;

/// What the command line and the environment decide, over site.toml.
#[derive(Clone, Debug)]
pub struct Overrides {
    /// The build date, in seconds since 1970.
    pub now: i64,
    /// `--base-url`.
    pub base_url: Option<String>,
    /// Scheme and host that stand in for those of `base_url`, whose path stays: for a preview.
    pub origin: Option<String>,
    /// `--output`.
    pub output: Option<String>,
    /// `--drafts`.
    pub drafts: bool,
    /// `--future`.
    pub future: bool,
}

/// Everything that is settled before the first article is read.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// One or two sentences about it.
    pub description: String,
    /// Where it will be served.
    pub base_url: BaseUrl,
    /// Where site.toml says that it is served: full URLs below this address are links of the site,
    /// even while it is served elsewhere.
    pub home_url: BaseUrl,
    /// Language tag (BCP 47).
    pub language: String,
    /// The site's default language, the same in all of them.
    pub default_language: String,
    /// The languages of the site beside that.
    pub languages: Vec<SiteLanguage>,
    /// What is said of texts that are not there in every language.
    pub translations: Translations,
    /// Time zone of dates written without an offset.
    pub time_zone: TimeZone,
    /// IANA name of the time zone.
    pub time_zone_name: String,
    /// The build date. What a page or a message makes of it must end the time for which a build is good:
    /// `build::unchanged`.
    pub now: Moment,
    /// Whether drafts are published.
    pub drafts: bool,
    /// Whether articles dated after the build date are published.
    pub future: bool,
    /// The output folder, relative to the project.
    pub output: String,
    /// The folder of the cache, relative to the project.
    pub cache: String,
    /// Reading speed, for reading time.
    pub words_per_minute: u32,
    /// What to make of unknown front-matter keys.
    pub unknown_keys: Unknown,
    /// Front-matter keys of other tools that are let pass.
    pub extra_keys: Vec<String>,
    /// Front-matter keys of other tools, each with the key of ours that it stands for.
    pub renamed_keys: Vec<(String, String)>,
    /// How bad a link or an image is that leads nowhere.
    pub broken_links: Severity,
    /// How Markdown is read.
    pub markdown: Markdown,
    /// How external links are marked.
    pub links: Links,
    /// Smaller versions of pictures.
    pub images: Settings,
    /// Style sheets and scripts.
    pub assets: crate::assets::Settings,
    /// How texts are packed beside themselves.
    pub precompress: Vec<Packing>,
    /// Social cards.
    pub cards: social::Settings,
    /// How code is shown.
    pub code: Code,
    /// Lists and their lengths.
    pub lists: Lists,
    /// Feeds.
    pub feeds: Feeds,
    /// The site for programs that read Markdown.
    pub mirror: Mirror,
    /// Files for hosts.
    pub hosting: Hosting,
    /// Reading without a network.
    pub offline: Offline,
    /// What crawlers are told.
    pub robots: Robots,
    /// Whether readers can search the site.
    pub search: bool,
    /// Taxonomies in the order of site.toml.
    pub taxonomies: Vec<Taxonomy>,
    /// People who write, by id, and after them organizations, which may write too.
    pub authors: Vec<Person>,
    /// Organizations, by id.
    pub organizations: Vec<Organization>,
    /// Index into `organizations` of the publisher.
    pub publisher: Option<usize>,
    /// What holds for all disclaimers.
    pub disclosure: DisclosureSettings,
    /// Disclaimers in the order of site.toml.
    pub disclaimers: Vec<Disclaimer>,
    /// Calls to action in the order of site.toml.
    pub calls_to_action: Vec<CallToAction>,
    /// Facts in the order of site.toml.
    pub facts: Vec<FactKey>,
    /// Entries of the main navigation.
    pub main_menu: Vec<MenuItem>,
    /// Entries of the footer.
    pub footer_menu: Vec<MenuItem>,
    /// What the site chooses of the default theme's looks.
    pub theme: ThemeSettings,
    /// `[extra]`, for templates.
    pub extra: Value,
}

/// `[markdown]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Markdown {
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Whether bare URLs and mail addresses become links.
    pub autolink: bool,
    /// Whether quotes, dashes and dots become typographic ones.
    pub smart_punctuation: bool,
}

/// What becomes of raw HTML in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RawHtml {
    /// It goes into the page as it stands: authors are trusted.
    Allow,
    /// It is shown as text.
    Escape,
    /// Only harmless elements and attributes stay.
    Sanitize,
}

/// `[code]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Code {
    /// Whether blocks have line numbers unless they say otherwise.
    pub line_numbers: bool,
}

/// `[lists]`.
#[derive(Clone, Debug)]
pub struct Lists {
    /// Articles on a page of a list.
    pub per_page: usize,
    /// How many recent articles an article page is given.
    pub recent: usize,
    /// How many related articles an article page is given.
    pub related: usize,
}

/// `[feeds]`.
#[derive(Clone, Debug)]
pub struct Feeds {
    /// The formats they are written in.
    pub formats: Vec<FeedFormat>,
    /// Entries in a feed.
    pub limit: usize,
    /// Whether sections have feeds of their own.
    pub sections: bool,
}

/// `[mirror]`.
#[derive(Clone, Copy, Debug)]
pub struct Mirror {
    /// Whether every article is published as Markdown beside its page.
    pub markdown: bool,
    /// Whether there are `llms.txt` and `llms-full.txt`.
    pub llms: bool,
}

/// The formats of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FeedFormat {
    /// Atom (RFC 4287).
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All there are, the most useful first.
    pub const ALL: [Self; 3] = [Self::Atom, Self::Rss, Self::Json];

    /// Its name in site.toml.
    pub fn key(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Rss => "rss",
            Self::Json => "json",
        }
    }

    /// Its name as shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Atom => "Atom",
            Self::Rss => "RSS",
            Self::Json => "JSON Feed",
        }
    }

    /// What the file of a feed is called.
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "atom.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Rss => "application/rss+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// Reads site.toml. Without a usable text the value is `None`.
pub fn load(source: &Source, overrides: &Overrides) -> Diagnosed<Option<Config>> {
    let table = match fields::parse(&source.text, Format::Toml) {
        Ok(table) => table,
        Err(problem) => {
            return Diagnosed::new(None, vec![problem.into_diagnostic("config/syntax", source.id)]);
        }
    };
    let problems = Problems::default();
    let config = read(Reader::new(&table, problems.clone()), overrides);
    let diagnostics = problems.take().into_iter().map(|problem| problem.into_diagnostic(source.id)).collect();
    Diagnosed::new(config, diagnostics)
}

#[expect(clippy::too_many_lines, reason = "it is long because the settings are many")]
fn read(mut root: Reader<'_>, overrides: &Overrides) -> Option<Config> {
    let title = root.required_string("title");
    let (base_url, home_url) = read_base_url(&mut root, overrides).unzip();
    let (zone_name, zone) = read_time_zone(&mut root);
    let description = root.string("description").unwrap_or_default();
    let language = root.string("language").unwrap_or_else(|| "en".to_owned());
    let languages = languages::read_languages(&mut root, &language);
    let translations = languages::read_translations(&mut root);
    let (output, cache, words_per_minute, precompress) = read_build(&mut root, overrides);
    let (unknown_keys, extra_keys, renamed_keys, broken_links) = read_content(&mut root);
    let markdown = read_markdown(&mut root);
    let links = rules::read_links(&mut root);
    let images = images::read_images(&mut root);
    let assets = assets::read_assets(&mut root);
    let cards = cards::read_cards(&mut root);
    let code = read_code(&mut root);
    let lists = read_lists(&mut root);
    let feeds = read_feeds(&mut root);
    let mirror = read_mirror(&mut root);
    let hosting = hosting::read_hosting(&mut root);
    let offline = offline::read_offline(&mut root);
    let robots = hosting::read_robots(&mut root);
    let search = read_search(&mut root);
    let taxonomies = rules::read_taxonomies(&mut root, lists.per_page);
    let mut authors = people::read_authors(&mut root);
    let organizations = people::read_organizations(&mut root);
    authors.extend(organizations.iter().map(Organization::author));
    let publisher = people::read_publisher(&mut root, &organizations);
    let disclosure = disclaimers::read_disclosure(&mut root);
    let disclaimers = disclaimers::read_disclaimers(&mut root, &zone);
    let calls_to_action = notices::read_calls_to_action(&mut root);
    let facts = facts::read_facts(&mut root);
    let (main_menu, footer_menu) = rules::read_menus(&mut root);
    let theme = theme::read_theme(&mut root);
    let extra = root.value("extra").cloned().unwrap_or(Value::Table(fields::Table::new()));
    root.finish(Unknown::Error);
    Some(Config {
        title: title?,
        description,
        base_url: base_url?,
        home_url: home_url?,
        default_language: language.clone(),
        language,
        languages,
        translations,
        now: Moment::from_seconds(overrides.now, &zone)?,
        time_zone: zone,
        time_zone_name: zone_name,
        drafts: overrides.drafts,
        future: overrides.future,
        output,
        cache,
        words_per_minute,
        unknown_keys,
        extra_keys,
        renamed_keys,
        broken_links,
        markdown,
        links,
        images,
        assets,
        precompress,
        cards,
        code,
        lists,
        feeds,
        mirror,
        hosting,
        offline,
        robots,
        search,
        taxonomies,
        authors,
        organizations,
        publisher,
        disclosure,
        disclaimers,
        calls_to_action,
        facts,
        main_menu,
        footer_menu,
        theme,
        extra,
    })
}

/// The time zone with its name; UTC if there is none of that name.
fn read_time_zone(root: &mut Reader<'_>) -> (String, TimeZone) {
    let name = root.string("time_zone").unwrap_or_else(|| "UTC".to_owned());
    let zone = time_zone(&name);
    if zone.is_none() {
        let help = "use a name of the IANA time zone database, such as Europe/Berlin or UTC".to_owned();
        root.problem("time_zone", "config/time-zone", format!("there is no time zone `{name}`"), Some(help));
    }
    (name, zone.unwrap_or(TimeZone::UTC))
}

fn read_base_url(root: &mut Reader<'_>, overrides: &Overrides) -> Option<(BaseUrl, BaseUrl)> {
    let written = root.required_string("base_url");
    let home = written.as_deref().and_then(|url| BaseUrl::new(url).ok());
    let elsewhere = match (&overrides.origin, &home) {
        (Some(origin), Some(home)) => Some(format!("{origin}{}", home.path())),
        _ => overrides.base_url.clone(),
    };
    let url = elsewhere.or(written)?;
    match BaseUrl::new(&url) {
        Ok(base) => Some((base.clone(), home.unwrap_or(base))),
        Err(reason) => {
            let help =
                "write the full address at which the site will be served: https://example.org/".to_owned();
            root.problem(
                "base_url",
                "config/base-url",
                format!("`{url}` is not a base URL: {reason}"),
                Some(help),
            );
            None
        }
    }
}

fn read_build(root: &mut Reader<'_>, overrides: &Overrides) -> (String, String, u32, Vec<Packing>) {
    let mut output = None;
    let mut cache = None;
    let mut words = None;
    let mut precompress = Vec::new();
    if let Some(mut table) = root.table("build") {
        output = table.string("output");
        cache = table.string("cache");
        words = table.integer("words_per_minute", 50, 1000);
        let ways = [("gzip", Packing::Gzip), ("brotli", Packing::Brotli)];
        precompress = table.choices("precompress", &ways).unwrap_or_default();
        table.finish(Unknown::Error);
    }
    let output = overrides.output.clone().or(output).unwrap_or_else(|| "public".to_owned());
    let cache = cache.unwrap_or_else(|| ".tearsheet".to_owned());
    (output, cache, words.and_then(|words| u32::try_from(words).ok()).unwrap_or(220), precompress)
}

/// `[content]`: unknown keys, keys that are let pass, other names of keys with those we know, and how
/// bad broken links are.
fn read_content(root: &mut Reader<'_>) -> (Unknown, Vec<String>, Vec<(String, String)>, Severity) {
    let Some(mut table) = root.table("content") else {
        return (Unknown::Error, Vec::new(), Vec::new(), Severity::Error);
    };
    let choices = [("error", Unknown::Error), ("warn", Unknown::Warn), ("allow", Unknown::Allow)];
    let unknown = table.choice("unknown_keys", &choices).unwrap_or(Unknown::Error);
    let extra = table.strings("extra_keys").unwrap_or_default();
    let renamed = read_renamed(&mut table);
    let severities = [("error", Severity::Error), ("warn", Severity::Warning)];
    let broken = table.choice("broken_links", &severities).unwrap_or(Severity::Error);
    table.finish(Unknown::Error);
    (unknown, extra, renamed, broken)
}

/// `rename = { created = "date" }`: front matter written for another program.
fn read_renamed(table: &mut Reader<'_>) -> Vec<(String, String)> {
    let Some(mut names) = table.table("rename") else { return Vec::new() };
    let keys = names.keys();
    keys.into_iter().filter_map(|theirs| Some((theirs.clone(), names.required_string(&theirs)?))).collect()
}

fn read_markdown(root: &mut Reader<'_>) -> Markdown {
    let mut markdown = Markdown { raw_html: RawHtml::Allow, autolink: true, smart_punctuation: false };
    if let Some(mut table) = root.table("markdown") {
        let choices =
            [("allow", RawHtml::Allow), ("escape", RawHtml::Escape), ("sanitize", RawHtml::Sanitize)];
        markdown.raw_html = table.choice("raw_html", &choices).unwrap_or(markdown.raw_html);
        markdown.autolink = table.boolean("autolink").unwrap_or(markdown.autolink);
        markdown.smart_punctuation = table.boolean("smart_punctuation").unwrap_or(markdown.smart_punctuation);
        table.finish(Unknown::Error);
    }
    markdown
}

fn read_code(root: &mut Reader<'_>) -> Code {
    let mut code = Code { line_numbers: false };
    if let Some(mut table) = root.table("code") {
        code.line_numbers = table.boolean("line_numbers").unwrap_or(code.line_numbers);
        table.finish(Unknown::Error);
    }
    code
}

fn read_lists(root: &mut Reader<'_>) -> Lists {
    let mut lists = Lists { per_page: 20, recent: 5, related: 5 };
    if let Some(mut table) = root.table("lists") {
        let mut count = |key, least, default| {
            table.integer(key, least, 1000).and_then(|number| usize::try_from(number).ok()).unwrap_or(default)
        };
        lists.per_page = count("per_page", 1, lists.per_page);
        lists.recent = count("recent", 0, lists.recent);
        lists.related = count("related", 0, lists.related);
        table.finish(Unknown::Error);
    }
    lists
}

fn read_mirror(root: &mut Reader<'_>) -> Mirror {
    let mut mirror = Mirror { markdown: false, llms: false };
    if let Some(mut table) = root.table("mirror") {
        mirror.llms = table.boolean("llms").unwrap_or(false);
        // What llms.txt leads to.
        mirror.markdown = table.boolean("markdown").unwrap_or(false) || mirror.llms;
        table.finish(Unknown::Error);
    }
    mirror
}

/// `[search]`.
fn read_search(root: &mut Reader<'_>) -> bool {
    let Some(mut table) = root.table("search") else { return true };
    let enabled = table.boolean("enabled");
    table.finish(Unknown::Error);
    enabled.unwrap_or(true)
}

fn read_feeds(root: &mut Reader<'_>) -> Feeds {
    let formats = vec![FeedFormat::Atom, FeedFormat::Rss];
    let mut feeds = Feeds { formats, limit: 20, sections: true };
    if let Some(mut table) = root.table("feeds") {
        let formats = FeedFormat::ALL.map(|format| (format.key(), format));
        feeds.formats = table.choices("formats", &formats).unwrap_or(feeds.formats);
        feeds.limit = table
            .integer("limit", 1, 1000)
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(feeds.limit);
        feeds.sections = table.boolean("sections").unwrap_or(feeds.sections);
        table.finish(Unknown::Error);
    }
    feeds
}

#[cfg(test)]
mod tests;
