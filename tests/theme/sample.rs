//! A small publication as templates see it: every optional part is there once and missing once.

use serde_json::json;
use tearsheet::config::MenuItem;
use tearsheet::pages::shared::{Common, Shared};
use tearsheet::pages::view::*;

pub(crate) fn site() -> SiteView {
    SiteView {
        title: "Kestrel & Mere".to_owned(),
        description: "Research notes on crypto infrastructure.".to_owned(),
        language: "en".to_owned(),
        dir: "ltr",
        url: "/research/".to_owned(),
        permalink: "https://example.org/research/".to_owned(),
        base_path: "/research".to_owned(),
        year: "2026".to_owned(),
        generator: "Tearsheet 0.1.0".to_owned(),
        menu: ["Airdrops", "Security"].map(menu_item).into(),
        footer_menu: ["Authors", "Tags"].map(menu_item).into(),
        sections: vec![link("Airdrops"), link("Security")],
        taxonomies: vec![link("Tags")],
        feeds: vec![feed("Kestrel & Mere", "/atom.xml").into()],
        llms: None,
        corrections: Some(link("Corrections")),
        search: Some("/research/search/".to_owned()),
        offline: Some("/research/manifest.webmanifest".to_owned()),
        publisher: Some(OrganizationView {
            name: "Kestrel & Mere Ltd".to_owned(),
            url: Some("https://example.org/".to_owned()),
            logo: Some(image("logo.svg")),
            same_as: Vec::new(),
        }),
        assets: std::collections::BTreeMap::new(),
        theme: ThemeView {
            scheme: "auto",
            switch: true,
            light: "#ffffff".to_owned(),
            dark: "#131719".to_owned(),
            logo: Some(image("logo.svg")),
            footer: None,
            social: Vec::new(),
            fonts: Vec::new(),
        },
        extra: json!({}),
    }
}

fn slug(title: &str) -> String {
    tearsheet::route::slugify(title)
}

fn menu_item(name: &str) -> MenuItem {
    MenuItem { name: name.to_owned(), url: format!("/research/{}/", slug(name)) }
}

fn link(title: &str) -> LinkView {
    let path = format!("/research/{}/", slug(title));
    LinkView { title: title.to_owned(), permalink: format!("https://example.org{path}"), url: path }
}

fn known(title: &str) -> Shared<LinkView> {
    Shared::new(&link(title))
}

fn feed(title: &str, path: &str) -> FeedLinkView {
    FeedLinkView {
        title: title.to_owned(),
        media_type: "application/atom+xml",
        url: format!("/research{path}"),
        permalink: format!("https://example.org/research{path}"),
    }
}

fn image(name: &str) -> ImageView {
    ImageView {
        url: format!("/research/images/{name}"),
        permalink: format!("https://example.org/research/images/{name}"),
        width: Some(1200),
        height: Some(675),
        alt: "A chart of claims by week".to_owned(),
        sources: vec![ImageSourceView {
            media_type: "image/webp",
            srcset: format!(
                "/research/images/{name}-480w.webp 480w, /research/images/{name}-1200w.webp 1200w"
            ),
        }],
        color: Some("#20686f".to_owned()),
    }
}

fn date(day: &str, text: &str) -> DateView {
    DateView { iso: format!("{day}T09:30:00+01:00"), day: day.to_owned(), text: text.to_owned() }
}

fn page(kind: &'static str, heading: &str, path: &str) -> PageView {
    PageView {
        kind,
        title: format!("{heading} · Kestrel & Mere"),
        heading: heading.to_owned(),
        description: "What \"this\" page is about.".to_owned(),
        url: format!("/research{path}"),
        permalink: format!("https://example.org/research{path}"),
        breadcrumbs: [link("Home"), link("Airdrops"), link(heading)].map(Common::from).into(),
        feeds: [feed("Kestrel & Mere", "/atom.xml"), feed("Airdrops", "/airdrops/atom.xml")]
            .map(Common::from)
            .into(),
        markdown: None,
        alternates: Vec::new(),
        languages: Vec::new(),
        robots: None,
        og_type: "website",
        image: None,
        code: false,
    }
}

fn person(name: &str) -> AuthorView {
    AuthorView {
        url: Some(link(name).url),
        permalink: Some(link(name).permalink),
        name: name.to_owned(),
        role: Some("Head of research".to_owned()),
        homepage: Some("https://people.example/ines".to_owned()),
        same_as: vec!["https://social.example/@ines".to_owned()],
        avatar: Some(image("ines.svg")),
        bio: Some("Reads the footnotes first.".to_owned()),
    }
}

fn nobody(name: &str) -> AuthorView {
    AuthorView {
        name: name.to_owned(),
        url: None,
        permalink: None,
        role: None,
        homepage: None,
        same_as: Vec::new(),
        avatar: None,
        bio: None,
    }
}

