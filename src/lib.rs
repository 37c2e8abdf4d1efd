//! The library behind `remotion-media`: engines that make media, and what they stand on.

// Tests compare exact results and hand over what they have made.
#![cfg_attr(test, allow(clippy::float_cmp, clippy::needless_pass_by_value))]

pub mod capability;
pub mod captions;
pub mod client;
pub mod config;
pub mod context;
pub mod engines;
pub mod error;
pub mod media;
pub mod nearest;
pub mod progress;
pub mod providers;
pub mod queue;
pub mod render;
pub mod server;
pub mod sound;
pub mod store;
pub mod voice;
pub mod webhooks;
