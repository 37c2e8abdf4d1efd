//! Webhooks: each change that a caller wants to hear of, sent until it arrives or ten tries over
//! three days have failed, signed so that the receiver can tell ours from anyone's.
//!
//! What is to be sent stands in the outbox (`store/`), written with the change itself.

mod deliver;
mod sign;

pub use self::{
    deliver::{check, deliver},
    sign::{Secrets, sign, verify},
};
