//! A film: a brief laid out on a timeline of scenes, ready to be drawn frame by frame.
//!
//! `plan` turns a brief into scenes, `scene` and `layer` draw and move them, `timeline` says what
//! a frame shows, `movie` decodes moving pictures, `produce` drives drawing and encoding.

pub mod captions;
pub mod layer;
pub mod movie;
pub mod plan;
pub mod produce;
pub mod scene;
mod theme;
pub mod timeline;
