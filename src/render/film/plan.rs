//! From a brief to scenes on a timeline: size, theme, fonts, style sheet, backdrops, overlays.
//!
//! Nothing is drawn here. Looks come from the format's templates; this file decides only which
//! template plays when, and hands it its variables.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use minijinja::{Value as Jinja, context, value::Serde};
use serde_json::{Value, json};
use takumi::prelude::ImageSource;

use super::{
    captions::{Captions, Platform, Style},
    scene::{Kit, ScenePlan},
    theme::{self, Palette},
    timeline::{Role, Slot, Timeline, Transitions},
};
use crate::{
    error::{Error, FieldError, Result},
    nearest::nearest,
    render::{
        assets::Assets,
        brief::{Background, Brief, Section},
        fonts, highlight,
        motion::Motions,
        page::Surface,
        template::{
            library::Library,
            manifest::{Manifest, SectionTypes},
        },
    },
};

/// Shorter side of the layout in CSS pixels; device pixels follow from the video's size.
pub const SHORT_SIDE: f64 = 1080.0;

/// The files a brief names, found and read.
#[derive(Default)]
pub struct Media {
    /// Pictures by what the brief calls them.
    pub images: HashMap<Arc<str>, ImageSource>,
    /// Width and height of the pictures.
    pub sizes: HashMap<String, (f32, f32)>,
    /// Movies by what the brief calls them.
    pub movies: HashMap<String, PathBuf>,
    /// What is missing and shows as a placeholder.
    pub missing: Vec<String>,
}

/// How a brief is to be rendered.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// Factor on the brief's resolution: 0.5 for a preview.
    pub scale: f64,
    /// Seed of everything that looks random.
    pub seed: u64,
    /// Words to be written over it.
    pub captions: Option<Captions>,
}

/// A brief ready to be drawn.
pub struct Film {
    /// The scenes.
    pub timeline: Timeline,
    /// What drawing needs.
    pub kit: Kit,
    /// Movie files.
    pub movies: super::movie::Files,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// Lays `brief` out on a timeline.
///
/// # Errors
/// An unknown format or theme, a template that is wrong, code that is too long.
pub fn plan(brief: &Brief, media: Media, assets: &Assets, wishes: &Wishes) -> Result<Film> {
    let manifest = Manifest::load(assets, &brief.format)?;
    let types = SectionTypes::load(assets)?;
    let mut warnings = brief.warnings.clone();
    let motions = Arc::new(Motions::load(assets)?);
    let transitions = Transitions::load(assets)?;
    let palette = theme::palette(brief, &manifest, assets)?;
    let library = Library::new(assets.clone());

    let mut text = format!("{} •✓×#→0123456789", brief.text());
    for word in wishes.captions.iter().flat_map(|captions| &captions.words) {
        text += &word.text;
    }
    let loaded = fonts::load(assets, &text, &brief.style.families())?;
    for script in &loaded.missing_scripts {
        warnings.push(format!(
            "no font shows {script}; install one (Debian: fonts-noto-core, fonts-noto-cjk) or \
             see `remotion-media doctor`"
        ));
    }
    for family in &loaded.missing_families {
        warnings.push(format!("font \"{family}\" is not installed; Inter is used instead"));
    }
    let surface = surface(brief, &media, loaded.fonts, wishes);
    let captions = match &wishes.captions {
        Some(captions) => {
            let platform = captions.platform.as_ref().or(manifest.platform.as_ref());
            let platform = platform.map(|name| Platform::load(assets, name)).transpose()?;
            Some((Style::load(assets, &captions.style)?, platform, captions))
        }
        None => None,
    };
    let mut planner = Planner {
        brief,
        manifest: &manifest,
        types: &types,
        motions: &motions,
        transitions: &transitions,
        library: &library,
        media: &media,
        palette: &palette,
        surface: &surface,
        warnings,
        css: String::new(),
        seed: wishes.seed,
        captions,
    };
    planner.css = planner.style_sheet()?;
    let slots = planner.slots()?;
    let warnings = planner.warnings;
    let size = (surface.width_px(), surface.height_px());
    let frames = frame_of(brief.seconds(), brief.settings.fps).max(1);
    let timeline = Timeline::new(slots, brief.settings.fps, frames, size, transitions.clone());
    let movies = Arc::new(media.movies);
    Ok(Film { timeline, kit: Kit { library, motions, surface }, movies, warnings })
}

fn surface(
    brief: &Brief,
    media: &Media,
    fonts: takumi::prelude::Fonts,
    wishes: &Wishes,
) -> Surface {
    let even = |v: f64| ((v / 2.0).round() * 2.0).max(2.0);
    let width = even(f64::from(brief.settings.width) * wishes.scale);
    let height = even(f64::from(brief.settings.height) * wishes.scale);
    let scale = width.min(height) / SHORT_SIDE;
    Surface {
        fonts: Arc::new(fonts),
        images: Arc::new(media.images.clone()),
        width: (width / scale) as f32,
        height: (height / scale) as f32,
        scale: scale as f32,
    }
}

fn frame_of(seconds: f64, fps: f64) -> u64 {
    (seconds * fps).round() as u64
}

/// Turns sections into slots; what is odd gathers in `warnings`.
struct Planner<'a> {
    brief: &'a Brief,
    manifest: &'a Manifest,
    types: &'a SectionTypes,
    motions: &'a Motions,
    transitions: &'a Transitions,
    library: &'a Library,
    media: &'a Media,
    palette: &'a Palette,
    surface: &'a Surface,
    warnings: Vec<String>,
    css: String,
    seed: u64,
    captions: Option<(Style, Option<Platform>, &'a Captions)>,
}

/// A section with its frames.
struct Cue<'a> {
    section: &'a Section,
    /// Place among the sections that are no overlays, from 0.
    number: usize,
    /// Place among the sections of the same type, from 1, and how many of them there are.
    ordinal: (usize, usize),
    start: u64,
    end: u64,
    overlay: bool,
}

