//! Owns what may happen to a project between two builds: every kind of input written, moved, deleted;
//! the build date and the settings changed; and others' hands in the output folder and the cache.

use proptest::prelude::*;
use tearsheet::build::Caching;

use crate::kit::{NOW, OUTPUT};
use crate::project::Project;

/// One thing that happens.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// An article is written, in place of any other with its number.
    Write(Article),
    /// The article with this number is deleted.
    Delete(u8),
    /// Its file gets another place, and so the page another address.
    Move(u8, Place),
    /// A file is written in one of its variants, or deleted.
    File(usize, Option<usize>),
    /// A setting of site.toml takes one of its values.
    Setting(usize, usize),
    /// The build date is set, in days from the usual one.
    Now(i64),
    /// Drafts and articles of the future are asked for, or not.
    Ask(bool, bool),
    /// Every file is written again as it is.
    Touch,
    /// Somebody deletes a file of the output folder, or writes into it.
    Tamper(prop::sample::Index, bool),
    /// Somebody deletes a file of the cache, or cuts it short.
    Spoil(prop::sample::Index, bool),
    /// What becomes of the cache from now on.
    Caching(Caching),
}

/// Where an article's file lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Note,
    Bundle,
    Guide,
    Top,
}

const PLACES: [Place; 4] = [Place::Note, Place::Bundle, Place::Guide, Place::Top];

impl Place {
    fn path(self, number: u8) -> String {
        match self {
            Self::Note => format!("content/notes/a{number}.md"),
            Self::Bundle => format!("content/notes/a{number}/index.md"),
            Self::Guide => format!("content/guides/deep/a{number}.md"),
            Self::Top => format!("content/a{number}.md"),
        }
    }
}

/// An article, as choices among what one can say.
#[derive(Clone, Debug)]
pub(crate) struct Article {
    number: u8,
    place: Place,
    date: usize,
    lines: Vec<&'static str>,
    parts: Vec<usize>,
}

const DATES: &[&str] =
    &["2026-01-01", "2026-01-02T10:00", "2026-11-21T12:00:00Z", "2026-11-22", "2026-11-23T09:00:00+01:00"];

/// Lines of front matter, of those with one key the first counts; `#` is the number.
const LINES: &[&str] = &[
    "updated: 2026-12-01",
    "draft: true",
    "description: Said in one line",
    "tags: [one]",
    "tags: [One, two words]",
    "category: Markets",
    "authors: [ines, tobias]",
    "series: Keys",
    "series: {name: Keys, order: 1}",
    "slug: renamed-#",
    "aliases: [/old/#/]",
    "disclaimer: {add: [extra]}",
    "disclosure: {waivers: [{id: general, reason: Why, approver: Ines, until: 2026-06-01}]}",
    "disclosure: {sponsorship: paid, sponsor: A <sponsor>}",
    "image: {src: /pic.svg, alt: A picture}",
    "flags: [promotion]",
    "faq: false",
    "extra: {a: 1}",
    "ends: 2026-11-21",
    "superseded_by: /notes/anchor/",
    "superseded_by: a1.md",
    "status: withdrawn",
    "review_every: 10 months",
    "revisions: [{date: 2026-11-21, kind: correction, note: Was wrong}]",
    "facts: {deadline: 2026-11-21T13:00:00Z, cost: $5}",
];

/// What a text is made of.
const PARTS: &[&str] = &[
    "Plain text.\n",
    "Other words, and more of them, so that they count.\n",
    "See [the anchor](/notes/anchor.md#part) and [its page](/notes/anchor/).\n",
    "See [number 1](/notes/a1.md), [number 2](/notes/a2.md) and [number 3](/a3/).\n",
    "See [a tag](/tags/one/), [an author](/authors/ines/) and [a section](/guides/).\n",
    "![A picture](/pic.svg \"With a title\")\n",
    "![A chart](/notes/chart.svg)\n",
    "![](/pic.svg)\n",
    "```rust\nfn main() {}\n```\n",
    "A [partner](https://shop.partner.example/), and https://bare.example/.\n",
    "A note.[^1]\n\n[^1]: At the foot, with [a link](/notes/anchor.md).\n",
    "<!-- more -->\n",
    "## Part\n\nOf the text.\n",
    "## FAQ\n\n### What is shared?\n\nThis *answer*, with [a link](/notes/anchor.md).\n",
    "## FAQ\n\n### What is shared?\n\nAnother answer.\n",
    "## Conclusion\n\nThe end.\n",
    "## Disclaimer\n\nBy hand.\n",
];

