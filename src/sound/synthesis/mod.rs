//! What made-up sound is made of: sources, filters, curves, rooms and the layers that join them.
//!
//! A [`layer::Layer`] is a short sound described as data; [`super::effects`] stacks layers to
//! effects and [`super::music`] makes its drums of them and its instruments of the same
//! [`oscillator`]s and [`filter`]s. Which sounds exist is left to those rooms and their data.

pub(super) mod check;
pub(super) mod curve;
pub(super) mod filter;
pub(super) mod layer;
pub(super) mod oscillator;
pub(super) mod pluck;
pub(super) mod random;
pub(super) mod reverb;
pub(super) mod strike;
