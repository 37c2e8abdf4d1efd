//! A scene: one section's template rendered, its layers drawn, and what they show at a time.
//!
//! Drawing happens once, on the thread that needs the scene first. When a scene plays and how it
//! hands over to the next is left to `timeline`.

use std::sync::{Arc, Mutex};

use minijinja::Value;

use super::{
    super::{
        compositor::Item,
        motion::{Motion, Motions, Pose, Score},
        page::{Page, Surface},
        sprite::{Rect, Sprite},
        template::{
            library::Library,
            stage::{Content, Notes, Stage},
        },
    },
    layer::{Affine, Layer, centre_of},
    movie::Movies,
};
use crate::error::Result;

/// What is needed to draw a scene.
#[derive(Clone)]
pub struct ScenePlan {
    /// Template file.
    pub path: String,
    /// Its variables, without `stage`.
    pub context: Value,
    /// Style sheet.
    pub css: String,
    /// Classes of the page's root element.
    pub root_class: String,
    /// Motion style.
    pub style: String,
    /// Seconds it lasts.
    pub seconds: f64,
    /// Motion and seconds of the layers' exit.
    pub exit: Option<(String, f64)>,
    /// Seconds by which the entrances have begun when the scene starts.
    pub lead: f64,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}

/// What drawing needs besides the plan.
pub struct Kit {
    /// Templates.
    pub library: Library,
    /// Motions.
    pub motions: Arc<Motions>,
    /// Fonts, images, size.
    pub surface: Surface,
}

/// A drawn scene.
pub struct Scene {
    page: Page,
    layers: Vec<Layer>,
    seconds: f64,
}

/// How the whole scene is moved by a transition.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Applied after each layer's own motion.
    pub map: Affine,
    /// Multiplies each layer's opacity.
    pub opacity: f64,
    /// The part of the canvas it may touch.
    pub clip: Rect,
}

impl ScenePlan {
    /// Renders the template into a page without drawing it.
    ///
    /// # Errors
    /// A template that is wrong.
    pub fn lay_out(&self, kit: &Kit) -> Result<(Page, Notes)> {
        let stage = Arc::new(Stage {
            surface: kit.surface.clone(),
            css: self.css.clone(),
            root_class: self.root_class.clone(),
            motions: kit.motions.clone(),
            style: self.style.clone(),
            seconds: self.seconds,
            exit: self.exit.clone(),
            direction: self.direction,
            notes: Mutex::default(),
        });
        let context = minijinja::context! {
            stage => Value::from_dyn_object(stage.clone()),
            ..self.context.clone()
        };
        let inner = kit.library.render(&self.path, &context)?;
        let html = format!(
            "<div class=\"{}\" dir=\"{}\" style=\"width:{}px;height:{}px\">{inner}</div>",
            self.root_class, self.direction, kit.surface.width, kit.surface.height
        );
        let notes = std::mem::take(
            &mut *stage.notes.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        );
        Ok((Page::parse(&html, self.css.clone())?, notes))
    }

    /// Draws the scene.
    ///
    /// # Errors
    /// A template that is wrong, or a picture that cannot be drawn.
    pub fn draw(&self, kit: &Kit) -> Result<Scene> {
        let (page, notes) = self.lay_out(kit)?;
        let mut layers = Vec::new();
        if let Some(base) = page.draw_base(&kit.surface)? {
            let still = Score {
                enter: kit.motions.get("fade").cloned().unwrap_or_else(no_motion),
                at: -self.lead,
                seconds: 0.3,
                exit: self.exit_motion(kit),
                until: self.seconds,
                phase: 0.0,
            };
            layers.push(Layer::new(0, None, still, Content::Still, Some(Arc::new(base))));
        }
        let mut index_of = std::collections::BTreeMap::new();
        for (id, parent) in ordered(page.layers()) {
            let Some(spec) = notes.layers.get(id as usize - 1) else { continue };
            let sprite = page.draw_layer(&kit.surface, id)?.map(Arc::new);
            let mut score = spec.score.clone();
            score.at -= self.lead;
            let parent = parent.and_then(|p| index_of.get(&p).copied());
            index_of.insert(id, layers.len());
            layers.push(Layer::new(id, parent, score, spec.content.clone(), sprite));
        }
        centre_groups(&mut layers);
        Ok(Scene { page, layers, seconds: self.seconds })
    }

