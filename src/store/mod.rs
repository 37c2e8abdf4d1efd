//! The job log: what is asked for, what ran, with what, and what came of it, in `SQLite`.
//!
//! One thread writes, so writers never wait for each other; readers open the file themselves.
//! Opening happens on that thread, so a run starts without waiting for a disk. For a run of the
//! command line the log serves the work: an unwritable, locked or corrupt file is reported once
//! and otherwise ignored. For the service it is the truth: nothing is accepted that is not
//! written. Only this room speaks SQL; what is shown is left to `commands/` and `server/`.

mod artifact;
mod clock;
mod events;
mod id;
mod job;
mod list;
mod outbox;
mod owner;
mod prune;
mod queue;
mod readers;
mod record;
mod redact;
mod service;
mod spend;
mod stats;
mod uploads;
mod voices;
mod writer;

pub(crate) use self::artifact::tell_apart;
pub use self::{
    artifact::{Artifact, media_type, url},
    clock::Clock,
    events::Event,
    id::JobId,
    job::{Job, Status},
    list::{Filter, Page},
    outbox::{Delivery, Tried},
    owner::Owner,
    prune::Pruned,
    queue::{Cancel, Claimed, Ending, New, Priority, Room, Submitted},
    readers::Readers,
    record::{Recording, Start},
    redact::redacted,
    spend::{Spend, Used},
    stats::{Depth, Waiting},
    uploads::Upload,
    voices::{Profile, Recorded},
    writer::{Durability, Store},
};

#[cfg(test)]
mod tests;
