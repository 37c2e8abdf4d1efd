//! The binary: everything a person at a terminal sees. What it does lies in the library.

mod app;
mod ask;
mod audit;
mod config;
#[cfg(test)]
mod demo;
mod exit_codes;
mod generate;
mod globals;
mod invoke;
mod jobs;
mod output;
mod progress;
mod remote;
mod serve;
mod signals;
mod table;
mod tree;
mod webhooks;

use std::process::ExitCode;

/// Gives memory back after a render, which the system's allocator keeps in its arenas: a service
/// is idle most of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    // Scripts ask for the version often; it needs no command tree.
    if let [_, only] = arguments.as_slice()
        && (only == "--version" || only == "-V")
    {
        return output::version();
    }
    app::run(remotion_media::capability::ALL, &arguments)
}
