//! Speech made on this machine: text in, samples and the times of the words out.
//!
//! [`text`] prepares what is said, [`hibari`] says it, [`join`] puts sentences together, [`align`](mod@align) finds the words of a speech. Who asks
//! for it, which files the voices are in and vendors' voices are left to others.

pub mod align;
pub mod hibari;
pub mod join;
pub mod text;

use crate::sound::Pcm;

/// A word and when it is heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// As it was written.
    pub text: String,
    /// Seconds.
    pub start: f64,
    /// Seconds.
    pub end: f64,
}

/// Something that was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spoken {
    /// The sound, one channel.
    pub pcm: Pcm,
    /// Its words, in order.
    pub words: Vec<Word>,
}
