//! Tests of [`super::decode`]; their sound files are made here.

use super::*;
use crate::sound::wav;

const ALL: Limits = Limits { max_seconds: 3600.0 };

fn with_bytes(name: &str, bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (dir, path)
}

fn with_sound(pcm: &Pcm) -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sound.wav");
    wav::write(&path, pcm).unwrap();
    (dir, path)
}

fn tone(rate: u32, frames: u16, channels: usize) -> Pcm {
    let plane = (0..frames).map(|n| (f32::from(n) * 0.05).sin() * 0.5).collect();
    Pcm { rate, channels: vec![plane; channels] }
}

fn error_of(path: &Path) -> Error {
    let outcome = decode(path, &ALL, &CancellationToken::new());
    // Only the length, should it succeed: nobody wants the samples on the screen.
    outcome.map(|pcm| pcm.frames()).unwrap_err()
}

#[test]
fn a_missing_file_is_not_found_and_named() {
    let error = error_of(Path::new("/nowhere/at-all.mp3"));
    assert_eq!(error.kind(), Kind::NotFound);
    assert!(error.to_string().contains("/nowhere/at-all.mp3"));
}

#[test]
fn an_empty_file_is_called_empty() {
    let (_dir, path) = with_bytes("a.mp3", b"");
    let error = error_of(&path);
    assert_eq!(error.kind(), Kind::Validation);
    assert!(error.to_string().contains("a.mp3: the file is empty"), "{error}");
}

#[test]
fn a_folder_is_not_a_sound_file() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(error_of(dir.path()).kind(), Kind::Validation);
}

#[test]
fn samples_that_are_no_numbers_are_silence_and_absurd_ones_are_held() {
    let samples = [0.25, f32::NAN, f32::INFINITY, 1e30, -1e30, -0.5];
    let data: Vec<u8> = samples.iter().flat_map(|x| x.to_le_bytes()).collect();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + data.len() as u32).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x03\0\x01\0");
    bytes.extend(48_000_u32.to_le_bytes());
    bytes.extend(192_000_u32.to_le_bytes());
    bytes.extend(b"\x04\0\x20\0data");
    bytes.extend((data.len() as u32).to_le_bytes());
    bytes.extend(data);
    let (_dir, path) = with_bytes("a.wav", &bytes);
    let pcm = decode(&path, &ALL, &CancellationToken::new()).unwrap();
    assert_eq!(pcm.channels, [[0.25, 0.0, 0.0, 64.0, -64.0, -0.5]]);
}

#[test]
fn corrupt_bytes_are_refused_whatever_the_name_says() {
    let mut noise = 0x1234_5678_u32;
    let bytes: Vec<u8> = (0..60_000)
        .map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            noise.to_be_bytes()[0]
        })
        .collect();
    for name in ["a.mp3", "a.wav", "a.m4a", "a.flac", "a.ogg", "a.aiff", "a"] {
        let (_dir, path) = with_bytes(name, &bytes);
        let error = error_of(&path);
        assert_eq!(error.kind(), Kind::Validation, "{name}: {error}");
        assert!(error.hint_text().is_some());
    }
}

#[test]
fn text_and_half_a_header_are_refused() {
    for bytes in [&b"Dear sound card, please play this."[..], b"RIFF\0\0\0\0WAVE", b"fLaC", b"OggS"]
    {
        let (_dir, path) = with_bytes("a.wav", bytes);
        assert_eq!(error_of(&path).kind(), Kind::Validation);
    }
}

#[test]
fn mono_at_8_khz_stays_mono_at_8_khz() {
    let pcm = tone(8_000, 12_345, 1);
    let (_dir, path) = with_sound(&pcm);
    let back = decode(&path, &ALL, &CancellationToken::new()).unwrap();
    assert_eq!((back.rate, back.channels.len(), back.frames()), (8_000, 1, 12_345));
}

#[test]
fn stereo_at_192_khz_is_read_to_the_last_frame() {
    let pcm = tone(192_000, 50_001, 2);
    let (_dir, path) = with_sound(&pcm);
    let back = decode(&path, &ALL, &CancellationToken::new()).unwrap();
    assert_eq!((back.rate, back.channels.len(), back.frames()), (192_000, 2, 50_001));
    let pairs = back.channels[1].iter().zip(&pcm.channels[1]);
    assert!(pairs.fold(0.0_f32, |worst, (a, b)| worst.max((a - b).abs())) < 1e-4);
}

