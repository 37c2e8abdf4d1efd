//! Static ads: the layer format of ad designers, read as it is and drawn at any size.
//!
//! `template` reads a file into designs, one per size it was made for; `paint` and `layer` are its
//! vocabulary. `place` adapts the nearest design to the size asked for, `fit` finds type sizes by
//! measuring, `html` turns layers into a page, `render` puts the parts together and `encode`
//! writes a file. `bindings` and `variants` say what stands in the slots, `store` holds the
//! templates that travel in the binary. Fetching pictures is left to the caller.

pub mod bindings;
pub mod encode;
mod fit;
mod html;
pub mod layer;
pub mod paint;
pub mod pictures;
mod place;
pub mod render;
mod shape;
pub mod store;
pub mod template;
pub mod variants;

pub use bindings::Bindings;
pub use encode::{Format, encode};
pub use pictures::Pictures;
pub use render::{Composed, Order, Rendered, asset_refs, compose, render};
pub use template::Template;
pub use variants::Variants;

#[cfg(test)]
mod tests;