    fn exit_motion(&self, kit: &Kit) -> Option<(Motion, f64)> {
        let (name, seconds) = self.exit.as_ref()?;
        Some((kit.motions.get(name)?.clone(), *seconds))
    }
}

impl Scene {
    /// What shows `t` seconds after the scene's start, sorted by key.
    ///
    /// # Errors
    /// A layer that changes its pixels and cannot be drawn.
    pub fn items(
        &self,
        kit: &Kit,
        z: u32,
        t: f64,
        group: &Group,
        movies: &mut Movies,
        items: &mut Vec<Item>,
    ) -> Result<()> {
        // While a transition carries the scene away its layers stay as they were at its end.
        let t = t.min(self.seconds - 1e-3);
        let unit = f64::from(kit.surface.scale);
        let mut states: Vec<Option<(Pose, Affine, f64)>> = Vec::with_capacity(self.layers.len());
        for (index, layer) in self.layers.iter().enumerate() {
            let outer = match layer.parent {
                Some(parent) => states[parent].map(|(_, map, opacity)| (map, opacity)),
                None => Some((group.map, group.opacity)),
            };
            let state = outer.and_then(|(map, opacity)| {
                let pose = layer.score.pose(t)?;
                let own = Affine::of_pose(&pose, layer.centre, unit);
                Some((pose, map.after(&own), opacity * pose.opacity))
            });
            states.push(state);
            let Some((pose, map, opacity)) = state else { continue };
            let sprite = match &layer.content {
                Content::Video { source, offset } => match &layer.sprite {
                    Some(mask) => movies.frame((z, layer.id), source, t + offset, mask)?,
                    None => None,
                },
                _ => layer.pixels(&self.page, &kit.surface, t)?,
            };
            let Some(sprite) = sprite else { continue };
            let key = (z, index as u32);
            items.extend(layer.item(key, sprite, &pose, &map, opacity, group.clip));
        }
        Ok(())
    }
}

fn no_motion() -> Motion {
    serde_yaml::from_str("{seconds: 0}").expect("a motion needs no fields")
}

/// Layers with every parent before its children; ids rise in document order, so that is paint
/// order too.
fn ordered(parents: &std::collections::BTreeMap<u32, Option<u32>>) -> Vec<(u32, Option<u32>)> {
    fn visit(
        parents: &std::collections::BTreeMap<u32, Option<u32>>,
        at: Option<u32>,
        out: &mut Vec<(u32, Option<u32>)>,
    ) {
        for (id, parent) in parents {
            if *parent == at {
                out.push((*id, *parent));
                visit(parents, Some(*id), out);
            }
        }
    }
    let mut out = Vec::with_capacity(parents.len());
    visit(parents, None, &mut out);
    out
}

/// A group without pixels scales about the middle of what it holds.
fn centre_groups(layers: &mut [Layer]) {
    for index in (0..layers.len()).rev() {
        if layers[index].sprite.is_some() {
            continue;
        }
        let held = layers
            .iter()
            .filter(|layer| lies_in(layers, layer, index))
            .filter_map(|layer| layer.sprite.as_deref())
            .map(|sprite: &Sprite| sprite.home)
            .fold(Rect::default(), |all, home| all.union(&home));
        layers[index].centre = centre_of(&held);
    }
}

fn lies_in(layers: &[Layer], layer: &Layer, group: usize) -> bool {
    let mut at = layer.parent;
    while let Some(parent) = at {
        if parent == group {
            return true;
        }
        at = layers[parent].parent;
    }
    false
}
