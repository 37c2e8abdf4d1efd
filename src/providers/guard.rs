//! Which addresses may be reached: all for the person at the terminal, public ones for requests
//! that come over HTTP, so that nobody uses the service to look into its own network.
//!
//! It only judges. Names are resolved, and held to the judged addresses, in `http`.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use super::{
    allowed::{Allowed, within},
    http::{Url, redacted},
};
use crate::error::{Error, Kind, Result};

/// Judges where a request may go.
#[derive(Clone, Debug)]
pub struct Guard {
    /// What may be reached besides public addresses; `None` if everything may.
    allowed: Option<Arc<[Allowed]>>,
}

impl Guard {
    /// Lets everything through.
    #[must_use]
    pub const fn open() -> Self {
        Self { allowed: None }
    }

    /// Lets public addresses through, and what the allow-list names.
    ///
    /// # Errors
    /// An entry that is no host, address or network; the field is `allowed_hosts`.
    pub fn public(allowed: &[String]) -> Result<Self> {
        let mut entries = Vec::new();
        for text in allowed {
            entries.extend(Allowed::parse(text)?);
        }
        Ok(Self { allowed: Some(entries.into()) })
    }

    /// Whether everything is let through.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.allowed.is_none()
    }

    /// Judges what can be seen before a name is resolved: the scheme, and an address as a host.
    ///
    /// # Errors
    /// `Validation` if it may not be reached.
    pub fn check_url(&self, url: &Url) -> Result<()> {
        if !matches!(url.scheme(), "http" | "https") {
            let message = format!("expected http:// or https://, found {}:", url.scheme());
            return Err(Error::new(Kind::Validation, message));
        }
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            let message = format!("expected a host in {}", redacted(url.as_str()));
            return Err(Error::new(Kind::Validation, message));
        };
        let address = match url.domain() {
            // However it is spelled, the parser has brought it to one form.
            None => host.trim_matches(['[', ']']).parse().ok(),
            // These names are this machine's by definition (RFC 6761).
            Some(name) => {
                let name = plain(name);
                let own = name == "localhost" || name.ends_with(".localhost");
                own.then_some(IpAddr::V4(Ipv4Addr::LOCALHOST))
            }
        };
        match address {
            Some(address) => {
                self.judge(&redacted(url.as_str()), host, SocketAddr::new(address, port))
            }
            None => Ok(()),
        }
    }

    /// Judges an address to which `host` resolved.
    ///
    /// # Errors
    /// `Validation` if it may not be reached.
    pub fn check_address(&self, host: &str, address: SocketAddr) -> Result<()> {
        self.judge(host, host, address)
    }

    fn judge(&self, shown: &str, host: &str, address: SocketAddr) -> Result<()> {
        let Some(allowed) = &self.allowed else { return Ok(()) };
        let host = plain(host).to_ascii_lowercase();
        let (port, address) = (address.port(), address.ip().to_canonical());
        // What a tunnel leads to is judged as well as the tunnel.
        for address in [carried(address), Some(address)].into_iter().flatten() {
            let Some(word) = special(address) else { continue };
            let exact = METADATA.contains(&address);
            if !allowed.iter().any(|entry| entry.admits(&host, address, port, exact)) {
                let message = format!(
                    "{shown} leads to the {word} address {address}, which requests over HTTP may \
                     not reach"
                );
                return Err(Error::new(Kind::Validation, message)
                    .hint("allow it with REMOTION_ALLOWED_HOSTS, or upload the file"));
            }
        }
        Ok(())
    }
}

/// A host without the dot at its end.
fn plain(host: &str) -> &str {
    host.strip_suffix('.').unwrap_or(host)
}

/// The IPv4 address that an IPv6 address only wraps: 6to4, NAT64, IPv4-compatible.
fn carried(address: IpAddr) -> Option<IpAddr> {
    let IpAddr::V6(address) = address else { return None };
    let bits = address.to_bits();
    let wrapped = match address.segments() {
        [0x2002, ..] => bits >> 80,
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => bits,
        // The small ones are addresses of their own, `::1` among them.
        [0, 0, 0, 0, 0, 0, high, _] if high != 0 => bits,
        _ => return None,
    };
    Some(IpAddr::V4(Ipv4Addr::from_bits(wrapped as u32)))
}

