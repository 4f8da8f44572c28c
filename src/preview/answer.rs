//! Owns the answer to every request: what is served, as what, and what is refused. Paths are decoded
//! once and looked up among the addresses of the site; nothing else on the disk can be reached.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::net::SocketAddr;
use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode, response};
use axum::response::Response;
use futures_util::stream;

use super::inject::{self, PREFIX, inject};
use super::range::{self, Wanted};
use super::server::Desk;
use super::snapshot::{Found, Snapshot};
use super::state::State;
use super::{events, proof};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::markup::body::escape;
use crate::pages::plan::{Page, PageKind};
use crate::route::{Route, decode};
use crate::sources::Location;

/// The browser's side of the preview.
const CLIENT: &str =
    concat!(include_str!("vendor/idiomorph/idiomorph.min.js"), "\n", include_str!("client.js"));
const STYLE: &str = include_str!("client.css");

/// How much of a file is in memory at a time.
const CHUNK: usize = 64 * 1024;

/// Answers a request.
pub(super) fn answer(desk: &Desk, request: &Request) -> Response {
    let headers = request.headers();
    if let Some(refusal) = refuse(desk, request) {
        return refusal;
    }
    let Some(path) = decode(request.uri().path()) else {
        return plain(StatusCode::BAD_REQUEST, "this address is not well-formed\n");
    };
    let state = desk.states.borrow().clone();
    if let Some(own) = path.strip_prefix(PREFIX) {
        return own_file(desk, &state, own, request.uri().query().unwrap_or_default());
    }
    let Some(inside) = below_base(&state, &path) else { return outside(desk, &state, &path) };
    let Some(site) = &state.shown else { return failed(desk, &state, &path) };
    match site.find(&inside) {
        Some(Found::File(asset)) => match site.drawing(asset, &inside) {
            Some(bytes) => whole(StatusCode::OK, "image/svg+xml", bytes),
            None => file(site.location(asset), &inside, headers),
        },
        Some(Found::Page(page)) => page_of(desk, &state, site, page, headers, StatusCode::OK),
        Some(Found::Card(article, card)) => match site.prepared.card_bytes(article, card) {
            Ok(bytes) => whole(StatusCode::OK, "image/png", bytes),
            Err(_) => plain(StatusCode::NOT_FOUND, "this card cannot be made\n"),
        },
        Some(Found::Made(made)) => match site.prepared.made_bytes(made) {
            Some(bytes) => whole(StatusCode::OK, &media_type(&inside, None), bytes),
            None => plain(StatusCode::NOT_FOUND, "this file has just gone\n"),
        },
        None => {
            match Route::new(&format!("{inside}/")).ok().filter(|route| site.find(route.as_str()).is_some()) {
                Some(route) => redirect(&site.prepared.config.base_url.local(&route)),
                None => missing(desk, &state, site, headers),
            }
        }
    }
}

/// Whether the request may be answered at all.
fn refuse(desk: &Desk, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok()).filter(|_| hosts.next().is_none());
    let authority =
        request.uri().authority().is_none_or(|authority| desk.guard.allows_host(authority.as_str()));
    if !authority || !host.is_some_and(|host| desk.guard.allows_host(host)) {
        let message = "this preview answers to its own address only: use the one it printed when it started, \
                       or start it with --bind\n";
        return Some(plain(StatusCode::FORBIDDEN, message));
    }
    let foreign = text(header::ORIGIN).is_some_and(|origin| !desk.guard.allows_origin(origin))
        || text(HeaderName::from_static("sec-fetch-site")) == Some("cross-site");
    let own = request.uri().path().starts_with(PREFIX) || request.uri().path().contains('%');
    if foreign && (own || request.method() != Method::GET) {
        return Some(plain(StatusCode::FORBIDDEN, "pages of other sites may not ask for this\n"));
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "there is nothing to be changed here\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(response);
    }
    None
}

/// The path below the site's own, which begins with a slash. `None` if it lies elsewhere.
pub(super) fn below_base(state: &State, path: &str) -> Option<String> {
    let base = base(state);
    path.strip_prefix(base).filter(|rest| rest.starts_with('/')).map(str::to_owned)
}

/// The path of the site, without a slash at its end.
pub(super) fn base(state: &State) -> &str {
    state.shown.as_ref().map_or("", |site| site.prepared.config.base_url.path())
}

/// The address by which a page is known: `/a/index.html` is `/a/`.
pub(super) fn canonical(path: &str) -> &str {
    path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(path)
}

