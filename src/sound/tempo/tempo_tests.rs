//! Tests of [`super`] with clicks, noise and music of our own.

use super::*;
use crate::{
    error::Kind,
    sound::{
        music::{Composer, Wish},
        synthesis::random::Random,
    },
};

const STYLES: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/music/styles.yaml"));
const INSTRUMENTS: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/music/instruments.yaml"));

/// When the first click is, in seconds.
const FIRST: f64 = 0.37;

fn measured(pcm: &Pcm) -> Option<Tempo> {
    measure(pcm, &CancellationToken::new()).unwrap()
}

/// A sound with a short click at each of these times.
fn clicks(rate: u32, seconds: f64, times: impl Iterator<Item = f64>) -> Pcm {
    let mut plane = vec![0.0_f32; (seconds * f64::from(rate)) as usize];
    for time in times.take_while(|time| *time < seconds) {
        let from = (time * f64::from(rate)).round() as usize;
        for (n, x) in plane.iter_mut().skip(from).take(rate as usize / 100).enumerate() {
            let seconds = n as f32 / rate as f32;
            *x += 0.7 * (-seconds * 500.0).exp() * (seconds * 6000.0).cos();
        }
    }
    Pcm { rate, channels: vec![plane] }
}

fn metronome(bpm: f64, rate: u32) -> Pcm {
    clicks(rate, 20.0, (0..).map(move |n| FIRST + f64::from(n) * 60.0 / bpm))
}

#[test]
fn a_metronome_is_measured_to_a_thousandth_with_beats_on_its_clicks() {
    for (bpm, rate) in
        [(60.0, 8000), (88.0, 44_100), (120.0, 48_000), (133.3, 22_050), (199.0, 44_100)]
    {
        let tempo = measured(&metronome(bpm, rate)).unwrap();
        assert!((tempo.bpm / bpm - 1.0).abs() < 1e-3, "{bpm}: {}", tempo.bpm);
        assert!(tempo.confidence > 0.8 && tempo.confidence <= 1.0, "{bpm}: {}", tempo.confidence);
        assert!((tempo.first_beat_seconds - FIRST).abs() < 0.01, "{}", tempo.first_beat_seconds);
        assert_eq!(tempo.beats.len(), ((20.0 - FIRST) * bpm / 60.0).ceil() as usize, "{bpm}");
        for (n, beat) in tempo.beats.iter().enumerate() {
            let click = FIRST + n as f64 * 60.0 / bpm;
            assert!((beat - click).abs() < 0.01, "{bpm}: {beat} for {click}");
        }
    }
}

#[test]
fn the_tempo_of_music_is_found_in_several_genres() {
    let composer = Composer::read(STYLES, INSTRUMENTS).unwrap();
    for (genre, bpm) in [("rock", 104.0_f32), ("lofi", 78.0), ("pop", 126.0), ("hiphop", 92.0)] {
        let wish = Wish {
            genre: Some(genre.to_owned()),
            bpm: Some(bpm),
            seconds: 16.0,
            seed: 3,
            ..Wish::default()
        };
        let piece = composer.compose(&wish).unwrap();
        let pcm = piece.render(16_000, &CancellationToken::new(), &mut |_| {}).unwrap();
        let tempo = measured(&pcm).unwrap();
        assert!((tempo.bpm / f64::from(bpm) - 1.0).abs() < 0.01, "{genre}: {}", tempo.bpm);
        let period = 60.0 / f64::from(bpm);
        let near = |beat: &&f64| (**beat - (**beat / period).round() * period).abs() < 0.05;
        let near = tempo.beats.iter().filter(near).count();
        assert!(near * 10 > tempo.beats.len() * 9, "{genre}: {near} of {}", tempo.beats.len());
    }
}

#[test]
fn what_has_no_beat_has_no_tempo() {
    assert_eq!(measured(&Pcm::default()), None);
    assert_eq!(measured(&Pcm { rate: 8000, channels: vec![vec![0.0; 80_000]; 2] }), None);
    assert_eq!(measured(&Pcm { rate: 8000, channels: vec![vec![0.5; 80_000]] }), None);
    assert_eq!(measured(&Pcm { rate: 8000, channels: vec![vec![f32::NAN; 80_000]] }), None);
    let mut random = Random::new(9);
    let noise = (0..160_000).map(|_| random.signed() * 0.3).collect();
    assert_eq!(measured(&Pcm { rate: 8000, channels: vec![noise] }), None);
    // Too short, though it beats.
    let mut short = metronome(120.0, 8000);
    short.channels[0].truncate(8000 * 39 / 10);
    assert_eq!(measured(&short), None);
}

#[test]
fn syllables_that_come_as_they_like_are_no_beat() {
    for seed in 0..6 {
        let mut random = Random::new(seed);
        let mut time = 0.0;
        let times = std::iter::from_fn(move || {
            let pause = if random.chance(0.2) { 0.5 * random.unit() } else { 0.0 };
            time += f64::from(0.12 + 0.2 * random.unit() + pause);
            Some(time)
        });
        let found = measured(&clicks(16_000, 30.0, times));
        assert_eq!(found, None, "seed {seed}");
    }
}

#[test]
fn level_and_channels_make_no_difference() {
    let loud = metronome(96.0, 16_000);
    let quiet: Vec<f32> = loud.channels[0].iter().map(|x| x * 0.02).collect();
    let quiet = Pcm { rate: 16_000, channels: vec![quiet.clone(), quiet] };
    let (loud, quiet) = (measured(&loud).unwrap(), measured(&quiet).unwrap());
    assert!((loud.bpm - quiet.bpm).abs() < 1e-3);
    assert_eq!(loud.beats.len(), quiet.beats.len());
}

#[test]
fn silence_before_and_after_music_has_no_beats() {
    let times = (0..24).map(|n| 5.0 + f64::from(n) * 0.5);
    let tempo = measured(&clicks(16_000, 22.0, times)).unwrap();
    assert!((tempo.bpm - 120.0).abs() < 0.5, "{}", tempo.bpm);
    assert!((tempo.first_beat_seconds - 5.0).abs() < 0.01, "{}", tempo.first_beat_seconds);
    let last = tempo.beats[tempo.beats.len() - 1];
    assert!((last - 16.5).abs() < 0.01, "{last}");
}

#[test]
fn cancelling_stops_a_measurement() {
    let cancel = CancellationToken::new();
    cancel.cancel();
    let error = measure(&metronome(100.0, 8000), &cancel).unwrap_err();
    assert_eq!(error.kind(), Kind::Cancelled);
}
