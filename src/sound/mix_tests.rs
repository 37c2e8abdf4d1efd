//! Tests of [`super::mix`]; their sound files are made here.

use std::path::Path;

use super::*;
use crate::{error::Kind, sound::wav};

/// A track with nothing special about it.
fn plain(source: &Path) -> Track {
    Track {
        bus: Bus::Effects,
        source: source.to_owned(),
        volume: 1.0,
        start_seconds: 0.0,
        looped: false,
        fade_in_seconds: 0.0,
        fade_out_seconds: 0.0,
    }
}

fn saved(dir: &Path, name: &str, rate: u32, channels: Vec<Vec<f32>>) -> std::path::PathBuf {
    let path = dir.join(name);
    wav::write(&path, &Pcm { rate, channels }).unwrap();
    path
}

/// Values a 16-bit file holds exactly, so that what comes back can be compared bit by bit.
fn tone(level: f32, step: f32, frames: u16) -> Vec<f32> {
    let exact = |x: f32| (x * 32_768.0).round() / 32_768.0;
    (0..frames).map(|n| exact(level * (f32::from(n) * step).sin())).collect()
}

fn order(tracks: &[Track], seconds: f64) -> Order {
    Order { tracks: tracks.to_vec(), seconds: Some(seconds), ..Order::default() }
}

fn mixed(tracks: &[Track], seconds: f64) -> Mixdown {
    mix(&order(tracks, seconds), &CancellationToken::new()).unwrap()
}

#[test]
fn a_mono_voice_is_centred_in_the_mix() {
    let dir = tempfile::tempdir().unwrap();
    let voice = tone(0.5, 0.03, 24_000);
    let path = saved(dir.path(), "voice.wav", RATE, vec![voice.clone()]);
    let out = mixed(&[plain(&path)], 0.5);
    assert_eq!(out.pcm.channels, [voice.clone(), voice]);
}

#[test]
fn a_quiet_mix_is_the_plain_sum_bit_for_bit() {
    let dir = tempfile::tempdir().unwrap();
    let (a, b) = (tone(0.3, 0.03, 9_600), tone(0.4, 0.07, 9_600));
    let first = saved(dir.path(), "a.wav", RATE, vec![a.clone()]);
    let second = saved(dir.path(), "b.wav", RATE, vec![b.clone(), b.clone()]);
    let out = mixed(&[plain(&first), plain(&second)], 0.2);
    let sum: Vec<f32> = a.iter().zip(&b).map(|(a, b)| a + b).collect();
    assert!(!out.levels.limited);
    assert_eq!(out.pcm.channels, [sum.clone(), sum]);
}

#[test]
fn a_loud_mix_stays_under_the_ceiling() {
    let dir = tempfile::tempdir().unwrap();
    let path = saved(dir.path(), "a.wav", RATE, vec![tone(0.9, 0.3, 48_000)]);
    let loud = Track { volume: 4.0, ..plain(&path) };
    let out = mixed(&[loud.clone(), loud], 1.0);
    assert!(out.levels.limited);
    let top = out.pcm.channels.iter().flatten().fold(0.0_f32, |top, x| top.max(x.abs()));
    assert!(top <= 0.8913 && top > 0.8, "{top}");
}

#[test]
fn the_mix_is_exactly_as_long_as_asked() {
    for (seconds, frames) in [(1.0, 48_000), (0.333_333, 16_000), (0.000_02, 1)] {
        let out = mixed(&[], seconds);
        assert_eq!(out.pcm.frames(), frames);
        assert!(!out.levels.limited);
    }
}

#[test]
fn a_track_starts_at_its_exact_sample() {
    let dir = tempfile::tempdir().unwrap();
    let path = saved(dir.path(), "click.wav", RATE, vec![vec![0.5, 0.25]]);
    let out = mixed(&[Track { start_seconds: 0.1, ..plain(&path) }], 0.2);
    let plane = &out.pcm.channels[0];
    assert_eq!(plane[4799..4803], [0.0, 0.5, 0.25, 0.0]);
}

#[test]
fn the_seam_of_a_loop_has_no_click() {
    let dir = tempfile::tempdir().unwrap();
    // A tone cut in mid-wave: put end to end it would jump by most of its height.
    let clip = tone(0.5, 0.02, 10_000);
    let jump = |plane: &[f32]| plane.windows(2).fold(0.0_f32, |j, w| j.max((w[1] - w[0]).abs()));
    let own = jump(&clip);
    assert!((clip[9_999] - clip[0]).abs() > 10.0 * own);
    let path = saved(dir.path(), "loop.wav", RATE, vec![clip]);
    let out = mixed(&[Track { looped: true, ..plain(&path) }], 1.7);
    let plane = &out.pcm.channels[0];
    assert!(jump(plane) < 2.0 * own, "{} against {own}", jump(plane));
    // And it sounds to the end.
    assert!(plane[plane.len() - 1000..].iter().any(|x| x.abs() > 0.3));
}

#[test]
fn a_track_that_is_long_enough_is_played_without_a_seam() {
    let dir = tempfile::tempdir().unwrap();
    let clip = tone(0.5, 0.02, 9_600);
    let path = saved(dir.path(), "a.wav", RATE, vec![clip.clone()]);
    for looped in [false, true] {
        let out = mixed(&[Track { looped, ..plain(&path) }], 0.2);
        assert_eq!(out.pcm.channels[0], clip);
    }
    let short = mixed(&[plain(&path)], 0.3);
    assert_eq!(short.pcm.channels[0][..9_600], clip);
    assert!(short.pcm.channels[0][9_600..].iter().all(|x| *x == 0.0));
}