#[test]
fn six_channels_become_two() {
    let mut pcm = tone(48_000, 4_000, 6);
    for n in [0, 1, 2, 4, 5] {
        pcm.channels[n].fill(0.0);
    }
    // Only the low-frequency channel sounds, and that one is left out.
    let (_dir, path) = with_sound(&pcm);
    let back = decode(&path, &ALL, &CancellationToken::new()).unwrap();
    assert_eq!(back.channels.len(), 2);
    assert!(back.channels.iter().flatten().all(|x| *x == 0.0));
}

#[test]
fn decoding_stops_at_the_limit_exactly() {
    let (_dir, path) = with_sound(&tone(44_100, 44_100, 2));
    let limit = Limits { max_seconds: 0.25 };
    let back = decode(&path, &limit, &CancellationToken::new()).unwrap();
    assert_eq!(back.frames(), 11_025);
}

#[test]
fn a_limit_of_nothing_is_refused() {
    let (_dir, path) = with_sound(&tone(44_100, 100, 1));
    for max_seconds in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let error = decode(&path, &Limits { max_seconds }, &CancellationToken::new()).unwrap_err();
        assert_eq!(error.kind(), Kind::Validation);
    }
}

#[test]
fn a_file_that_ends_early_gives_what_it_has() {
    let (_dir, path) = with_sound(&tone(44_100, 20_000, 1));
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let frames = decode(&path, &ALL, &CancellationToken::new()).unwrap().frames();
    assert!((8_000..=10_000).contains(&frames), "{frames}");
}

#[test]
fn cancelling_stops_a_decode() {
    let (_dir, path) = with_sound(&tone(44_100, 20_000, 1));
    let cancel = CancellationToken::new();
    cancel.cancel();
    assert_eq!(decode(&path, &ALL, &cancel).unwrap_err().kind(), Kind::Cancelled);
}

/// An ADTS stream of our own encoder, with the packets in `broken` overwritten.
fn adts(broken: &[usize]) -> Vec<u8> {
    let pcm = tone(48_000, 60_000, 1);
    let aac = crate::sound::aac::encode(&pcm, 64_000, &CancellationToken::new()).unwrap();
    let mut out = Vec::new();
    for (n, packet) in aac.packets.iter().enumerate() {
        let size = u16::try_from(packet.len() + 7).unwrap();
        let [high, low] = (size << 5 | 0x1F).to_be_bytes();
        // LC, 48 kHz, mono; the size is spread over three bytes.
        out.extend([0xFF, 0xF1, 0x4C, 0x40 | (high >> 6), (size >> 3).to_be_bytes()[1], low, 0xFC]);
        if broken.contains(&n) {
            // A coupling element, which the decoder does not take.
            out.extend(std::iter::repeat_n(0x40, packet.len()));
        } else {
            out.extend(packet);
        }
    }
    out
}

#[test]
fn one_damaged_packet_is_silence_and_moves_nothing() {
    let (_whole_dir, whole) = with_bytes("a.aac", &adts(&[]));
    let (_holed_dir, holed) = with_bytes("b.aac", &adts(&[20]));
    let whole = decode(&whole, &ALL, &CancellationToken::new()).unwrap();
    let holed = decode(&holed, &ALL, &CancellationToken::new()).unwrap();
    assert_eq!(whole.frames(), holed.frames());
    assert_eq!(whole.channels[0][30 * 1024..], holed.channels[0][30 * 1024..]);
    assert!(holed.channels[0][20 * 1024 + 100..21 * 1024 - 100].iter().all(|x| *x == 0.0));
}

#[test]
fn a_file_damaged_by_more_than_a_fifth_is_refused() {
    let broken: Vec<usize> = (3..60).step_by(3).collect();
    let (_dir, path) = with_bytes("a.aac", &adts(&broken));
    let error = error_of(&path);
    assert!(error.to_string().contains("damaged"), "{error}");
}
