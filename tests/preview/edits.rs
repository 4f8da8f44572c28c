//! What an author does, and what the preview shows of it.

use super::client::Preview;

const SITE: &[(&str, &str)] = &[
    ("site.toml", "title = \"Notes\"\nbase_url = \"https://notes.example/\"\n"),
    ("content/security/_index.md", "---\ntitle: Security\n---\n"),
    ("content/security/wallets.md", "---\ntitle: Wallets\ndate: 2026-01-02\n---\n\nKeep keys.\n"),
    ("content/security/keys.md", "---\ntitle: Keys\ndate: 2026-01-03\n---\n\nSee [wallets](wallets.md).\n"),
    ("static/style.css", "a {}\n"),
];

fn article(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-01-02\n---\n\n{body}\n")
}

fn has(path: &str, text: &str) -> impl Fn(&Preview) -> bool {
    move |preview| preview.get(path).text().contains(text)
}

#[test]
fn an_edit_shows_in_the_article_in_lists_and_in_feeds() {
    let preview = Preview::of(SITE, &[]);
    preview.write("content/security/wallets.md", article("Cold wallets", "Keep them cold."));
    for path in ["/security/wallets/", "/security/", "/", "/atom.xml"] {
        preview.wait(path, has(path, "Cold wallets"));
    }
    assert!(preview.get("/security/wallets/").text().contains("Keep them cold."));
}

#[test]
fn editors_save_in_many_ways() {
    let preview = Preview::of(SITE, &[]);
    // To another file, which then takes the place of the first.
    preview.write("content/security/.wallets.md.swp", "x");
    preview.write("content/security/wallets.md.new", article("Wallets", "By rename."));
    preview.rename("content/security/wallets.md.new", "content/security/wallets.md");
    preview.wait("a rename", has("/security/wallets/", "By rename."));
    // Away with the old one first.
    preview.rename("content/security/wallets.md", "content/security/wallets.md~");
    preview.write("content/security/wallets.md", article("Wallets", "By delete and create."));
    preview.wait("delete and create", has("/security/wallets/", "By delete and create."));
    // In pieces.
    for length in [3, 30, 45] {
        let text = article("Wallets", "In pieces.");
        preview.write("content/security/wallets.md", &text[..length]);
    }
    preview.write("content/security/wallets.md", article("Wallets", "In pieces."));
    preview.wait("pieces", has("/security/wallets/", "In pieces."));
    assert_eq!(preview.problems()["errors"], 0);
}

#[test]
fn new_folders_are_seen_with_what_is_in_them() {
    let preview = Preview::of(SITE, &[]);
    preview.write("content/airdrops/2026/spring/aleo.md", article("Aleo", "Claim it."));
    preview.wait("a new folder", has("/airdrops/2026/spring/aleo/", "Claim it."));
    preview.write("content/airdrops/2026/spring/aleo.md", article("Aleo", "Claimed."));
    preview.wait("an edit in it", has("/airdrops/2026/spring/aleo/", "Claimed."));
    preview.rename("content/airdrops", "content/drops");
    preview.wait("a renamed folder", has("/drops/2026/spring/aleo/", "Claimed."));
    preview.remove("content/drops");
    preview.wait("a removed folder", |preview| preview.get("/drops/2026/spring/aleo/").status == 404);
}

#[test]
fn templates_come_to_be_and_go() {
    let preview = Preview::of(SITE, &[]);
    preview.write("templates/components/footer.html", "<footer>My own</footer>\n");
    preview.wait("a folder of templates", has("/security/wallets/", "My own"));
    preview.write("templates/components/footer.html", "<footer>My new own</footer>\n");
    preview.wait("an edited template", has("/security/wallets/", "My new own"));
    preview.remove("templates");
    preview.wait("no templates", |preview| !preview.get("/security/wallets/").text().contains("My new own"));
    assert_eq!(preview.get("/security/wallets/").status, 200);
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_followed() {
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("far.md"), article("Far", "Away.")).unwrap();
    let preview = Preview::of(SITE, &[]);
    std::os::unix::fs::symlink(elsewhere.path(), preview.path("content/elsewhere")).unwrap();
    preview.wait("a link", has("/elsewhere/far/", "Away."));
    std::fs::write(elsewhere.path().join("far.md"), article("Far", "Nearer.")).unwrap();
    preview.wait("an edit behind a link", has("/elsewhere/far/", "Nearer."));
}