/// Where the site begins.
pub(super) fn home(desk: &Desk, bound: SocketAddr) -> String {
    let state = desk.states.borrow();
    match &state.shown {
        Some(site) => site.prepared.config.base_url.absolute(&Route::home()),
        None => format!("http://{bound}/"),
    }
}

/// The digest of what a path would be answered with: of the page that stands for all that are missing,
/// if there is none.
pub(super) fn digest(state: &State, site: &Snapshot, path: &str) -> Option<Digest> {
    match site.find(path).or_else(|| site.not_found())? {
        Found::Page(page) => {
            let bytes = bytes_of(state, site, page).ok()?;
            Some(inject::digest(&bytes, site.unpublished(page.route.as_str())))
        }
        Found::File(asset) => Some(asset.digest),
        Found::Made(made) => Some(made.version.digest),
        Found::Card(_, card) => Some(card.key),
    }
}

/// Makes a page; if that fails, as it was when all was well.
fn bytes_of(state: &State, site: &Snapshot, page: &Page) -> Result<Vec<u8>, Option<Box<Diagnostic>>> {
    let error = match site.render(page) {
        Some(Ok(bytes)) => return Ok(bytes),
        Some(Err(diagnostic)) => Some(diagnostic),
        None => None,
    };
    if let Some(good) = &state.good
        && let Some(Found::Page(page)) = good.find(page.route.as_str())
        && let Some(Ok(bytes)) = good.render(page)
    {
        return Ok(bytes);
    }
    Err(error)
}

fn page_of(
    desk: &Desk,
    state: &State,
    site: &Snapshot,
    page: &Page,
    headers: &HeaderMap,
    status: StatusCode,
) -> Response {
    let Ok(mut bytes) = bytes_of(state, site, page) else { return failed(desk, state, page.route.as_str()) };
    let media_type = media_type(page.route.out_path().as_str(), Some(&page.kind));
    if desk.reload && media_type.starts_with("text/html") {
        inject(&mut bytes, state, &desk.run, page.route.as_str());
    }
    if status != StatusCode::OK {
        return whole(status, &media_type, bytes);
    }
    ranged(headers, &media_type, bytes.len() as u64, |part| {
        let part = usize::try_from(part.start).ok()?..usize::try_from(part.end).ok()?;
        Some(Body::from(bytes.get(part)?.to_vec()))
    })
}

