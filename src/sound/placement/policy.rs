//! The policy of placing sound effects as data: presets of guards and rules.
//!
//! What a rule and a guard mean is said here; applying them is left to [`super`].

use serde_json::Value;

use super::super::{
    fields::{self, Fields, is_id},
    synthesis::check::Checks,
};
use crate::{
    error::{Error, Result},
    nearest::nearest,
};

/// All presets of a policy file.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    presets: Vec<Preset>,
}

/// One way of placing effects.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// What requests call it: small letters, digits and `-`.
    pub id: String,
    /// One sentence for people: how it sounds and what it is good for.
    pub description: String,
    /// What keeps it from becoming too much.
    pub guards: Guards,
    /// What is wanted where.
    pub rules: Vec<Rule>,
}

/// What keeps effects from becoming too many or too loud.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guards {
    /// Least seconds between any two effects, 0 to 60.
    pub gap_seconds: f64,
    /// Most effects in any 60 seconds, 0 to 120.
    pub per_minute: u8,
    /// Seconds in which the same effect is not heard again, 0 to 600.
    pub same_after_seconds: f64,
    /// Nothing begins in so many seconds from the start of the video, 0 to 60.
    pub quiet_start_seconds: f64,
    /// Nothing begins in so many seconds before its end, 0 to 60.
    pub quiet_end_seconds: f64,
    /// A moment this near a beat, in seconds, moves onto it; 0 to 1.
    pub snap_seconds: f64,
    /// Decibels by which an effect is lower under speech, 0 to 40.
    pub lower_under_speech_db: f64,
    /// Effects that ask for more attention are not taken, 1 to 5.
    pub most_intensity: u8,
    /// The same under speech, 1 to 5.
    pub most_intensity_under_speech: u8,
}

/// What is wanted at one kind of moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Which moment of a section.
    pub at: Moment,
    /// Kinds of sections it is for; empty for all.
    pub of: Vec<String>,
    /// The effects that fit best, any of them.
    pub ids: Vec<String>,
    /// Else those with most of these words.
    pub tags: Vec<String>,
    /// Seconds after the moment (below 0: before it) at which it begins, -10 to 10.
    pub offset_seconds: f64,
    /// Factor on the effect's level, 0 to 2.
    pub volume: f64,
    /// What goes first when there is no room for all, 1 to 9; 9 goes first.
    pub importance: u8,
}

/// A moment of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// It begins.
    Start,
    /// It begins, and there is one before it.
    Cut,
    /// It begins and has a title.
    Title,
    /// Half of it is over.
    Middle,
    /// It ends.
    End,
}

impl Moment {
    const ALL: [(&'static str, Self); 5] = [
        ("start", Self::Start),
        ("cut", Self::Cut),
        ("title", Self::Title),
        ("middle", Self::Middle),
        ("end", Self::End),
    ];
}

impl Policy {
    /// Reads a policy from the text of its file.
    ///
    /// # Errors
    /// `Validation` when it is neither YAML nor JSON, or naming every field that is wrong,
    /// missing or unknown, such as `/presets/subtle/rules/3/volume`.
    pub fn read(text: &str) -> Result<Self> {
        let value = fields::parse(text, "the policy of sound effects")?;
        let mut checks = Checks::new("");
        let mut root = Fields::of(&value, &mut checks);
        root.need("presets");
        let listed = root.raw("presets").cloned().unwrap_or(Value::Object(serde_json::Map::new()));
        root.finish();
        let mut presets = Vec::new();
        checks.inside("presets", |checks| match &listed {
            Value::Object(listed) => {
                for (id, value) in listed {
                    checks.inside(id, |checks| presets.push(Preset::read(id, value, checks)));
                }
            }
            _ => checks.fail_here("expected presets by name"),
        });
        checks.finish()?;
        Ok(Self { presets })
    }

    /// All presets, in the order of the file.
    #[must_use]
    pub fn presets(&self) -> &[Preset] {
        &self.presets
    }

