//! Rendering: briefs to videos and stills, ad templates to pictures.

pub mod batch;
pub mod brief;
mod check;
pub mod explainer;
pub mod formats;
mod input;
mod picture;
pub mod still;
mod video;

pub use check::{brief as check_brief, templates as check_templates};
