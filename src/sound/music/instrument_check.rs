//! Checks the numbers of `templates/music/instruments.yaml`.
//!
//! What is wrong is named with its place, such as `/tones/epiano/fm/ratio`. What the numbers mean
//! is left to [`super::instrument`].

use super::instrument::{Drum, Tone};
use crate::sound::synthesis::check::Checks;

impl Tone {
    pub(super) fn check(&self, checks: &mut Checks) {
        let kinds = [
            !self.waves.is_empty(),
            self.fm.is_some(),
            !self.partials.is_empty(),
            self.string.is_some(),
        ];
        let one = kinds.iter().filter(|kind| **kind).count() == 1;
        checks.need(one, "waves", "expected exactly one of waves, fm, partials and string");
        checks.count("waves", self.waves.len(), &(0..=6));
        for (n, row) in self.waves.iter().enumerate() {
            checks.number(&format!("waves/{n}/level"), row.level, &(0.0..=2.0));
            checks.number(&format!("waves/{n}/ratio"), row.ratio, &(0.1..=16.0));
            checks.number(&format!("waves/{n}/cents"), row.cents, &(-100.0..=100.0));
        }
        if let Some(fm) = &self.fm {
            checks.number("fm/ratio", fm.ratio, &(0.1..=16.0));
            checks.number("fm/index", fm.index, &(0.0..=10.0));
            checks.number("fm/decay", fm.decay, &(0.01..=10.0));
            checks.number("fm/rest", fm.rest, &(0.0..=1.0));
        }
        checks.count("partials", self.partials.len(), &(0..=12));
        for (n, [ratio, level, seconds]) in self.partials.iter().enumerate() {
            checks.number(&format!("partials/{n}/0"), *ratio, &(0.1..=32.0));
            checks.number(&format!("partials/{n}/1"), *level, &(0.0..=2.0));
            checks.number(&format!("partials/{n}/2"), *seconds, &(0.01..=20.0));
        }
        if let Some(string) = &self.string {
            checks.number("string/ring", string.ring, &(0.1..=20.0));
            checks.number("string/bright", string.bright, &(0.0..=1.0));
        }
        checks.number("envelope/attack", self.envelope.attack, &(0.001..=5.0));
        checks.number("envelope/decay", self.envelope.decay, &(0.01..=20.0));
        checks.number("envelope/sustain", self.envelope.sustain, &(0.0..=1.0));
        checks.number("envelope/release", self.envelope.release, &(0.01..=5.0));
        if let Some(filter) = &self.filter {
            checks.number("filter/cutoff", filter.cutoff, &(20.0..=20_000.0));
            checks.number("filter/q", filter.q, &(0.3..=10.0));
            checks.number("filter/octaves", filter.octaves, &(-4.0..=6.0));
            checks.number("filter/decay", filter.decay, &(0.01..=10.0));
            checks.number("filter/follow", filter.follow, &(0.0..=1.0));
        }
        if let Some([hz, cents]) = self.vibrato {
            checks.number("vibrato/0", hz, &(0.1..=12.0));
            checks.number("vibrato/1", cents, &(0.0..=100.0));
        }
        let [low, high] = self.range;
        let wide = (0..=127).contains(&low) && (low + 12..=127).contains(&high);
        checks.need(wide, "range", "expected two MIDI numbers at least an octave apart");
        for (field, value) in [
            ("level", self.level),
            ("width", self.width),
            ("chorus", self.chorus),
            ("reverb", self.reverb),
            ("echo", self.echo),
        ] {
            checks.number(field, value, &(0.0..=if field == "level" { 4.0 } else { 1.0 }));
        }
    }
}

impl Drum {
    pub(super) fn check(&self, checks: &mut Checks) {
        checks.number("level", self.level, &(0.0..=2.0));
        checks.number("pan", self.pan, &(-1.0..=1.0));
        checks.number("reverb", self.reverb, &(0.0..=1.0));
        checks.count("layers", self.layers.len(), &(1..=8));
        for (n, layer) in self.layers.iter().enumerate() {
            checks.inside(format!("layers/{n}"), |checks| layer.check(checks));
        }
    }
}
