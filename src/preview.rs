//! Owns the preview: the site served from memory while it is being written, and shown anew after
//! each edit. It runs the very same stages as a build and writes nothing. Part of the rim.
//!
//! Three concerns run beside each other. The watcher tells which files were touched; the workshop
//! makes a new [`State`](state::State) of the site out of that and puts it in the place of the old one,
//! whole; the server answers from the state that stands, and tells browsers when what they show is no
//! longer it.
#![expect(clippy::disallowed_methods, reason = "watching and serving files is reading the disk")]

mod answer;
mod events;
mod guard;
mod inject;
mod moves;
mod proof;
mod range;
mod server;
mod snapshot;
mod state;
mod verify;
mod watch;
mod workshop;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use crate::build::{Progress, Request};
use crate::diagnostic::Diagnostic;
use crate::sources::Sources;

pub use server::Failure;

/// How the preview is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// Address or name to bind to.
    pub bind: String,
    /// The port; none for the first that is free from [`PORT`] on.
    pub port: Option<u16>,
    /// Whether browsers are told of edits.
    pub reload: bool,
}

/// The port that is tried first.
pub const PORT: u16 = 3456;

/// How many ports are tried after one that is taken.
const TRIES: u16 = 20;

/// Hears what happens, for the terminal.
pub trait Listener: Progress + Send {
    /// The server listens; the site is at `url`.
    fn ready(&self, url: &str, articles: usize);
    /// The site has been made anew, or could not be; `found` is what was not wrong before.
    fn edited(&self, found: &[Diagnostic], sources: &Sources, errors: usize, warnings: usize);
    /// Something stands in the way that no edit of the site has caused.
    fn obstacle(&self, message: &str);
}

/// Why no preview can be served.
#[derive(Debug)]
pub enum Refusal {
    /// The port is taken; the next one that is free, if any is near.
    PortTaken(u16, Option<u16>),
    /// Anything else.
    Other(String),
}

/// Serves the site until the program is told to end.
pub fn serve(
    mut request: Request,
    options: &Options,
    listener: Arc<dyn Listener + Sync>,
) -> Result<(), Refusal> {
    let socket = bind(options)?;
    let bound = socket.local_addr().map_err(|error| Refusal::Other(error.to_string()))?;
    request.overrides.origin = Some(format!("http://{}", shown(&options.bind, bound)));
    let workshop =
        workshop::Workshop::open(request, listener.clone()).map_err(|obstacle| Refusal::Other(obstacle.0))?;
    let guard = guard::Guard::new(&options.bind, bound);
    server::run(socket, guard, workshop, options.reload, &*listener)
        .map_err(|Failure(message)| Refusal::Other(message))
}

/// Host and port as they stand in URLs.
fn shown(bind: &str, bound: SocketAddr) -> String {
    let port = bound.port();
    let ip = bound.ip();
    if bind.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_err() {
        format!("{bind}:{port}")
    } else if ip.is_unspecified() {
        format!("127.0.0.1:{port}")
    } else {
        bound.to_string()
    }
}

fn bind(options: &Options) -> Result<TcpListener, Refusal> {
    let try_port = |port: u16| TcpListener::bind((options.bind.trim_matches(['[', ']']), port));
    let taken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::AddrInUse;
    let first = options.port.unwrap_or(PORT);
    let cannot = |error: &std::io::Error, port: u16| {
        Refusal::Other(format!("cannot listen on {} port {port}: {error}", options.bind))
    };
    match try_port(first) {
        Ok(socket) => return Ok(socket),
        Err(error) if !taken(&error) => return Err(cannot(&error, first)),
        Err(_) => {}
    }
    for port in (first..first.saturating_add(TRIES)).skip(1) {
        match try_port(port) {
            Ok(socket) if options.port.is_none() => return Ok(socket),
            Ok(_) => return Err(Refusal::PortTaken(first, Some(port))),
            Err(error) if !taken(&error) => return Err(cannot(&error, port)),
            Err(_) => {}
        }
    }
    Err(Refusal::PortTaken(first, None))
}
