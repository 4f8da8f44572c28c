//! Owns who may ask: requests must name this server as their host, and scripts that listen must come
//! from its own pages. A foreign page whose name is made to lead here (DNS rebinding) is refused.

use std::net::{IpAddr, SocketAddr};

/// The addresses under which the server may be asked.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    bound: SocketAddr,
    /// A name given with `--bind`.
    name: Option<String>,
}

impl Guard {
    /// `bind` is what was asked for, `bound` what came of it.
    pub(super) fn new(bind: &str, bound: SocketAddr) -> Self {
        let is_address = bind.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        Self { bound, name: (!is_address).then(|| bind.to_ascii_lowercase()) }
    }

    /// Whether a `Host` header, or the host of a URL, names this server.
    pub(super) fn allows_host(&self, host: &str) -> bool {
        let Some((name, port)) = split(host) else { return false };
        if port.unwrap_or(80) != self.bound.port() {
            return false;
        }
        let name = name.to_ascii_lowercase();
        if let Ok(address) = name.trim_matches(['[', ']']).parse::<IpAddr>() {
            // A name is needed to lead a browser astray: where any address is bound, any will do.
            let address = address.to_canonical();
            let any = self.bound.ip().is_unspecified();
            return any || address.is_loopback() || address == self.bound.ip().to_canonical();
        }
        name == "localhost" || name.ends_with(".localhost") || self.name.as_deref() == Some(&*name)
    }

    /// Whether an `Origin` header names a page of this server.
    pub(super) fn allows_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.allows_host(host))
    }
}

/// Host and port of `host`, `host:port`, `[v6]` and `[v6]:port`; `None` if it is none of these.
fn split(host: &str) -> Option<(&str, Option<u16>)> {
    let end = match host.find(']') {
        Some(at) if host.starts_with('[') => at + 1,
        Some(_) => return None,
        None => host.find(':').unwrap_or(host.len()),
    };
    let (name, rest) = host.split_at(end);
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_[]:%".contains(c);
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    match rest.strip_prefix(':') {
        Some(port) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some((name, Some(port.parse().ok()?)))
        }
        None if rest.is_empty() => Some((name, None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(bind: &str, bound: &str, host: &str) -> bool {
        Guard::new(bind, bound.parse().unwrap()).allows_host(host)
    }

    #[test]
    fn loopback_is_allowed_by_every_name_it_has() {
        for host in ["127.0.0.1:1111", "localhost:1111", "LOCALHOST:1111", "[::1]:1111", "127.8.9.10:1111"] {
            assert!(allowed("127.0.0.1", "127.0.0.1:1111", host), "{host}");
        }
    }

    #[test]
    fn others_are_refused() {
        for host in [
            "evil.example:1111",
            "evil.example",
            "127.0.0.1",
            "127.0.0.1:1112",
            "localhost.evil.example:1111",
            "127.0.0.1.evil.example:1111",
            "192.168.1.9:1111",
            "[::2]:1111",
            "[::1:1111",
            "::1:1111",
            "user@127.0.0.1:1111",
            "127.0.0.1:1111:1111",
            "127.0.0.1:+1111",
            "",
        ] {
            assert!(!allowed("127.0.0.1", "127.0.0.1:1111", host), "{host}");
        }
    }

    #[test]
    fn what_is_bound_is_allowed() {
        assert!(allowed("192.168.1.5", "192.168.1.5:1111", "192.168.1.5:1111"));
        assert!(!allowed("192.168.1.5", "192.168.1.5:1111", "192.168.1.6:1111"));
        assert!(allowed("mybox.lan", "192.168.1.5:1111", "mybox.lan:1111"));
        assert!(!allowed("192.168.1.5", "192.168.1.5:1111", "mybox.lan:1111"));
        assert!(allowed("0.0.0.0", "0.0.0.0:1111", "192.168.1.6:1111"));
        assert!(allowed("::", "[::]:1111", "[fe80::1]:1111"));
        assert!(!allowed("0.0.0.0", "0.0.0.0:1111", "evil.example:1111"));
        assert!(allowed("127.0.0.1", "127.0.0.1:80", "127.0.0.1"));
    }

    #[test]
    fn origins_are_hosts_with_a_scheme() {
        let guard = Guard::new("127.0.0.1", "127.0.0.1:1111".parse().unwrap());
        assert!(guard.allows_origin("http://localhost:1111"));
        for origin in ["null", "https://localhost:1111", "http://evil.example", "http://localhost:1111/x", ""]
        {
            assert!(!guard.allows_origin(origin), "{origin}");
        }
    }
}
