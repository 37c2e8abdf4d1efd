//! Chooses the effect for a moment: what the rule asks for, or the next best.
//!
//! Whether there is room for an effect at all is decided in [`super`].

use super::{Known, policy::Rule};
use crate::sound::synthesis::random::Random;

/// What was chosen, or why nothing was.
pub(super) type Choice<'a> = Result<(&'a Known, String), String>;

/// What limits the choice at this moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits<'a> {
    /// Highest intensity.
    pub(super) most_intensity: u8,
    /// Ids that were heard too short a time ago.
    pub(super) heard: &'a [&'a str],
}

/// Chooses for `rule` from `effects`. What fits equally well is drawn by `random`.
pub(super) fn choose<'a>(
    rule: &Rule,
    effects: &'a [Known],
    limits: Limits,
    random: &mut Random,
) -> Choice<'a> {
    let asked: Vec<&Known> = effects.iter().filter(|e| rule.ids.contains(&e.id)).collect();
    let calm = |e: &&Known| e.intensity <= limits.most_intensity;
    let fresh = |e: &&Known| !limits.heard.contains(&e.id.as_str());
    let free: Vec<&Known> = asked.iter().copied().filter(calm).filter(fresh).collect();
    if let Some(taken) = random.pick(&free) {
        return Ok((taken, "as the rule asks".to_owned()));
    }
    // The words of the rule, else those of the effects that it names; a word alone says too
    // little then, so the kind has to be the same.
    let tags: Vec<&str> = if rule.tags.is_empty() {
        asked.iter().flat_map(|e| &e.tags).map(String::as_str).collect()
    } else {
        rule.tags.iter().map(String::as_str).collect()
    };
    let kin = |e: &Known| asked.iter().any(|asked| asked.category == e.category);
    // Words first; of those that share as many, one of the same kind.
    let like = |e: &Known| {
        let shared = e.tags.iter().filter(|tag| tags.contains(&tag.as_str())).count();
        if shared == 0 || (rule.tags.is_empty() && !kin(e)) {
            0
        } else {
            shared * 2 + usize::from(kin(e))
        }
    };
    let similar: Vec<&Known> = effects.iter().filter(|e| like(e) > 0).collect();
    let free: Vec<&Known> = similar.iter().copied().filter(calm).filter(fresh).collect();
    let best = free.iter().map(|e| like(e)).max().unwrap_or_default();
    let best: Vec<&Known> = free.into_iter().filter(|e| like(e) == best).collect();
    if let Some(taken) = random.pick(&best) {
        let shared: Vec<&str> =
            taken.tags.iter().map(String::as_str).filter(|tag| tags.contains(tag)).collect();
        let shared = shared.join(", ");
        return Ok(match asked.first() {
            Some(first) => {
                let why = if calm(first) { "was heard shortly before" } else { "is too intense" };
                (*taken, format!("instead of {}, which {why}: both are {shared}", first.id))
            }
            None => (*taken, format!("for its tags {shared}")),
        });
    }
    Err(if asked.is_empty() && similar.is_empty() {
        "no effect of the library has these ids or tags".to_owned()
    } else if asked.iter().chain(&similar).any(calm) {
        "all that fit were heard shortly before".to_owned()
    } else {
        format!("all that fit are more intense than {}", limits.most_intensity)
    })
}
