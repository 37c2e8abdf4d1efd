//! What is done once an hour: forgetting what is old, and making room.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};

use super::Service;
use crate::{config::keys, error::Result, queue::submit::blocking, store::Pruned};

/// How often.
const PERIOD: Duration = Duration::from_hours(1);
/// Not at the start, when others wait for the disk.
const FIRST: Duration = Duration::from_mins(1);

/// Keeps house until the service stops.
pub(super) async fn keep(service: Arc<Service>) {
    let mut pause = FIRST;
    loop {
        tokio::select! {
            () = service.closing.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = PERIOD;
        service.limits.forget();
        let here = Arc::clone(&service);
        match blocking(move || tidy(&here)).await {
            Ok(pruned) if pruned.jobs > 0 || pruned.files > 0 => {
                let Pruned { jobs, files, bytes } = pruned;
                tracing::info!(jobs, files, bytes, "old jobs are forgotten");
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "forgetting old jobs"),
        }
    }
}

fn tidy(service: &Service) -> Result<Pruned> {
    let queue = &service.queue;
    let days = i64::try_from(queue.config.whole(keys::RETENTION_DAYS)).unwrap_or(i64::MAX);
    service.audit.prune(days);
    let age = SignedDuration::from_hours(24_i64.saturating_mul(days));
    let cutoff = Timestamp::now().checked_sub(age).unwrap_or(Timestamp::MIN);
    let mut pruned = queue.store.prune(cutoff)?;
    let pieces = queue.config.path(keys::DATA_DIR).join("pieces");
    pruned.files += crate::providers::kept::prune(&pieces, std::time::SystemTime::from(cutoff));
    pruned.bytes += queue.vault.sweep(&queue.store.named_files()?);
    let budget = queue.config.whole(keys::DISK_BUDGET_MB) << 20;
    // The oldest results go first, a tenth at a time.
    while budget > 0 && queue.vault.bytes() > budget {
        let Some(cutoff) = queue.store.oldest_tenth()? else { break };
        let more = queue.store.prune(cutoff)?;
        if more.jobs == 0 {
            break;
        }
        pruned.jobs += more.jobs;
        pruned.files += more.files;
        pruned.bytes += more.bytes;
    }
    Ok(pruned)
}
