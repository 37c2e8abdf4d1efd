//! Files and programs outside: sources, temporary files, child processes.

pub mod models;
pub mod process;
pub mod source;
pub mod vault;
