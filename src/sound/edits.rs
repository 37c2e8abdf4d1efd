//! Reads the edit list of one track of an MP4 file.
//!
//! An encoder's delay (1024 samples and more in AAC) and a late start are written there;
//! `symphonia` reads the list but does not act on it, so speech would come 20 to 50 ms late.
//! Only the first stretch of media is heeded: that covers delay, late start and a trimmed end.
//! Anything that cannot be read counts as "no edits"; judging the file is left to
//! [`super::decode`].

use std::io::{Read, Seek, SeekFrom};

/// Where a track's sound lies, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Edit {
    /// Silence before the sound starts.
    pub lead: f64,
    /// Decoded sound to drop at its beginning.
    pub skip: f64,
    /// Sound to keep after that; `None` for all of it.
    pub keep: Option<f64>,
}

/// Boxes looked at before a file is called hopeless.
const MOST_BOXES: u32 = 10_000;

/// Entries of an edit list that are looked at; real files have one or two.
const MOST_ENTRIES: u32 = 16;

/// What a walk through the file has found so far.
#[derive(Default)]
struct Found {
    boxes: u32,
    movie_scale: u32,
    tracks: Vec<FoundTrack>,
}

#[derive(Default)]
struct FoundTrack {
    id: u32,
    media_scale: u32,
    /// Length in the movie's scale and start in the media's; -1 is a gap.
    entries: Vec<(u64, i64)>,
}

/// The edit of track `id`; [`Edit::default`] when `file` is no MP4 or has none.
pub(super) fn of_track(file: &mut (impl Read + Seek), id: u32) -> Edit {
    let mut found = Found::default();
    // Whatever was found before the trouble may be all that is needed.
    let _ = file.seek(SeekFrom::End(0)).and_then(|end| walk(file, 0, end, 0, &mut found));
    let Some(track) = found.tracks.iter().find(|t| t.id == id) else { return Edit::default() };
    if found.movie_scale == 0 || track.media_scale == 0 {
        return Edit::default();
    }
    let movie = |ticks: u64| seconds(ticks, found.movie_scale);
    let mut edit = Edit::default();
    for &(length, start) in &track.entries {
        match u64::try_from(start) {
            Err(_) => edit.lead += movie(length),
            Ok(start) => {
                edit.skip = seconds(start, track.media_scale);
                // Movie ticks are often whole milliseconds; one more keeps the last samples.
                // Length 0 is how fragmented files say "to the end".
                edit.keep = (length > 0).then(|| movie(length.saturating_add(1)));
                break;
            }
        }
    }
    edit
}

fn seconds(ticks: u64, scale: u32) -> f64 {
    ticks as f64 / f64::from(scale)
}

/// Walks the boxes from `at` to `end`, going into those that lead to an edit list.
fn walk(
    file: &mut (impl Read + Seek),
    mut at: u64,
    end: u64,
    depth: u8,
    found: &mut Found,
) -> std::io::Result<()> {
    while at + 8 <= end && found.boxes < MOST_BOXES {
        found.boxes += 1;
        file.seek(SeekFrom::Start(at))?;
        let (mut size, kind) = (u64::from(u32_be(file)?), bytes::<4>(file)?);
        let mut body = at + 8;
        match size {
            0 => size = end - at,
            1 => {
                size = u64::from_be_bytes(bytes(file)?);
                body += 8;
            }
            _ => {}
        }
        let next = at.saturating_add(size);
        if next < body || next > end {
            return Ok(());
        }
        let wide = |file: &mut _| bytes::<4>(file).map(|[version, ..]| version == 1);
        match (&kind, depth) {
            (b"moov", 0) | (b"mdia" | b"edts", 2) => walk(file, body, next, depth + 1, found)?,
            (b"trak", 1) => {
                found.tracks.push(FoundTrack::default());
                walk(file, body, next, depth + 1, found)?;
            }
            // Two dates stand before the number that is wanted, each 4 or 8 bytes long.
            (b"mvhd" | b"tkhd" | b"mdhd", _) => {
                let dates = if wide(file)? { 16 } else { 8 };
                file.seek(SeekFrom::Current(dates))?;
                let number = u32_be(file)?;
                match (&kind, found.tracks.last_mut()) {
                    (b"mvhd", _) => found.movie_scale = number,
                    (b"tkhd", Some(track)) => track.id = number,
                    (_, Some(track)) => track.media_scale = number,
                    (_, None) => {}
                }
            }
            (b"elst", 3) => {
                let wide = wide(file)?;
                for _ in 0..u32_be(file)?.min(MOST_ENTRIES) {
                    let entry = if wide {
                        (u64::from_be_bytes(bytes(file)?), i64::from_be_bytes(bytes(file)?))
                    } else {
                        let length = u64::from(u32_be(file)?);
                        (length, i64::from(i32::from_be_bytes(bytes(file)?)))
                    };
                    // The speed; players ignore anything but 1, and so do we.
                    bytes::<4>(file)?;
                    if let Some(track) = found.tracks.last_mut() {
                        track.entries.push(entry);
                    }
                }
            }
            // Without a known first box this is not an MP4 file at all.
            (b"ftyp" | b"mdat" | b"free" | b"skip" | b"wide" | b"styp" | b"sidx" | b"moof", 0) => {}
            (_, 0) if found.boxes == 1 => return Ok(()),
            _ => {}
        }
        at = next;
    }
    Ok(())
}

fn bytes<const N: usize>(file: &mut impl Read) -> std::io::Result<[u8; N]> {
    let mut out = [0; N];
    file.read_exact(&mut out)?;
    Ok(out)
}

fn u32_be(file: &mut impl Read) -> std::io::Result<u32> {
    bytes(file).map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn boxed(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap();
        [&size.to_be_bytes()[..], &kind, body].concat()
    }

    fn words(numbers: &[i32]) -> Vec<u8> {
        numbers.iter().flat_map(|n| n.to_be_bytes()).collect()
    }

    /// A movie in milliseconds with track 7 at 48 kHz: 500 ms late, 1024 samples of delay.
    fn movie() -> Vec<u8> {
        let list = words(&[0, 2, 500, -1, 0x1_0000, 2000, 1024, 0x1_0000]);
        let track = [
            boxed(*b"tkhd", &words(&[0, 0, 0, 7])),
            boxed(*b"edts", &boxed(*b"elst", &list)),
            boxed(*b"mdia", &boxed(*b"mdhd", &words(&[0, 0, 0, 48_000]))),
        ]
        .concat();
        let movie = [boxed(*b"mvhd", &words(&[0, 0, 0, 1000])), boxed(*b"trak", &track)].concat();
        [boxed(*b"ftyp", b"isom"), boxed(*b"mdat", &[0; 100]), boxed(*b"moov", &movie)].concat()
    }

    #[test]
    fn delay_and_late_start_are_found() {
        let edit = of_track(&mut Cursor::new(movie()), 7);
        assert_eq!(edit, Edit { lead: 0.5, skip: 1024.0 / 48_000.0, keep: Some(2.001) });
    }

    #[test]
    fn another_track_has_no_edit() {
        assert_eq!(of_track(&mut Cursor::new(movie()), 8), Edit::default());
    }

    #[test]
    fn a_file_cut_anywhere_is_read_without_harm() {
        let whole = movie();
        for end in 0..whole.len() {
            of_track(&mut Cursor::new(&whole[..end]), 7);
        }
        assert_eq!(of_track(&mut Cursor::new(b"RIFF\0\0\0\0WAVEfmt "), 7), Edit::default());
    }
}
