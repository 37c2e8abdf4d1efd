//! What `validate` asks of the renderer: every scene laid out, type sizes and overlaps judged.

use std::{path::PathBuf, sync::Arc};

use serde_json::{Value, json};

use super::input::{self, BriefSource, MissingAssets, Options};
use crate::{
    context::Context,
    engines::validate::Findings,
    error::{Error, FieldError, Result},
    render::{assets::Assets, brief::Brief, film::timeline::Role, template::manifest::Manifest},
};

/// Smallest type that is good to read on a phone, in CSS pixels of a 1080-pixel side.
const READABLE: f64 = 26.0;

/// Looks over a brief.
///
/// # Errors
/// A brief that cannot be rendered, with every wrong field.
pub async fn brief(
    context: &Arc<Context>,
    subject: String,
    template_dir: Option<PathBuf>,
    offline: bool,
) -> Result<Findings> {
    let options = Options {
        template_dir,
        missing: MissingAssets::Placeholder,
        offline,
        scale: 1.0,
        sound: true,
        ..Options::default()
    };
    let source = BriefSource(Value::String(subject));
    let prepared = input::prepare(context, &source, options).await?;
    context
        .blocking(move |context| {
            let film = &prepared.film;
            let fps = film.timeline.fps;
            let mut warnings = context.warnings();
            let mut sections = 0;
            warnings.extend(overlaps(&prepared.brief));
            for slot in &film.timeline.slots {
                context.check_cancelled()?;
                let id = slot.plan.context.get_attr("section").ok();
                let id = id.and_then(|s| s.get_attr("id").ok()).map(|id| id.to_string());
                let name = id.unwrap_or_else(|| slot.plan.path.clone());
                let (_, notes) = slot.plan.lay_out(&film.kit)?;
                sections += usize::from(slot.role != Role::Backdrop);
                for fit in notes.fits {
                    if fit.overflows {
                        warnings.push(format!("{name}: {} is too long and is cut", fit.name));
                    } else if fit.size < READABLE {
                        warnings.push(format!(
                            "{name}: {} shrinks to {} px of {READABLE} that read well; say less",
                            fit.name, fit.size
                        ));
                    }
                }
                let seconds = (slot.end - slot.start) as f64 / fps;
                let busiest = notes.layers.iter().map(|l| l.score.at).fold(0.0, f64::max);
                if busiest > seconds - 0.4 && seconds > 0.6 && slot.role != Role::Backdrop {
                    warnings.push(format!(
                        "{name}: its last part appears at {busiest:.1} of {seconds:.1} s; \
                         give it more time"
                    ));
                }
            }
            let summary = json!({
                "format": prepared.brief.format,
                "seconds": film.timeline.frames as f64 / fps,
                "frames": film.timeline.frames,
                "fps": fps,
                "width": film.timeline.size.0,
                "height": film.timeline.size.1,
                "scenes": sections,
                "voiceover": prepared.voice.is_some(),
                "music": prepared.music.is_some(),
            });
            Ok(Findings { valid: true, warnings, summary })
        })
        .await
}

/// Looks over a template folder: manifests, shared tables.
///
/// # Errors
/// A folder that cannot be read, or files in it that are wrong, each named.
pub fn templates(folder: PathBuf) -> Result<Findings> {
    let assets = Assets::new(vec![folder])?;
    let mut errors = Vec::new();
    let mut note = |field: String, error: &Error| {
        errors.push(FieldError { field, message: error.to_string() });
    };
    let formats = assets.folders("formats");
    for id in &formats {
        match Manifest::load(&assets, id) {
            Ok(manifest) if manifest.id != *id => note(
                format!("formats/{id}/manifest.yaml: id"),
                &Error::field("id", format!("expected {id}, found {}", manifest.id)),
            ),
            Ok(manifest) => {
                for css in &manifest.css {
                    if let Err(error) = assets.require(css) {
                        note(format!("formats/{id}/manifest.yaml: css"), &error);
                    }
                }
            }
            Err(error) => note(format!("formats/{id}/manifest.yaml"), &error),
        }
    }
    if let Err(error) = crate::render::motion::Motions::load(&assets) {
        note("shared/motion.yaml".to_owned(), &error);
    }
    if let Err(error) = crate::render::template::manifest::SectionTypes::load(&assets) {
        note("shared/sections.yaml".to_owned(), &error);
    }
    if let Err(error) = crate::render::template::manifest::themes(&assets) {
        note("shared/themes.yaml".to_owned(), &error);
    }
    let summary = json!({ "formats": formats });
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    Ok(Findings { valid: true, warnings: Vec::new(), summary })
}

/// Sections that play while another one does.
fn overlaps(brief: &Brief) -> Vec<String> {
    let mut found = Vec::new();
    for (index, section) in brief.sections.iter().enumerate() {
        let under = brief.sections[..index].iter().find(|s| s.end() > section.start + 0.02);
        if let Some(under) = under {
            found.push(format!(
                "{}: {} plays over {} until {:.2} s",
                section.pointer,
                section.id,
                under.id,
                section.end().min(under.end())
            ));
        }
    }
    found
}