#[test]
fn a_loop_of_a_single_sample_does_not_break() {
    let dir = tempfile::tempdir().unwrap();
    let path = saved(dir.path(), "one.wav", RATE, vec![vec![0.25]]);
    let out = mixed(&[Track { looped: true, ..plain(&path) }], 0.01);
    assert!(out.pcm.channels[0].iter().all(|x| (x - 0.25).abs() < 1e-6));
}

#[test]
fn long_music_fades_out_at_the_end_of_the_mix() {
    let dir = tempfile::tempdir().unwrap();
    let path = saved(dir.path(), "music.wav", 44_100, vec![vec![0.5; 60_000]; 2]);
    let music = Track { fade_in_seconds: 0.1, fade_out_seconds: 0.2, ..plain(&path) };
    let out = mixed(&[music], 1.0);
    let plane = &out.pcm.channels[1];
    assert!(plane[0].abs() < 1e-6 && plane[47_999].abs() < 1e-6);
    assert!((plane[24_000] - 0.5).abs() < 1e-3);
    // Half way through a fade stands half of the level.
    assert!((plane[2_400] - 0.25).abs() < 0.01 && (plane[43_199] - 0.25).abs() < 0.01);
    assert!(plane[38_400..].windows(2).all(|w| w[1] <= w[0] + 1e-4));
}

#[test]
fn fields_out_of_range_are_named() {
    let odd = Track { volume: 4.5, fade_out_seconds: f64::NAN, ..plain(Path::new("x.wav")) };
    let error = mix(&order(&[odd], -1.0), &CancellationToken::new()).unwrap_err();
    let fields: Vec<_> = error.field_errors().iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["duration_seconds", "/tracks/0/volume", "/tracks/0/fade_out_seconds"]);
}

#[test]
fn a_missing_source_is_not_found() {
    let error = mix(&order(&[plain(Path::new("/nowhere/a.wav"))], 1.0), &CancellationToken::new());
    assert_eq!(error.unwrap_err().kind(), Kind::NotFound);
}

#[test]
fn a_cancelled_mix_stops() {
    let cancel = CancellationToken::new();
    cancel.cancel();
    assert_eq!(mix(&order(&[], 1.0), &cancel).unwrap_err().kind(), Kind::Cancelled);
}

#[test]
fn without_a_length_a_mix_ends_with_its_last_track_that_does_not_loop() {
    let dir = tempfile::tempdir().unwrap();
    let voice = saved(dir.path(), "voice.wav", RATE, vec![tone(0.5, 0.03, 24_000)]);
    let music = saved(dir.path(), "music.wav", RATE, vec![tone(0.2, 0.01, 48_000)]);
    let tracks = vec![
        Track { start_seconds: 0.25, ..plain(&voice) },
        Track { looped: true, ..plain(&music) },
    ];
    let open = Order { tracks: tracks.clone(), ..Order::default() };
    let out = mix(&open, &CancellationToken::new()).unwrap();
    assert_eq!(out.pcm.frames(), 36_000);
    let loops = Order { tracks: tracks[1..].to_vec(), ..Order::default() };
    let error = mix(&loops, &CancellationToken::new()).unwrap_err();
    assert_eq!(error.field_errors()[0].field, "duration_seconds");
}

#[test]
fn music_steps_back_under_the_voice_by_what_was_asked_and_stays_elsewhere() {
    let dir = tempfile::tempdir().unwrap();
    let voice = saved(dir.path(), "voice.wav", RATE, vec![tone(0.5, 0.03, 48_000)]);
    let music = saved(dir.path(), "music.wav", RATE, vec![vec![0.25; 192_000 / 4]; 2]);
    let tracks = vec![
        Track { bus: Bus::Voice, start_seconds: 1.5, ..plain(&voice) },
        Track { bus: Bus::Music, looped: true, ..plain(&music) },
    ];
    let ducked = Order {
        tracks: tracks.clone(),
        seconds: Some(4.0),
        ducking: Some(Ducking { duck_to: 0.5, ..Ducking::default() }),
        ..Order::default()
    };
    let alone = Order { tracks: tracks[..1].to_vec(), ducking: None, ..ducked.clone() };
    let cancel = CancellationToken::new();
    let out = mix(&ducked, &cancel).unwrap();
    let speech = mix(&alone, &cancel).unwrap();
    let music_at = |n: usize| out.pcm.channels[0][n] - speech.pcm.channels[0][n];
    for n in [75_000, 96_000, 119_000] {
        assert!((music_at(n) - 0.125).abs() < 1e-3, "{n}: {}", music_at(n));
    }
    for n in [20_000, 60_000, 150_000, 190_000] {
        assert!((music_at(n) - 0.25).abs() < 0.01, "{n}: {}", music_at(n));
    }
    assert_eq!(out.speech.len(), 1);
}

#[test]
fn a_mix_that_memory_does_not_hold_is_refused_before_it_begins() {
    let told = "MemTotal: 8000000 kB\nMemAvailable:    1000000 kB\n";
    assert!(room(600.0, told).is_ok());
    let error = room(3600.0, told).unwrap_err();
    assert_eq!(error.kind(), Kind::Unavailable);
    assert!(error.to_string().contains("5.0 GB of memory, 1.0 GB are free"), "{error}");
    assert!(room(3600.0, "").is_ok());
}
