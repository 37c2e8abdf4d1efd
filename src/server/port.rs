//! Who holds a port, as far as this machine tells its user.

use std::{fs, path::Path};

/// The process that listens on a port: its name and number.
pub(super) fn holder(port: u16) -> Option<String> {
    let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].iter().filter_map(|file| {
        let table = fs::read_to_string(file).ok()?;
        table.lines().skip(1).find_map(|line| listening(line, port).map(str::to_owned))
    });
    let wanted: Vec<_> = sockets.map(|inode| format!("socket:[{inode}]")).collect();
    for process in fs::read_dir("/proc").ok()?.flatten() {
        let Ok(pid) = process.file_name().to_string_lossy().parse::<u32>() else { continue };
        // Other users' processes do not show their files.
        let Ok(files) = fs::read_dir(process.path().join("fd")) else { continue };
        let holds = files.flatten().any(|file| {
            let target = fs::read_link(file.path()).unwrap_or_default();
            wanted.iter().any(|socket| target == Path::new(socket))
        });
        if holds {
            let name = fs::read_to_string(process.path().join("comm")).unwrap_or_default();
            return Some(format!("{} (process {pid})", name.trim()));
        }
    }
    None
}

/// The inode of a listening socket on this port, from a line of `/proc/net/tcp` (proc(5)).
fn listening(line: &str, port: u16) -> Option<&str> {
    let fields: Vec<_> = line.split_whitespace().collect();
    let [_, local, _, "0A", ..] = fields.as_slice() else { return None };
    let here = u16::from_str_radix(local.rsplit_once(':')?.1, 16).ok()?;
    (here == port).then(|| fields.get(9).copied())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_holder_of_a_port_is_named() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let who = holder(port).unwrap();
        assert!(who.contains(&std::process::id().to_string()), "{who}");
        drop(listener);
        assert!(holder(port).is_none());
    }
}
