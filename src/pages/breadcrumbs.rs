//! Owns the way from the front page to a page. What readers see and what structured data says both
//! come from here, and so cannot differ.

use super::cards::{link, section_link, term_link};
use super::plan::{Page, PageKind};
use super::shared::Common;
use super::view::LinkView;
use super::{Context, corrections};
use crate::site::SectionId;

/// Links to the pages on the way to `page`, itself last: `Home`, its sections or its taxonomy, its own
/// name and, beyond the first page of a list, `Page 2`. Empty for files that readers do not walk to:
/// 404.html, feeds, redirects.
pub fn breadcrumbs(page: &Page, context: Context<'_>) -> Vec<Common<LinkView>> {
    let mut trail = Vec::with_capacity(4);
    trail.push(home(context));
    let here = |title: &str| Common::from(link(context, title, &page.route));
    match &page.kind {
        PageKind::Home(_) => {}
        PageKind::Section(id, _) => walk(&mut trail, *id, context),
        PageKind::Article(id) => {
            let article = context.site.article(*id);
            walk(&mut trail, article.section, context);
            trail.push(here(&article.title()));
        }
        PageKind::Taxonomy(index) => trail.push(taxonomy(*index, context)),
        PageKind::Term(id, _) | PageKind::Author(id, _) => {
            trail.push(taxonomy(id.taxonomy as usize, context));
            trail.push(term_link(context, *id));
        }
        PageKind::Corrections => trail.push(here(corrections::title(context))),
        PageKind::Series(index) => {
            let series = &context.site.series[*index];
            trail.push(link(context, &series.name, &series.route).into());
        }
        PageKind::Search => trail.push(here(context.language.text("search"))),
        _ => return Vec::new(),
    }
    if let PageKind::Home(number)
    | PageKind::Section(_, number)
    | PageKind::Term(_, number)
    | PageKind::Author(_, number) = page.kind
        && number > 1
    {
        let number = context.language.number(number);
        trail.push(here(&context.language.with("page_number", &[("number", &number)])));
    }
    trail
}

fn home(context: Context<'_>) -> Common<LinkView> {
    let made = || link(context, context.language.text("home"), context.home()).into();
    context.links.home(context.language.id).cloned().unwrap_or_else(made)
}

/// The sections below the root: the root itself is the front page.
fn walk(trail: &mut Vec<Common<LinkView>>, id: SectionId, context: Context<'_>) {
    trail.extend(context.site.ancestry(id).into_iter().skip(1).map(|id| section_link(context, id)));
}

fn taxonomy(index: usize, context: Context<'_>) -> Common<LinkView> {
    let taxonomy = &context.site.taxonomies[index];
    link(context, &context.config.taxonomies[taxonomy.config].title, &taxonomy.route).into()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::document::ArticleType;
    use crate::language::LanguageId;
    use crate::pages::testing::in_context;
    use crate::route::Route;
    use crate::site::testing::TestSite;

    fn check(made: &TestSite, route: &str, kind: PageKind, expected: &Expect) {
        let page = Page { route: Route::new(route).unwrap(), kind, language: LanguageId::DEFAULT };
        let trail = in_context(made, |context| breadcrumbs(&page, context));
        let trail: Vec<_> = trail
            .iter()
            .map(|link| format!("{} {}", link.title, link.url.trim_start_matches("/research")))
            .collect();
        expected.assert_eq(&trail.join(" > "));
    }

    #[test]
    fn ways_from_the_front_page() {
        let mut made = TestSite::new("");
        let security = made.section("guides", "Guides", ArticleType::TechArticle);
        let wallets = made.section("guides/wallets", "Wallets", ArticleType::TechArticle);
        let article = made.article("guides/wallets/cold.md", "Cold storage", "2026-03-01", |_| {});
        let about = made.article("about.md", "About", "2026-03-01", |_| {});
        let term = made.term(article, "tags", "Layer 2");
        let series = made.series("First steps", &[article]);
        for (route, kind, expected) in [
            ("/", PageKind::Home(1), expect!["Home /"]),
            ("/page/2/", PageKind::Home(2), expect!["Home / > Page 2 /page/2/"]),
            ("/guides/", PageKind::Section(security, 1), expect!["Home / > Guides /guides/"]),
            (
                "/guides/wallets/page/3/",
                PageKind::Section(wallets, 3),
                expect![
                    "Home / > Guides /guides/ > Wallets /guides/wallets/ > Page 3 /guides/wallets/page/3/"
                ],
            ),
            (
                "/guides/wallets/cold/",
                PageKind::Article(article),
                expect![
                    "Home / > Guides /guides/ > Wallets /guides/wallets/ > Cold storage /guides/wallets/cold/"
                ],
            ),
            ("/about/", PageKind::Article(about), expect!["Home / > About /about/"]),
            ("/tags/", PageKind::Taxonomy(0), expect!["Home / > Tags /tags/"]),
            (
                "/tags/layer-2/",
                PageKind::Term(term, 1),
                expect!["Home / > Tags /tags/ > Layer 2 /tags/layer-2/"],
            ),
            (
                "/series/first-steps/",
                PageKind::Series(series),
                expect!["Home / > First steps /series/first-steps/"],
            ),
            ("/404.html", PageKind::NotFound, expect![""]),
            ("/old/", PageKind::Redirect(article), expect![""]),
        ] {
            check(&made, route, kind, &expected);
        }
    }
}
