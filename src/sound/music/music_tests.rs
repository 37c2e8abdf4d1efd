//! Tests of [`super`] with the styles and instruments that ship with the program.

use tokio_util::sync::CancellationToken;

use super::{chord::Chord, key::Key, *};
use crate::sound::Pcm;

const STYLES: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/music/styles.yaml"));
const INSTRUMENTS: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/music/instruments.yaml"));

/// Low, so that the tests are quick.
const RATE: u32 = 16_000;

fn composer() -> Composer {
    Composer::read(STYLES, INSTRUMENTS).unwrap()
}

fn wish(mood: &str, genre: &str, seconds: f64) -> Wish {
    let (mood, genre) = (Some(mood.to_owned()), Some(genre.to_owned()));
    Wish { mood, genre, seconds, seed: 5, ..Wish::default() }
}

fn rendered(piece: &Piece) -> Pcm {
    piece.render(RATE, &CancellationToken::new(), &mut |_| {}).unwrap()
}

fn level(samples: &[f32]) -> f32 {
    (samples.iter().map(|x| x * x).sum::<f32>() / samples.len().max(1) as f32).sqrt()
}

#[test]
fn every_mood_goes_with_every_genre() {
    let composer = composer();
    assert!(composer.moods().len() >= 12 && composer.genres().len() >= 10);
    for mood in composer.moods() {
        for genre in composer.genres() {
            let name = format!("{} {}", mood.id, genre.id);
            let piece = composer.compose(&wish(&mood.id, &genre.id, 8.0)).unwrap();
            let pcm = piece.render(8000, &CancellationToken::new(), &mut |_| {}).unwrap();
            for plane in &pcm.channels {
                assert_eq!(plane.len(), 64_000, "{name}");
                assert!(plane.iter().all(|x| x.is_finite() && x.abs() <= 0.96), "{name}");
                let mean = plane.iter().sum::<f32>() / plane.len() as f32;
                assert!(mean.abs() < 2e-3, "{name} stands off the middle: {mean}");
                let rms = level(plane);
                assert!((0.06..0.25).contains(&rms), "{name}: {rms}");
            }
        }
    }
}

#[test]
fn the_same_wish_gives_the_same_samples_and_another_seed_does_not() {
    let composer = composer();
    let wish = wish("chill", "lofi", 6.0);
    let piece = composer.compose(&wish).unwrap();
    assert_eq!(rendered(&piece), rendered(&composer.compose(&wish).unwrap()));
    let other = composer.compose(&Wish { seed: 6, ..wish }).unwrap();
    assert_ne!(piece.notes, other.notes);
    assert_ne!(rendered(&piece), rendered(&other));
}

#[test]
fn a_piece_is_exactly_as_long_as_asked() {
    for (seconds, looped) in [(1.0, true), (3.333, true), (7.77, false), (20.01, true)] {
        let wish = Wish { looped, ..wish("upbeat", "pop", seconds) };
        let pcm = rendered(&composer().compose(&wish).unwrap());
        let frames = (seconds * f64::from(RATE)).round() as usize;
        assert!(pcm.channels.iter().all(|plane| plane.len() == frames), "{seconds}");
    }
}

#[test]
fn the_seam_of_a_loop_is_as_smooth_as_any_other_place() {
    for genre in ["lofi", "ambient", "house", "cinematic", "acoustic"] {
        let asked = Wish { looped: true, ..wish("inspiring", genre, 12.0) };
        let pcm = rendered(&composer().compose(&asked).unwrap());
        for plane in &pcm.channels {
            let mut steps: Vec<_> = plane.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
            steps.sort_unstable_by(f32::total_cmp);
            let jump = (plane[0] - plane[plane.len() - 1]).abs();
            let usual = steps[steps.len() * 99 / 100];
            assert!(jump <= usual, "{genre}: {jump} at the seam, {usual} elsewhere");
            // And there is sound on both sides, not a fade.
            let whole = level(plane);
            for part in [&plane[..8000], &plane[plane.len() - 8000..]] {
                assert!(level(part) > whole * 0.25, "{genre}: {} of {whole}", level(part));
            }
        }
    }
}

#[test]
fn a_piece_that_ends_fades_to_silence() {
    let pcm = rendered(&composer().compose(&wish("epic", "cinematic", 15.0)).unwrap());
    let plane = &pcm.channels[0];
    assert!(plane[plane.len() - 1].abs() < 1e-3);
    assert!(level(&plane[plane.len() - 800..]) < level(plane) * 0.1);
}

#[test]
fn all_notes_lie_in_the_key_and_chords_are_made_of_their_tones() {
    let composer = composer();
    for mood in composer.moods() {
        for seed in 0..6 {
            let genre = &composer.genres()[seed as usize % composer.genres().len()].id;
            let asked = Wish { seed, ..wish(&mood.id, genre, 60.0) };
            let piece = composer.compose(&asked).unwrap();
            let key = Key::parse(&piece.key).unwrap();
            assert_eq!(piece.chords.len(), piece.bars);
            assert_eq!(piece.sections.iter().map(|s| s.bars).sum::<usize>(), piece.bars);
            for note in piece.notes.iter().filter(|n| !piece.parts[usize::from(n.part)].drum) {
                let pitch = i32::from(note.pitch);
                assert_eq!(key.pitch(key.degree_near(pitch)), pitch, "{} {note:?}", piece.key);
            }
        }
    }
}

