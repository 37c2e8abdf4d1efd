//! The renderer: a brief or an ad becomes pixels and a file. It knows no HTTP and no jobs.

pub mod ads;
pub mod assets;
mod blend;
pub mod brief;
pub mod colour;
pub mod compositor;
pub mod ease;
pub mod encode;
pub mod film;
pub mod fonts;
pub mod highlight;
pub mod motion;
pub mod page;
pub mod sprite;
pub mod template;
