//! The service: the same capabilities over HTTP, with a queue behind them.
//!
//! It holds no logic that the command line lacks: what can be done stands in the table, what
//! waits in `queue/`, what is sent in `webhooks/`. Here is who may ask, and how answers look.

mod accept;
mod admin;
mod answer;
mod artifacts;
mod audit;
mod capabilities;
mod envelope;
mod events;
mod gateway;
mod health;
mod instance;
mod invoke;
mod jobs;
mod keeper;
mod keys;
mod limits;
mod metrics;
mod openapi;
mod pages;
mod port;
mod router;
mod uploads;

use std::{
    net::{IpAddr, SocketAddr},
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use self::{
    audit::{Audit, Entry},
    instance::{Instance, running},
    keys::stored_key,
    openapi::document as openapi,
};
use crate::{
    capability::Row,
    config::{Config, keys as settings},
    error::{Error, Kind, Result},
    queue::Queue,
    webhooks,
};

/// How a service is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Settings.
    pub config: Config,
    /// The capabilities to offer.
    pub rows: &'static [Row],
    /// Whether other machines may connect.
    pub allow_remote: bool,
}

/// What all handlers share.
pub(crate) struct Service {
    queue: Arc<Queue>,
    keys: keys::Keys,
    limits: limits::Limits,
    audit: Arc<Audit>,
    meter: metrics::Meter,
    pages: pages::Pages,
    /// Ends streams when the service stops.
    closing: CancellationToken,
    began: Instant,
    largest_request: usize,
}

/// A service that listens.
pub struct Running {
    service: Arc<Service>,
    listener: TcpListener,
    /// Where it listens.
    pub address: SocketAddr,
    /// The file of the key that was made for it, if none is configured.
    pub key_file: Option<std::path::PathBuf>,
    grace: Duration,
    _instance: Instance,
}

impl Running {
    /// Opens the data folder, puts back what an earlier service left, and listens.
    ///
    /// # Errors
    /// If another service has the folder or the port, the address may not be used, or the
    /// database cannot be opened.
    pub async fn start(options: Options) -> Result<Self> {
        let Options { config, rows, allow_remote } = options;
        let host = config.text(settings::SERVICE_HOST).unwrap_or_default();
        let address = address(&host, config.whole(settings::SERVICE_PORT)).await?;
        let configured = !config.list(settings::SERVICE_API_KEY).is_empty();
        reachable(address.ip(), allow_remote, configured)?;
        let folder = config.path(settings::DATA_DIR);
        let mut instance = Instance::claim(&folder)?;
        let listener = bind(address).await?;
        let address = listener.local_addr()?;
        let meter = metrics::Meter::install();
        let (keys, key_file) = keys::Keys::of(&config, &folder)?;
        let queue = Queue::open(config.clone(), rows).await?;
        instance.announce(address)?;
        let whole = |key| usize::try_from(config.whole(key)).unwrap_or(usize::MAX);
        let service = Arc::new(Service {
            keys,
            limits: limits::Limits::of(&config),
            audit: Arc::new(Audit::open(&folder)?),
            meter,
            pages: pages::Pages::new(),
            closing: CancellationToken::new(),
            began: Instant::now(),
            largest_request: whole(settings::MAX_REQUEST_MB).saturating_mul(1 << 20),
            queue,
        });
        tokio::spawn(Arc::clone(&service.queue).work());
        tokio::spawn(webhooks::deliver(Arc::clone(&service.queue))?);
        tokio::spawn(keeper::keep(Arc::clone(&service)));
        let grace = Duration::from_secs(config.whole(settings::SHUTDOWN_GRACE_SEC));
        Ok(Self { service, listener, address, key_file, grace, _instance: instance })
    }

    /// Answers until `stop` is cancelled; then takes nothing new, lets running jobs end for a
    /// while, and puts the rest back into the queue.
    pub async fn serve(self, stop: CancellationToken) {
        let app = router::router(&self.service);
        let connections = accept::serve(self.listener, app, stop.clone(), &self.service);
        connections.await;
        tracing::info!("stopping");
        self.service.closing.cancel();
        self.service.queue.close(self.grace).await;
        self.service.audit.flush();
        tracing::info!("stopped");
    }
}

async fn address(host: &str, port: u64) -> Result<SocketAddr> {
    let port = u16::try_from(port).unwrap_or_default();
    let plain = host.trim_matches(['[', ']']);
    if let Ok(ip) = plain.parse::<IpAddr>() {
        return Ok(SocketAddr::new(ip, port));
    }
    let found = tokio::net::lookup_host((plain, port)).await;
    found.ok().and_then(|mut found| found.next()).ok_or_else(|| {
        Error::field("service_host", format!("expected an address to listen on; found {host:?}"))
    })
}

/// Other machines are let in only on purpose, and only with a key that somebody chose.
fn reachable(ip: IpAddr, allow_remote: bool, configured: bool) -> Result<()> {
    if ip.is_loopback() {
        return Ok(());
    }
    if !allow_remote {
        let text = format!("{ip} can be reached from other machines");
        return Err(Error::field("service_host", text)
            .hint("add --allow-remote if that is meant, and put TLS in front of it"));
    }
    if !configured {
        let text = format!("{ip} can be reached from other machines and no key is set");
        return Err(Error::field("service_api_key", text)
            .hint("set REMOTION_SERVICE_API_KEY to a long random text"));
    }
    Ok(())
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        if error.kind() != std::io::ErrorKind::AddrInUse {
            return Error::from(error).context(format!("listening on {address}"));
        }
        let by = port::holder(address.port()).map(|who| format!(" by {who}")).unwrap_or_default();
        Error::new(Kind::Conflict, format!("port {} is in use{by}", address.port()))
            .hint("stop it, or choose another with --port; --port 0 takes a free one")
    })
}

/// Where a service of this data folder keeps the key it made.
#[must_use]
pub fn key_file(folder: &Path) -> std::path::PathBuf {
    keys::file(folder)
}