    /// The preset with this id.
    ///
    /// # Errors
    /// `Validation` naming `/policy`, with what was probably meant.
    pub fn preset(&self, id: &str) -> Result<&Preset> {
        self.presets.iter().find(|preset| preset.id == id).ok_or_else(|| {
            let near = nearest(id, self.presets.iter().map(|preset| preset.id.as_str()));
            let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            let all: Vec<_> = self.presets.iter().map(|preset| preset.id.as_str()).collect();
            Error::field("/policy", format!("there is no policy {id:?}{near}"))
                .hint(format!("there are {}", all.join(", ")))
        })
    }
}

impl Preset {
    fn read(id: &str, value: &Value, checks: &mut Checks) -> Self {
        if !is_id(id) {
            checks.fail_here("expected a name of small letters, digits and -");
        }
        let mut fields = Fields::of(value, checks);
        let description = fields.need_text("description");
        fields.need("guards");
        let nothing = Value::Object(serde_json::Map::new());
        let guards = fields.raw("guards").unwrap_or(&nothing);
        fields.need("rules");
        let listed = fields.list("rules");
        fields.finish();
        let mut made = None;
        checks.inside("guards", |checks| made = Some(Guards::read(guards, checks)));
        let mut rules = Vec::new();
        checks.inside("rules", |checks| {
            for (n, value) in listed.iter().enumerate() {
                checks.inside(n, |checks| rules.push(Rule::read(value, checks)));
            }
        });
        Self { id: id.to_owned(), description, guards: made.unwrap_or_default(), rules }
    }
}

impl Default for Guards {
    /// Sparing, and without snapping to beats.
    fn default() -> Self {
        Self {
            gap_seconds: 1.5,
            per_minute: 10,
            same_after_seconds: 10.0,
            quiet_start_seconds: 0.1,
            quiet_end_seconds: 0.5,
            snap_seconds: 0.0,
            lower_under_speech_db: 6.0,
            most_intensity: 5,
            most_intensity_under_speech: 5,
        }
    }
}

impl Guards {
    fn read(value: &Value, checks: &mut Checks) -> Self {
        let mut fields = Fields::of(value, checks);
        let usual = Self::default();
        let mut number = |name, usual: f64, most: f64| fields.number(name, usual, &(0.0..=most));
        let (gap_seconds, same_after_seconds) = (
            number("gap_seconds", usual.gap_seconds, 60.0),
            number("same_after_seconds", usual.same_after_seconds, 600.0),
        );
        let quiet_start_seconds = number("quiet_start_seconds", usual.quiet_start_seconds, 60.0);
        let quiet_end_seconds = number("quiet_end_seconds", usual.quiet_end_seconds, 60.0);
        let snap_seconds = number("snap_seconds", usual.snap_seconds, 1.0);
        let lower_under_speech_db =
            number("lower_under_speech_db", usual.lower_under_speech_db, 40.0);
        let made = Self {
            gap_seconds,
            per_minute: fields.whole("per_minute", usual.per_minute, &(0..=120)),
            same_after_seconds,
            quiet_start_seconds,
            quiet_end_seconds,
            snap_seconds,
            lower_under_speech_db,
            most_intensity: fields.whole("most_intensity", usual.most_intensity, &(1..=5)),
            most_intensity_under_speech: fields.whole(
                "most_intensity_under_speech",
                usual.most_intensity_under_speech,
                &(1..=5),
            ),
        };
        fields.finish();
        made
    }
}

impl Rule {
    fn read(value: &Value, checks: &mut Checks) -> Self {
        let mut fields = Fields::of(value, checks);
        let name = fields.need_text("at");
        let at = Moment::ALL.iter().find(|(known, _)| *known == name).map(|(_, moment)| *moment);
        let made = Self {
            at: at.unwrap_or(Moment::Start),
            of: fields.words("of"),
            ids: fields.words("ids"),
            tags: fields.words("tags"),
            offset_seconds: fields.number("offset_seconds", 0.0, &(-10.0..=10.0)),
            volume: fields.number("volume", 1.0, &(0.0..=2.0)),
            importance: fields.whole("importance", 5, &(1..=9)),
        };
        if at.is_none() && !name.is_empty() {
            let known = Moment::ALL.map(|(known, _)| known).join(", ");
            fields.checks().fail("at", format!("expected one of {known}, found {name:?}"));
        }
        let wants = !made.ids.is_empty() || !made.tags.is_empty();
        fields.checks().need(wants, "ids", "expected ids or tags of effects");
        fields.finish();
        made
    }
}
