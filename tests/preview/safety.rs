//! What a preview must not do, whoever asks, and what browsers rely on.

use super::client::{Preview, tearsheet};

const SITE: &[(&str, &str)] = &[
    ("site.toml", "title = \"Notes\"\nbase_url = \"https://notes.example/research/\"\n"),
    ("content/security/wallets.md", "---\ntitle: Wallets\ndate: 2026-01-02\n---\n\nKeep keys.\n"),
    ("content/security/draft.md", "---\ntitle: Secret\ndate: 2026-01-02\ndraft: true\n---\n\nEmbargo.\n"),
    ("content/security/later.md", "---\ntitle: Later\ndate: 2027-01-02\n---\n\nEmbargo.\n"),
    ("static/clip.mp4", "0123456789"),
    ("static/data/list.csv", "a,b\n"),
    ("static/script.js", "1"),
    ("static/feed.json", "{}"),
    ("static/.hidden", "not for others"),
    ("secret.txt", "root:x"),
    ("public/old.html", "an older build"),
];

fn preview() -> Preview {
    Preview::of(SITE, &[])
}

#[test]
fn a_page_is_served_below_the_base_path() {
    let preview = preview();
    assert_eq!(preview.url, format!("http://127.0.0.1:{}/research/", preview.port));
    let page = preview.get("/research/security/wallets/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("access-control-allow-origin"), "");
    assert!(page.text().contains("Keep keys."));
    assert!(
        page.text()
            .contains(&format!("href=\"http://127.0.0.1:{}/research/security/wallets/\"", preview.port))
    );
    for (from, to) in [
        ("/", "/research/"),
        ("/research", "/research/"),
        ("/research/security", "/research/security/"),
        ("/research/security/wallets", "/research/security/wallets/"),
    ] {
        let answer = preview.get(from);
        assert_eq!((answer.status, answer.header("location")), (302, to), "{from}");
    }
    assert_eq!(preview.get("/security/wallets/").status, 404);
}

#[test]
fn what_is_missing_is_404_with_the_sites_own_page() {
    let preview = preview();
    for path in ["/research/nothing/", "/research/nothing.png", "/elsewhere/"] {
        let answer = preview.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (404, "text/html; charset=utf-8"),
            "{path}"
        );
        assert!(answer.text().contains("There is no page at this address"), "{path}");
    }
}

#[test]
fn nothing_but_the_site_can_be_reached() {
    let preview = preview();
    for path in [
        "/research/../secret.txt",
        "/research/../../secret.txt",
        "/../secret.txt",
        "/research/..%2fsecret.txt",
        "/research/%2e%2e/secret.txt",
        "/research/%2e%2e%2fsecret.txt",
        "/research/%252e%252e%252fsecret.txt",
        "/research/..%5csecret.txt",
        "/research/..\\secret.txt",
        "/research/%c0%ae%c0%ae/secret.txt",
        "/research/%2e%2e;/secret.txt",
        "/research/....//secret.txt",
        "/research//secret.txt",
        "/research/secret.txt",
        "/research/site.toml",
        "/site.toml",
        "/research/content/security/wallets.md",
        "/research/security/wallets.md",
        "/research/.hidden",
        "/research/%2ehidden",
        "/research/old.html",
        "/research/public/old.html",
        "/research/static/script.js",
        "/research/data/",
        "/research/data",
        "/research/security/draft/",
        "/research/security/later/",
        "/research/script.js%00.html",
        "/research/script.js/",
        "/etc/passwd",
        "//etc/passwd",
        "/research//etc/passwd",
        "/__tearsheet/",
        "/__tearsheet/../secret.txt",
        "/__tearsheet/vendor/idiomorph/LICENSE",
        "/%5f%5ftearsheet/%2e%2e/secret.txt",
    ] {
        let answer = preview.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        let text = answer.text();
        assert!(
            !text.contains("root:x") && !text.contains("not for others") && !text.contains("older"),
            "{path}"
        );
        assert!(!text.contains("Embargo") && !text.contains("Secret"), "{path}");
    }
}

#[test]
fn only_its_own_name_is_answered_to() {
    let preview = preview();
    let port = preview.port;
    let ask =
        |host: &str| preview.raw(&format!("GET /research/ HTTP/1.1\n{host}Connection: close\n\n")).status;
    for host in [
        "Host: evil.example\n".to_owned(),
        format!("Host: evil.example:{port}\n"),
        "Host: 127.0.0.1\n".to_owned(),
        format!("Host: 127.0.0.1:{}\n", port.wrapping_add(1)),
        format!("Host: 127.0.0.1.evil.example:{port}\n"),
        format!("Host: [::2]:{port}\n"),
        format!("Host: 10.0.0.1:{port}\n"),
        format!("Host: 127.0.0.1:{port}\nHost: evil.example\n"),
        "Host: \n".to_owned(),
        String::new(),
    ] {
        assert!([400, 403].contains(&ask(&host)), "{host:?}: {}", ask(&host));
    }
    for host in ["127.0.0.1", "localhost", "[::1]", "site.localhost"] {
        assert_eq!(ask(&format!("Host: {host}:{port}\n")), 200, "{host}");
    }
    let absolute = "GET http://evil.example/research/ HTTP/1.1\nHost: HOST\nConnection: close\n\n";
    assert_eq!(preview.raw(absolute).status, 403);
}

