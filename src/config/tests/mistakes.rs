//! Owns the cases of a site.toml that is not right, and what is said of it.

use expect_test::expect;

use super::{check, check_lines};

#[test]
fn what_must_be_there() {
    check(
        "",
        expect![[r#"
        file error field/missing: `title` is missing | help: add `title`
        file error field/missing: `base_url` is missing | help: add `base_url`
    "#]],
    );
    check(
        "title = ''\nbase_url = '  '\n",
        expect![[r#"
        1:9-1:11 error field/empty: `title` is empty
        2:12-2:16 error field/empty: `base_url` is empty
    "#]],
    );
    check(
        "title = 'T'\nbase_url = 'example.org'\n",
        expect![[r#"
        2:12-2:25 error config/base-url: `example.org` is not a base URL: it must begin with https:// or http:// | help: write the full address at which the site will be served: https://example.org/
    "#]],
    );
    check(
        "title = 'T'\nbase_url = 'https://example.org/?q'\n",
        expect![[r#"
        2:12-2:36 error config/base-url: `https://example.org/?q` is not a base URL: it may hold neither query, fragment, spaces nor quotes | help: write the full address at which the site will be served: https://example.org/
    "#]],
    );
}

#[test]
fn syntax() {
    check(
        "title = T\n",
        expect![[r#"
        1:9-1:10 error config/syntax: `T` is not a value | help: put it in quotes: "T"
    "#]],
    );
    check(
        "title = 'T'\n[feeds]\nlimit = 1\n[feeds]\n",
        expect![[r#"
        4:2-4:7 error config/syntax: the key `feeds` is given twice | help: keep one of the two
    "#]],
    );
    check(
        "title: T\n",
        expect![[r#"
        1:1-1:9 error config/syntax: this line is not a key with a value | help: write `key = value`; with a colon it is YAML, which stands between `---` lines
    "#]],
    );
}

#[test]
fn wrong_types() {
    check_lines(
        "description = 1\nlanguage = true\ntime_zone = 'Europe/Berln'\npublisher = []\nbuild = 'x'\nmenu = 1\nextra = 3\n\
         authors = 'jane'\ndisclaimers = 'x'\ntaxonomies = ['a']\n[content]\nunknown_keys = 'ignore'\nextra_keys = 5\n\
         rename = 'x'\nbroken_links = 'err'\n[markdown]\nraw_html = 'alow'\nautolink = 'yes'\nsmart_punctuation = 0\n[code]\n\
         line_numbers = 'on'\n[links]\nrel = [1]\ntarget = 1\nrules = [{ rel = 'x' }, 2]\n[lists]\nper_page = 0\nrecent = 1.5\n\
         related = '3'\n[feeds]\nformats = ['atom', 'cdf']\nlimit = 5000\nsections = 'no'",
        expect![[r#"
            5:13-5:27 error config/time-zone: there is no time zone `Europe/Berln` | help: use a name of the IANA time zone database, such as Europe/Berlin or UTC
            3:15-3:16 error field/type: `description` must be text, but is a whole number | help: if it is meant as text, put it in quotes
            4:12-4:16 error field/type: `language` must be text, but is true or false | help: if it is meant as text, put it in quotes
            7:9-7:12 error field/type: `build` must be a table, but is text
            14:16-14:24 error field/choice: `unknown_keys` cannot be `ignore`; it is one of: error, warn, allow
            15:14-15:15 error field/type: `extra_keys` must be a list of texts, but is a whole number | help: if it is meant as text, put it in quotes
            16:10-16:13 error field/type: `rename` must be a table, but is text
            17:16-17:21 error field/choice: `broken_links` cannot be `err`; it is one of: error, warn
            19:12-19:18 error field/choice: `raw_html` cannot be `alow`; it is one of: allow, escape, sanitize | help: did you mean `allow`?
            20:12-20:17 error field/type: `autolink` must be true or false, but is text | help: write `true`
            21:21-21:22 error field/type: `smart_punctuation` must be true or false, but is a whole number
            25:8-25:9 error field/type: `rel` must be a list of texts, but item 1 is a whole number | help: if it is meant as text, put it in quotes
            26:10-26:11 error field/type: `target` must be text, but is a whole number | help: if it is meant as text, put it in quotes
            27:25-27:26 error field/type: `rules` must hold tables, but this is a whole number
            27:10-27:23 error field/missing: `hosts` is missing | help: name the hosts the rule is for: hosts = ["*.example.org"]
            23:16-23:20 error field/type: `line_numbers` must be true or false, but is text | help: write `true`
            29:12-29:13 error field/range: `per_page` is 0, but must lie between 1 and 1000
            30:10-30:13 error field/type: `recent` must be a whole number, but is a number
            31:11-31:14 error field/type: `related` must be a whole number, but is text
            33:20-33:25 error field/choice: `formats` cannot have `cdf`; there are: atom, rss, json
            34:9-34:13 error field/range: `limit` is 5000, but must lie between 1 and 1000
            35:12-35:16 error field/type: `sections` must be true or false, but is text | help: write `false`
            12:15-12:18 error field/type: `taxonomies` must hold tables, but this is text
            10:11-10:17 error field/type: `authors` must be a table, but is text
            6:13-6:15 error field/type: `publisher` must be text, but is a list
            11:15-11:18 error field/type: `disclaimers` must be a list of tables, but is text
            8:8-8:9 error field/type: `menu` must be a table, but is a whole number
            usable
        "#]],
    );
    check_lines(
        "[[taxonomies]]\ntitle = 3\nper_page = 'x'\nfeed = 1\n[organizations.lab]\nname = ''\nsame_as = 1\n[authors.jane]\n\
         [authors.jim]\nname = 2\nbio = []\n[[menu.main]]\nname = 'x'\n[[calls_to_action]]\nid = 1\n",
        expect![[r#"
            3:1-3:15 error field/missing: `name` is missing | help: add `name`
            4:9-4:10 error field/type: `title` must be text, but is a whole number | help: if it is meant as text, put it in quotes
            5:12-5:15 error field/type: `per_page` must be a whole number, but is text
            6:8-6:9 error field/type: `feed` must be true or false, but is a whole number
            10:10-10:14 error field/missing: `name` is missing | help: add `name`
            12:8-12:9 error field/type: `name` must be text, but is a whole number | help: if it is meant as text, put it in quotes
            13:7-13:9 error field/type: `bio` must be text, but is a list
            8:8-8:10 error field/empty: `name` is empty
            9:11-9:12 error field/type: `same_as` must be a list of texts, but is a whole number | help: if it is meant as text, put it in quotes
            17:6-17:7 error field/type: `id` must be text, but is a whole number | help: if it is meant as text, put it in quotes
            16:1-16:20 error field/missing: `title` is missing | help: add `title`
            16:1-16:20 error field/missing: `text` is missing | help: add `text` with Markdown, or `file` with a path
            14:1-14:14 error field/missing: `url` is missing | help: add `url`
            usable
        "#]],
    );
}

#[test]
fn unknown_keys() {
    check_lines(
        "titel = 'T'\nbaseurl = 'x'\n[build]\noutputs = 'x'\n[content]\nunknown = 1\n[markdown]\nhtml = 1\n[code]\ntheme = 'x'\n\
         [links]\nrels = 'x'\n[[links.rules]]\nhosts = 'a'\nhost = 'b'\n[lists]\npage = 1\n[feeds]\nformat = 'rss'\n\
         [[taxonomies]]\nname = 'tags'\nslug = 'x'\n[authors.jane]\nname = 'Jane'\nemail = 'x'\n[organizations.lab]\n\
         name = 'L'\nlogos = 'x'\n[[disclaimers]]\nid = 'a'\ntext = 'x'\nwhere = 'top'\nwhen = [{ sections = 'x', tag = 'y' }]\n\
         [[calls_to_action]]\nid = 'a'\ntitle = 'x'\ntext = 'x'\nlink = 'x'\n[menu]\nside = 1\n[[menu.main]]\nname = 'a'\nurl = 'b'\nicon = 'c'",
        expect![[r#"
            6:1-6:8 error field/unknown: unknown key `outputs` | help: did you mean `output`?
            8:1-8:8 error field/unknown: unknown key `unknown` | help: known keys: broken_links, extra_keys, rename, unknown_keys
            10:1-10:5 error field/unknown: unknown key `html` | help: known keys: autolink, raw_html, smart_punctuation
            17:1-17:5 error field/unknown: unknown key `host` | help: did you mean `hosts`?
            14:1-14:5 error field/unknown: unknown key `rels` | help: did you mean `rel`?
            12:1-12:6 error field/unknown: unknown key `theme` | help: known keys: line_numbers
            19:1-19:5 error field/unknown: unknown key `page` | help: known keys: per_page, recent, related
            21:1-21:7 error field/unknown: unknown key `format` | help: did you mean `formats`?
            24:1-24:5 error field/unknown: unknown key `slug` | help: known keys: feed, name, per_page, title
            27:1-27:6 error field/unknown: unknown key `email` | help: known keys: avatar, bio, name, role, same_as, url
            30:1-30:6 error field/unknown: unknown key `logos` | help: did you mean `logo`?
            35:11-35:19 error field/unknown: unknown key `sections` | help: did you mean `section`?
            34:1-34:6 error field/unknown: unknown key `where` | help: known keys: action, channels, dated_by, file, group, id, level, placement, priority, replaceable, require, review_by, sha256, text, title, versions, when
            40:1-40:5 error field/unknown: unknown key `link` | help: known keys: button, file, id, placement, priority, text, title, url, when
            46:1-46:5 error field/unknown: unknown key `icon` | help: known keys: name, url
            42:1-42:5 error field/unknown: unknown key `side` | help: known keys: footer, main
            4:1-4:8 error field/unknown: unknown key `baseurl` | help: did you mean `base_url`?
            3:1-3:6 error field/unknown: unknown key `titel` | help: did you mean `title`?
            usable
        "#]],
    );
}

#[test]
fn what_does_not_fit_together() {
    check_lines(
        "publisher = 'labb'\n[organizations.lab]\nname = 'The Lab'",
        expect![[r#"
        3:13-3:19 error config/unknown-organization: there is no organization `labb` | help: did you mean `lab`?
        usable
    "#]],
    );
    check_lines(
        "publisher = 'lab'",
        expect![[r#"
        3:13-3:18 error config/unknown-organization: there is no organization `lab` | help: add a table `[organizations.lab]` with its name
        usable
    "#]],
    );
    check_lines(
        "[authors.Jane_Doe]\nname = 'Jane'",
        expect![[r#"
        3:10-3:18 error config/id: `Jane_Doe` cannot be part of a URL | help: write `[authors.jane-doe]`
        usable
    "#]],
    );
    check_lines(
        "[[taxonomies]]\nname = 'tags'\n[[taxonomies]]\nname = 'tags'\n[[taxonomies]]\nname = 'Two words'\n[[taxonomies]]\nname = 'series'",
        expect![[r#"
            6:8-6:14 error config/duplicate: there are two taxonomies `tags`
            8:8-8:19 error config/id: `Two words` cannot be part of a URL
            10:8-10:16 error config/taken: `series` is a front-matter key with another meaning | help: give the taxonomy another name; `title` is what readers see
            usable
        "#]],
    );
    check_lines(
        "[[disclaimers]]\nid = 'a b'\ntext = 'x'\n[[disclaimers]]\nid = 'c'\ntext = 'x'\nfile = 'y'\n[[disclaimers]]\nid = 'd'\n\
         [[disclaimers]]\nid = 'e'\ntext = 'x'\nwhen = {}\n[[disclaimers]]\nid = 'e'\ntext = 'x'\n[[calls_to_action]]\nid = 'f'\ntitle = 'x'\n\
         text = 'x'\nbutton = 'x'",
        expect![[r#"
            4:6-4:11 error config/id: `a b` is not an id: use lower-case letters, digits and hyphens
            9:8-9:11 error config/two-texts: `text` and `file` are both given | help: keep one of them
            10:1-10:16 error field/missing: `text` is missing | help: add `text` with Markdown, or `file` with a path
            15:1-15:5 error config/empty-when: this `when` says nothing | help: name a section, category, tag, path, flag, sponsorship or audience
            17:6-17:9 error config/duplicate: the id `e` is taken already
            19:1-19:20 error config/button: `button` and `url` belong together | help: give both, or neither
            usable
        "#]],
    );
}
