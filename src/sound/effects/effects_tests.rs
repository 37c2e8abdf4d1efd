//! Tests of [`super`] over the catalogue that ships with the program.

use super::*;

const YAML: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/sounds/effects.yaml"));

const RATE: u32 = 48_000;

fn library() -> Library {
    Library::read(YAML).unwrap()
}

fn rendered(id: &str) -> Vec<f32> {
    let pcm = library().find(id).unwrap().render(RATE, 1);
    let [left, right] = pcm.channels.try_into().unwrap();
    left.iter().zip(&right).map(|(l, r)| (l + r) / 2.0).collect()
}

/// The level of each tenth of a sound.
fn envelope(sound: &[f32]) -> Vec<f32> {
    let tenth = sound.len() / 10;
    let level = |part: &[f32]| (part.iter().map(|x| x * x).sum::<f32>() / tenth as f32).sqrt();
    sound.chunks_exact(tenth).map(level).collect()
}

/// How often the sound crosses zero, in hertz: a rough measure of brightness and pitch.
fn crossings(sound: &[f32]) -> f32 {
    let count = sound.windows(2).filter(|w| w[0] < 0.0 && w[1] >= 0.0).count();
    count as f32 * RATE as f32 / sound.len() as f32
}

#[test]
fn every_effect_sounds_clean_and_at_its_level() {
    let library = library();
    assert!(library.effects().len() >= 28);
    for effect in library.effects() {
        let pcm = effect.render(RATE, 7);
        assert_eq!(pcm.channels.len(), 2, "{}", effect.id);
        let frames = pcm.channels[0].len();
        assert_eq!(frames, pcm.channels[1].len());
        assert!((480..=6 * RATE as usize).contains(&frames), "{}: {frames}", effect.id);
        let all = || pcm.channels.iter().flatten();
        assert!(all().all(|x| x.is_finite()), "{}", effect.id);
        let peak = all().fold(0.0_f32, |top, x| x.abs().max(top));
        assert!((peak - effect.peak).abs() < 1e-3, "{}: {peak}", effect.id);
        assert!(peak <= finish::CEILING + 1e-4, "{}: {peak}", effect.id);
        for plane in &pcm.channels {
            assert!(plane[0] == 0.0 && plane[frames - 1] == 0.0, "{} has an edge", effect.id);
            let mean = plane.iter().sum::<f32>() / frames as f32;
            assert!(mean.abs() < 0.01 * peak, "{} stands off the middle: {mean}", effect.id);
        }
        let loud = all().filter(|x| x.abs() > peak * 0.05).count();
        assert!(loud > 100, "{} is next to nothing", effect.id);
    }
}

#[test]
fn the_same_seed_gives_the_same_samples_and_another_does_not() {
    for id in ["whoosh", "typing", "sparkle", "harp"] {
        let effect = library().find(id).unwrap().clone();
        assert_eq!(effect.render(RATE, 3), effect.render(RATE, 3), "{id}");
        assert_ne!(effect.render(RATE, 3), effect.render(RATE, 4), "{id}");
    }
}

#[test]
fn every_rate_gives_the_same_length() {
    for effect in library().effects() {
        let seconds = |rate| effect.render(rate, 1).channels[0].len() as f32 / rate as f32;
        let (low, high) = (seconds(22_050), seconds(48_000));
        assert!((low - high).abs() < 0.15 * high + 0.05, "{}: {low} {high}", effect.id);
    }
}

#[test]
fn a_riser_gets_brighter_and_louder() {
    let sound = rendered("riser");
    let third = sound.len() / 3;
    let (early, late) = (crossings(&sound[..third]), crossings(&sound[third * 2..]));
    assert!(late > early * 2.0, "{early} {late}");
    let levels = envelope(&sound);
    assert!(levels[7] > levels[1] * 2.0, "{levels:?}");
}

#[test]
fn a_ding_has_its_pitch() {
    let sound = rendered("ding");
    // Late enough that the higher partials are gone.
    let hz = crossings(&sound[9600..24_000]);
    assert!((hz - 880.0).abs() < 12.0, "{hz}");
}

#[test]
fn a_whoosh_swells_and_falls() {
    let levels = envelope(&rendered("whoosh"));
    let top = (0..10).max_by(|a, b| levels[*a].total_cmp(&levels[*b])).unwrap();
    assert!((2..7).contains(&top), "{levels:?}");
    assert!(levels[0] < levels[top] * 0.3 && levels[9] < levels[top] * 0.3, "{levels:?}");
}

#[test]
fn a_sub_drop_is_low_and_typing_has_gaps() {
    assert!(crossings(&rendered("sub-drop")) < 110.0);
    let sound = rendered("typing");
    let quiet = sound.chunks(480).filter(|part| part.iter().all(|x| x.abs() < 0.02)).count();
    assert!(quiet > 20, "{quiet}");
}

#[test]
fn a_wrong_number_is_named_with_its_place() {
    let broken = YAML.replacen("q: 1.1}", "q: 900}", 1).replacen("intensity: 3", "intensity: 9", 1);
    let error = Library::read(&broken).unwrap_err();
    let fields: Vec<_> = error.field_errors().iter().map(|e| e.field.as_str()).collect();
    assert_eq!(
        fields,
        ["/effects/whoosh/intensity", "/effects/whoosh/layers/0/filters/0/q"],
        "{error}"
    );
    assert!(Library::read("effects: 3").is_err());
    let twice = YAML.replacen("id: swish", "id: whoosh", 1);
    assert!(Library::read(&twice).unwrap_err().to_string().contains("twice"));
}

#[test]
fn an_effect_is_shown_without_its_recipe() {
    let json = serde_json::to_value(library().find("whoosh").unwrap()).unwrap();
    assert_eq!(json["category"], "transition");
    assert!(json.get("recipe").is_none() && json.get("peak").is_none(), "{json}");
}