#[test]
fn pages_of_other_sites_may_not_listen() {
    let preview = preview();
    for origin in ["http://evil.example", "null", &format!("https://127.0.0.1:{}", preview.port)] {
        for path in [
            "/__tearsheet/events?page=/research/",
            "/__tearsheet/proof?page=/research/",
            "/%5f_tearsheet/events",
        ] {
            let answer = preview.get_with(path, &format!("Origin: {origin}\n"));
            assert_eq!(answer.status, 403, "{origin} {path}");
        }
    }
    let cross = preview.get_with("/__tearsheet/proof?page=/research/", "Sec-Fetch-Site: cross-site\n");
    assert_eq!(cross.status, 403);
    let own = format!("Origin: http://localhost:{}\n", preview.port);
    let proof = preview.get_with("/__tearsheet/proof?page=/research/", &own);
    assert_eq!((proof.status, proof.header("access-control-allow-origin")), (200, ""));
}

#[test]
fn nothing_can_be_changed() {
    let preview = preview();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        let request =
            format!("{method} /research/ HTTP/1.1\nHost: HOST\nContent-Length: 0\nConnection: close\n\n");
        let answer = preview.raw(&request);
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    let foreign = "POST /research/ HTTP/1.1\nHost: HOST\nOrigin: http://evil.example\nContent-Length: 0\nConnection: close\n\n";
    assert_eq!(preview.raw(foreign).status, 403);
}

#[test]
fn head_is_get_without_a_body() {
    let preview = preview();
    for path in ["/research/", "/research/clip.mp4", "/research/nothing/", "/__tearsheet/client.js"] {
        let head = preview.raw(&format!("HEAD {path} HTTP/1.1\nHost: HOST\nConnection: close\n\n"));
        let get = preview.get(path);
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
        assert!(head.body.is_empty(), "{path}");
    }
}

#[test]
fn files_have_their_types() {
    let preview = preview();
    for (path, media_type) in [
        ("/research/clip.mp4", "video/mp4"),
        ("/research/data/list.csv", "text/csv; charset=utf-8"),
        ("/research/script.js", "text/javascript; charset=utf-8"),
        ("/research/feed.json", "application/json; charset=utf-8"),
        ("/research/css/main.css", "text/css; charset=utf-8"),
        ("/research/icons/icon.svg", "image/svg+xml; charset=utf-8"),
        ("/research/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/research/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/research/sitemap.xml", "text/xml; charset=utf-8"),
        ("/research/robots.txt", "text/plain; charset=utf-8"),
        ("/research/404.html", "text/html; charset=utf-8"),
        ("/research/security/wallets/index.html", "text/html; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, media_type), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[test]
fn players_may_ask_for_parts() {
    let preview = preview();
    for (range, status, content_range, body) in [
        ("bytes=0-3", 206, "bytes 0-3/10", "0123"),
        ("bytes=7-", 206, "bytes 7-9/10", "789"),
        ("bytes=-2", 206, "bytes 8-9/10", "89"),
        ("bytes=10-", 416, "bytes */10", "there is no such part\n"),
        ("bytes=0-1,4-5", 200, "", "0123456789"),
    ] {
        let answer = preview.get_with("/research/clip.mp4", &format!("Range: {range}\n"));
        assert_eq!((answer.status, answer.header("content-range")), (status, content_range), "{range}");
        assert_eq!(answer.text(), body, "{range}");
    }
    assert_eq!(preview.get("/research/clip.mp4").header("accept-ranges"), "bytes");
}

#[test]
fn without_reloading_pages_are_as_published() {
    let preview = Preview::of(SITE, &["--no-reload"]);
    let page = preview.get("/research/security/wallets/").text();
    assert!(!page.contains("__tearsheet"));
    assert_eq!(preview.get("/__tearsheet/events?page=/research/").status, 404);
}

#[test]
fn nothing_is_written_into_the_project() {
    let preview = preview();
    let list = |preview: &Preview| {
        let entries = walkdir::WalkDir::new(preview.folder.path()).sort_by_file_name().into_iter();
        entries.filter_map(Result::ok).map(|entry| entry.path().to_owned()).collect::<Vec<_>>()
    };
    let before = list(&preview);
    assert_eq!(before.iter().filter(|path| path.is_file()).count(), SITE.len());
    preview.write("content/security/wallets.md", "---\ntitle: Wallets\ndate: 2026-01-02\n---\n\nEdited.\n");
    preview.wait("the edit", |preview| preview.get("/research/security/wallets/").text().contains("Edited."));
    assert_eq!(list(&preview), before);
}

#[test]
fn a_taken_port_is_told_and_another_offered() {
    let preview = preview();
    let port = preview.port.to_string();
    let output = tearsheet(preview.folder.path(), "serve").args(["--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with(&format!("error: port {port} is taken by another program: ")), "{said}");
    assert!(said.contains("use --port "), "{said}");
    let other = Preview::of(SITE, &[]);
    assert_ne!(other.port, preview.port);
}

#[test]
fn it_ends_when_it_is_told_to() {
    for signal in ["-INT", "-TERM"] {
        let preview = preview();
        // A browser that listens does not keep it.
        let mut listening = std::net::TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
        let host = format!("127.0.0.1:{}", preview.port);
        std::io::Write::write_all(
            &mut listening,
            format!("GET /__tearsheet/events?page=/research/ HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes(),
        )
        .unwrap();
        let mut first = [0; 15];
        std::io::Read::read_exact(&mut listening, &mut first).unwrap();
        assert_eq!(preview.end(signal), (Some(0), String::new()));
    }
}
