//! Checks `templates/music/styles.yaml`: every number, rhythm, chord and name in it.
//!
//! What is wrong is named with its place, such as `/moods/calm/progressions/major/0`. What the
//! data means is left to [`super::style`].

use super::{
    chord::Chord,
    instrument::Instruments,
    key::Mode,
    pattern,
    style::{Form, Genre, Mood, Progressions, Styles},
};
use crate::{
    error::{Error, Kind, Result},
    sound::synthesis::check::Checks,
};

impl Styles {
    /// Reads and checks the file.
    pub(super) fn read(yaml: &str, instruments: &Instruments) -> Result<Self> {
        let styles: Self = serde_yaml::from_str(yaml).map_err(|e| {
            Error::new(Kind::Validation, "the music styles cannot be read").caused_by(e)
        })?;
        let mut checks = Checks::new("");
        for mode in ["major", "minor"] {
            let some = styles.progressions.get(mode).is_some_and(|list| !list.is_empty());
            checks.need(some, &format!("progressions/{mode}"), "there must be some");
        }
        check_chords(&styles.progressions, &mut checks);
        checks.need(!styles.rhythms.is_empty(), "rhythms", "there are none");
        check_rhythms("rhythms", &styles.rhythms, "x", &mut checks);
        let any = styles.forms.iter().any(|form| form.from_bars <= 1);
        checks.need(any, "forms", "one must be for 1 bar");
        for (n, form) in styles.forms.iter().enumerate() {
            checks.inside(format!("forms/{n}"), |checks| form.check(checks));
        }
        checks.need(!styles.moods.is_empty(), "moods", "there are none");
        checks.need(!styles.genres.is_empty(), "genres", "there are none");
        for mood in &styles.moods {
            let known = styles.genres.iter().any(|genre| genre.id == mood.genre);
            checks.inside(format!("moods/{}", mood.id), |checks| mood.check(known, checks));
        }
        for genre in &styles.genres {
            let known = styles.moods.iter().any(|mood| mood.id == genre.mood);
            checks.inside(format!("genres/{}", genre.id), |checks| {
                checks.need(known, "mood", "there is no such mood");
                genre.check(instruments, checks);
            });
        }
        checks.finish()?;
        Ok(styles)
    }
}

fn check_chords(progressions: &Progressions, checks: &mut Checks) {
    for (name, list) in progressions {
        let field = format!("progressions/{name}");
        let Some(mode) = Mode::find(name) else {
            checks.fail(&field, "there is no such scale");
            continue;
        };
        for (n, text) in list.iter().enumerate() {
            match Chord::progression(text, mode) {
                Ok(chords) => checks.count(&format!("{field}/{n}"), chords.len(), &(1..=16)),
                Err(why) => checks.fail(&format!("{field}/{n}"), why),
            }
        }
    }
}

fn check_rhythms<'a>(
    field: &str,
    texts: impl IntoIterator<Item = &'a String>,
    allowed: &str,
    checks: &mut Checks,
) {
    for text in texts {
        if let Some(why) = pattern::mistake(text, allowed) {
            checks.fail(field, why);
        }
    }
}

impl Form {
    fn check(&self, checks: &mut Checks) {
        checks.need(!self.sections.is_empty(), "sections", "there are none");
        for (n, section) in self.sections.iter().enumerate() {
            checks.count(&format!("sections/{n}/bars"), section.bars, &(1..=64));
            checks.number(&format!("sections/{n}/energy"), section.energy, &(0.0..=1.0));
            for part in &section.parts {
                let known = ["chords", "pad", "arp", "bass", "lead", "drums"];
                let right = known.contains(&part.as_str());
                checks.need(right, &format!("sections/{n}/parts"), "there is no such part");
            }
        }
    }
}

impl Mood {
    fn check(&self, genre: bool, checks: &mut Checks) {
        checks.need(genre, "genre", "there is no such genre");
        checks.span("tempo", self.tempo, &(40.0..=220.0));
        checks.number("energy", self.energy, &(0.0..=1.0));
        checks.number("brightness", self.brightness, &(0.3..=2.0));
        checks.number("density", self.density, &(0.0..=1.0));
        checks.number("register", self.register as f32, &(-12.0..=12.0));
        checks.need(!self.modes.is_empty(), "modes", "there are none");
        for mode in &self.modes {
            checks.need(Mode::find(mode).is_some(), "modes", "there is no such scale");
            let some = self.progressions.get(mode).is_some_and(|list| !list.is_empty());
            checks.need(some, &format!("progressions/{mode}"), "a scale needs its chords");
        }
        check_chords(&self.progressions, checks);
    }
}

impl Genre {
    fn check(&self, instruments: &Instruments, checks: &mut Checks) {
        checks.span("tempo", self.tempo, &(40.0..=220.0));
        checks.number("swing", self.swing, &(0.5..=0.7));
        checks.number("human_ms", self.human_ms, &(0.0..=25.0));
        checks.number("extension", self.extension.into(), &(0.0..=2.0));
        checks.number("reverb", self.reverb, &(0.1..=6.0));
        checks.number("duck", self.duck, &(0.0..=0.9));
        checks.number("ceiling_hz", self.ceiling_hz, &(1000.0..=20_000.0));
        checks.number("crackle", self.crackle, &(0.0..=1.0));
        for (role, player, allowed) in self.players() {
            let Some(player) = player else { continue };
            checks.number(&format!("{role}/gain"), player.gain, &(0.0..=2.0));
            check_rhythms(&format!("{role}/patterns"), &player.patterns, allowed, checks);
            // The lead has shared rhythms and the pad holds its chords.
            let plays = matches!(role, "lead" | "pad") || !player.patterns.is_empty();
            checks.need(plays, &format!("{role}/patterns"), "there are none");
            let field = format!("{role}/instruments");
            checks.need(!player.instruments.is_empty(), &field, "there are none");
            for name in &player.instruments {
                let known = instruments.tone(name).is_some();
                checks.need(known, &field, &format!("there is no tone \"{name}\""));
            }
        }
        checks.number("drums/gain", self.drums.gain, &(0.0..=2.0));
        for beat in self.drums.beats.iter().chain(&self.drums.fills) {
            check_rhythms("drums", beat.values(), "Xxo", checks);
            for name in beat.keys().chain(&self.drums.crash) {
                let known = instruments.drum(name).is_some();
                checks.need(known, "drums", &format!("there is no drum \"{name}\""));
            }
        }
    }
}
