//! Owns the server's life: its thread, its connections and its end.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use tokio::net::TcpListener as Listening;
use tokio::sync::watch;

use super::guard::Guard;
use super::state::State as Site;
use super::workshop::{Viewed, Workshop};
use super::{Listener, answer};

/// How long connections may take to come to their end.
const GRACE: Duration = Duration::from_millis(500);

/// Why the server could not go on.
#[derive(Debug)]
pub struct Failure(pub(super) String);

/// What every answer is made from.
#[derive(Clone)]
pub(super) struct Desk {
    /// The state of the site.
    pub(super) states: watch::Receiver<Arc<Site>>,
    /// Who may ask.
    pub(super) guard: Arc<Guard>,
    /// Pages that browsers show.
    pub(super) viewed: Viewed,
    /// Names this run of the server.
    pub(super) run: Arc<str>,
    /// Whether pages get the script that keeps them up to date.
    pub(super) reload: bool,
    /// Turns true when the server is to end.
    pub(super) ending: watch::Receiver<bool>,
}

/// Serves until the program is told to end.
pub(super) fn run(
    socket: TcpListener,
    guard: Guard,
    workshop: Workshop,
    reload: bool,
    listener: &dyn Listener,
) -> Result<(), Failure> {
    let failure = |error: std::io::Error| Failure(format!("cannot serve: {error}"));
    let bound = socket.local_addr().map_err(failure)?;
    socket.set_nonblocking(true).map_err(failure)?;
    let (end, ending) = watch::channel(false);
    let desk = Desk {
        states: workshop.states.clone(),
        guard: Arc::new(guard),
        viewed: workshop.viewed.clone(),
        run: format!("{}-{}", std::process::id(), bound.port()).into(),
        reload,
        ending,
    };
    let (stop, articles) = (workshop.stop.clone(), workshop.articles());
    let url = answer::home(&desk, bound);
    let worker =
        std::thread::Builder::new().stack_size(16 << 20).spawn(|| workshop.run()).map_err(failure)?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build().map_err(failure)?;
    let served = runtime.block_on(async {
        let socket = Listening::from_std(socket)?;
        listener.ready(&url, articles);
        let app = Router::new().fallback(respond).with_state(desk);
        let mut over = end.subscribe();
        let serving = axum::serve(socket, app).with_graceful_shutdown(async move {
            // An error means that nobody can ask for the end any more, which is one.
            let _ = over.wait_for(|over| *over).await;
        });
        let serving = tokio::spawn(serving.into_future());
        asked_to_end().await;
        end.send_replace(true);
        // Browsers may hold on to a connection; they had their time.
        let _ = tokio::time::timeout(GRACE, serving).await;
        Ok(())
    });
    if let Some(stop) = stop {
        stop.stop();
        let _ = worker.join();
    }
    served.map_err(failure)
}

async fn respond(State(desk): State<Desk>, request: Request) -> Response {
    answer::answer(&desk, &request)
}

/// Waits for Ctrl-C, or for what tells a service to end.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut term), Ok(mut hangup)) =
            (signal(SignalKind::terminate()), signal(SignalKind::hangup()))
        {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
                _ = hangup.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