impl<'a> Planner<'a> {
    fn slots(&mut self) -> Result<Vec<Slot>> {
        let cues = self.cues();
        let (transition, frames) = self.transition();
        let exits = self.transitions.exits(&transition);
        let base_count = cues.iter().filter(|cue| !cue.overlay).count();
        let total = frame_of(self.brief.seconds(), self.brief.settings.fps);
        let mut backdrops: Vec<(String, Slot)> = Vec::new();
        let mut sections = Vec::new();
        let mut overlays = Vec::new();
        for cue in &cues {
            let first = cue.start == 0;
            let last = cue.end >= total;
            let span = cue.end - cue.start;
            let plan = self.scene(cue, base_count, exits, first, last)?;
            let role = if cue.overlay { Role::Overlay } else { Role::Section };
            let mut slot = Slot::new(plan, cue.start, cue.end, role);
            if cue.overlay {
                overlays.push(slot);
                continue;
            }
            let arriving = frames.min(span / 3);
            if !first && arriving > 0 {
                slot.arrives = Some((transition.clone(), arriving));
            }
            if !last && !exits && arriving > 0 {
                slot.departs = Some((transition.clone(), arriving));
            }
            let (key, plan) = self.backdrop(cue);
            match backdrops.last_mut() {
                Some((previous, slot)) if *previous == key => slot.end = cue.end,
                _ => {
                    let mut behind = Slot::new(plan, cue.start, cue.end, Role::Backdrop);
                    if let Some((_, previous)) = backdrops.last_mut()
                        && arriving > 0
                    {
                        previous.departs = Some((transition.clone(), arriving));
                        behind.arrives = Some((transition.clone(), arriving));
                    }
                    backdrops.push((key, behind));
                }
            }
            sections.push(slot);
        }
        let mut slots: Vec<Slot> = backdrops
            .into_iter()
            .map(|(_, mut slot)| {
                slot.plan.seconds = (slot.end - slot.start) as f64 / self.brief.settings.fps + 2.0;
                slot
            })
            .collect();
        if self.brief.animations.particles {
            slots.push(self.chrome("shared/particles.html", total));
        }
        slots.extend(sections);
        slots.extend(overlays);
        slots.extend(self.captions());
        if self.brief.animations.progress {
            slots.push(self.chrome("shared/progress.html", total));
        }
        Ok(slots)
    }

