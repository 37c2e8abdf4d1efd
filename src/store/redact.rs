//! Params as they may be recorded: without secrets, and without megabytes of embedded media.

use serde_json::Value;

/// What stands in place of a secret.
const HIDDEN: &str = "[removed]";
/// Longer `data:` addresses are cut; the record is not an archive of inputs.
const LONGEST_DATA: usize = 256;
/// Words that make a field's name that of a secret.
const SECRET_WORDS: [&str; 8] = [
    "apikey",
    "secret",
    "password",
    "passwd",
    "authorization",
    "credential",
    "privatekey",
    "accesskey",
];

/// A copy without secrets: by the names of fields, by passwords inside addresses, and by the
/// values of the secrets that are set.
#[must_use]
pub fn redacted(value: &Value, secrets: &[String]) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, field)| {
                let hide = is_secret(name) && !field.is_null();
                let field = if hide { HIDDEN.into() } else { redacted(field, secrets) };
                (name.clone(), field)
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| redacted(item, secrets)).collect(),
        Value::String(text) => Value::String(clean(text, secrets)),
        other => other.clone(),
    }
}

fn is_secret(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    // `max_tokens` counts, `token` opens.
    plain.ends_with("token") || SECRET_WORDS.iter().any(|word| plain.contains(word))
}

fn clean(text: &str, secrets: &[String]) -> String {
    if text.starts_with("data:") && text.len() > LONGEST_DATA {
        let head = text.split([',', ';']).next().unwrap_or("data:");
        let head: String = head.chars().take(64).collect();
        return format!("{head},[{} bytes removed]", text.len());
    }
    let mut text = text.to_owned();
    // A short secret may be an ordinary word; cutting it out would spoil every text.
    for secret in secrets.iter().filter(|secret| secret.len() >= 6) {
        text = text.replace(secret.as_str(), HIDDEN);
    }
    if text.contains("://") && !text.contains(char::is_whitespace) {
        text = without_login(&text);
        text = without_secret_query(&text);
    }
    text
}

/// `https://user:password@host/` without what stands before the `@`.
fn without_login(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}://{HIDDEN}{}", &rest[at..]),
        None => address.to_owned(),
    }
}

/// An address without the values of `?token=…`, `&X-Amz-Signature=…` and the like.
fn without_secret_query(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if is_secret(name) || is_signature(name) => format!("{name}={HIDDEN}"),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

fn is_signature(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "key" || name == "sig" || name.ends_with("signature")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_go_by_name_by_value_and_out_of_addresses() {
        let params = json!({
            "text": "say abcdef-secret-1 aloud", "api_key": "k", "max_tokens": 5,
            "headers": [{"Authorization": "Bearer x"}], "accessToken": "y", "password": null,
            "url": "https://me:pw@host/a?token=1&x=2&X-Amz-Signature=3",
        });
        let clean = redacted(&params, &["abcdef-secret-1".to_owned(), "say".to_owned()]);
        assert_eq!(
            clean,
            json!({
                "text": "say [removed] aloud", "api_key": "[removed]", "max_tokens": 5,
                "headers": [{"Authorization": "[removed]"}], "accessToken": "[removed]",
                "password": null,
                "url": "https://[removed]@host/a?token=[removed]&x=2&X-Amz-Signature=[removed]",
            })
        );
    }

    #[test]
    fn embedded_media_is_not_kept() {
        let params = json!({"image": format!("data:image/png;base64,{}", "A".repeat(1000))});
        assert_eq!(redacted(&params, &[])["image"], "data:image/png,[1022 bytes removed]");
    }
}
