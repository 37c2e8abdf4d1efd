//! Templates: a format's manifest, its scenes, its style sheet and themes, all data.
//!
//! `manifest` reads what a format can do, `library` finds files and renders them with minijinja,
//! `stage` is what scenes can call. What a brief says is left to `brief`.

pub mod library;
pub mod manifest;
pub mod stage;
