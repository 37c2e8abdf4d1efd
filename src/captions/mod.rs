//! Captions: timed words become short blocks of at most two lines, and files of them; and are read
//! from such files.
//!
//! Where words get their times is left to `voice/`, how captions look to `templates/captions`,
//! drawing them to `render/`.

mod ass;
mod cues;
mod files;
mod read;

pub use self::{
    ass::ass,
    cues::{Cue, Shape, cues, joined, spaced, width},
    files::{srt, vtt},
    read::words,
};