fn shared(cards: Vec<CardView>) -> Vec<Shared<CardView>> {
    cards.iter().map(Shared::new).collect()
}

fn plain_card(title: &str) -> CardView {
    CardView {
        url: link(title).url,
        permalink: link(title).permalink,
        title: title.to_owned(),
        summary: String::new(),
        date: date("2026-10-02", "2 October 2026"),
        updated: None,
        authors: Vec::new(),
        section: None,
        category: None,
        tags: Vec::new(),
        reading_time: 1,
        words: 180,
        image: None,
        unpublished: None,
        state: "live",
        badge: None,
        phase: "open",
        marks_html: String::new(),
    }
}

pub(crate) fn card(title: &str) -> CardView {
    CardView {
        summary: "How the tokens were <shared> out.".to_owned(),
        updated: Some(date("2026-11-03", "3 November 2026")),
        authors: vec![link("Ines Varga").into(), LinkView { url: String::new(), ..link("A. Guest") }.into()],
        section: Some(link("Airdrops").into()),
        category: Some(link("Guides").into()),
        tags: vec![link("Layer 2").into(), link("Wallets").into()],
        reading_time: 12,
        image: Some(image("claims.png")),
        unpublished: Some("draft"),
        state: "draft",
        badge: Some("Draft".to_owned()),
        ..plain_card(title)
    }
}

fn list(number: usize, pages: usize) -> ListView {
    let at = |number: usize| format!("/research/airdrops/page/{number}/");
    ListView {
        articles: shared(vec![card("Reading an allocation table"), plain_card("A short note")]),
        count: 2 * pages,
        number,
        pages,
        previous: (number > 1).then(|| at(number - 1)),
        next: (number < pages).then(|| at(number + 1)),
        first: at(1),
        last: at(pages),
    }
}

fn section(articles: Vec<CardView>) -> SectionView {
    SectionView {
        title: "Airdrops".to_owned(),
        description: Some("Who gets what, and when.".to_owned()),
        url: link("Airdrops").url,
        count: 4,
        articles: shared(articles),
        extra: json!({}),
    }
}

pub(crate) fn article() -> ArticleView {
    let entry =
        |id: &str, children| TocView { id: id.to_owned(), html: format!("{id} <code>x</code>"), children };
    ArticleView {
        card: Shared::new(&card("Reading an allocation table")),
        description: Some("A table can be read in three ways.".to_owned()),
        people: vec![person("Ines Varga").into(), nobody("A. Guest").into()],
        terms: vec![TaxonomyTermsView { taxonomy: link("Chains"), terms: vec![link("Aleo").into()] }],
        toc: vec![
            entry("first", vec![entry("inner", Vec::new())]),
            entry("second", Vec::new()),
            entry("third", Vec::new()),
        ],
        show_toc: None,
        faq: vec![QuestionView { question: "Why?".to_owned(), id: "why".to_owned() }],
        series: Some(SeriesPlaceView {
            title: "Allocation".to_owned(),
            url: link("Allocation").url,
            number: 1,
            count: 2,
            previous: None,
            next: Some(known("Vesting")),
            articles: vec![known("Reading an allocation table"), known("Vesting")],
        }),
        previous: Some(known("Older")),
        next: Some(known("Newer")),
        related: shared(vec![card("Vesting"), plain_card("A short note")]),
        recent: vec![known("Vesting")],
        backlinks: vec![known("Vesting")],
        facts: facts(),
        life: life(true),
        disclaimers: Vec::new(),
        extra: json!({}),
    }
}

fn facts() -> Vec<FactView> {
    let fact = |name: &str, kind, text: &str, value: &str| FactView {
        name: name.to_owned(),
        label: name.to_owned(),
        kind,
        text: text.to_owned(),
        value: value.to_owned(),
        links: Vec::new(),
        passed: kind == "deadline",
    };
    let site = FactLinkView {
        title: "claims.example".to_owned(),
        url: "https://claims.example/?a=1&b".to_owned(),
        rel: "noopener".to_owned(),
    };
    vec![
        fact("cost", "money", "$20 <at most>", "20"),
        fact("deadline", "deadline", "3 November 2026", "2026-11-03"),
        FactView { links: vec![site], ..fact("official", "urls", "", "https://claims.example/?a=1&b") },
    ]
}

fn fact_table() -> FactTableView {
    let column = |fact: &FactView| FactColumnView {
        name: fact.name.clone(),
        label: fact.label.clone(),
        kind: fact.kind,
        sortable: true,
        sorted: fact.name == "cost",
    };
    let row =
        |article: CardView, facts| FactRowView { article: Shared::new(&article), ranks: vec![0; 9], facts };
    FactTableView {
        columns: facts().iter().map(column).collect(),
        rows: vec![
            row(card("Vesting"), facts().into_iter().map(Some).collect()),
            row(plain_card("A short note"), vec![None, None, None]),
        ],
    }
}

