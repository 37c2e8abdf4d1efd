//! Signatures as Standard Webhooks writes them (github.com/standard-webhooks/standard-webhooks):
//! HMAC-SHA256 over `id.timestamp.body`, one signature for each secret that is in use.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::{
    config::{Config, keys},
    error::{Error, Kind, Result},
};

/// How old a signed message may be, in seconds; also how far in the future.
const TOLERANCE: i64 = 300;

/// The secrets that sign.
#[derive(Clone)]
pub struct Secrets(Vec<Vec<u8>>);

impl Secrets {
    /// The configured ones.
    ///
    /// # Errors
    /// If one is too short, or begins with `whsec_` and is no Base64.
    pub fn of(config: &Config) -> Result<Self> {
        let texts = config.list(keys::WEBHOOK_SECRETS);
        texts.iter().map(|text| Self::read(text)).collect::<Result<_>>().map(Self)
    }

    /// One secret, as it is configured: `whsec_` and Base64, or any long text.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn one(text: &str) -> Result<Self> {
        Ok(Self(vec![Self::read(text)?]))
    }

    fn read(text: &str) -> Result<Vec<u8>> {
        let bytes = match text.strip_prefix("whsec_") {
            Some(encoded) => STANDARD
                .decode(encoded)
                .map_err(|_| Error::field("webhook_secrets", "expected Base64 after whsec_"))?,
            None => text.as_bytes().to_vec(),
        };
        if bytes.len() < 16 {
            let text = "expected secrets of at least 16 bytes; make one with \
                `echo whsec_$(openssl rand -base64 24)`";
            return Err(Error::field("webhook_secrets", text));
        }
        Ok(bytes)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The value of `webhook-signature`: `v1,…` for each secret, separated by spaces.
#[must_use]
pub fn sign(secrets: &Secrets, id: &str, timestamp: i64, body: &[u8]) -> String {
    let one = |secret: &Vec<u8>| {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    };
    secrets.0.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Checks a message that claims to be ours.
///
/// # Errors
/// If no signature fits, or it is too old or from the future.
pub fn verify(
    secrets: &Secrets,
    id: &str,
    timestamp: &str,
    signatures: &str,
    body: &[u8],
    now: i64,
) -> Result<()> {
    let wrong = |text: &str| Err(Error::new(Kind::Authentication, text));
    let Ok(sent) = timestamp.trim().parse::<i64>() else {
        return wrong("webhook-timestamp is no number of seconds");
    };
    let ours = sign(secrets, id, sent, body);
    let mut fits = subtle::Choice::from(0);
    for given in signatures.split_whitespace() {
        for own in ours.split(' ') {
            fits |= given.as_bytes().ct_eq(own.as_bytes());
        }
    }
    if !bool::from(fits) {
        return wrong("no signature fits: another secret, or a changed body");
    }
    if (now - sent).abs() > TOLERANCE {
        return wrong("the signature fits but is more than five minutes off");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_standards_own_example() {
        // From the specification's test vectors.
        let secrets = Secrets::one("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = br#"{"test": 2432232314}"#;
        let signature = sign(&secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn either_of_two_secrets_is_enough_and_age_and_changes_are_seen() {
        let old = Secrets::one("the old secret, long").unwrap();
        let new = Secrets::one("the new secret, long").unwrap();
        let both = Secrets([old.0.clone(), new.0.clone()].concat());
        let signatures = sign(&both, "msg_1", 1000, b"{}");
        for secret in [&old, &new] {
            verify(secret, "msg_1", "1000", &signatures, b"{}", 1100).unwrap();
        }
        for (id, body, now) in [
            ("msg_2", "{}", 1000),
            ("msg_1", "{ }", 1000),
            ("msg_1", "{}", 1301),
            ("msg_1", "{}", 600),
        ] {
            assert!(verify(&old, id, "1000", &signatures, body.as_bytes(), now).is_err());
        }
        assert!(Secrets::one("short").is_err());
        assert!(Secrets::one("whsec_***").is_err());
    }
}
