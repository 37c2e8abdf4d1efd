//! The allow-list of the address guard: its entries, and what each of them admits.
//!
//! What is refused without an entry is `guard`'s.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::http::Url;
use crate::error::{Error, Result};

/// One thing that may be reached, on one port or on all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Allowed {
    who: Who,
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Who {
    /// The host of this name, whatever it resolves to.
    Name(String),
    /// Hosts whose names end so; it starts with a dot.
    Below(String),
    Network(IpAddr, u8),
}

impl Allowed {
    /// The entries that a text stands for: two for `localhost`, else one.
    ///
    /// # Errors
    /// A text that is none of the forms, with the forms.
    pub(super) fn parse(text: &str) -> Result<Vec<Self>> {
        let (whos, port) = read(text.trim()).ok_or_else(|| {
            let forms = "a host (media.internal, *.example.lan, localhost), an IP address or a \
                         network (10.0.0.0/8); a host or an address may have a port (host:8080, \
                         10.0.0.1:8080, [fd00::1]:8080)";
            Error::field("allowed_hosts", format!("expected {forms}, found {text:?}"))
        })?;
        Ok(whos.into_iter().map(|who| Self { who, port }).collect())
    }

    /// Whether it admits `address` and `port`, to which `host` led; with `exact`, only if it names
    /// the very address.
    pub(super) fn admits(&self, host: &str, address: IpAddr, port: u16, exact: bool) -> bool {
        if self.port.is_some_and(|own| own != port) {
            return false;
        }
        match &self.who {
            Who::Name(name) => !exact && name == host,
            Who::Below(parent) => !exact && host.ends_with(parent),
            Who::Network(net, bits) => {
                let one = if net.is_ipv4() { 32 } else { 128 };
                within(address, *net, *bits) && (!exact || *bits == one)
            }
        }
    }
}

/// Whether an address lies in a network; never across the two kinds.
pub(super) fn within(address: IpAddr, net: IpAddr, bits: u8) -> bool {
    // A shift by the whole width is none, and then everything is inside.
    match (address, net) {
        (IpAddr::V4(one), IpAddr::V4(other)) => {
            let differs = one.to_bits() ^ other.to_bits();
            differs.checked_shr(32 - u32::from(bits)).is_none_or(|rest| rest == 0)
        }
        (IpAddr::V6(one), IpAddr::V6(other)) => {
            let differs = one.to_bits() ^ other.to_bits();
            differs.checked_shr(128 - u32::from(bits)).is_none_or(|rest| rest == 0)
        }
        _ => false,
    }
}

fn read(text: &str) -> Option<(Vec<Who>, Option<u16>)> {
    if let Some((net, bits)) = text.split_once('/') {
        return Some((vec![network(net.parse().ok()?, number(bits)?)?], None));
    }
    if let Ok(address) = text.parse() {
        return Some((vec![single(address)], None));
    }
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => {
            (host, Some(number(port).filter(|port| *port > 0)?))
        }
        _ => (text, None),
    };
    let whos = if let Some(inner) = host.strip_prefix('[') {
        vec![single(IpAddr::V6(inner.strip_suffix(']')?.parse().ok()?))]
    } else if let Ok(address) = host.parse::<Ipv4Addr>() {
        vec![single(IpAddr::V4(address))]
    } else if let Some(parent) = host.strip_prefix("*.") {
        vec![Who::Below(format!(".{}", name(parent)?))]
    } else {
        match name(host)? {
            name if name == "localhost" => vec![
                Who::Network(IpAddr::V4(Ipv4Addr::LOCALHOST), 8),
                single(IpAddr::V6(Ipv6Addr::LOCALHOST)),
            ],
            name => vec![Who::Name(name)],
        }
    };
    Some((whos, port))
}

fn single(address: IpAddr) -> Who {
    let address = address.to_canonical();
    Who::Network(address, if address.is_ipv4() { 32 } else { 128 })
}

/// A network; one of IPv4 addresses written as IPv6 becomes what the guard compares with.
fn network(net: IpAddr, bits: u8) -> Option<Who> {
    match (net, net.to_canonical()) {
        (IpAddr::V6(_), short @ IpAddr::V4(_)) if (96..=128).contains(&bits) => {
            Some(Who::Network(short, bits - 96))
        }
        (IpAddr::V4(_), _) if bits > 32 => None,
        _ if bits > 128 => None,
        _ => Some(Who::Network(net, bits)),
    }
}