    /// Sections in order of time; gaps are held, partly covered ones cut.
    fn cues(&mut self) -> Vec<Cue<'a>> {
        let fps = self.brief.settings.fps;
        let mut cues: Vec<Cue> = Vec::new();
        let mut base: Option<usize> = None;
        let mut number = 0;
        for section in &self.brief.sections {
            let start = frame_of(section.start, fps);
            let end = frame_of(section.end(), fps).max(start + 1);
            let overlay = base.is_some_and(|b| start < cues[b].end && end <= cues[b].end + 1);
            if !overlay {
                match base {
                    Some(b) if cues[b].end > start => cues[b].end = start,
                    Some(b) if cues[b].end < start => {
                        self.warnings.push(format!(
                            "{}: nothing plays from {:.2} to {:.2} seconds; the section before \
                             is held",
                            section.pointer,
                            cues[b].end as f64 / fps,
                            section.start
                        ));
                        cues[b].end = start;
                    }
                    _ => {}
                }
                base = Some(cues.len());
            }
            // A video that would start with nothing shows its first section from the start.
            let start = if base == Some(0) && cues.is_empty() { 0 } else { start };
            let of = self.brief.sections.iter().filter(|s| s.kind == section.kind).count();
            let before = cues.iter().filter(|c| c.section.kind == section.kind).count();
            cues.push(Cue { section, number, ordinal: (before + 1, of), start, end, overlay });
            if !overlay {
                number += 1;
            }
        }
        cues.retain(|cue| cue.end > cue.start);
        cues
    }

    fn transition(&mut self) -> (String, u64) {
        let fps = self.brief.settings.fps;
        let standard = &self.manifest.transition;
        let mut kind = standard.kind.clone();
        if let Some(wanted) = &self.brief.animations.transition {
            if self.transitions.has(wanted) {
                kind.clone_from(wanted);
            } else {
                self.warnings.push(format!(
                    "/animations/transition_type: unknown transition \"{wanted}\", using {kind}"
                ));
            }
        }
        (kind, frame_of(standard.seconds, fps))
    }

    /// The type under which `section` is shown in this format.
    fn shown_as(&mut self, section: &Section) -> Result<String> {
        let knows = |kind: &str| {
            self.manifest.sections.iter().any(|s| s == kind)
                && self.library.scene_path(&self.manifest.id, kind).is_some()
        };
        if knows(&section.kind) {
            return Ok(section.kind.clone());
        }
        let similar = self.types.types.get(&section.kind).map(|t| t.similar.as_slice());
        let found = similar
            .unwrap_or_default()
            .iter()
            .map(String::as_str)
            .chain(nearest(&section.kind, self.manifest.sections.iter().map(String::as_str)))
            .chain(["topic"])
            .chain(self.manifest.sections.iter().map(String::as_str))
            .find(|kind| knows(kind))
            .map(str::to_owned);
        let Some(found) = found else {
            return Err(Error::field(
                format!("{}/type", section.pointer),
                format!("format {} has no scene to show any section", self.manifest.id),
            ));
        };
        self.warnings.push(format!(
            "{}/type: format {} does not know \"{}\", shown as {found}",
            section.pointer, self.manifest.id, section.kind
        ));
        Ok(found)
    }

    fn style_of(&mut self, section: &Section, kind: &str) -> String {
        let standard =
            self.manifest.motion.get(kind).or_else(|| self.manifest.motion.get("default"));
        let standard = standard.map_or("fade", String::as_str).to_owned();
        let styles = &self.brief.animations.styles;
        let wanted = section
            .animation
            .as_deref()
            .or_else(|| styles.get(kind).or_else(|| styles.get("default")).and_then(Value::as_str));
        match wanted {
            None => standard,
            Some(name) if self.motions.has_style(name) => name.to_owned(),
            Some(name) => {
                let known: Vec<&str> = self.motions.style_names().collect();
                self.warnings.push(format!(
                    "{}: unknown animation \"{name}\", using {standard}; known: {}",
                    section.pointer,
                    known.join(", ")
                ));
                standard
            }
        }
    }

    fn scene(
        &mut self,
        cue: &Cue,
        count: usize,
        exits: bool,
        first: bool,
        last: bool,
    ) -> Result<ScenePlan> {
        let section = cue.section;
        let kind = self.shown_as(section)?;
        let style = self.style_of(section, &kind);
        let path = self
            .library
            .scene_path(&self.manifest.id, &kind)
            .ok_or_else(|| Error::internal(format!("scene of {kind} vanished")))?;
        let seconds = (cue.end - cue.start) as f64 / self.brief.settings.fps;
        let mut content = Value::Object(section.content.values.clone());
        self.highlight(&mut content, section)?;
        let extra = context! {
            section => context! {
                id => section.id.as_str(), kind => kind.as_str(), written_as => section.kind.as_str(), seconds => seconds,
                number => cue.number + 1, count => count,
                ordinal => cue.ordinal.0, of => cue.ordinal.1, overlay => cue.overlay,
                first => first, last => last,
            },
            c => jinja(&content),
            media => self.media_of(section),
            style => style.as_str(),
            photo => section.background.is_some(),
        };
        let exit = (cue.overlay || (exits && !last)).then(|| self.manifest.exit.clone()).flatten();
        let mut root_class = format!("page {} is-{kind} style-{style}", self.manifest.id);
        if section.background.is_some() {
            root_class.push_str(" on-photo");
        }
        if cue.overlay {
            root_class.push_str(" overlay");
        }
        Ok(ScenePlan {
            path,
            context: context! { ..extra, ..self.common() },
            css: self.css.clone(),
            root_class,
            style,
            seconds,
            exit,
            // No section starts with an empty frame, the first least of all: it is the thumbnail.
            lead: if first && !cue.overlay { 0.3 } else { 0.13 },
            direction: direction_of(&content),
        })
    }

    /// Puts coloured HTML lines beside a code snippet.
    fn highlight(&self, content: &mut Value, section: &Section) -> Result<()> {
        let Some(code) = content.get_mut("code").and_then(Value::as_object_mut) else {
            return Ok(());
        };
        let text = |key: &str| code.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
        let lines = highlight::lines(&text("snippet"), &text("language"), self.palette.light)
            .map_err(|e| {
                let fields = e.field_errors().iter().map(|f| FieldError {
                    field: format!("{}/content/code/{}", section.pointer, f.field),
                    message: f.message.clone(),
                });
                Error::fields(fields.collect())
            })?;
        code.insert("lines".to_owned(), json!(lines));
        Ok(())
    }

    fn media_of(&self, section: &Section) -> Jinja {
        let mut media = serde_json::Map::new();
        for (name, value) in &section.content.values {
            let Some(source) = value.as_str() else { continue };
            let named = section.content.assets.iter().any(|asset| asset.source == source);
            if named {
                media.insert(name.clone(), self.one_media(source));
            }
        }
        if let Some(source) = &self.brief.video_source {
            media.insert("video_source".to_owned(), self.one_media(source));
        }
        jinja(&media)
    }

    fn one_media(&self, source: &str) -> Value {
        let size = self.media.sizes.get(source);
        json!({
            "src": source,
            "video": self.media.movies.contains_key(source),
            "missing": !self.media.sizes.contains_key(source)
                && !self.media.movies.contains_key(source),
            "width": size.map(|s| s.0),
            "height": size.map(|s| s.1),
        })
    }

    /// The backdrop of a section: a key that is equal where it looks equal, and its scene.
    fn backdrop(&self, cue: &Cue) -> (String, ScenePlan) {
        let style = &self.brief.style;
        let own = cue.section.background.as_ref().filter(|source| {
            self.media.sizes.contains_key(*source) || self.media.movies.contains_key(*source)
        });
        let of_brief = match &style.background {
            Background::Image(source) | Background::Video(source) => Some(source),
            _ => self.brief.video_source.as_ref(),
        };
        // A movie for avatar_pip fills the scene itself; no need for another behind it.
        let source = own.or(of_brief.filter(|_| cue.section.kind != "avatar_pip"));
        let media = source.map(|source| self.one_media(source));
        let key = format!("{media:?}");
        let value = match &style.background {
            Background::Solid(value) | Background::Gradient(value) => Some(value.clone()),
            _ => None,
        };
        let context = context! {
            picture => jinja(&media), value => value, ..self.common()
        };
        let path = format!("formats/{}/backdrop.html", self.manifest.id);
        let path = if self.library.assets().read(&path).is_some() {
            path
        } else {
            "shared/backdrop.html".to_owned()
        };
        (key, self.still(path, context, "backdrop"))
    }

    /// A scene over the whole video.
    fn chrome(&self, path: &str, total: u64) -> Slot {
        let seconds = total as f64 / self.brief.settings.fps;
        let context = context! { seconds => seconds, ..self.common() };
        let mut plan = self.still(path.to_owned(), context, "chrome");
        plan.seconds = seconds;
        plan.lead = 0.0;
        let role = if path.contains("progress") { Role::Overlay } else { Role::Backdrop };
        Slot::new(plan, 0, total, role)
    }

    /// Pages of words over everything but the progress bar.
    fn captions(&self) -> Vec<Slot> {
        let Some((style, platform, captions)) = &self.captions else { return Vec::new() };
        let fps = self.brief.settings.fps;
        let [_, right, bottom, left] = self.caption_margins(platform.as_ref());
        let (page_width, page_height) =
            (f64::from(self.surface.width), f64::from(self.surface.height));
        let (width, tall) = (page_width - left - right, page_height > page_width * 1.15);
        let height = style.height(width, tall);
        let path = format!("captions/{}.html", captions.style);
        let last = frame_of(self.brief.seconds(), fps);
        let pages = style.pages(&captions.words, width, tall);
        let slots = pages.into_iter().map(|page| {
            let top = page_height - bottom - height;
            let context = context! {
                width, height, top, left,
                lines => jinja(&page.values["lines"]), texts => jinja(&page.values["texts"]),
                tight => jinja(&page.values["tight"]), size => jinja(&page.values["size"]),
                ..self.common()
            };
            let mut plan = self.still(path.clone(), context, "caption");
            plan.direction = direction_of(&page.values["lines"]);
            let start = frame_of(page.start, fps);
            Slot::new(plan, start, frame_of(page.end, fps).clamp(start, last), Role::Overlay)
        });
        slots.filter(|slot| slot.end > slot.start).collect()
    }

    fn still(&self, path: String, context: Jinja, class: &str) -> ScenePlan {
        ScenePlan {
            path,
            context,
            css: self.css.clone(),
            root_class: format!("page {} is-{class}", self.manifest.id),
            style: "none".to_owned(),
            seconds: 1.0,
            exit: None,
            // Backdrops are simply there.
            lead: 10.0,
            direction: "ltr",
        }
    }

    fn style_sheet(&self) -> Result<String> {
        let mut css = String::new();
        let context = self.common();
        for path in &self.manifest.css {
            css.push_str(&self.library.render(path, &context)?);
            css.push('\n');
        }
        Ok(css)
    }

    /// Landscape, portrait or square.
    fn shape(&self) -> &'static str {
        let (width, height) = (f64::from(self.surface.width), f64::from(self.surface.height));
        if width > height * 1.15 {
            "landscape"
        } else if height > width * 1.15 {
            "portrait"
        } else {
            "square"
        }
    }

    /// What is kept free at the edges: top, right, bottom, left, in CSS pixels.
    fn margins(&self) -> [f64; 4] {
        let (width, height) = (f64::from(self.surface.width), f64::from(self.surface.height));
        let shape = self.shape();
        // A feed picture (4:5) needs no room for the buttons that players lay over 9:16.
        let margins = if shape == "portrait" && height < width * 1.5 { "feed" } else { shape };
        let safe = &self.manifest.safe;
        safe.get(margins)
            .or_else(|| safe.get(shape))
            .copied()
            .unwrap_or([80.0; 4])
            .map(|thousandths| thousandths * SHORT_SIDE / 1000.0)
    }

    /// What captions keep free at the edges, which is more where a player lays buttons over 9:16.
    fn caption_margins(&self, platform: Option<&Platform>) -> [f64; 4] {
        let tall = f64::from(self.surface.height) >= f64::from(self.surface.width) * 1.5;
        match platform.filter(|_| tall) {
            Some(platform) => platform.margins(self.margins()),
            None => self.margins(),
        }
    }

    /// Variables that every template of the video sees.
    fn common(&self) -> Jinja {
        let (width, height) = (f64::from(self.surface.width), f64::from(self.surface.height));
        let shape = self.shape();
        let [top, right, mut bottom, left] = self.margins();
        if let Some((style, platform, _)) = &self.captions {
            // Scenes leave the room that captions take.
            let [_, right, below, left] = self.caption_margins(platform.as_ref());
            bottom = below + style.height(width - left - right, shape == "portrait");
        }
        let family = |font: &Option<String>| {
            let name = font.as_deref().unwrap_or("Inter");
            let plain: String =
                name.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect();
            format!("\"{plain}\", Inter")
        };
        context! {
            W => width, H => height, shape => shape,
            safe => context! { top, right, bottom, left },
            inner => context! { w => width - left - right, h => height - top - bottom },
            theme => jinja(&self.palette.colours),
            light => self.palette.light,
            look => jinja(&self.manifest.look),
            format => self.manifest.id.as_str(),
            fonts => context! {
                heading => family(&self.brief.style.heading_font),
                body => family(&self.brief.style.body_font),
            },
            brief => context! { id => self.brief.id.as_str(), title => self.brief.title.as_deref() },
            seed => self.seed,
        }
    }
}

/// A value for templates.
fn jinja(value: impl serde::Serialize) -> Jinja {
    Jinja::from(Serde(value))
}

/// The direction of the first letter that has one.
fn direction_of(content: &Value) -> &'static str {
    use unicode_script::{Script, UnicodeScript};
    let mut text = String::new();
    super::super::brief::gather(content, &mut text);
    text.chars()
        .find_map(|c| match c.script() {
            Script::Hebrew | Script::Arabic | Script::Syriac | Script::Thaana => Some("rtl"),
            Script::Common | Script::Inherited | Script::Unknown => None,
            _ => Some("ltr"),
        })
        .unwrap_or("ltr")
}