fn missing(desk: &Desk, state: &State, site: &Snapshot, headers: &HeaderMap) -> Response {
    match site.not_found() {
        Some(Found::Page(page)) => page_of(desk, state, site, page, headers, StatusCode::NOT_FOUND),
        Some(Found::File(asset)) => {
            let mut response = file(site.location(asset), "/404.html", &HeaderMap::new());
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
        _ => plain(StatusCode::NOT_FOUND, "there is no page at this address\n"),
    }
}

/// No page can be made: one that holds nothing but what is wrong.
fn failed(desk: &Desk, state: &State, path: &str) -> Response {
    let list: String = state
        .problems
        .by_file
        .iter()
        .map(|(_, problem)| format!("<pre>{}</pre>\n", escape(problem["frame"].as_str().unwrap_or_default())))
        .collect();
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Not yet a page</title>\n\
         </head>\n<body>\n<h1>This page cannot be made yet</h1>\n{list}</body>\n</html>\n"
    );
    let mut bytes = page.into_bytes();
    if desk.reload {
        inject(&mut bytes, state, &desk.run, path);
    }
    whole(StatusCode::INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", bytes)
}

/// The address lies outside of the site: its beginning leads inside.
fn outside(desk: &Desk, state: &State, path: &str) -> Response {
    if let Some(site) = &state.shown {
        let base = &site.prepared.config.base_url;
        if path == "/" || path == base.path() {
            return redirect(&base.local(&Route::home()));
        }
        return missing(desk, state, site, &HeaderMap::new());
    }
    plain(StatusCode::NOT_FOUND, "there is no page at this address\n")
}

fn own_file(desk: &Desk, state: &State, name: &str, query: &str) -> Response {
    match name {
        "client.js" => whole(StatusCode::OK, "text/javascript; charset=utf-8", CLIENT.into()),
        "client.css" => whole(StatusCode::OK, "text/css; charset=utf-8", STYLE.into()),
        "proof" => {
            let page = query.split('&').find_map(|pair| pair.strip_prefix("page=")).and_then(decode);
            let path = page.and_then(|page| below_base(state, &page));
            let proof =
                path.zip(state.shown.as_ref()).map(|(path, site)| proof::of(state, site, canonical(&path)));
            match proof {
                Some(proof) => whole(StatusCode::OK, "application/json", proof.to_string().into()),
                None => plain(StatusCode::NOT_FOUND, "there is no such page\n"),
            }
        }
        "events" if desk.reload => {
            finish(base_response(StatusCode::OK, "text/event-stream"), events::listen(desk, query))
        }
        _ => plain(StatusCode::NOT_FOUND, "there is no such file\n"),
    }
}

/// A file that is served as it is.
fn file(location: Location<'_>, path: &str, headers: &HeaderMap) -> Response {
    let media_type = media_type(path, None);
    match location {
        Location::Embedded(bytes) => ranged(headers, &media_type, bytes.len() as u64, |part| {
            let part = usize::try_from(part.start).ok()?..usize::try_from(part.end).ok()?;
            Some(Body::from(bytes.get(part)?.to_vec()))
        }),
        Location::Disk(disk) => {
            let opened = File::open(disk).and_then(|file| Ok((file.metadata()?.len(), file)));
            let Ok((length, file)) = opened else {
                return plain(StatusCode::NOT_FOUND, "this file has just gone\n");
            };
            ranged(headers, &media_type, length, |part| streamed(file, part))
        }
    }
}

fn streamed(mut file: File, part: Range<u64>) -> Option<Body> {
    file.seek(SeekFrom::Start(part.start)).ok()?;
    let reader = file.take(part.end - part.start);
    Some(Body::from_stream(stream::unfold(reader, |mut reader| async move {
        let mut chunk = vec![0; CHUNK];
        match reader.read(&mut chunk) {
            Ok(0) => None,
            Ok(read) => {
                chunk.truncate(read);
                Some((Ok(Bytes::from(chunk)), reader))
            }
            Err(error) => Some((Err(error), reader)),
        }
    })))
}

fn ranged(
    headers: &HeaderMap,
    media_type: &str,
    length: u64,
    body: impl FnOnce(Range<u64>) -> Option<Body>,
) -> Response {
    let header = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let (status, part) = match range::read(header, length) {
        Wanted::All => (StatusCode::OK, 0..length),
        Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        Wanted::Unsatisfiable => {
            let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE, "there is no such part\n");
            set(&mut response, header::CONTENT_RANGE, &format!("bytes */{length}"));
            return response;
        }
    };
    let size = part.end - part.start;
    let mut response = base_response(status, media_type);
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {}-{}/{length}", part.start, part.end - 1);
        response = response.header(header::CONTENT_RANGE, range);
    }
    let response = response.header(header::ACCEPT_RANGES, "bytes").header(header::CONTENT_LENGTH, size);
    match body(part) {
        Some(body) => finish(response, body),
        None => plain(StatusCode::NOT_FOUND, "this file has just gone\n"),
    }
}

fn redirect(url: &str) -> Response {
    let mut response = plain(StatusCode::FOUND, "this way\n");
    set(&mut response, header::LOCATION, url);
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    whole(status, "text/plain; charset=utf-8", text.into())
}

fn whole(status: StatusCode, media_type: &str, bytes: Vec<u8>) -> Response {
    finish(base_response(status, media_type), Body::from(bytes))
}

fn base_response(status: StatusCode, media_type: &str) -> response::Builder {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(HeaderName::from_static("cross-origin-resource-policy"), "same-origin")
}

fn finish(response: response::Builder, body: Body) -> Response {
    response.body(body).unwrap_or_else(|_| Response::new(Body::empty()))
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn media_type(path: &str, kind: Option<&PageKind>) -> String {
    match kind {
        Some(PageKind::Feed(format, _)) => return format!("{}; charset=utf-8", format.media_type()),
        Some(PageKind::Host(_)) => return "text/plain; charset=utf-8".to_owned(),
        _ => {}
    }
    let path = if path.ends_with('/') { "index.html" } else { path };
    let guessed = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = guessed.type_() == mime_guess::mime::TEXT
        || [mime_guess::mime::JSON, mime_guess::mime::JAVASCRIPT, mime_guess::mime::XML]
            .contains(&guessed.subtype())
        || guessed.suffix() == Some(mime_guess::mime::XML);
    if is_text {
        format!("{}; charset=utf-8", guessed.essence_str())
    } else {
        guessed.essence_str().to_owned()
    }
}
