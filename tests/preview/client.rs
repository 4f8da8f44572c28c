//! Owns a preview that runs in a process of its own, and asking it over plain sockets: what is sent is
//! what stands in the test, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The build date of all sites here.
pub(crate) const NOW: &str = "2026-11-21T12:00:00Z";

/// A site in a folder of its own and the preview of it; both go when this does.
pub(crate) struct Preview {
    pub(crate) folder: tempfile::TempDir,
    child: Child,
    /// Where the site is, as the program printed it.
    pub(crate) url: String,
    pub(crate) port: u16,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// Writes files below a folder.
pub(crate) fn write_all(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A command that makes something of the site in a folder.
pub(crate) fn tearsheet(root: &Path, command: &str) -> Command {
    let mut tearsheet = Command::new(env!("CARGO_BIN_EXE_tearsheet"));
    tearsheet.arg(command).args(["--now", NOW, "--config"]).arg(root.join("site.toml"));
    tearsheet
}

impl Preview {
    /// Serves a site of these files.
    pub(crate) fn of(files: &[(&str, &str)], options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_all(folder.path(), files);
        Self::start(folder, options)
    }

    pub(crate) fn start(folder: tempfile::TempDir, options: &[&str]) -> Self {
        let mut child = tearsheet(folder.path(), "serve")
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.split(' ').find(|word| word.starts_with("http://")).unwrap_or_default().to_owned();
        let port = url.strip_prefix("http://").and_then(|rest| rest.split(['/', ':']).nth(1)?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address in {line:?}"));
        Self { folder, child, url, port }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        let to = self.path(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.path(from), to).unwrap();
    }

    /// Sends a request as it stands; `HOST` becomes the server's own.
    pub(crate) fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let request = request.replace("HOST", &format!("127.0.0.1:{}", self.port)).replace('\n', "\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        parse(&bytes)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// With further headers, each line ended.
    pub(crate) fn get_with(&self, path: &str, headers: &str) -> Answer {
        self.raw(&format!("GET {path} HTTP/1.1\nHost: HOST\n{headers}Connection: close\n\n"))
    }

    /// The events that come within some time, or until one has this name.
    pub(crate) fn events(&self, query: &str, until: &str) -> Vec<(String, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET /__tearsheet/events?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut events = Vec::new();
        let mut name = String::new();
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                events.push((name.clone(), data.to_owned()));
                if name == until {
                    break;
                }
            }
        }
        events
    }

    /// How many errors the site has by now.
    pub(crate) fn problems(&self) -> serde_json::Value {
        let events = self.events("page=/&digest=&version=0", "problems");
        let (_, data) = events.iter().find(|(name, _)| name == "problems").unwrap();
        serde_json::from_str(data).unwrap()
    }

    /// Waits until something holds.
    #[track_caller]
    pub(crate) fn wait(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !holds(self) {
            assert!(begun.elapsed() < Duration::from_secs(20), "in vain: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Asks the program to end, as a terminal or a service does; gives its exit code and what it said.
    pub(crate) fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        Command::new("kill").args([signal, &id]).status().unwrap();
        let status = self.child.wait().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (status.code(), said)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut body = bytes.get(end + 4..).unwrap_or_default().to_vec();
    if headers.get("transfer-encoding").is_some_and(|encoding| encoding == "chunked") {
        body = dechunk(&body);
    }
    Answer { status, headers, body }
}

fn dechunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).unwrap().trim(), 16).unwrap();
        if size == 0 {
            break;
        }
        out.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 2 + size + 2..];
    }
    out
}

/// A page without the script that the preview alone has.
pub(crate) fn without_script(html: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(html);
    let Some(at) = text.find("<script src=\"/__tearsheet/client.js\"") else { return html.to_vec() };
    let end = at + text[at..].find("</script>\n").unwrap() + "</script>\n".len();
    [&html[..at], &html[end..]].concat()
}
