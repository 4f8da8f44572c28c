//! Owns the cases of site.toml: what it gives when it is right, and what is said when it is not.

mod mistakes;

use expect_test::{Expect, expect};

use super::{Config, Overrides, load};
use crate::diagnostic::testing::show;
use crate::source::{FileId, Source};

/// 2026-11-21T12:00:00Z.
const NOW: i64 = 1_795_262_400;

fn overrides() -> Overrides {
    Overrides { now: NOW, base_url: None, origin: None, output: None, drafts: false, future: false }
}

fn read(text: &str) -> (Option<Config>, String) {
    let source = Source::new(FileId(0), "site.toml", text);
    let loaded = load(&source, &overrides());
    (loaded.value, show(&source, &loaded.diagnostics))
}

/// The problems of a text; one that can be used nevertheless ends with `usable`.
fn check(text: &str, expect: Expect) {
    let (config, mut problems) = read(text);
    if config.is_some() {
        problems.push_str("usable\n");
    }
    expect.assert_eq(&problems);
}

/// The problems of lines below what must be there.
fn check_lines(lines: &str, expect: Expect) {
    check(&format!("title = 'T'\nbase_url = 'https://example.org'\n{lines}\n"), expect);
}

#[test]
fn defaults() {
    let (config, problems) = read("title = 'T'\nbase_url = 'https://example.org/research'\n");
    let config = config.unwrap();
    assert_eq!(problems, "");
    let all = (
        (&config.description, &config.language, &config.time_zone_name, config.now.rfc3339()),
        (&config.output, &config.cache, config.words_per_minute, config.unknown_keys, config.broken_links),
        (&config.markdown, &config.links, &config.code),
        (&config.lists, &config.feeds),
    );
    expect![[r#"
        (
            (
                "",
                "en",
                "UTC",
                "2026-11-21T12:00:00Z",
            ),
            (
                "public",
                ".tearsheet",
                220,
                Error,
                Error,
            ),
            (
                Markdown {
                    raw_html: Allow,
                    autolink: true,
                    smart_punctuation: false,
                },
                Links {
                    rel: [
                        "noopener",
                    ],
                    target: None,
                    rules: [],
                },
                Code {
                    line_numbers: false,
                },
            ),
            (
                Lists {
                    per_page: 20,
                    recent: 5,
                    related: 5,
                },
                Feeds {
                    formats: [
                        Atom,
                        Rss,
                    ],
                    limit: 20,
                    sections: true,
                },
            ),
        )
    "#]]
    .assert_debug_eq(&all);
    let taxonomies =
        config.taxonomies.iter().map(|one| (one.name.as_str(), one.per_page, one.titled, one.feed));
    let expected =
        [("tags", 20, false, false), ("categories", 20, false, false), ("authors", 20, false, false)];
    assert_eq!(taxonomies.collect::<Vec<_>>(), expected);
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is long because the settings are many")]
fn everything() {
    let text = "title = 'T'
description = 'D'
base_url = 'https://example.org'
language = 'de'
time_zone = 'Europe/Berlin'
publisher = 'lab'
[build]
output = 'out'
cache = 'kept'
words_per_minute = 180
[content]
unknown_keys = 'warn'
extra_keys = ['eip', 'layout']
rename = { created = 'date' }
broken_links = 'warn'
[markdown]
raw_html = 'sanitize'
autolink = false
smart_punctuation = true
[code]
line_numbers = true
[links]
rel = 'nofollow'
target = '_blank'
[[links.rules]]
hosts = ['*.Example.org']
rel = []
target = ''
[lists]
per_page = 5
recent = 0
related = 3
[feeds]
formats = ['atom']
limit = 7
sections = false
[[taxonomies]]
name = 'projects'
title = 'Projects we watch'
per_page = 3
feed = true
[authors.jane-doe]
name = 'Jane Doe'
role = 'Lead'
same_as = ['https://orcid.org/0']
[organizations.lab]
name = 'The Lab'
logo = '/logo.svg'
[[disclaimers]]
id = 'risk'
text = 'Be *careful*.'
placement = 'top'
priority = 10
level = 'mandatory'
when = { section = 'airdrops' }
[[disclaimers]]
id = 'general'
title = 'Note'
file = 'notes/general.md'
[[calls_to_action]]
id = 'letter'
title = 'Stay informed'
text = 'Weekly.'
button = 'Subscribe'
url = '/letter/'
when = [{ tag = ['a', 'b'] }, { flag = 'c' }]
[[menu.main]]
name = 'Security'
url = '/security/'
[extra]
color = 'red'
";
    let (config, problems) = read(text);
    let config = config.unwrap();
    assert_eq!(problems, "");
    let all = (
        (
            &config.description,
            &config.language,
            &config.time_zone_name,
            config.now.rfc3339(),
            config.publisher,
        ),
        (&config.output, &config.cache, config.words_per_minute, config.unknown_keys, config.broken_links),
        (&config.extra_keys, &config.renamed_keys, &config.markdown, &config.links, &config.code),
        (&config.lists, &config.feeds, &config.taxonomies, &config.authors, &config.organizations),
        (&config.disclaimers, &config.calls_to_action, &config.main_menu, &config.footer_menu, &config.extra),
    );
    expect![[r#"
        (
            (
                "D",
                "de",
                "Europe/Berlin",
                "2026-11-21T13:00:00+01:00",
                Some(
                    0,
                ),
            ),
            (
                "out",
                "kept",
                180,
                Warn,
                Warning,
            ),
            (
                [
                    "eip",
                    "layout",
                ],
                [
                    (
                        "created",
                        "date",
                    ),
                ],
                Markdown {
                    raw_html: Sanitize,
                    autolink: false,
                    smart_punctuation: true,
                },
                Links {
                    rel: [
                        "nofollow",
                    ],
                    target: Some(
                        "_blank",
                    ),
                    rules: [
                        LinkRule {
                            hosts: [
                                "*.example.org",
                            ],
                            urls: [],
                            sponsorship: None,
                            rel: Some(
                                [],
                            ),
                            target: Some(
                                "",
                            ),
                        },
                    ],
                },
                Code {
                    line_numbers: true,
                },
            ),
            (
                Lists {
                    per_page: 5,
                    recent: 0,
                    related: 3,
                },
                Feeds {
                    formats: [
                        Atom,
                    ],
                    limit: 7,
                    sections: false,
                },
                [
                    Taxonomy {
                        name: "projects",
                        title: "Projects we watch",
                        titled: true,
                        per_page: 3,
                        feed: true,
                    },
                ],
                [
                    Person {
                        id: "jane-doe",
                        name: "Jane Doe",
                        role: Some(
                            "Lead",
                        ),
                        url: None,
                        same_as: [
                            "https://orcid.org/0",
                        ],
                        avatar: None,
                        bio: None,
                        is_organization: false,
                    },
                    Person {
                        id: "lab",
                        name: "The Lab",
                        role: None,
                        url: None,
                        same_as: [],
                        avatar: Some(
                            "/logo.svg",
                        ),
                        bio: None,
                        is_organization: true,
                    },
                ],
                [
                    Organization {
                        id: "lab",
                        name: "The Lab",
                        url: None,
                        logo: Some(
                            "/logo.svg",
                        ),
                        same_as: [],
                        bio: None,
                    },
                ],
            ),
            (
                [
                    Disclaimer {
                        id: "risk",
                        title: "Disclaimer",
                        titles: [],
                        level: Mandatory,
                        action: Show,
                        placement: [
                            Top,
                        ],
                        channels: Channels {
                            html: true,
                            feed: true,
                            markdown: true,
                            print: true,
                        },
                        group: None,
                        priority: 10,
                        replaceable: false,
                        when: [
                            Conditions {
                                section: [
                                    "airdrops",
                                ],
                                category: [],
                                tag: [],
                                path: [],
                                flag: [],
                                sponsorship: [],
                                audience: [],
                            },
                        ],
                        require: [],
                        dated_by: Build,
                        review_by: None,
                        versions: [
                            Version {
                                name: "1",
                                from: None,
                                until: None,
                                texts: [
                                    VersionText {
                                        language: None,
                                        text: Inline(
                                            "Be *careful*.",
                                        ),
                                        pin: None,
                                    },
                                ],
                                field: [
                                    Key(
                                        "disclaimers",
                                    ),
                                    Index(
                                        0,
                                    ),
                                ],
                            },
                        ],
                        field: [
                            Key(
                                "disclaimers",
                            ),
                            Index(
                                0,
                            ),
                        ],
                    },
                    Disclaimer {
                        id: "general",
                        title: "Note",
                        titles: [
                            (
                                None,
                                "Note",
                            ),
                        ],
                        level: Default,
                        action: Show,
                        placement: [
                            End,
                        ],
                        channels: Channels {
                            html: true,
                            feed: true,
                            markdown: true,
                            print: true,
                        },
                        group: None,
                        priority: 0,
                        replaceable: true,
                        when: [],
                        require: [],
                        dated_by: Build,
                        review_by: None,
                        versions: [
                            Version {
                                name: "1",
                                from: None,
                                until: None,
                                texts: [
                                    VersionText {
                                        language: None,
                                        text: File(
                                            "notes/general.md",
                                        ),
                                        pin: None,
                                    },
                                ],
                                field: [
                                    Key(
                                        "disclaimers",
                                    ),
                                    Index(
                                        1,
                                    ),
                                ],
                            },
                        ],
                        field: [
                            Key(
                                "disclaimers",
                            ),
                            Index(
                                1,
                            ),
                        ],
                    },
                ],
                [
                    CallToAction {
                        id: "letter",
                        title: "Stay informed",
                        text: Inline(
                            "Weekly.",
                        ),
                        button: Some(
                            "Subscribe",
                        ),
                        spoken: Spoken {
                            titles: [
                                (
                                    None,
                                    "Stay informed",
                                ),
                            ],
                            texts: [
                                (
                                    None,
                                    Inline(
                                        "Weekly.",
                                    ),
                                ),
                            ],
                            buttons: [
                                (
                                    None,
                                    "Subscribe",
                                ),
                            ],
                        },
                        url: Some(
                            "/letter/",
                        ),
                        placement: BeforeFaq,
                        priority: 0,
                        when: [
                            Conditions {
                                section: [],
                                category: [],
                                tag: [
                                    Term {
                                        name: "a",
                                        slug: "a",
                                    },
                                    Term {
                                        name: "b",
                                        slug: "b",
                                    },
                                ],
                                path: [],
                                flag: [],
                                sponsorship: [],
                                audience: [],
                            },
                            Conditions {
                                section: [],
                                category: [],
                                tag: [],
                                path: [],
                                flag: [
                                    "c",
                                ],
                                sponsorship: [],
                                audience: [],
                            },
                        ],
                    },
                ],
                [
                    MenuItem {
                        name: "Security",
                        url: "/security/",
                    },
                ],
                [],
                Table(
                    {
                        "color": String(
                            "red",
                        ),
                    },
                ),
            ),
        )
    "#]]
    .assert_debug_eq(&all);
}

#[test]
fn the_command_line_wins() {
    let source = Source::new(
        FileId(0),
        "site.toml",
        "title = 'T'\nbase_url = 'https://a.example'\n[build]\noutput = 'x'\n",
    );
    let overrides = Overrides {
        base_url: Some("https://b.example/".to_owned()),
        output: Some("y".to_owned()),
        drafts: true,
        ..overrides()
    };
    let config = load(&source, &overrides).value.unwrap();
    let decided = (config.base_url.origin(), config.output, config.drafts, config.future);
    assert_eq!(decided, ("https://b.example", "y".to_owned(), true, false));
}
