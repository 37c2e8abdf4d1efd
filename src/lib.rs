//! The library behind `remotion-media`: engines that make media, and what they stand on.

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
