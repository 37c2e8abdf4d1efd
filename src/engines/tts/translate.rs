//! A text in other languages, by a language model of a server with a common protocol.
//!
//! How it is called is left to `providers/writing`.

use std::sync::Arc;

use super::provider::Language;
use crate::{context::Context, error::Result, providers::writing, store::Spend};

/// Translates `text`.
///
/// # Errors
/// `ProviderNotConfigured` without a server, and what it answers.
pub(super) async fn translate(
    context: &Arc<Context>,
    text: &str,
    language: Language,
) -> Result<String> {
    let order = format!(
        "Translate the user's text into {}. It will be read aloud: keep its meaning, tone and \
         paragraphs, write numbers as that language reads them. Answer with the translation alone.",
        language.name()
    );
    let told = writing::write(&context.config, &context.cancel, &order, text).await?;
    context.spent(Spend {
        provider: told.provider.to_owned(),
        model: told.model,
        unit: "tokens".to_owned(),
        quantity: told.tokens as f64,
        estimated_usd: None,
        request_id: told.request_id,
    });
    Ok(told.text)
}
