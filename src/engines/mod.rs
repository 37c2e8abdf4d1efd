//! The engines: one folder per group, one file per capability.
//!
//! An engine implements [`Capability`](crate::capability::Capability) and gets its row in the
//! table. Vendors' names are left to `providers/`, pixels to `render/`, samples to `sound/`.

pub mod audio;
pub mod doctor;
pub mod models;
mod prices;
#[cfg(feature = "testing")]
pub mod rehearsal;
pub mod render;
pub mod starter;
pub mod tts;
pub mod usage;
pub mod validate;