/// Files and what may be in them. Not all of it is right.
const FILES: &[(&str, &[&str])] = &[
    ("content/notes/anchor.md", &[ANCHOR, "---\ntitle: Anchor\ndate: 2025-01-02\n---\nNo part.\n"]),
    ("content/notes/chart.svg", &[WIDE, TALL]),
    ("content/notes/a1/data.csv", &["a,b\n", "a,c\n"]),
    (
        "content/notes/anchor.de.md",
        &[
            "---\ntitle: Anker\ndate: 2025-01-02\ntags: [One]\n---\n## Part\n\nSiehe [es](anchor.md) und [eins](a1.md).\n",
            "---\ntitle: Anker\ndate: 2025-01-02\nslug: anker\ntranslated: 2026-12-01\n---\nOhne.\n",
        ],
    ),
    (
        "content/notes/a1/index.de.md",
        &[
            "---\ntitle: Eins\ndate: 2026-01-01\nauthors: [ines]\n---\nSiehe [Anker](../anchor.md#part).\n",
            "---\ntitle: 1\n---\n",
        ],
    ),
    (
        "content/notes/_index.de.md",
        &["---\ntitle: Notizen\nslug: notizen\n---\nSiehe [es](anchor.md).\n", "---\ntitle: Zettel\n---\n"],
    ),
    ("templates/strings/de.toml", &["home = \"Titel\"\n", "hom = \"Titel\"\n"]),
    (
        "content/notes/_index.md",
        &[
            "---\ntitle: Notes\nweight: 5\n---\nSee [it](anchor.md).\n",
            "---\ntitle: N\nper_page: 1\nsort_by: title\n---\n",
        ],
    ),
    (
        "content/guides/_index.md",
        &["---\ntitle: Guides\n---\n", "---\ntitle: Books\narticle_type: TechArticle\n---\nText.\n"],
    ),
    (
        "content/_index.md",
        &["---\ntitle: Home\n---\nOf the front page.\n", "---\ntitle: Home\n---\n[A guide](/guides/).\n"],
    ),
    ("static/pic.svg", &[WIDE, TALL]),
    ("static/css/main.css", &["a{}", "b{}"]),
    ("static/css/own.css", &["c{background:url(../pic.svg)}", "d{}"]),
    ("static/robots.txt", &["User-agent: x\n"]),
    ("static/a2", &["where a folder may be needed\n"]),
    ("static/notes/a3", &["and here\n"]),
    ("notices/risk.md", &["Risk of [loss](/notes/anchor.md).\n", "Other risk.\n"]),
    ("templates/term.html", &["<main>{{ page.heading }}</main>\n", "<main>{{ page.title }}</main>\n"]),
    (
        "templates/article.html",
        &["<main>{{ content }}{{ json_ld }}{{ site.title }}</main>\n", "<main>{{ article.wrong }}</main>\n"],
    ),
    ("templates/series.html", &["<main>{{ articles | length }}</main>\n"]),
];

const ANCHOR: &str =
    "---\ntitle: Anchor\ndate: 2025-01-01\ntags: [one, two words]\n---\nText.\n\n## Part\n\nMore.\n";
const WIDE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"/>\n";
const TALL: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"20\"/>\n";