fn life(eventful: bool) -> LifeView {
    let at = || eventful.then(|| date("2026-11-03", "3 November 2026"));
    let some = |title| if eventful { vec![known(title)] } else { Vec::new() };
    LifeView {
        starts: at(),
        ends: at(),
        last_reviewed: at(),
        reviewers: vec![link("Ines Varga").into()],
        review_due: at(),
        successor: some("Vesting").pop(),
        replaces: some("Last year's table"),
        revisions: Vec::new(),
    }
}

/// An article with nothing that it need not have.
fn plain_article() -> ArticleView {
    ArticleView {
        card: Shared::new(&plain_card("A short note")),
        description: None,
        people: Vec::new(),
        terms: Vec::new(),
        toc: Vec::new(),
        show_toc: None,
        faq: Vec::new(),
        series: None,
        previous: None,
        next: None,
        related: Vec::new(),
        recent: Vec::new(),
        backlinks: Vec::new(),
        facts: Vec::new(),
        life: life(false),
        disclaimers: Vec::new(),
        extra: json!({}),
    }
}

pub(crate) fn article_page(article: ArticleView) -> View {
    let card = serde_json::to_value(&article.card).expect("a card is JSON");
    let page = PageView {
        og_type: "article",
        image: self::card("").image.filter(|_| !card["image"].is_null()),
        code: true,
        markdown: None,
        robots: Some("noindex"),
        ..page("article", card["title"].as_str().expect("cards have titles"), "/reading-an-allocation-table/")
    };
    View::Article(Box::new(ArticlePageView { page, article }))
}

/// One page of each kind and more, with the name of its template.
#[expect(clippy::too_many_lines, reason = "a list of pages is as long as there are pages")]
pub(crate) fn pages() -> Vec<(&'static str, View)> {
    let home = |number| {
        let sections = if number == 1 { vec![section(vec![card("Vesting")])] } else { Vec::new() };
        View::Home(HomeView { page: page("home", "Kestrel & Mere", "/"), list: list(number, 2), sections })
    };
    let section_page = |number, pages| {
        View::Section(SectionPageView {
            page: page("section", "Airdrops", "/airdrops/"),
            section: section(Vec::new()),
            sections: vec![section(Vec::new()), SectionView { description: None, ..section(Vec::new()) }],
            facts: (number == 1).then(fact_table),
            phases: vec![
                PhaseView { name: "open", label: "Open".to_owned() },
                PhaseView { name: "ended", label: "Ended".to_owned() },
            ],
            list: list(number, pages),
        })
    };
    let term = TermView { title: "Layer 2".to_owned(), url: link("Layer 2").url, count: 1 };
    let author = |author: AuthorView| {
        View::Author(AuthorPageView {
            page: page("author", &author.name, "/authors/x/"),
            list: list(1, 1),
            author: author.into(),
        })
    };
    let none = ListView { articles: Vec::new(), count: 0, ..list(1, 1) };
    vec![
        ("home.html", home(1)),
        ("home.html", home(2)),
        ("section.html", section_page(1, 1)),
        ("section.html", section_page(2, 3)),
        ("article.html", article_page(article())),
        ("article.html", article_page(plain_article())),
        (
            "taxonomy.html",
            View::Taxonomy(TaxonomyPageView {
                page: page("taxonomy", "Tags", "/tags/"),
                taxonomy: link("Tags"),
                terms: vec![term.clone(), TermView { count: 7, ..term.clone() }],
            }),
        ),
        (
            "term.html",
            View::Term(TermPageView {
                page: page("term", "Layer 2", "/tags/layer-2/"),
                taxonomy: link("Tags"),
                term,
                list: none,
            }),
        ),
        ("author.html", author(person("Ines Varga"))),
        ("author.html", author(nobody("Guest"))),
        (
            "series.html",
            View::Series(SeriesPageView {
                page: page("series", "Allocation", "/series/allocation/"),
                series: link("Allocation"),
                articles: shared(vec![card("Reading an allocation table"), plain_card("Vesting")]),
            }),
        ),
        (
            "corrections.html",
            View::Corrections(CorrectionsPageView {
                page: page("corrections", "Corrections", "/corrections/"),
                corrections: vec![CorrectionView {
                    article: known("Vesting"),
                    date: date("2026-11-03", "3 November 2026"),
                    kind: "Correction".to_owned(),
                    note: "It said <2%.".to_owned(),
                }],
            }),
        ),
        (
            "404.html",
            View::NotFound(NotFoundView {
                page: page("404", "Page not found", "/404.html"),
                recent: shared(vec![card("Vesting")]),
            }),
        ),
        (
            "offline.html",
            View::Offline(OfflineView { page: page("offline", "You are offline", "/offline/") }),
        ),
        ("search.html", View::Search(SearchView { page: page("search", "Search", "/search/") })),
    ]
}
