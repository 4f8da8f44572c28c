//! Owns the tests of disclaimers as policies and of their audit: what is chosen, when it is in force,
//! what it demands, and that the audit tells the truth about what was written.

use std::fmt::Write;

use expect_test::{Expect, expect};
use tearsheet::audit::{self, Audit};
use tearsheet::build;

use crate::kit::{DEFAULT, NOW, Silent, SiteTest, short};

const HEAD: &str = "title = \"Desk\"\nbase_url = \"https://desk.example/\"\ntime_zone = \"Europe/Amsterdam\"\ntaxonomies = []\n";

/// A site of a site.toml, which is given a head, and articles, each with its path and what its front
/// matter says beside title and date.
fn site(settings: &str, articles: &[(&str, &str)]) -> SiteTest {
    let mut site = SiteTest::new([("site.toml".to_owned(), format!("{HEAD}{settings}").into_bytes())]);
    for (path, matter) in articles {
        let (matter, body) = matter.split_once("\n\n").unwrap_or((matter, "Text."));
        site.write(
            &format!("content/{path}.md"),
            format!("---\ntitle: {path}\ndate: 2026-01-01\n{matter}\n---\n{body}\n"),
        );
    }
    site
}

/// What is wrong, and the audit if there is one.
fn audited(site: &SiteTest, against: Option<&str>) -> (String, Option<Audit>) {
    let (built, audit) = build::audit(&site.request, against, &Silent).unwrap();
    (short(&built), audit)
}

/// What every article shows on its own page, and what is left out.
fn told(site: &SiteTest) -> String {
    let (problems, audit) = audited(site, None);
    let mut out = problems;
    for row in &audit.expect("an audit").articles {
        let _ = writeln!(out, "{} ({})", row.file.trim_start_matches("content/"), row.sponsorship);
        let own =
            row.shown.iter().filter(|shown| shown.channels.contains(&"html") && shown.placement != "card");
        for shown in own {
            let _ =
                writeln!(out, "  {} {} {}: {}", shown.placement, shown.policy, shown.version, shown.because);
        }
        for one in &row.left_out {
            let _ = writeln!(out, "  - {}: {}", one.policy, one.why);
        }
    }
    out
}

fn check_problems(site: &SiteTest, expected: Expect) {
    expected.assert_eq(&site.build().problems);
}

const RULES: &str = r#"
        [disclosure]
        audience = ["EU", "US"]

        [[links.rules]]
        hosts = ["*.shop.example"]
        sponsorship = "affiliate"

        [[disclaimers]]
        id = "general"
        text = "For everybody."

        [[disclaimers]]
        id = "risk"
        level = "mandatory"
        text = "By section and tag, or by path."
        placement = "top"
        group = "risk"
        when = [{ section = "airdrops", tag = ["Token", "coin"] }, { path = "news/2026-*" }]

        [[disclaimers]]
        id = "soft-risk"
        text = "Gives way to risk."
        placement = "top"
        group = "risk"
        priority = 500

        [[disclaimers]]
        id = "category"
        text = "By category, whatever its case."
        when = { category = "Air Drops" }

        [[disclaimers]]
        id = "uk"
        text = "For Britain."
        when = { audience = "GB" }

        [[disclaimers]]
        id = "paid"
        level = "mandatory"
        text = "Somebody paid: {sponsorship}."
        placement = ["top", "before-cta", "card"]
        when = { sponsorship = ["paid", "affiliate"] }

        [[disclaimers]]
        id = "extra"
        level = "optional"
        text = "On request."
        placement = "before-cta"

        [[calls_to_action]]
        id = "buy"
        title = "Buy"
        text = "Now."
        button = "Go"
        url = "https://a.shop.example/"
        when = { flag = "sale" }
    "#;

