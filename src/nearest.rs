//! The name that was probably meant, for messages about unknown ones.

/// How like two names must be, by Jaro and Winkler's measure from 0 to 1.
const LIKE: f64 = 0.75;

/// The most similar of `known`, if any is similar at all.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(likeness, _)| *likeness > LIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_something_else_finds_none() {
        let known = || ["whoosh", "swish", "ding"].into_iter();
        assert_eq!(nearest("whosh", known()), Some("whoosh"));
        assert_eq!(nearest("quartz", known()), None);
        assert_eq!(nearest("ding", std::iter::empty()), None);
    }
}
