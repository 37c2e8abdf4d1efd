//! Texts from a language model: the chat completions of servers that speak OpenAI's protocol.

use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{
    guard::Guard,
    http::{Ask, Sent},
    patience::Caller,
};
use crate::{
    config::{Config, keys},
    error::{Error, Kind, Result},
};

const NAME: &str = "openai";
const BASE: &str = "https://api.openai.com/v1";

/// What a model wrote.
#[derive(Clone, Debug)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Who was called.
    pub provider: &'static str,
    /// The model that wrote.
    pub model: String,
    /// Tokens that were counted, of both sides.
    pub tokens: u64,
    /// The server's name of the call.
    pub request_id: Option<String>,
}

/// Has a text written by `order` from `text`.
///
/// # Errors
/// `ProviderNotConfigured` without a server; what it answers.
pub async fn write(
    config: &Config,
    cancel: &CancellationToken,
    order: &str,
    text: &str,
) -> Result<Written> {
    let (key, base) = (config.text(keys::OPENAI_API_KEY), config.text(keys::OPENAI_BASE_URL));
    if key.is_none() && base.is_none() {
        let variable = keys::OPENAI_API_KEY.variable;
        let text = format!("no language model is set up: {variable} is not set");
        return Err(Error::new(Kind::ProviderNotConfigured, text)
            .hint("set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own")
            .detail("variable", variable));
    }
    let model = config.text(keys::OPENAI_TEXT_MODEL).unwrap_or_default();
    let body = json!({
        "model": model,
        "messages": [{"role": "system", "content": order}, {"role": "user", "content": text}],
    });
    let url = format!("{}/chat/completions", base.as_deref().unwrap_or(BASE).trim_end_matches('/'));
    let mut ask = Ask::new("POST", url, Sent::Json(body));
    if let Some(key) = key {
        ask = ask.header("authorization", format!("Bearer {key}"));
    }
    let variable = keys::OPENAI_API_KEY.variable;
    let caller = Caller { provider: NAME, variable, guard: Guard::open(), cancel };
    let told = caller.call(&ask).await?;
    let request_id = told.header("x-request-id").map(str::to_owned);
    let answer = told.json()?;
    let text = answer["choices"][0]["message"]["content"].as_str().unwrap_or_default().trim();
    if text.is_empty() {
        return Err(caller.wrong("the language model answered without a text"));
    }
    let tokens = answer["usage"]["total_tokens"].as_u64().unwrap_or_default();
    Ok(Written { text: text.to_owned(), provider: NAME, model, tokens, request_id })
}
