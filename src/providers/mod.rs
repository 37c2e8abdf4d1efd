//! What goes out to other machines. Vendors get one file each; `http` is the only way out.

mod allowed;
pub mod composing;
pub mod guard;
pub mod http;
pub mod kept;
pub mod patience;
pub mod speech;
pub mod tracks;
pub mod writing;
