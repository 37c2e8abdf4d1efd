//! Tests of [`super::write`]: each format comes back as it went in, by our own decoder.

use super::*;
use crate::sound::{Limits, decode::decode};

fn tone(channels: usize) -> Pcm {
    // It rises in pitch, so that it is like itself at one place only.
    let pitch = |n: f32| 0.02 + n * 1e-6;
    let plane: Vec<f32> =
        (0..48_000u16).map(f32::from).map(|n| 0.5 * (n * pitch(n)).sin()).collect();
    Pcm { rate: 48_000, channels: vec![plane; channels] }
}

fn round_trip(pcm: &Pcm, format: SoundFormat) -> Pcm {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(format!("x.{}", format.ending()));
    let bytes = write(&path, pcm, format, &[], &CancellationToken::new()).unwrap();
    assert_eq!(bytes, std::fs::metadata(&path).unwrap().len());
    decode(&path, &Limits { max_seconds: 10.0 }, &CancellationToken::new()).unwrap()
}

/// Signal to noise in decibels at the best of the first 4000 shifts.
fn likeness(a: &[f32], b: &[f32]) -> (f64, usize) {
    let one = |shift: usize| {
        let (mut signal, mut noise) = (1e-12, 1e-12);
        for n in 8_000..40_000 {
            let (x, y) = (f64::from(a[n]), f64::from(b[n + shift]));
            signal += x * x;
            noise += (x - y) * (x - y);
        }
        10.0 * (signal / noise).log10()
    };
    let shifts = 0..(b.len() - 40_000).min(4000);
    shifts.map(|s| (one(s), s)).max_by(|x, y| x.0.total_cmp(&y.0)).unwrap()
}

#[test]
fn lossless_formats_give_the_sound_back_within_a_step() {
    for format in [SoundFormat::Wav, SoundFormat::Flac] {
        for channels in 1..=2 {
            let pcm = tone(channels);
            let back = round_trip(&pcm, format);
            assert_eq!((back.frames(), back.channels.len()), (48_000, channels), "{format:?}");
            let pairs = pcm.channels[0].iter().zip(&back.channels[0]);
            let worst = pairs.fold(0.0_f32, |worst, (a, b)| worst.max((a - b).abs()));
            assert!(worst < 2.0 / 32_768.0, "{format:?}: {worst}");
        }
    }
}

#[test]
fn lossy_formats_keep_a_tone_above_25_decibels() {
    for format in [SoundFormat::Mp3, SoundFormat::Aac] {
        for channels in 1..=2 {
            let pcm = tone(channels);
            let back = round_trip(&pcm, format);
            assert_eq!(back.channels.len(), channels);
            let (snr, shift) = likeness(&pcm.channels[0], &back.channels[0]);
            assert!(snr > 25.0, "{format:?}: {snr} dB at {shift}");
        }
    }
}

#[test]
fn opus_comes_back_in_place_and_whole() {
    for channels in 1..=2 {
        let pcm = tone(channels);
        let back = round_trip(&pcm, SoundFormat::Ogg);
        assert_eq!((back.frames(), back.channels.len()), (48_000, channels));
        let (snr, shift) = likeness(&pcm.channels[0], &back.channels[0]);
        assert!(snr > 15.0 && shift < 2, "{snr} dB at {shift}");
    }
}

#[test]
fn a_cancelled_write_leaves_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let cancel = CancellationToken::new();
    cancel.cancel();
    for format in [SoundFormat::Mp3, SoundFormat::Aac, SoundFormat::Ogg, SoundFormat::Flac] {
        write(&dir.path().join("x"), &tone(1), format, &[], &cancel).unwrap_err();
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}
