//! The library behind `remotion-media`: engines that make media, and what they stand on.

// Tests compare exact results and hand over what they have made.
#![cfg_attr(test, allow(clippy::float_cmp, clippy::needless_pass_by_value))]

pub mod capability;
pub mod config;
pub mod context;
pub mod engines;
pub mod error;
pub mod media;
pub mod progress;
pub mod providers;
pub mod render;
pub mod sound;
pub mod store;
