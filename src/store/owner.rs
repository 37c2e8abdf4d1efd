//! Which process works on a job, and whether it still lives.
//!
//! A number alone is not enough: numbers are used again, and all end with the machine's boot.

use rustix::process::{Pid, getpid, test_kill_process};

/// A process, named so that no other one can be taken for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Its number.
    pub pid: i64,
    /// When it started, in clock ticks since boot; unknown outside Linux.
    pub started: Option<i64>,
    /// The boot, and the space of numbers, that its number belongs to.
    pub boot: Option<String>,
}

impl Owner {
    /// This process.
    #[must_use]
    pub fn this_process() -> Self {
        let pid = i64::from(getpid().as_raw_nonzero().get());
        Self { pid, started: started(pid), boot: boot() }
    }

    /// Whether it has certainly ended. In doubt (another container) it counts as alive.
    pub fn is_dead(&self) -> bool {
        match (&self.boot, boot()) {
            (Some(then), Some(now)) if *then != now => {
                // Same boot but another container: its numbers say nothing here.
                let kernel = |boot: &str| boot.split('/').next().map(str::to_owned);
                return kernel(then) != kernel(&now);
            }
            _ => {}
        }
        let Some(pid) = i32::try_from(self.pid).ok().and_then(Pid::from_raw) else { return true };
        match (self.started, started(self.pid)) {
            (Some(then), Some(now)) => then != now,
            // Not ours to signal still means that it exists.
            _ => matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH)),
        }
    }
}

/// The 22nd field of `/proc/PID/stat`; the second may hold spaces, so count from its end. A
/// process that ended and was not collected yet does not count as started.
fn started(pid: i64) -> Option<i64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    match fields.next()? {
        "Z" | "X" => Some(-1),
        _ => fields.nth(18)?.parse().ok(),
    }
}

fn boot() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let space = std::fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    Some(format!("{}/{}", id.trim(), space.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_lives_and_its_double_of_another_time_or_boot_does_not() {
        let this = Owner::this_process();
        assert!(!this.is_dead());
        if this.started.is_some() {
            assert!(Owner { started: Some(1), ..this.clone() }.is_dead());
            assert!(Owner { boot: Some("another/pid:[1]".into()), ..this.clone() }.is_dead());
        }
        assert!(Owner { pid: 0, ..this }.is_dead());
    }
}
