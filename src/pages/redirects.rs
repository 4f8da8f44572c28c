//! Owns what stands at old addresses: a page that leads on, whatever the host.

use crate::markup::body::escape;
use crate::route::{BaseUrl, Route};

/// The page at the old address of `route`, which leads to it at once. Its only words are the new
/// page's title, so that it reads in every language.
pub fn page(route: &Route, title: &str, language: &str, base: &BaseUrl) -> String {
    let url = escape(&base.local(route));
    let permalink = escape(&base.absolute(route));
    let title = escape(title);
    let language = escape(language);
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"{language}\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{permalink}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={url}\">\n\
         </head>\n\
         <body>\n\
         <p><a href=\"{url}\">{title}</a></p>\n\
         </body>\n\
         </html>\n"
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn base() -> BaseUrl {
        BaseUrl::new("https://example.org/research/").unwrap()
    }

    fn route(path: &str) -> Route {
        Route::new(path).unwrap()
    }

    #[test]
    fn page_leads_on() {
        let page = page(&route("/guides/é & b/"), "Fees & \"<risks>\"", "en-GB", &base());
        expect![[r#"
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <title>Fees &amp; &quot;&lt;risks&gt;&quot;</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <link rel="canonical" href="https://example.org/research/guides/%C3%A9%20&amp;%20b/">
            <meta http-equiv="refresh" content="0; url=/research/guides/%C3%A9%20&amp;%20b/">
            </head>
            <body>
            <p><a href="/research/guides/%C3%A9%20&amp;%20b/">Fees &amp; &quot;&lt;risks&gt;&quot;</a></p>
            </body>
            </html>
        "#]]
        .assert_eq(&page);
    }
}
