//! The forms that values have: whether a text fits, what it means, how it may be shown.

use super::keys::Form;

/// What was expected, if the value does not have the form.
pub(super) fn fits(form: Form, value: &str) -> std::result::Result<(), String> {
    let (fits, expected) = match form {
        Form::Whole(least, most) => {
            let value = value.trim().parse::<u64>();
            let fits = value.is_ok_and(|value| (least..=most).contains(&value));
            (fits, format!("a whole number from {least} to {most}"))
        }
        Form::Switch => (switch(value).is_some(), "true or false".to_owned()),
        Form::Address => {
            let rest = value.strip_prefix("http://").or_else(|| value.strip_prefix("https://"));
            let fits = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(' '));
            (fits, "an address that begins with http:// or https://".to_owned())
        }
        _ => (!value.trim().is_empty(), "a value".to_owned()),
    };
    if fits { Ok(()) } else { Err(expected) }
}

pub(super) fn switch(value: &str) -> Option<bool> {
    match value.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Enough to tell two keys apart, too little to use one.
pub(super) fn masked(value: &str) -> String {
    let mask = |secret: &str| {
        let length = secret.chars().count();
        let tail: String = secret.chars().skip(length.saturating_sub(4)).collect();
        if length >= 16 { format!("****{tail}") } else { "****".to_owned() }
    };
    value.split(',').map(|secret| mask(secret.trim())).collect::<Vec<_>>().join(",")
}