/// A number without a sign.
fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A host name as URLs spell it: lower case, in ASCII, without the dot at its end.
fn name(text: &str) -> Option<String> {
    let foreign = |c: char| c.is_whitespace() || "/\\@?#%:[]".contains(c);
    if text.contains(foreign) {
        return None;
    }
    let url = Url::parse(&format!("http://{text}/")).ok()?;
    let name = url.domain()?;
    let name = name.strip_suffix('.').unwrap_or(name);
    let label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !label.is_empty() && label.bytes().all(plain)
    };
    (name.len() <= 253 && name.split('.').all(label)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_admits_what_it_names_and_nothing_else() {
        let admits = |entry: &str, host: &str, address: &str, port| {
            let entries = Allowed::parse(entry).expect("a good entry");
            let address = address.parse().expect("an address");
            entries.iter().any(|one| one.admits(host, address, port, false))
        };
        for (entry, host, address, port, expected) in [
            ("media.internal", "media.internal", "10.0.0.1", 80, true),
            ("Media.Internal.", "media.internal", "10.0.0.1", 80, true),
            ("media.internal", "a.media.internal", "10.0.0.1", 80, false),
            ("media.internal:8080", "media.internal", "10.0.0.1", 8080, true),
            ("media.internal:8080", "media.internal", "10.0.0.1", 80, false),
            ("*.example.lan", "a.b.example.lan", "10.0.0.1", 80, true),
            ("*.example.lan", "example.lan", "10.0.0.1", 80, false),
            ("*.example.lan", "notexample.lan", "10.0.0.1", 80, false),
            ("*.example.lan:81", "a.example.lan", "10.0.0.1", 81, true),
            ("10.0.0.1", "x", "10.0.0.1", 80, true),
            ("10.0.0.1", "x", "10.0.0.2", 80, false),
            ("10.0.0.1:81", "x", "10.0.0.1", 80, false),
            ("::ffff:10.0.0.1", "x", "10.0.0.1", 80, true),
            ("::ffff:10.0.0.0/104", "x", "10.9.0.1", 80, true),
            ("fd00::1", "x", "fd00::1", 80, true),
            ("[fd00::1]", "x", "fd00::1", 80, true),
            ("[fd00::1]:81", "x", "fd00::1", 81, true),
            ("[fd00::1]:81", "x", "fd00::1", 80, false),
            ("10.0.0.0/8", "x", "10.255.0.1", 80, true),
            ("10.0.0.0/8", "x", "11.0.0.1", 80, false),
            ("0.0.0.0/0", "x", "192.168.0.1", 80, true),
            ("0.0.0.0/0", "x", "fd00::1", 80, false),
            ("fd00::/8", "x", "fdff::1", 80, true),
            ("localhost", "x", "127.8.8.8", 80, true),
            ("localhost", "x", "::1", 80, true),
            ("localhost", "localhost", "10.0.0.1", 80, false),
            ("LOCALHOST:81", "x", "127.0.0.1", 80, false),
            ("bücher.lan", "xn--bcher-kva.lan", "10.0.0.1", 80, true),
        ] {
            let found = admits(entry, host, address, port);
            assert_eq!(found, expected, "{entry}: {host} at {address}, port {port}");
        }
    }

    #[test]
    fn an_entry_that_cannot_be_read_is_refused_with_the_forms() {
        for entry in [
            "",
            " ",
            "*",
            "*.",
            "*.*",
            "a.*.b",
            "a b",
            ".a",
            "a..b",
            "a:",
            "a:0",
            "a:+1",
            "a:65536",
            "a:b",
            "http://a",
            "me@a",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/",
            "10.0.0/8",
            "10.0.0.0/8:80",
            "[::1",
            "[10.0.0.1]:80",
            "10.0.0.256",
            "1.2.3",
            "0x7f.1",
            "a/8",
            "a%2e",
            "[::1]:",
            "::ffff:10.0.0.0/130",
            "fe80::1%eth0",
        ] {
            let error = Allowed::parse(entry).expect_err(entry);
            assert_eq!(error.field_errors()[0].field, "allowed_hosts", "{entry:?}");
            assert!(error.to_string().contains("10.0.0.0/8"), "{entry:?}: {error}");
        }
    }
}
