//! Clients that can reach what the guard has judged, and nothing else.
//!
//! With an open guard that is one client for all. Else names are resolved here, and the connection
//! is held to the addresses that were judged: asked again, a name server could say something else.

use std::{
    error::Error as StdError,
    io,
    net::SocketAddr,
    sync::{Once, OnceLock},
    time::Duration,
};

use reqwest::{
    Client, ClientBuilder, Url,
    dns::{Name, Resolve, Resolving},
    redirect::Policy,
};
use tokio::time::timeout;

use crate::{
    error::{Error, Kind, Result},
    providers::guard::Guard,
};

/// Longest wait for a name's addresses, and for a connection.
const RESOLVE: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(10);

/// A client for `url` that reaches only what `guard` has judged; it follows no redirects.
///
/// # Errors
/// `Validation` if it may not be reached, `Unavailable` if its name does not resolve.
pub(super) async fn client(url: &Url, guard: &Guard) -> Result<Client> {
    static OPEN: OnceLock<Client> = OnceLock::new();
    static LITERAL: OnceLock<Client> = OnceLock::new();
    guard.check_url(url)?;
    if guard.is_open() {
        return kept(&OPEN, builder());
    }
    let (Some(host), Some(port)) = (url.domain(), url.port_or_known_default()) else {
        return kept(&LITERAL, closed());
    };
    let unknown = || Error::new(Kind::Unavailable, format!("the name {host} does not resolve"));
    let found = timeout(RESOLVE, tokio::net::lookup_host((host, port))).await;
    let found = found.map_err(|_| unknown().caused_by("no name server answers in time"))?;
    let addresses: Vec<_> = found.map_err(|e| unknown().caused_by(e))?.collect();
    for address in &addresses {
        guard.check_address(host, *address)?;
    }
    pinned(host, &addresses)
}

/// `url` as it was read, and a client for it.
///
/// # Errors
/// As [`client`]; `Validation` for a text that is no address.
pub(super) async fn parsed(url: &str, shown: &str, guard: &Guard) -> Result<(Url, Client)> {
    let url = Url::parse(url)
        .map_err(|e| Error::new(Kind::Validation, format!("{shown} is no address")).caused_by(e))?;
    let client = client(&url, guard).await.map_err(|e| match e.kind() {
        Kind::Unavailable => e.context(format!("{shown} cannot be reached")),
        _ => e,
    })?;
    Ok((url, client))
}

/// A client that knows the addresses of one name only.
fn pinned(host: &str, addresses: &[SocketAddr]) -> Result<Client> {
    built(closed().resolve_to_addrs(host, addresses))
}

/// No proxy, which would resolve names by itself, and no names.
fn closed() -> ClientBuilder {
    builder().no_proxy().dns_resolver(Nowhere)
}

struct Nowhere;

impl Resolve for Nowhere {
    fn resolve(&self, name: Name) -> Resolving {
        let error = format!("the addresses of {} were not judged", name.as_str());
        Box::pin(std::future::ready(Err(error.into())))
    }
}

fn builder() -> ClientBuilder {
    static PROVIDER: Once = Once::new();
    // Fails only if another one was installed before, which serves as well.
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    Client::builder()
        .connect_timeout(CONNECT)
        .redirect(Policy::none())
        .user_agent(concat!("remotion-media/", env!("CARGO_PKG_VERSION")))
}

fn built(builder: ClientBuilder) -> Result<Client> {
    builder.build().map_err(|e| Error::internal("the HTTP client cannot start").caused_by(e))
}

fn kept(cell: &OnceLock<Client>, builder: ClientBuilder) -> Result<Client> {
    match cell.get() {
        Some(client) => Ok(client.clone()),
        None => built(builder).map(|client| cell.get_or_init(|| client).clone()),
    }
}

/// The error of an exchange that came to nothing, with a short cause that holds no secret.
pub(super) fn unreached(shown: &str, error: &reqwest::Error) -> Error {
    if error.is_builder() {
        let message = format!("the request to {shown} cannot be made");
        let source = error.source().map(ToString::to_string);
        return Error::new(Kind::Validation, message).caused_by(source.unwrap_or_default());
    }
    unavailable(shown, &cause(error))
}

/// The same for a cause of ours.
pub(super) fn unavailable(shown: &str, cause: &str) -> Error {
    Error::new(Kind::Unavailable, format!("{shown} cannot be reached: {cause}"))
}

pub(super) const TIMED_OUT: &str = "timed out";

fn cause(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return TIMED_OUT.to_owned();
    }
    if error.is_dns() {
        return "the name does not resolve".to_owned();
    }
    let mut kind = None;
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return format!("TLS: {tls}");
        }
        let io = error.downcast_ref::<io::Error>();
        kind = io.map(io::Error::kind).or(kind);
        // What is inside of it is no source of it: that is the source of what is inside.
        let inner = io.and_then(io::Error::get_ref);
        next = inner.map(|inner| inner as &(dyn StdError + 'static)).or_else(|| error.source());
    }
    match kind {
        Some(kind) => kind.to_string(),
        None if error.is_connect() => "no connection".to_owned(),
        None => "no answer that is HTTP".to_owned(),
    }
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