/// Where clouds hand out their machines' passwords; one of them looks public.
const METADATA: [IpAddr; 8] = [
    v4(169, 254, 169, 254),
    v4(169, 254, 170, 2),
    v4(169, 254, 170, 23),
    v4(100, 100, 100, 200),
    v4(168, 63, 129, 16),
    v6(0xfd00, 0xec2, 0x254),
    v6(0xfd00, 0xec2, 0x23),
    v6(0xfd20, 0xce, 0x254),
];

/// Networks that are not public, the narrower ones first.
const SPECIAL: [(IpAddr, u8, &str); 32] = [
    (v4(0, 0, 0, 0), 32, "unspecified"),
    (v4(0, 0, 0, 0), 8, "reserved"),
    (v4(10, 0, 0, 0), 8, "private"),
    (v4(100, 64, 0, 0), 10, "shared"),
    (v4(127, 0, 0, 0), 8, "loopback"),
    (v4(169, 254, 0, 0), 16, "link-local"),
    (v4(172, 16, 0, 0), 12, "private"),
    (v4(192, 0, 0, 0), 24, "reserved"),
    (v4(192, 0, 2, 0), 24, "documentation"),
    (v4(192, 88, 99, 0), 24, "reserved"),
    (v4(192, 168, 0, 0), 16, "private"),
    (v4(198, 18, 0, 0), 15, "benchmarking"),
    (v4(198, 51, 100, 0), 24, "documentation"),
    (v4(203, 0, 113, 0), 24, "documentation"),
    (v4(224, 0, 0, 0), 4, "multicast"),
    (v4(255, 255, 255, 255), 32, "broadcast"),
    (v4(240, 0, 0, 0), 4, "reserved"),
    (v6(0, 0, 0), 128, "unspecified"),
    (v6(0, 0, 1), 128, "loopback"),
    (IpAddr::V6(Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0)), 48, "private"),
    (v6(0x100, 0, 0), 64, "discard"),
    (v6(0x2001, 0, 0), 32, "Teredo"),
    (v6(0x2001, 2, 0), 48, "benchmarking"),
    (v6(0x2001, 0x10, 0), 28, "ORCHID"),
    (v6(0x2001, 0x20, 0), 28, "ORCHID"),
    (v6(0x2001, 0, 0), 23, "reserved"),
    (v6(0x2001, 0xdb8, 0), 32, "documentation"),
    (v6(0x3fff, 0, 0), 20, "documentation"),
    (v6(0xfc00, 0, 0), 7, "private"),
    (v6(0xfe80, 0, 0), 10, "link-local"),
    (v6(0xfec0, 0, 0), 10, "site-local"),
    (v6(0xff00, 0, 0), 8, "multicast"),
];

/// What an address is if it is not public.
fn special(address: IpAddr) -> Option<&'static str> {
    if METADATA.contains(&address) {
        return Some("cloud metadata");
    }
    let found = SPECIAL.iter().find(|(net, bits, _)| within(address, *net, *bits));
    // Of IPv6, only one eighth is given out, and NAT64 leads back to IPv4.
    let given_out = address.is_ipv4()
        || within(address, v6(0x2000, 0, 0), 3)
        || within(address, v6(0x64, 0xff9b, 0), 96);
    found.map(|(_, _, word)| *word).or((!given_out).then_some("reserved"))
}

const fn v4(a: u8, b: u8, c: u8, d: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(a, b, c, d))
}

/// An IPv6 address of its first two parts and its last.
const fn v6(first: u16, second: u16, last: u16) -> IpAddr {
    IpAddr::V6(Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, last))
}

#[cfg(test)]
#[path = "guard_tests.rs"]
mod tests;