/// The chord with this name among all of a key.
fn named(key: &Key, name: &str) -> Chord {
    let tones =
        [vec![0, 2, 4], vec![0, 2, 4, 6], vec![0, 2, 4, 6, 8], vec![0, 1, 4], vec![0, 3, 4]];
    let all = (0..7).flat_map(|root| tones.clone().map(|tones| Chord { root, tones }));
    all.into_iter().find(|chord| chord.name(key) == name).unwrap()
}

#[test]
fn the_melody_has_tones_of_the_chord_on_strong_beats_and_the_bass_its_root() {
    let composer = composer();
    for (mood, genre) in [("upbeat", "pop"), ("sad", "piano"), ("dramatic", "corporate")] {
        let piece = composer.compose(&wish(mood, genre, 90.0)).unwrap();
        let key = Key::parse(&piece.key).unwrap();
        let (mut strong, mut sung) = (0, 0);
        for note in &piece.notes {
            let bar = ((note.start_beats + 0.1) / 4.0) as usize;
            let place = note.start_beats - bar as f64 * 4.0;
            let chord = named(&key, &piece.chords[bar]);
            let degree = key.degree_near(note.pitch.into());
            match piece.parts[usize::from(note.part)].name.as_str() {
                "lead" => {
                    sung += 1;
                    if place.abs() < 0.06 || (place - 2.0).abs() < 0.06 {
                        strong += 1;
                        assert!(chord.has(degree), "{genre} bar {bar}: {note:?}");
                    }
                }
                "bass" if place.abs() < 0.06 => {
                    assert_eq!((degree - chord.root).rem_euclid(7), 0, "{genre} bar {bar}");
                }
                _ => {}
            }
        }
        assert!(strong > 10 && sung > strong, "{genre}: {strong} of {sung}");
    }
}

#[test]
fn the_asked_tempo_can_be_heard() {
    for (genre, bpm) in [("house", 124.0_f32), ("rock", 112.0), ("pop", 100.0)] {
        let asked = Wish { bpm: Some(bpm), ..wish("energetic", genre, 24.0) };
        let piece = composer().compose(&asked).unwrap();
        assert!((piece.bpm - f64::from(bpm)).abs() < 1e-6);
        let pcm = rendered(&piece);
        // Onsets: how much the level rises from one hundredth of a second to the next.
        let levels: Vec<f32> = pcm.channels[0].chunks(160).map(level).collect();
        let onsets: Vec<f32> = levels.windows(2).map(|w| (w[1] - w[0]).max(0.0)).collect();
        let like = |bpm: f32| {
            let lag = 6000.0 / bpm * 4.0;
            let (whole, part) = (lag as usize, lag.fract());
            let pairs = (0..onsets.len() - whole - 1).map(|n| {
                onsets[n] * (onsets[n + whole] * (1.0 - part) + onsets[n + whole + 1] * part)
            });
            pairs.sum::<f32>()
        };
        // Over a whole bar, among all tempos near; further off, other numbers of beats fit.
        let tempos = (0..=60_u8).map(|n| bpm * (0.85 + f32::from(n) * 0.005));
        let found = tempos.max_by(|a, b| like(*a).total_cmp(&like(*b))).unwrap();
        assert!((found / bpm - 1.0).abs() < 0.012, "{genre}: {found} for {bpm}");
    }
}

#[test]
fn what_is_not_known_is_named_with_what_is_near() {
    let composer = composer();
    for (asked, field, near) in [
        (Wish { mood: Some("upbeet".into()), ..Wish::default() }, "/mood", "upbeat"),
        (Wish { genre: Some("lo-fi".into()), ..Wish::default() }, "/genre", "lofi"),
        (Wish { key: Some("C mjor".into()), ..Wish::default() }, "/key", "major"),
        (Wish { bpm: Some(999.0), ..Wish::default() }, "/bpm", "220"),
        (Wish { seconds: 0.2, ..Wish::default() }, "/seconds", "3600"),
    ] {
        let error = composer.compose(&asked).unwrap_err();
        assert_eq!(error.field_errors()[0].field, field);
        let text = format!("{error} {}", error.hint_text().unwrap_or_default());
        assert!(text.contains(near), "{text}");
    }
}

#[test]
fn an_asked_key_is_kept_and_wrong_data_is_named() {
    let asked = Wish { key: Some("F# major".into()), ..wish("dark", "synthwave", 20.0) };
    assert_eq!(composer().compose(&asked).unwrap().key, "F# major");
    let broken =
        STYLES.replacen("I V vi IV", "I V VI IV", 1).replacen("swing: 0.58", "swing: 3", 1);
    let error = Composer::read(&broken, INSTRUMENTS).unwrap_err();
    let fields: Vec<_> = error.field_errors().iter().map(|e| e.field.as_str()).collect();
    assert_eq!(fields, ["/progressions/major/0", "/genres/lofi/swing"], "{error}");
    let broken = INSTRUMENTS.replacen("range: [33, 96]", "range: [33, 34]", 1);
    let error = Composer::read(STYLES, &broken).unwrap_err();
    assert_eq!(error.field_errors()[0].field, "/tones/piano/range");
}

#[test]
fn a_cancelled_piece_stops_and_a_running_one_tells_how_far_it_is() {
    let piece = composer().compose(&wish("calm", "ambient", 8.0)).unwrap();
    let cancel = CancellationToken::new();
    let mut last = 0.0;
    piece
        .render(RATE, &cancel, &mut |done| {
            assert!(done >= last);
            last = done;
        })
        .unwrap();
    assert!((last - 1.0).abs() < 1e-9);
    cancel.cancel();
    assert!(piece.render(RATE, &cancel, &mut |_| {}).is_err());
}