#[test]
fn hundreds_of_files_at_once() {
    let preview = Preview::of(SITE, &[]);
    for number in 0..300 {
        preview.write(&format!("content/many/n{number}.md"), article(&format!("N{number}"), "One of many."));
    }
    preview.wait("the last of them", has("/many/n299/", "One of many."));
    preview.wait("all of them", has("/sitemap.xml", "/many/n299/"));
    preview.remove("content/many");
    preview.wait("none of them", |preview| preview.get("/many/n0/").status == 404);
}

#[test]
fn errors_are_survived_and_the_last_good_page_stays() {
    let preview = Preview::of(SITE, &[]);
    let site_toml = std::fs::read_to_string(preview.path("site.toml")).unwrap();
    let wallets = article("Wallets", "Keep keys.");
    for (what, path, broken, code, mended) in [
        (
            "front matter",
            "content/security/wallets.md",
            "---\ntitle: [\n---\n",
            "front-matter/syntax",
            &*wallets,
        ),
        ("site.toml", "site.toml", "title = \n", "config/syntax", &*site_toml),
        ("a setting", "site.toml", "titel = \"x\"\n", "config/missing", &*site_toml),
        (
            "a link",
            "content/security/wallets.md",
            "---\ntitle: W\ndate: 2026-01-02\n---\n\n[x](y.md)\n",
            "link/broken",
            &*wallets,
        ),
    ] {
        preview.write(path, broken);
        preview.wait(what, |preview| preview.problems()["errors"] != 0);
        let problems = preview.problems();
        let list = problems["list"].to_string();
        assert!(list.contains(code) || what == "a setting", "{what}: {list}");
        assert!(problems["list"][0]["frame"].as_str().unwrap().contains("-->"), "{what}: {list}");
        let page = preview.get("/security/wallets/");
        assert_eq!(page.status, 200, "{what}");
        assert!(page.text().contains("Keep keys."), "{what}");
        preview.write(path, mended);
        preview.wait(what, |preview| preview.problems()["errors"] == 0);
    }
    for (what, template) in [
        ("a syntax error", "{% if %}"),
        ("a variable that is not there", "{{ nothing.at_all }}"),
        ("a component that is not there", "{{ <nothing /> }}"),
    ] {
        preview.write("templates/article.html", template);
        preview.wait(what, |preview| preview.problems()["errors"] != 0);
        assert!(
            preview.problems()["list"][0]["frame"].as_str().unwrap().contains("templates/article.html:1")
        );
        assert!(preview.get("/security/wallets/").text().contains("Keep keys."), "{what}");
        preview.remove("templates/article.html");
        preview.wait(what, |preview| preview.problems()["errors"] == 0);
    }
    let (_, said) = preview.end("-TERM");
    assert_eq!(said.matches("config/syntax").count(), 1, "{said}");
    assert_eq!(said.matches("link/broken").count(), 1, "{said}");
    assert!(said.contains("nothing.at_all"), "{said}");
}

#[test]
fn a_site_may_be_wrong_from_the_start() {
    let mut files = SITE.to_vec();
    files.push(("templates/article.html", "{% if %}"));
    let preview = Preview::of(&files, &[]);
    let page = preview.get("/security/wallets/");
    assert_eq!(page.status, 500);
    assert!(page.text().contains("templates/article.html:1"));
    preview.remove("templates/article.html");
    preview.wait("a good page", has("/security/wallets/", "Keep keys."));
}

