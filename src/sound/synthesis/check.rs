//! Gathers everything that is wrong with numbers in sound data, each with its place.
//!
//! A place reads like `/effects/whoosh/layers/0/filters/1/q`. Which values are allowed is left
//! to the owners of the data.

use std::ops::RangeInclusive;

use super::curve::Curve;
use crate::error::{Error, FieldError, Result};

/// Most points of one curve.
const MOST_POINTS: usize = 64;

/// What was found wrong so far, and where we are.
#[derive(Debug)]
pub(in crate::sound) struct Checks {
    place: String,
    errors: Vec<FieldError>,
}

impl Checks {
    /// Nothing found yet, at `place`.
    pub(in crate::sound) fn new(place: &str) -> Self {
        Self { place: place.to_owned(), errors: Vec::new() }
    }

    /// Looks at a part: what `check` finds is at `name` below here.
    pub(in crate::sound) fn inside(
        &mut self,
        name: impl std::fmt::Display,
        check: impl FnOnce(&mut Self),
    ) {
        let length = self.place.len();
        self.place.push_str(&format!("/{name}"));
        check(self);
        self.place.truncate(length);
    }

    /// Notes a mistake in `field`.
    pub(in crate::sound) fn fail(&mut self, field: &str, message: impl Into<String>) {
        let field = format!("{}/{field}", self.place);
        self.errors.push(FieldError { field, message: message.into() });
    }

    /// Notes a mistake in the place itself.
    pub(in crate::sound) fn fail_here(&mut self, message: impl Into<String>) {
        self.errors.push(FieldError { field: self.place.clone(), message: message.into() });
    }

    /// Notes a mistake unless it is `right`.
    pub(in crate::sound) fn need(&mut self, right: bool, field: &str, message: &str) {
        if !right {
            self.fail(field, message);
        }
    }

    /// `value` has to be a number in `range`.
    pub(in crate::sound) fn number(
        &mut self,
        field: &str,
        value: f32,
        range: &RangeInclusive<f32>,
    ) {
        if !range.contains(&value) {
            let (least, most) = (range.start(), range.end());
            self.fail(field, format!("expected {least} to {most}, found {value}"));
        }
    }

    /// `values` have to be from low to high, both in `range`.
    pub(in crate::sound) fn span(
        &mut self,
        field: &str,
        values: [f32; 2],
        range: &RangeInclusive<f32>,
    ) {
        for value in values {
            self.number(field, value, range);
        }
        self.need(values[0] <= values[1], field, "the first must not be above the second");
    }

    /// A count has to be in `range`.
    pub(in crate::sound) fn count(
        &mut self,
        field: &str,
        value: usize,
        range: &RangeInclusive<usize>,
    ) {
        if !range.contains(&value) {
            let (least, most) = (range.start(), range.end());
            self.fail(field, format!("expected {least} to {most}, found {value}"));
        }
    }

    /// All points of a curve have to be in order, with values in `range`.
    pub(in crate::sound) fn curve(
        &mut self,
        field: &str,
        curve: &Curve,
        range: &RangeInclusive<f32>,
    ) {
        self.count(field, curve.points.len(), &(1..=MOST_POINTS));
        for (n, point) in curve.points.iter().enumerate() {
            self.number(&format!("{field}/{n}/0"), point.at, &(0.0..=60.0));
            self.number(&format!("{field}/{n}/1"), point.value, range);
            self.number(&format!("{field}/{n}/2"), point.bend, &(-12.0..=12.0));
            let before = n.checked_sub(1).map(|before| curve.points[before].at);
            if before.is_some_and(|before| before >= point.at) {
                self.fail(&format!("{field}/{n}/0"), "points must be in order of time");
            }
        }
    }

    /// # Errors
    /// `Validation` naming everything that was found, if anything was.
    pub(in crate::sound) fn finish(self) -> Result<()> {
        if self.errors.is_empty() { Ok(()) } else { Err(Error::fields(self.errors)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_named_with_its_place() {
        let mut checks = Checks::new("/effects/pop");
        checks.inside("layers", |checks| {
            checks.inside(1, |checks| checks.number("q", f32::NAN, &(0.5..=4.0)));
        });
        checks.span("tempo", [9.0, 3.0], &(0.0..=5.0));
        let error = checks.finish().unwrap_err();
        let fields: Vec<_> = error.field_errors().iter().map(|e| e.field.as_str()).collect();
        let tempo = "/effects/pop/tempo";
        assert_eq!(fields, ["/effects/pop/layers/1/q", tempo, tempo]);
        assert!(Checks::new("").finish().is_ok());
    }

    #[test]
    fn the_points_of_a_curve_go_forward() {
        let mut checks = Checks::new("");
        let curve = serde_yaml::from_str("[[0, 1], [0.5, 9], [0.5, 1]]").unwrap();
        checks.curve("gain", &curve, &(0.0..=2.0));
        let error = checks.finish().unwrap_err();
        assert_eq!(error.field_errors().len(), 2, "{error}");
        assert_eq!(error.field_errors()[0].field, "/gain/1/1");
    }
}
