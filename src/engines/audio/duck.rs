//! `audio.duck`: music steps back under a voice, and both become one sound.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AudioFormat, Sound, Source, bring, finish, format_of,
    mix::{attack, quarter, release},
};
use crate::{
    capability::{Capability, Makes, Weight},
    context::Context,
    error::Result,
    sound::{Bus, Order, Track, duck::Ducking},
};

/// Lay music under a voice and turn it down while the voice speaks
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duck {
    /// The voice: a sound file, or a video with sound
    pub voice: Source,
    /// The music; it starts over until the voice ends
    pub music: Source,
    /// Factor on the music under speech; 0.25 is 12 dB down
    #[serde(default = "quarter")]
    #[schemars(range(min = 0.001, max = 1.0))]
    pub duck_to: f64,
    /// Level in dBFS above which the voice counts as speech [default: 30 dB below its loudest]
    #[schemars(range(min = -80.0, max = 0.0))]
    pub threshold_db: Option<f64>,
    /// Milliseconds in which the music goes down
    #[serde(default = "attack")]
    #[schemars(range(min = 0.0, max = 10000.0))]
    pub attack_ms: f64,
    /// Milliseconds in which it comes back
    #[serde(default = "release")]
    #[schemars(range(min = 0.0, max = 10000.0))]
    pub release_ms: f64,
    /// Milliseconds before the first syllable at which it is down
    #[serde(default = "look_ahead")]
    #[schemars(range(min = 0.0, max = 5000.0))]
    pub look_ahead_ms: f64,
    /// Factor on the music where nobody speaks
    #[serde(default = "full")]
    #[schemars(range(min = 0.0, max = 4.0))]
    pub music_volume: f64,
    /// Integrated loudness of the whole in LUFS (EBU R128) [default: as it comes]
    #[schemars(range(min = -40.0, max = -5.0))]
    pub loudness_lufs: Option<f64>,
    /// The file's format [default: what the output's name ends in, else mp3]
    pub output_format: Option<AudioFormat>,
}

fn look_ahead() -> f64 {
    Ducking::default().look_ahead * 1000.0
}

const fn full() -> f64 {
    1.0
}

impl Capability for Duck {
    const NAME: &'static str = "audio.duck";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Lay music under a voice and turn it down while the voice speaks";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        ("Music 12 dB down under speech", "voice.wav --music music.mp3 -o mix.mp3"),
        ("Deeper and slower", "voice.wav --music music.mp3 --duck-to 0.1 --release-ms 900"),
    ];
    const MAKES: Makes = Makes::File;
    type Output = Sound;

    async fn run(self, context: Arc<Context>) -> Result<Sound> {
        let format = format_of(&context, self.output_format);
        let target = context.output_file(&format!("ducked.{}", format.ending()))?;
        let sources = [("voice".to_owned(), &self.voice), ("music".to_owned(), &self.music)];
        let files = bring(&context, &sources).await?;
        let names = files
            .iter()
            .zip(&sources)
            .map(|(file, (field, source))| (file.clone(), field.clone(), source.0.clone()))
            .collect();
        let track = |n: usize, bus, volume: f64| Track {
            bus,
            source: files[n].clone(),
            volume: volume as f32,
            start_seconds: 0.0,
            looped: bus == Bus::Music,
            fade_in_seconds: 0.0,
            fade_out_seconds: if bus == Bus::Music { 1.0 } else { 0.0 },
        };
        let order = Order {
            tracks: vec![track(0, Bus::Voice, 1.0), track(1, Bus::Music, self.music_volume)],
            seconds: None,
            ducking: Some(Ducking {
                duck_to: self.duck_to,
                threshold_db: self.threshold_db,
                attack: self.attack_ms / 1000.0,
                release: self.release_ms / 1000.0,
                look_ahead: self.look_ahead_ms / 1000.0,
            }),
            lufs: self.loudness_lufs,
            peak_db: format.peak_db(),
        };
        finish(&context, order, format, target, names).await
    }
}
