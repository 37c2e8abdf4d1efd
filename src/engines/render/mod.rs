//! Rendering: briefs to videos and stills, ad templates to pictures.

mod ad;
pub mod ad_template;
pub mod batch;
pub mod brief;
mod check;
pub mod explainer;
pub mod formats;
pub(in crate::engines) mod input;
mod narrate;
mod picture;
pub mod static_ad;
pub mod still;
pub mod templates;
mod video;

pub use check::{brief as check_brief, templates as check_templates};