#[test]
fn a_listener_is_told_of_its_own_page_first_of_all() {
    let preview = Preview::of(SITE, &[]);
    let digest = |preview: &Preview, path: &str| {
        let text = preview.get(path).text();
        let at = text.find("data-digest=\"").unwrap() + "data-digest=\"".len();
        text[at..at + 32].to_owned()
    };
    let before = digest(&preview, "/security/wallets/");
    let events = preview.events(&format!("page=/security/wallets/&digest={before}&version=1"), "problems");
    let names: Vec<&str> = events.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["hello", "problems"]);
    preview.write("content/security/wallets.md", article("Wallets", "Edited."));
    preview.wait("the edit", has("/security/wallets/", "Edited."));
    let events = preview.events(&format!("page=/security/wallets/&digest={before}&version=1"), "problems");
    assert!(events.iter().any(|(name, _)| name == "page"), "{events:?}");
    preview.write("static/style.css", "a { color: red }\n");
    preview.wait("the style", has("/style.css", "red"));
    preview.wait("word of the style", |preview| {
        let events = preview.events("page=/&digest=&version=1", "problems");
        events.iter().any(|(name, data)| name == "files" && data == "{\"paths\":[\"/style.css\"]}")
    });
}

#[test]
fn a_renamed_article_is_followed_and_a_deleted_one_is_missing() {
    let preview = Preview::of(SITE, &[]);
    preview.rename("content/security/keys.md", "content/security/private-keys.md");
    preview.wait("the new address", |preview| preview.get("/security/private-keys/").status == 200);
    let events = preview.events("page=/security/keys/&digest=&version=1", "problems");
    assert!(
        events.contains(&("moved".to_owned(), "{\"url\":\"/security/private-keys/\"}".to_owned())),
        "{events:?}"
    );
    preview.remove("content/security/private-keys.md");
    preview.wait("no article", |preview| preview.get("/security/private-keys/").status == 404);
}

#[test]
fn proof_tells_what_applies_and_why() {
    let mut files = SITE.to_vec();
    let notices = "title = \"Notes\"\nbase_url = \"https://notes.example/\"\n\
        [[disclaimers]]\nid = \"general\"\ntitle = \"General\"\ntext = \"No advice.\"\n\
        [[disclaimers]]\nid = \"risk\"\ntitle = \"Risk\"\ntext = \"Beware.\"\n[[disclaimers.when]]\nsection = [\"security\"]\n\
        [[disclaimers]]\nid = \"other\"\ntitle = \"Other\"\ntext = \"Not here.\"\n[[disclaimers.when]]\nsection = [\"elsewhere\"]\n";
    files[0].1 = notices;
    files.push((
        "content/security/faq.md",
        "---\ntitle: F\ndate: 2026-01-02\ndisclosure:\n  waivers:\n    - id: general\n      reason: none needed\n      approver: Ada\n      until: 2030-01-01\n---\n\n\
         # FAQ\n\n## Is it safe?\n\nNo.\n",
    ));
    let preview = Preview::of(&files, &[]);
    let proof: serde_json::Value =
        serde_json::from_slice(&preview.get("/__tearsheet/proof?page=/security/faq/").body).unwrap();
    assert_eq!(proof["faq"][0]["question"], "Is it safe?", "{proof}");
    assert_eq!(proof["faq"][0]["answer"], "No.");
    assert_eq!(
        proof["disclaimers"],
        serde_json::json!([
            { "id": "general", "title": "General", "level": "default", "action": "show", "version": null,
              "placement": ["end"], "shown": false,
              "why": "left out: front matter waives it until 2030-01-01 (“none needed”, Ada)" },
            { "id": "risk", "title": "Risk", "level": "default", "action": "show", "version": "1",
              "placement": ["end"], "shown": true,
              "why": "rule of site.toml: section = [\"security\"]" },
        ])
    );
}

#[test]
fn drafts_and_articles_of_the_future_show_on_request_and_are_marked() {
    let mut files = SITE.to_vec();
    files.push(("content/draft.md", "---\ntitle: D\ndate: 2026-01-02\ndraft: true\n---\n\nNot yet.\n"));
    files.push(("content/future.md", "---\ntitle: F\ndate: 2030-01-02\n---\n\nNot yet.\n"));
    let hidden = Preview::of(&files, &[]);
    let shown = Preview::of(&files, &["--drafts", "--future"]);
    for (path, mark) in [("/draft/", "draft"), ("/future/", "future")] {
        assert_eq!(hidden.get(path).status, 404);
        assert!(shown.get(path).text().contains(&format!("data-unpublished=\"{mark}\"")));
    }
    assert!(shown.get("/security/wallets/").text().contains("data-unpublished=\"\""));
}