/// Settings of site.toml and their values, the usual one first.
const SETTINGS: &[&[&str]] = &[
    &["title = \"Laws\"\n", "title = \"Other\"\n"],
    &["base_url = \"https://laws.example/\"\n", "base_url = \"https://laws.example/below/\"\n"],
    &["", "time_zone = \"Asia/Tokyo\"\n"],
    &["", "publisher = \"house\"\n"],
    &["[lists]\nper_page = 2\n", "[lists]\nrecent = 1\nrelated = 1\n"],
    &["[feeds]\nlimit = 2\n", "[feeds]\nformats = [\"atom\"]\nsections = false\n"],
    &["[content]\nbroken_links = \"warn\"\n", ""],
    &["", "[links]\nrel = [\"nofollow\"]\n"],
    &["", "[markdown]\nsmart_punctuation = true\n", "[code]\nline_numbers = true\n"],
    &["", "[build]\nwords_per_minute = 50\n", "[build]\nprecompress = [\"gzip\", \"brotli\"]\n"],
    &["", "[offline]\nicons = [\"/pic.svg\"]\n", "[offline]\nretire = true\n"],
    &["", "[extra]\nimage = \"/pic.svg\"\n", "[images]\nsvg = \"sanitize\"\n"],
    &[
        "",
        "[theme]\nscheme = \"dark\"\nlogo = \"/pic.svg\"\n[theme.light]\naccent = \"#800\"\n",
        "[theme]\ncss = \"/css/own.css\"\n",
    ],
    &[
        "[organizations.house]\nname = \"House\"\n",
        "[organizations.house]\nname = \"The House\"\nlogo = \"/pic.svg\"\n",
    ],
    &[
        AUTHORS,
        "[authors.ines]\nname = \"I. Varga\"\n[authors.tobias]\nname = \"Tobias\"\nbio = \"Writes.\"\n",
    ],
    &["", "[[taxonomies]]\nname = \"tags\"\nfeed = true\n[[taxonomies]]\nname = \"authors\"\nper_page = 1\n"],
    &[
        "[[disclaimers]]\nid = \"general\"\ntext = \"Not advice.\"\n",
        "[[disclaimers]]\nid = \"general\"\ntitle = \"Careful\"\ntext = \"Not [advice](/guides/).\"\nplacement = \"top\"\n",
        "[[disclaimers]]\nid = \"general\"\ntext = \"By rule.\"\n[[disclaimers.when]]\ntag = [\"one\"]\n",
        "[[disclaimers]]\nid = \"general\"\nplacement = [\"sticky\", \"before-cta\", \"card\"]\n[[disclaimers.versions]]\n\
         text = \"Before.\"\n[[disclaimers.versions]]\nfrom = 2026-03-01\ntext = \"After.\"\n",
    ],
    &[
        "[[disclaimers]]\nid = \"extra\"\nfile = \"notices/risk.md\"\nlevel = \"optional\"\nplacement = \"before-faq\"\n",
    ],
    &[
        "",
        "[languages.de]\ntitle = \"Blatt\"\n[languages.de.authors.ines]\nrole = \"Leitung\"\n",
        "[languages.de]\n[languages.ar]\n[translations]\nstale = \"warn\"\n",
    ],
    &[FACTS, "", "[[facts]]\nname = \"cost\"\nlabel = \"Price\"\ntype = \"text\"\nsection = [\"notes\"]\n"],
    &[
        "[[disclaimers]]\nid = \"paid\"\nlevel = \"mandatory\"\ntext = \"Paid: {sponsorship}.\"\nplacement = [\"top\", \"card\"]\n\
         when = { sponsorship = [\"paid\", \"affiliate\"] }\n",
    ],
    &[
        "",
        "[[calls_to_action]]\nid = \"cta\"\ntitle = \"Act\"\ntext = \"Now.\"\nbutton = \"Go\"\nurl = \"/notes/anchor/\"\n",
    ],
];

const FACTS: &str = "[[facts]]\nname = \"deadline\"\ntype = \"deadline\"\nsortable = true\n[[facts]]\nname = \"cost\"\ntype = \"money\"\n";
const AUTHORS: &str = "[authors.ines]\nname = \"Ines Varga\"\n[authors.tobias]\nname = \"Tobias\"\n";

/// A project and the settings it has.
pub(crate) struct Desk {
    pub(crate) project: Project,
    settings: Vec<usize>,
}

impl Desk {
    /// A project with one article.
    pub(crate) fn new() -> Self {
        let settings = vec![0; SETTINGS.len()];
        let files =
            ["content/notes/anchor.md", "content/notes/chart.svg", "static/pic.svg", "notices/risk.md"];
        let variant = |path| FILES.iter().find(|(name, _)| *name == path).unwrap().1[0];
        let files = files.iter().map(|path| ((*path).to_owned(), variant(*path).as_bytes().to_vec()));
        let toml = ("site.toml".to_owned(), site_toml(&settings).into_bytes());
        Self { project: Project::new(files.chain([toml])), settings }
    }

