//! The job log: what ran, when, with what, and what came of it, in SQLite.
//!
//! One thread writes, so writers never wait for each other; readers open the file themselves.
//! Opening happens on that thread, so a run starts without waiting for a disk. The log serves
//! the work: an unwritable, locked or corrupt file is reported once and otherwise ignored by
//! those who only record. Only this room speaks SQL; what is shown is left to `commands/`.

mod artifact;
mod id;
mod job;
mod list;
mod owner;
mod record;
mod redact;
mod writer;

pub use self::{
    artifact::{Artifact, media_type},
    id::JobId,
    job::{Job, Status},
    list::{Filter, Page},
    record::{Pruned, Recording, Start},
    redact::redacted,
    writer::Store,
};

#[cfg(test)]
mod tests;
