//! The end-to-end tests: they run the binary as a person does and look at what it leaves.
//!
//! One test binary, one file per subject; `rooms` fails on a file that is not listed here.

mod audio;
mod bad;
mod briefs;
mod browser;
mod contracts;
mod doors;
mod faults;
mod files;
mod gate;
mod golden;
mod hostile;
mod jobs;
mod languages;
mod log;
mod manners;
mod music;
mod narrated;
mod network;
mod openapi;
mod orders;
mod output;
mod page;
mod prism;
mod receiver;
mod remote;
mod rooms;
mod service;
mod signals;
mod sound;
mod subcommands;
mod support;
mod tools;
mod tts;
mod vendors;
