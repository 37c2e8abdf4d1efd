//! How often a key may ask, and how often an address may guess: `governor` counts, this reads
//! the settings and writes the headers.
//!
//! `RateLimit` and `RateLimit-Policy` follow draft-ietf-httpapi-ratelimit-headers, `Retry-After`
//! RFC 9110.

use std::{net::IpAddr, num::NonZeroU32};

use axum::http::{HeaderMap, HeaderValue};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};

use crate::{
    config::{Config, keys},
    error::{Error, Kind, Result},
};

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// Wrong keys that an address may send at once, and then per minute.
const GUESSES: NonZeroU32 = NonZeroU32::new(30).expect("not zero");

/// The counters of all callers.
pub(super) struct Limits {
    keys: Option<(Limiter<String>, u32)>,
    guesses: Limiter<IpAddr>,
    clock: DefaultClock,
}

impl Limits {
    /// As the settings say; 0 requests per minute is without limit.
    pub fn of(config: &Config) -> Self {
        let number = |key| NonZeroU32::new(u32::try_from(config.whole(key)).unwrap_or(u32::MAX));
        let keys = number(keys::RATE_LIMIT_REQUESTS_PER_MINUTE).map(|rate| {
            let burst = number(keys::RATE_LIMIT_BURST_SIZE).unwrap_or(NonZeroU32::MIN);
            let quota = Quota::per_minute(rate).allow_burst(burst);
            (RateLimiter::keyed(quota).with_middleware(), rate.get())
        });
        let guesses = Quota::per_minute(GUESSES).allow_burst(GUESSES);
        let guesses = RateLimiter::keyed(guesses).with_middleware();
        Self { keys, guesses, clock: DefaultClock::default() }
    }

    /// Counts a request of a key; the headers tell what is left.
    pub fn count(&self, key: &str, headers: &mut HeaderMap) -> Result<()> {
        let Some((limiter, rate)) = &self.keys else { return Ok(()) };
        put(headers, "ratelimit-policy", &format!("\"default\";q={rate};w=60"));
        match limiter.check_key(&key.to_owned()) {
            Ok(state) => {
                let left = state.remaining_burst_capacity();
                put(headers, "ratelimit", &format!("\"default\";r={left};t=1"));
                Ok(())
            }
            Err(until) => {
                let wait = until.wait_time_from(self.clock.now()).as_secs() + 1;
                put(headers, "ratelimit", &format!("\"default\";r=0;t={wait}"));
                Err(too_many(wait, "RATE_LIMIT_REQUESTS_PER_MINUTE sets the limit"))
            }
        }
    }

    /// Counts a wrong key.
    pub fn guess(&self, address: IpAddr) -> Result<()> {
        self.guesses.check_key(&address).map(drop).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now()).as_secs() + 1;
            too_many(wait, "too many wrong keys came from this address")
        })
    }

    /// Forgets callers that have not asked for long.
    pub fn forget(&self) {
        if let Some((limiter, _)) = &self.keys {
            limiter.retain_recent();
        }
        self.guesses.retain_recent();
    }
}

fn too_many(wait: u64, hint: &str) -> Error {
    Error::new(Kind::RateLimit, format!("too many requests; wait {wait} s"))
        .hint(hint)
        .detail("retry_after_sec", wait)
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Sources;

    #[test]
    fn a_key_has_its_burst_and_does_not_use_up_anothers() {
        let flags = [("rate_limit_requests_per_minute", "60"), ("rate_limit_burst_size", "2")];
        let flags = flags.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let sources = Sources { flags, folder: "/nowhere".into(), ..Sources::default() };
        let limits = Limits::of(&Config::load(&sources).unwrap());
        let mut headers = HeaderMap::new();
        limits.count("a", &mut headers).unwrap();
        assert_eq!(headers["ratelimit"], "\"default\";r=1;t=1");
        limits.count("a", &mut headers).unwrap();
        let error = limits.count("a", &mut headers).unwrap_err();
        assert_eq!(error.kind(), Kind::RateLimit);
        assert_eq!(error.to_json()["details"]["retry_after_sec"], 1);
        limits.count("b", &mut headers).unwrap();
    }
}
