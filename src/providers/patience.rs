//! Calls of a vendor with patience: what may work on another try is tried again, after the wait
//! that the vendor asks for; what does not is an error with the vendor's own words.
//!
//! A call that may have been begun is not made twice on its own, here or by the queue: that could be
//! paid twice. Asking again is free.

use std::time::Duration;

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::{
    guard::Guard,
    http::{Ask, Sent, Told, Url, ask},
};
use crate::error::{Error, Kind, Result};

/// How often a call is made in all.
const TRIES: u32 = 3;
/// The longest wait between two of them; a longer one that is asked for is left to the queue.
const LONGEST: Duration = Duration::from_mins(2);
/// The first wait, where none is asked for; each further one is twice as long.
const FIRST: Duration = Duration::from_millis(500);
/// The most that is quoted of what a vendor says.
const QUOTED: usize = 400;

/// A vendor, to be called.
#[derive(Debug)]
pub struct Caller<'a> {
    /// Its name in requests and results.
    pub provider: &'static str,
    /// The variable that holds its key, for errors.
    pub variable: &'static str,
    /// Which addresses may be reached.
    pub guard: Guard,
    /// Says when to stop.
    pub cancel: &'a CancellationToken,
}

impl Caller<'_> {
    /// Makes a call until it succeeds.
    ///
    /// # Errors
    /// `Provider` with `details` provider, `status_code` and `provider_message`; permanent where
    /// another try cannot help. `Unavailable` if nothing answers.
    pub async fn call(&self, call: &Ask) -> Result<Told> {
        self.patiently(call, |status| (200..300).contains(&status)).await
    }

    /// The same, where `303` is an answer as well: it says where the work goes on.
    ///
    /// # Errors
    /// As [`Caller::call`].
    pub async fn follow(&self, call: &Ask) -> Result<Told> {
        self.patiently(call, |status| (200..300).contains(&status) || status == 303).await
    }

    async fn patiently(&self, call: &Ask, is_good: impl Fn(u16) -> bool) -> Result<Told> {
        let mut pause = FIRST;
        for attempt in 1.. {
            let (error, wait) = match ask(call, &self.guard, self.cancel).await {
                Ok(told) if is_good(told.status) => return Ok(told),
                Ok(told) => {
                    let error = self.refusal(&told);
                    let again = matches!(told.status, 408 | 429 | 500..=599)
                        && told.header("x-should-retry") != Some("false");
                    if !again {
                        return Err(error.permanent());
                    }
                    (error, told.retry_after())
                }
                Err(error) if error.kind() != Kind::Unavailable => return Err(error),
                Err(error) => {
                    let error = error.detail("provider", self.provider);
                    if call.does() && error.to_json()["details"]["sent"] == true {
                        // Nor by the queue.
                        return Err(error.permanent().hint(
                            "it may have done the work all the same; look there before trying again",
                        ));
                    }
                    (error, None)
                }
            };
            let wait = wait.unwrap_or(pause);
            if attempt >= TRIES || wait > LONGEST {
                return Err(error.detail("retry_after_sec", wait.as_secs_f64()));
            }
            tokio::select! {
                () = self.cancel.cancelled() => return Err(Error::cancelled()),
                () = tokio::time::sleep(wait) => {}
            }
            pause *= 2;
        }
        Err(Error::internal("the tries have no end"))
    }

    /// The error of an answer that is one of failure.
    fn refusal(&self, told: &Told) -> Error {
        let words = words(&told.body);
        let text = format!("{} answered {}: {words}", self.provider, told.status);
        let error = self.wrong(text).detail("status_code", told.status);
        let error = error.detail("provider_message", words);
        match told.status {
            401 | 403 => error.hint(format!("check {}, and what its plan allows", self.variable)),
            429 => error.hint("its limit is reached; try later, or fewer at a time"),
            _ => error,
        }
    }

    /// An error of this vendor.
    #[must_use]
    pub fn wrong(&self, text: impl Into<String>) -> Error {
        Error::new(Kind::Provider, text).detail("provider", self.provider)
    }

    /// The sound file at an address that an answer named: a public one, or on the vendor's own host.
    ///
    /// # Errors
    /// `Validation` for what may not be reached; as [`Caller::call`] and [`Caller::sound`].
    pub async fn fetch(&self, base: &str, url: &str) -> Result<Vec<u8>> {
        let home = Url::parse(base)
            .ok()
            .and_then(|url| Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?)));
        let guard = Guard::public(home.as_slice())?;
        let outside = Caller { guard, ..*self };
        outside.sound(outside.call(&Ask::new("GET", url, Sent::Nothing)).await?)
    }

    /// A sound file from an answer.
    ///
    /// # Errors
    /// `Provider` if it is something else.
    pub fn sound(&self, told: Told) -> Result<Vec<u8>> {
        let kind = told.media_type();
        let plain = kind.is_empty() || kind == "application/octet-stream";
        if !plain && !kind.starts_with("audio/") && !kind.starts_with("video/") {
            let words = words(&told.body);
            let text = format!("{} answered with {kind} instead of sound: {words}", self.provider);
            return Err(told.judged(self.wrong(text).detail("provider_message", words)));
        }
        if told.body.is_empty() {
            let text = format!("{} answered with an empty sound", self.provider);
            return Err(told.judged(self.wrong(text)));
        }
        Ok(told.body)
    }
}

/// What a body says, in whichever of the usual forms.
#[must_use]
pub fn words(body: &[u8]) -> String {
    let json: Value = serde_json::from_slice(body).unwrap_or_default();
    let places = [
        "/error/message",
        "/detail/message",
        "/detail/0/msg",
        "/detail/status",
        "/detail",
        "/error",
        "/message",
        "/title",
    ];
    let told = places.iter().find_map(|place| json.pointer(place)?.as_str().map(str::to_owned));
    let told = told.unwrap_or_else(|| String::from_utf8_lossy(body).into_owned());
    let told: String = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = told.chars().filter(|c| !c.is_control()).take(QUOTED).collect();
    if short.is_empty() { "no reason was given".to_owned() } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_vendor_are_found_in_each_form() {
        for (body, expected) in [
            (r#"{"error":{"message":"a b","code":"x"}}"#, "a b"),
            (r#"{"detail":{"status":"voice_not_found","message":"none"}}"#, "none"),
            (r#"{"detail":[{"loc":["body"],"msg":"too long"}]}"#, "too long"),
            (r#"{"detail":"no"}"#, "no"),
            (r#"{"error":"Missing text"}"#, "Missing text"),
            ("<html>\n bad\u{1b}[2J </html>", "<html> bad[2J </html>"),
            ("", "no reason was given"),
        ] {
            assert_eq!(words(body.as_bytes()), expected);
        }
    }
}
