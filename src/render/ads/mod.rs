//! Static ads: the layer format of ad designers, read as it is and drawn at any size.
//!
//! `template` reads a file into designs, one per size it was made for; `layer` and `paint` are its
//! vocabulary, `reading` knows the keys, `slots` what it asks for. `place` adapts the nearest
//! design to the size asked for, `scene` decides what shows, `fit` finds type sizes by measuring,
//! `html` and `shape` write the page, `render` is the way in and `encode` the way out. `bindings`
//! and `variants` say what stands in the slots, `store` holds the templates that travel in the
//! binary. Fetching pictures is left to the caller.

pub mod bindings;
pub mod encode;
mod fit;
mod html;
pub mod layer;
pub mod paint;
pub mod pictures;
mod place;
mod reading;
pub mod render;
mod scene;
mod shape;
mod slots;
pub mod store;
pub mod template;
pub mod variants;

pub use bindings::Bindings;
pub use encode::{Format, encode};
pub use pictures::Pictures;
pub use render::{Composed, Order, Rendered, compose, render};
pub use slots::{AssetRef, asset_refs};
pub use template::Template;
pub use variants::Variants;

#[cfg(test)]
mod tests;
