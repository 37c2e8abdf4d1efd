//! Ctrl-C and SIGTERM: the first asks the work to stop cleanly, the second ends everything.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use remotion_media::context::Context;
use tokio::signal::unix::{SignalKind, signal};

/// The exit code of a run that was interrupted: 128 and the signal's number.
static CODE: AtomicU8 = AtomicU8::new(130);

/// Listens from now on; must be called inside the runtime.
pub fn watch(context: Arc<Context>, say: impl Fn(&str) + Send + 'static) -> std::io::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::spawn(async move {
        loop {
            let code = tokio::select! {
                _ = interrupt.recv() => 130,
                _ = terminate.recv() => 143,
            };
            if context.cancel.is_cancelled() {
                context.discard_scratch();
                std::process::exit(i32::from(code));
            }
            CODE.store(code, Ordering::Relaxed);
            context.cancel.cancel();
            say("stopping; once more stops at once");
        }
    });
    Ok(())
}

/// How an interrupted run exits.
pub fn exit_code() -> u8 {
    CODE.load(Ordering::Relaxed)
}
