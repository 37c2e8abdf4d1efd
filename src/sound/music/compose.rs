//! From a wish to a piece: chooses mood, genre, key, tempo, form and players.
//!
//! The notes are left to [`super::score`], their sound to [`Piece`].

use std::sync::Arc;

use super::{
    Wish, drums, harmony,
    instrument::Instruments,
    key::{Key, Mode},
    piece::{Part, Piece, Sound},
    plan::{self, Clock},
    score::Score,
    style::{Genre, Mood, Player, Styles},
};
use crate::{
    error::{Error, Result},
    nearest::nearest,
    sound::synthesis::random::Random,
};

/// Lengths a piece can have, in seconds.
const SECONDS: std::ops::RangeInclusive<f64> = 1.0..=3600.0;

/// Tempos that can be asked for.
const BPM: std::ops::RangeInclusive<f32> = 40.0..=220.0;

/// Makes pieces from styles and instruments.
#[derive(Clone, Debug)]
pub struct Composer {
    styles: Arc<Styles>,
    instruments: Arc<Instruments>,
}

impl Composer {
    /// Reads both from the text of their files.
    ///
    /// # Errors
    /// `Validation` when one is not what it should be, naming every wrong value with its place,
    /// such as `/genres/lofi/drums` or `/tones/epiano/fm/ratio`.
    pub fn read(styles: &str, instruments: &str) -> Result<Self> {
        let instruments = Instruments::read(instruments)?;
        let styles = Styles::read(styles, &instruments)?;
        Ok(Self { styles: Arc::new(styles), instruments: Arc::new(instruments) })
    }

    /// All moods, in the order of the file.
    #[must_use]
    pub fn moods(&self) -> &[Mood] {
        &self.styles.moods
    }

    /// All genres, in the order of the file.
    #[must_use]
    pub fn genres(&self) -> &[Genre] {
        &self.styles.genres
    }

    /// Composes a piece; the same wish gives the same piece.
    ///
    /// # Errors
    /// `Validation` naming the field: an unknown mood, genre or key (with what is near), a
    /// tempo outside 40 to 220 or a length outside 1 to 3600 seconds.
    pub fn compose(&self, wish: &Wish) -> Result<Piece> {
        if !SECONDS.contains(&wish.seconds) {
            let message = format!("expected 1 to 3600 seconds, found {}", wish.seconds);
            return Err(Error::field("/seconds", message));
        }
        if let Some(bpm) = wish.bpm.filter(|bpm| !BPM.contains(bpm)) {
            let message = format!("expected 40 to 220 beats per minute, found {bpm}");
            return Err(Error::field("/bpm", message));
        }
        let (mood, genre) = self.style(wish)?;
        let style = format!("{} {}", mood.id, genre.id);
        let mut random = Random::fork(wish.seed, &style);
        let key = key(wish, mood, &mut random)?;
        let tempo = plan::tempo(mood.tempo, genre.tempo, &mut random);
        let bpm = wish.bpm.map_or(tempo, f64::from);
        let clock = Clock::set(wish, bpm, wish.bpm.is_none());
        let sections = plan::sections(&self.styles.forms, &clock);
        let chords = harmony::chords(
            &self.styles,
            mood,
            &key,
            genre.extension,
            &sections,
            &clock,
            &mut Random::fork(wish.seed, "chords"),
        )?;
        let parts = self.parts(genre, &mut Random::fork(wish.seed, "players"));
        let score = Score {
            genre,
            mood,
            key: &key,
            clock: &clock,
            sections: &sections,
            chords: &chords,
            rhythms: &self.styles.rhythms,
            parts: &parts,
            beats: wish.seconds * clock.bpm / 60.0,
            seed: wish.seed,
        };
        let notes = score.notes();
        Ok(Piece {
            bpm: clock.bpm,
            key: key.name(),
            mood: mood.id.clone(),
            genre: genre.id.clone(),
            seconds: wish.seconds,
            looped: wish.looped,
            bars: clock.bars,
            chords: chords.iter().map(|chord| chord.name(&key)).collect(),
            sections,
            notes,
            parts,
            sound: Sound {
                reverb: genre.reverb,
                duck: genre.duck,
                ceiling_hz: genre.ceiling_hz,
                crackle: genre.crackle,
                brightness: mood.brightness,
            },
            ends: clock.ends,
            seed: wish.seed,
            instruments: Arc::clone(&self.instruments),
        })
    }

    /// Mood and genre; one that is not asked for suits the other.
    fn style(&self, wish: &Wish) -> Result<(&Mood, &Genre)> {
        let moods = &self.styles.moods;
        let genres = &self.styles.genres;
        let mood = |id: &str| find("mood", id, moods, |mood| &mood.id);
        let genre = |id: &str| find("genre", id, genres, |genre| &genre.id);
        match (wish.mood.as_deref(), wish.genre.as_deref()) {
            (Some(m), Some(g)) => Ok((mood(m)?, genre(g)?)),
            (Some(m), None) => mood(m).and_then(|mood| Ok((mood, genre(&mood.genre)?))),
            (None, Some(g)) => genre(g).and_then(|genre| Ok((mood(&genre.mood)?, genre))),
            (None, None) => {
                let first = moods.first().ok_or_else(|| Error::internal("there are no moods"))?;
                Ok((first, genre(&first.genre)?))
            }
        }
    }

    /// The players of a genre, each with one of their instruments, and the drums.
    fn parts(&self, genre: &Genre, random: &mut Random) -> Vec<Part> {
        let player = |(role, player, _): (&str, Option<&Player>, &str)| {
            let player = player?;
            let tone = self.instruments.tone(random.pick(&player.instruments)?)?;
            Some(Part {
                name: role.to_owned(),
                instrument: tone.id.clone(),
                title: tone.name.clone(),
                gain: player.gain,
                drum: false,
            })
        };
        let mut parts: Vec<_> = genre.players().into_iter().filter_map(player).collect();
        let drums = drums::kit(&genre.drums).into_iter().filter_map(|id| self.instruments.drum(id));
        parts.extend(drums.map(|drum| Part {
            name: "drums".to_owned(),
            instrument: drum.id.clone(),
            title: drum.name.clone(),
            gain: genre.drums.gain,
            drum: true,
        }));
        parts
    }
}

/// The asked key, or one of the mood's scales on any tonic.
fn key(wish: &Wish, mood: &Mood, random: &mut Random) -> Result<Key> {
    let modes: Vec<_> = mood.modes.iter().filter_map(|name| Mode::find(name)).collect();
    // Both are drawn, so that asking for a key changes nothing else.
    let tonic = random.below(12) as i32;
    let mode = random.pick(&modes).copied();
    match (&wish.key, mode) {
        (Some(text), _) => Key::parse(text),
        (None, Some(mode)) => Ok(Key { tonic, mode }),
        (None, None) => Err(Error::internal(format!("mood {} has no scales", mood.id))),
    }
}

/// The row of `list` with this id.
fn find<'a, T>(what: &str, id: &str, list: &'a [T], of: impl Fn(&T) -> &str) -> Result<&'a T> {
    if let Some(found) = list.iter().find(|row| of(row).eq_ignore_ascii_case(id.trim())) {
        return Ok(found);
    }
    let known: Vec<_> = list.iter().map(of).collect();
    let message = format!("unknown {what} \"{id}\"; known: {}", known.join(", "));
    let error = Error::field(format!("/{what}"), message);
    Err(match nearest(id, known.into_iter()) {
        Some(near) => error.hint(format!("did you mean {near}?")),
        None => error,
    })
}
