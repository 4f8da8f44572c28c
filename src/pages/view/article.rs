//! Owns what templates see of an article, on its page and in lists.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{AuthorView, DateView, ImageView, LinkView, PageView};
use crate::pages::shared::{Common, Shared};

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its address, absolute.
    pub permalink: String,
    /// Plain text that stands for it.
    pub summary: String,
    /// When it was published.
    pub date: DateView,
    /// When it was last changed in substance, if after that.
    pub updated: Option<DateView>,
    /// Names and pages of its authors; `url` is empty where there is no page.
    pub authors: Vec<Common<LinkView>>,
    /// Its section; none in the root.
    pub section: Option<Common<LinkView>>,
    /// Its category; `url` is empty where categories have no pages.
    pub category: Option<Common<LinkView>>,
    /// Its tags.
    pub tags: Vec<Common<LinkView>>,
    /// Minutes to read it.
    pub reading_time: u32,
    /// Its words.
    pub words: u32,
    /// Its picture.
    pub image: Option<ImageView>,
    /// `draft` or `future` where it is published only on request.
    pub unpublished: Option<&'static str>,
    /// What has become of it: `live`, `corrected`, `review-due`, `ended`, `superseded`, `retracted`,
    /// `withdrawn`, `scheduled` or `draft`.
    pub state: &'static str,
    /// The same in a word or two, where there is something to say.
    pub badge: Option<String>,
    /// Where it stands for those who look for what they can take part in: `upcoming` or `open` if what it is
    /// about has a time that has not passed, else as `state`.
    pub phase: &'static str,
    /// What has to be said of it wherever it is shown, such as that it is sponsored; may be empty.
    pub marks_html: String,
}

/// `article.html`. Its text is `content`, disclaimers and calls to action in their places.
#[derive(Clone, Debug, Serialize)]
pub struct ArticlePageView {
    /// Facts of every page.
    pub page: PageView,
    /// The article.
    pub article: ArticleView,
}

/// An article on its own page.
#[derive(Clone, Debug)]
pub struct ArticleView {
    // Flattened.
    /// What lists show of it.
    pub card: Shared<CardView>,
    /// Its description, if it has one.
    pub description: Option<String>,
    /// Those who wrote it.
    pub people: Vec<Common<AuthorView>>,
    /// Its terms in taxonomies of your own, by taxonomy.
    pub terms: Vec<TaxonomyTermsView>,
    /// Headings of levels 2 and 3.
    pub toc: Vec<TocView>,
    /// Whether its author wants a table of contents; none if not said.
    pub show_toc: Option<bool>,
    /// Its questions.
    pub faq: Vec<QuestionView>,
    /// Its series.
    pub series: Option<SeriesPlaceView>,
    /// The next older article of its section.
    pub previous: Option<Shared<LinkView>>,
    /// The next newer article of its section.
    pub next: Option<Shared<LinkView>>,
    /// Articles close to it.
    pub related: Vec<Shared<CardView>>,
    /// The newest articles of the site, itself excepted.
    pub recent: Vec<Shared<LinkView>>,
    /// Articles that link to it.
    pub backlinks: Vec<Shared<LinkView>>,
    /// The facts that it states, in the order of site.toml.
    pub facts: Vec<FactView>,
    /// What has become of it, for what its text does not say already.
    pub life: LifeView,
    /// The disclaimers in its text.
    pub disclaimers: Vec<DisclaimerView>,
    /// `extra` of its front matter.
    pub extra: serde_json::Value,
}

impl Serialize for ArticleView {
    /// What lists show of it has been made before, and stands among its other fields.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = serializer.is_human_readable();
        let mut out = serializer.serialize_struct("ArticleView", 40)?;
        if whole {
            self.card.fields().try_for_each(|(name, value)| out.serialize_field(name, value))?;
        } else {
            out.serialize_field("card", &self.card)?;
        }
        macro_rules! own {
            ($($field:ident)*) => {
                let Self { card: _, $($field),* } = self;
                $(out.serialize_field(stringify!($field), $field)?;)*
            };
        }
        own!(
            description people terms toc show_toc faq series previous next related recent backlinks facts life
            disclaimers extra
        );
        out.end()
    }
}

/// A fact that an article states.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// Its name in front matter.
    pub name: String,
    /// Its name as shown.
    pub label: String,
    /// Its type: `text`, `number`, `money`, `duration`, `date`, `deadline`, `urls`, `choice`, `list`.
    pub kind: &'static str,
    /// The value for reading.
    pub text: String,
    /// The value for machines: a number, an amount, an ISO 8601 date or duration, else the text.
    pub value: String,
    /// For `urls`: the addresses.
    pub links: Vec<FactLinkView>,
    /// For `deadline`: whether it has passed.
    pub passed: bool,
}

/// A link to another site that an article states as a fact.
#[derive(Clone, Debug, Serialize)]
pub struct FactLinkView {
    /// Its host.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What `rel` says; may be empty.
    pub rel: String,
}

/// What has become of an article. Notices and the log of revisions are part of `content`.
#[derive(Clone, Debug, Serialize)]
pub struct LifeView {
    /// When what it is about begins.
    pub starts: Option<DateView>,
    /// When what it is about ends or ended.
    pub ends: Option<DateView>,
    /// When it was last looked over.
    pub last_reviewed: Option<DateView>,
    /// Those who did; `url` is empty where there is no page.
    pub reviewers: Vec<Common<LinkView>>,
    /// When its next review is due, or was.
    pub review_due: Option<DateView>,
    /// The article that takes its place.
    pub successor: Option<Shared<LinkView>>,
    /// Articles whose place it takes.
    pub replaces: Vec<Shared<LinkView>>,
    /// What was changed since it was published, the last change first.
    pub revisions: Vec<RevisionView>,
}

/// A change to a published article.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionView {
    /// When readers first saw it.
    pub date: DateView,
    /// What it was, for reading: `Typo`, `Update`, `Correction` or `Retraction`.
    pub kind: String,
    /// What was changed.
    pub note: Option<String>,
}

/// An article's terms in one taxonomy.
#[derive(Clone, Debug, Serialize)]
pub struct TaxonomyTermsView {
    /// The taxonomy.
    pub taxonomy: LinkView,
    /// The terms.
    pub terms: Vec<Common<LinkView>>,
}

/// An entry of the table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct TocView {
    /// The heading's id.
    pub id: String,
    /// Its words as HTML.
    pub html: String,
    /// The headings of level 3 below it.
    pub children: Vec<TocView>,
}

/// A question of the FAQ.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// The question.
    pub question: String,
    /// The id of its heading.
    pub id: String,
}

/// An article's place in a series.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesPlaceView {
    /// The series' name.
    pub title: String,
    /// The address of its page.
    pub url: String,
    /// The article's place, from 1.
    pub number: usize,
    /// How many articles it has.
    pub count: usize,
    /// The article before.
    pub previous: Option<Shared<LinkView>>,
    /// The article after.
    pub next: Option<Shared<LinkView>>,
    /// All of them in reading order.
    pub articles: Vec<Shared<LinkView>>,
}

/// A disclaimer shown in an article's text.
#[derive(Clone, Debug, Serialize)]
pub struct DisclaimerView {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// `mandatory`, `default` or `optional`.
    pub level: &'static str,
    /// The version in force.
    pub version: String,
    /// `sticky`, `top`, `before-cta`, `before-faq`, `end` or `card`.
    pub placement: &'static str,
}