#[test]
fn rules_and_articles() {
    let articles = [
        ("airdrops/both", "tags: [coin]\ncategory: air drops"),
        ("airdrops/one", "category: other"),
        ("airdrops/deep/below", "tags: [TOKEN]"),
        ("news/2026-launch", "disclosure: {audience: [gb]}"),
        ("news/plain", "disclaimer: {add: [extra]}"),
        ("news/link", "flags: []\n\n[Shop](https://a.shop.example/x)"),
        ("news/raw", "flags: []\n\n<a href=\"https://shop.example/\" rel=\"noopener\">Shop</a>"),
        ("news/sale", "flags: [sale]\ndisclaimer: {add: [extra]}"),
        ("news/paid", "disclosure: {sponsorship: paid, sponsor: Acme}\ndisclaimer: extra"),
    ];
    let mut site = site(RULES, &articles);
    site.write("content/airdrops/_index.md", "---\ntitle: Airdrops\ndisclaimer: {add: [extra]}\n---\n");
    expect![[r#"
        airdrops/both.md (none)
          top risk 1: rule 1 of site.toml: section = ["airdrops"] and tag = ["Token", "coin"]
          before-cta extra 1: content/airdrops/_index.md adds it
          end general 1: it applies to every article
          end category 1: rule of site.toml: category = ["Air Drops"]
          - soft-risk: left out: `risk` wins in the group `risk`
        airdrops/deep/below.md (none)
          top risk 1: rule 1 of site.toml: section = ["airdrops"] and tag = ["Token", "coin"]
          before-cta extra 1: content/airdrops/_index.md adds it
          end general 1: it applies to every article
          - soft-risk: left out: `risk` wins in the group `risk`
        airdrops/one.md (none)
          top soft-risk 1: it applies to every article
          before-cta extra 1: content/airdrops/_index.md adds it
          end general 1: it applies to every article
        news/2026-launch.md (none)
          top risk 1: rule 2 of site.toml: path = ["news/2026-*"]
          end general 1: it applies to every article
          end uk 1: rule of site.toml: audience = ["GB"]
          - soft-risk: left out: `risk` wins in the group `risk`
        news/link.md (affiliate)
          top soft-risk 1: it applies to every article
          top paid 1: rule of site.toml: sponsorship = ["paid", "affiliate"]
          end general 1: it applies to every article
        news/paid.md (paid)
          top paid 1: rule of site.toml: sponsorship = ["paid", "affiliate"]
          before-cta extra 1: front matter chooses it
          - general: left out: front matter chooses others
          - soft-risk: left out: front matter chooses others
        news/plain.md (none)
          top soft-risk 1: it applies to every article
          before-cta extra 1: front matter adds it
          end general 1: it applies to every article
        news/raw.md (affiliate)
          top soft-risk 1: it applies to every article
          top paid 1: rule of site.toml: sponsorship = ["paid", "affiliate"]
          end general 1: it applies to every article
        news/sale.md (affiliate)
          top soft-risk 1: it applies to every article
          top paid 1: rule of site.toml: sponsorship = ["paid", "affiliate"]
          before-cta paid 1: rule of site.toml: sponsorship = ["paid", "affiliate"]
          before-cta extra 1: front matter adds it
          end general 1: it applies to every article
    "#]]
    .assert_eq(&told(&site));
    let raw = site.build().clean();
    assert!(raw.text("news/raw/index.html").contains("rel=\"sponsored noopener\""));
}

#[test]
fn a_version_is_in_force_from_its_first_instant_to_the_next() {
    let settings = r#"
        [[disclaimers]]
        id = "risk"
        level = "mandatory"
        [[disclaimers.versions]]
        text = "First."
        until = 2026-03-29
        [[disclaimers.versions]]
        from = 2026-03-29
        text = "Second."
        [[disclaimers.versions]]
        from = 2026-04-01T12:00
        version = "3"
        text = "Third."
    "#;
    let mut site = site(settings, &[("a", "")]);
    let mut out = String::new();
    // Clocks go forward in the night of 29 March.
    for now in
        ["2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-04-01T09:59:59Z", "2026-04-01T10:00:00Z"]
    {
        let moment: jiff::Timestamp = now.parse().unwrap();
        site.request.overrides.now = moment.as_second();
        let outcome = site.build().clean();
        let (_, rest) = outcome.text("a/index.html").split_once("data-version=\"").unwrap();
        let next = outcome.published.as_ref().map(|_| rest.split('"').next().unwrap());
        let _ = writeln!(out, "{now} {}", next.unwrap());
    }
    expect![[r#"
        2026-03-28T22:59:59Z 1
        2026-03-28T23:00:00Z 2026-03-29
        2026-04-01T09:59:59Z 2026-03-29
        2026-04-01T10:00:00Z 3
    "#]]
    .assert_eq(&out);
}

#[test]
fn a_version_by_the_date_of_the_article() {
    let settings = r#"
        [[disclaimers]]
        id = "risk"
        dated_by = "article"
        [[disclaimers.versions]]
        from = 2026-01-01
        until = 2026-02-01
        text = "Of January."
        [[disclaimers.versions]]
        from = 2026-03-01
        text = "Of spring."
    "#;
    let mut site = site(settings, &[]);
    for (name, date) in [("jan", "2026-01-31T23:59:59"), ("feb", "2026-02-01"), ("mar", "2026-03-01")] {
        site.write(&format!("content/{name}.md"), format!("---\ntitle: X\ndate: {date}\n---\nText.\n"));
    }
    expect![[r#"
        site.toml:6:9: warning[disclaimer/lapsed]: no version of `risk` is in force, and an article should show it
          add a version that is in force, with `from` and a text
        feb.md (none)
        jan.md (none)
          end risk 2026-01-01: it applies to every article
        mar.md (none)
          end risk 2026-03-01: it applies to every article
    "#]].assert_eq(&told(&site));
}

#[test]
fn waivers_end_at_their_instant() {
    let settings = "[[disclaimers]]\nid = 'general'\ntext = 'General.'\n[[disclaimers]]\nid = 'fixed'\nlevel = 'mandatory'\ntext = 'Fixed.'\n";
    let waiver =
        "disclosure: {waivers: [{id: general, reason: No advice, approver: Ada, until: 2026-11-22}]}";
    let mut site = site(settings, &[("a", waiver), ("below/b", "")]);
    site.write("content/below/_index.md", format!("---\ntitle: Below\n{waiver}\n---\n"));
    expect![[r#"
        a.md (none)
          end fixed 1: it applies to every article
          - general: left out: front matter waives it until 2026-11-22 (“No advice”, Ada)
        below/b.md (none)
          end fixed 1: it applies to every article
          - general: left out: content/below/_index.md waives it until 2026-11-22 (“No advice”, Ada)
    "#]]
    .assert_eq(&told(&site));
    // Midnight in Amsterdam.
    site.request.overrides.now = "2026-11-21T22:59:59Z".parse::<jiff::Timestamp>().unwrap().as_second();
    site.build().clean();
    site.request.overrides.now += 1;
    check_problems(
        &site,
        expect![[r#"
        content/a.md:4:79: error[disclaimer/waiver-expired]: the waiver of `general` ended on 2026-11-22
          remove it, or have it approved anew with a later `until`
        content/below/_index.md:3:79: error[disclaimer/waiver-expired]: the waiver of `general` ended on 2026-11-22
          remove it, or have it approved anew with a later `until`
    "#]],
    );
}

#[test]
fn a_pinned_text_is_shown_byte_by_byte() {
    let text = "\"Don't\" -- {sponsor} invest.\n";
    let hash = tearsheet::digest::sha256(text);
    let settings = format!(
        "[markdown]\nsmart_punctuation = true\n[[disclaimers]]\nid = 'warning'\nlevel = 'mandatory'\nfile = 'policies/w.md'\nsha256 = '{hash}'\n"
    );
    let mut site = site(&settings, &[("a", "")]);
    site.write("policies/w.md", text);
    let outcome = site.build().clean();
    assert!(outcome.text("a/index.html").contains("<p>&quot;Don't&quot; -- {sponsor} invest.</p>"));
    assert!(outcome.text("a/index.html").contains(&format!("data-hash=\"{hash}\"")));
    site.write("policies/w.md", text.replace("Don't", "Don`t"));
    check_problems(
        &site,
        expect![[r#"
            policies/w.md:1:1: error[disclaimer/pinned]: the text of `warning`, version 1, is not the one that is pinned
              restore the text; if the change is meant, make it a new version, or pin it: sha256 = "a08d43e9ab10c8c7f71cda8cf95f7eb3178f6cd6c4c329e69f1661cfec2fe715"
        "#]],
    );
}

#[test]
fn a_category_that_is_renamed_does_not_lose_its_disclaimer_unseen() {
    let settings = "[[disclaimers]]\nid = 'risk'\nlevel = 'mandatory'\ntext = 'Risk.'\nwhen = { category = 'Airdrops' }\n";
    let mut site = site(settings, &[("a", "category: Airdrops"), ("b", "category: Airdrops"), ("c", "")]);
    let before = audit::lines(&audited(&site, None).1.unwrap());
    site.write("content/a.md", "---\ntitle: a\ndate: 2026-01-01\ncategory: Drops\n---\nText.\n");
    let (problems, audit) = audited(&site, Some(&before));
    expect![[r#"
        site.toml:5:1: error[audit/lost]: the mandatory disclaimer `risk` no longer stands where it did at 2026-11-21T13:00:00+01:00: /a/
          a category, tag or folder that its rule names may have changed; if it is meant, keep this audit as the one to compare with
        https://desk.example/ as of 2026-11-21T13:00:00+01:00
        Tearsheet 0.1.0, site.toml 08318b2506ea

        Disclaimers
          risk  mandatory  version 1  9b72b2ec51dd  1 article

        Articles
          /a/ (content/a.md)
          /b/ (content/b.md)
            risk  version 1  end  html, print, feed  3 files  rule of site.toml: category = ["Airdrops"]
          /c/ (content/c.md)

        Articles that no disclaimer reached
          /a/  content/a.md
          /c/  content/c.md

        Changed since 2026-11-21T13:00:00+01:00
          /a/  risk  lost (end, version 1)
    "#]].assert_eq(&(problems + &audit::table(&audit.unwrap())));
    site.write("content/b.md", "---\ntitle: b\ndate: 2026-01-01\ncategory: Drops\n---\nText.\n");
    check_problems(
        &site,
        expect![[r#"
        site.toml:9:8: error[disclaimer/rule]: `risk` is for the category `Airdrops`, and no article has it
          if the category has another name now, say so here; else remove it
    "#]],
    );
}

#[test]
fn a_sponsor_cannot_go_while_the_link_stays() {
    let settings = "[[links.rules]]\nurls = ['https://shop.example/*ref=*']\nsponsorship = 'affiliate'\n\
        [[disclaimers]]\nid = 'affiliate'\nlevel = 'mandatory'\ntext = 'Links to {sponsor} pay us.'\nplacement = 'top'\nwhen = { sponsorship = 'affiliate' }\n";
    let link = "\n\n[Shop](https://shop.example/?ref=desk) and [another](https://shop.example/).";
    let article = |matter: &str| format!("---\ntitle: a\ndate: 2026-01-01\n{matter}\n---{link}\n");
    let mut site = site(settings, &[]);
    site.write("content/a.md", article("disclosure: {sponsorship: affiliate, sponsor: The Shop}"));
    let outcome = site.build().clean();
    let page = outcome.text("a/index.html");
    assert!(page.contains("Links to The Shop pay us."), "{page}");
    assert_eq!(page.matches("rel=\"sponsored noopener\"").count(), 1, "{page}");
    let mut out = String::new();
    for matter in ["flags: []", "disclosure: {sponsorship: affiliate}", "disclosure: {sponsorship: none}"] {
        site.write("content/a.md", article(matter));
        let _ = writeln!(out, "{matter}\n{}", site.build().problems);
    }
    expect![[r#"
        flags: []
        content/a.md:1:1: error[disclaimer/field-missing]: the text of `affiliate` names `sponsor`, which this article does not give
          add `sponsor` under `disclosure` in front matter

        disclosure: {sponsorship: affiliate}
        content/a.md:4:1: error[disclaimer/field-missing]: the text of `affiliate` names `sponsor`, which this article does not give
          add `sponsor` under `disclosure` in front matter

        disclosure: {sponsorship: none}
        content/a.md:4:1: error[disclaimer/field-missing]: the text of `affiliate` names `sponsor`, which this article does not give
          add `sponsor` under `disclosure` in front matter
        content/a.md:4:27: error[disclosure/sponsorship]: front matter says `none`, but a link makes this article `affiliate`
          write `sponsorship: affiliate`, or remove the link to https://shop.example/?ref=desk

    "#]].assert_eq(&out);
}

const SMALL: &str = "[[disclaimers]]\nid = 'risk'\nlevel = 'mandatory'\ntext = 'Mind the *risk*.'\nplacement = ['top', 'card']\n";

#[test]
fn an_audit_finds_what_a_theme_does_to_disclaimers() {
    let mut out = String::new();
    for (what, template) in [
        ("as it should be", "<main>{{ content | safe }}</main>"),
        ("dropped", "<main></main>"),
        ("collapsed", "<details>{{ content | safe }}</details>"),
        ("hidden", "<div hidden>{{ content | safe }}</div>"),
        ("in other words", "{{ content | safe | replace(from=\"risk\", to=\"reward\") }}"),
        ("below a call to action", "<aside data-cta=\"x\">Buy</aside>{{ content | safe }}"),
        ("forged", "{{ content | safe }}<aside data-policy=\"general\">Forged</aside>"),
    ] {
        let mut site = site(SMALL, &[("a", "")]);
        site.write("templates/article.html", template);
        let _ = writeln!(out, "{what}\n{}", audited(&site, None).0);
        if what != "as it should be" {
            let (built, audit) = build::build_audited(&site.request, &Silent).unwrap();
            assert!(built.published.is_none() && audit.is_none(), "{what} was published");
        }
    }
    let mut site = site(SMALL, &[("a", "")]);
    site.write("templates/home.html", "{% for card in list.articles %}{{ card.title }}{% endfor %}");
    let _ = writeln!(out, "no marks in lists\n{}", audited(&site, None).0);
    expect![[r#"
        as it should be

        dropped
        templates/article.html:1:1: error[template/disclaimer]: article.html loses the disclaimer `risk` of a.md
          show `content` whole: {{ content | safe }}

        collapsed
        content/a.md:1:1: error[audit/hidden]: a/index.html: readers do not see `risk`: it is collapsed in a <details>
          the template changes what it is given: show `content` and `marks_html` whole and in sight

        hidden
        content/a.md:1:1: error[audit/hidden]: a/index.html: readers do not see `risk`: it is `hidden`
          the template changes what it is given: show `content` and `marks_html` whole and in sight

        in other words
        templates/article.html:1:1: error[template/disclaimer]: article.html loses the disclaimer `risk` of a.md
          show `content` whole: {{ content | safe }}

        below a call to action
        content/a.md:1:1: error[audit/below-call]: a/index.html: `risk` stands below a call to action
          the template changes what it is given: show `content` and `marks_html` whole and in sight

        forged
        content/a.md:1:1: error[audit/unexpected]: a/index.html: `general` stands there, and should not
          a template or raw HTML writes what only the engine may: remove it

        no marks in lists
        content/a.md:1:1: error[audit/missing]: index.html: `risk` does not stand there (card)
          the template changes what it is given: show `content` and `marks_html` whole and in sight

    "#]].assert_eq(&out);
}

#[test]
fn audits_of_one_site_are_the_same_bytes() {
    let articles: Vec<(String, String)> =
        (0..40).map(|n| (format!("s{}/a{n}", n % 3), format!("tags: [t{}]", n % 5))).collect();
    let articles: Vec<(&str, &str)> = articles.iter().map(|(path, matter)| (&**path, &**matter)).collect();
    let mut site = site(SMALL, &articles);
    site.request.theme = DEFAULT;
    site.request.overrides.now = NOW;
    let of = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(16 << 20).build().unwrap();
        pool.install(|| audit::lines(&audited(&site, None).1.unwrap()))
    };
    let first = of(1);
    assert!(first == of(7), "threads make a difference");
    let (_, from_disk) = build::build_audited(&site.request, &Silent).unwrap();
    assert_eq!(first, audit::lines(&from_disk.unwrap()), "what was written is not what was planned");
    // A build that takes over what is there says the same.
    let (_, again) = build::build_audited(&site.request, &Silent).unwrap();
    assert_eq!(first, audit::lines(&again.unwrap()));
    assert!(audit::page(&audited(&site, None).1.unwrap()).contains("<td>risk</td>"));
}

#[test]
fn every_face_that_carries_articles_is_read() {
    let hash = tearsheet::digest::sha256("\"Don't\" -- {sponsor}.");
    let settings = format!(
        r#"
        [feeds]
        formats = ["atom", "rss", "json"]
        [markdown]
        smart_punctuation = true
        [mirror]
        llms = true
        [[disclaimers]]
        id = "pinned"
        level = "mandatory"
        text = "\"Don't\" -- {{sponsor}}."
        sha256 = "{hash}"
        [[disclaimers]]
        id = "paid"
        title = "Paid *for*"
        text = "By \"{{sponsor}}\", see [this](/b/).\n\n- {{amount}}\n- `code`"
        placement = ["top", "card"]
        when = {{ sponsorship = "paid" }}
        [[disclaimers]]
        id = "feeds"
        text = "In feeds."
        channels = ["feed"]
    "#
    );
    let paid = "disclosure: {sponsorship: paid, sponsor: 'A & <B> *C* Ltd.', consideration: {amount: 5, currency: ETH}}";
    let site = site(&settings, &[("a", paid), ("b", "")]);
    let (problems, audit) = audited(&site, None);
    let mut out = problems;
    for shown in &audit.unwrap().articles[0].shown {
        let _ = writeln!(out, "{} {} {:?} {}", shown.policy, shown.placement, shown.channels, shown.output);
    }
    expect![[r#"
        paid top ["html", "print"] a/index.html
        pinned end ["html", "print"] a/index.html
        paid top ["markdown"] a/index.md
        pinned end ["markdown"] a/index.md
        paid top ["feed"] atom.xml
        pinned end ["feed"] atom.xml
        feeds end ["feed"] atom.xml
        paid top ["feed"] feed.json
        pinned end ["feed"] feed.json
        feeds end ["feed"] feed.json
        paid top ["markdown"] llms-full.txt
        pinned end ["markdown"] llms-full.txt
        paid top ["feed"] rss.xml
        pinned end ["feed"] rss.xml
        feeds end ["feed"] rss.xml
        paid card ["html"] index.html
    "#]]
    .assert_eq(&out);
}