    /// Lets it happen.
    pub(crate) fn apply(&mut self, edit: &Edit) {
        let project = &mut self.project;
        match edit {
            Edit::Write(article) => {
                delete(project, article.number);
                project.write(&article.place.path(article.number), article.text());
            }
            Edit::Delete(number) => delete(project, *number),
            Edit::Move(number, to) => {
                let from = PLACES.iter().map(|place| place.path(*number));
                if let Some(from) = from.into_iter().find(|path| project.read(path).is_some()) {
                    project.rename(&from, &to.path(*number));
                }
            }
            Edit::File(file, Some(variant)) => {
                let (path, variants) = FILES[*file];
                project.write(path, variants[variant % variants.len()]);
            }
            Edit::File(file, None) => project.delete(FILES[*file].0),
            Edit::Setting(setting, value) => {
                self.settings[*setting] = value % SETTINGS[*setting].len();
                project.write("site.toml", site_toml(&self.settings));
            }
            Edit::Now(days) => project.site.request.overrides.now = NOW + days * 24 * 60 * 60,
            Edit::Ask(drafts, future) => {
                project.site.request.overrides.drafts = *drafts;
                project.site.request.overrides.future = *future;
            }
            Edit::Touch => {
                for (path, bytes) in project.all() {
                    project.write(&path, bytes);
                }
            }
            Edit::Tamper(index, delete) => spoil(&project.site.path(OUTPUT), *index, *delete),
            Edit::Spoil(index, delete) => spoil(&project.site.path(".tearsheet"), *index, *delete),
            Edit::Caching(caching) => project.site.request.caching = *caching,
        }
    }
}

fn site_toml(settings: &[usize]) -> String {
    settings.iter().zip(SETTINGS).map(|(value, values)| values[*value]).collect()
}

fn delete(project: &mut Project, number: u8) {
    for place in PLACES {
        project.delete(&place.path(number));
    }
}

/// Deletes a file of a folder, or overwrites it with something as long that is not what was there.
fn spoil(folder: &std::path::Path, index: prop::sample::Index, delete: bool) {
    let files: Vec<String> = crate::kit::tree(folder).into_keys().collect();
    if files.is_empty() {
        return;
    }
    let path = folder.join(&files[index.index(files.len())]);
    if delete {
        std::fs::remove_file(path).unwrap();
    } else {
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, bytes.iter().map(|byte| byte ^ 1).collect::<Vec<u8>>()).unwrap();
    }
}

impl Article {
    fn text(&self) -> String {
        let mut keys = Vec::new();
        let mut front = format!("title: Number {}\ndate: {}\n", self.number, DATES[self.date]);
        for line in &self.lines {
            let key = line.split(':').next().unwrap();
            if !keys.contains(&key) {
                keys.push(key);
                front += &format!("{}\n", line.replace('#', &self.number.to_string()));
            }
        }
        let parts: Vec<&str> = self.parts.iter().map(|part| PARTS[*part]).collect();
        format!("---\n{front}---\n{}", parts.join("\n"))
    }
}

fn article() -> impl Strategy<Value = Article> {
    let number = 1..5_u8;
    let place = prop::sample::select(&PLACES[..]);
    let lines = prop::sample::subsequence(LINES, 0..5);
    let parts = prop::sample::subsequence((0..PARTS.len()).collect::<Vec<_>>(), 0..6);
    (number, place, 0..DATES.len(), lines, parts).prop_map(|(number, place, date, lines, parts)| Article {
        number,
        place,
        date,
        lines,
        parts,
    })
}

/// Anything that may happen, articles before all.
pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let file = (0..FILES.len(), prop::option::weighted(0.7, 0..2_usize));
    let setting = (0..SETTINGS.len(), 0..3_usize);
    let caching = prop::sample::select(vec![Caching::Keep, Caching::Keep, Caching::ReadOnly, Caching::Off]);
    prop_oneof![
        8 => article().prop_map(Edit::Write),
        2 => (1..5_u8).prop_map(Edit::Delete),
        2 => (1..5_u8, prop::sample::select(&PLACES[..])).prop_map(|(number, to)| Edit::Move(number, to)),
        6 => file.prop_map(|(file, variant)| Edit::File(file, variant)),
        4 => setting.prop_map(|(setting, value)| Edit::Setting(setting, value)),
        2 => (-1..3_i64).prop_map(Edit::Now),
        1 => any::<(bool, bool)>().prop_map(|(drafts, future)| Edit::Ask(drafts, future)),
        1 => Just(Edit::Touch),
        1 => any::<(prop::sample::Index, bool)>().prop_map(|(index, delete)| Edit::Tamper(index, delete)),
        1 => any::<(prop::sample::Index, bool)>().prop_map(|(index, delete)| Edit::Spoil(index, delete)),
        1 => caching.prop_map(Edit::Caching),
    ]
}
