//! The stage: what a template can call while it renders one scene.
//!
//! `stage.layer(role, …)` marks an element as a layer and notes how it moves; the filter
//! `fit(width, height, …)` finds the largest type size at which its block fits a box;
//! `stage.count(…)` and `stage.video(…)` make layers whose pixels change. The element gets a
//! class, the stage keeps the rest. Drawing is left to `scene`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use minijinja::{
    Error as JinjaError, ErrorKind, State, Value,
    value::{Kwargs, Object, Rest, ValueOrKwargs, from_args},
};

use super::super::{
    motion::{Motion, Motions, Score},
    page::{LAYER_CLASS, Page, Surface},
};

/// What a layer shows.
#[derive(Clone, Debug)]
pub enum Content {
    /// Itself, drawn once.
    Still,
    /// A number that counts, as ready texts with the share of time each begins at.
    Count {
        /// Class of the element whose text changes.
        class: String,
        /// First value.
        from: f64,
        /// Last value.
        to: f64,
        /// Seconds the count takes.
        seconds: f64,
        /// Digits after the point.
        decimals: usize,
        /// Before and after the number.
        affixes: (String, String),
    },
    /// A moving picture in the element's box.
    Video {
        /// Asset key.
        source: String,
        /// Seconds into the source where it begins.
        offset: f64,
    },
}

/// One layer as the template asked for it.
#[derive(Clone, Debug)]
pub struct LayerSpec {
    /// Number in its class.
    pub id: u32,
    /// How it moves.
    pub score: Score,
    /// What it shows.
    pub content: Content,
}

/// What the template asked for, besides HTML.
#[derive(Debug, Default)]
pub struct Notes {
    /// The layers, by id from 1.
    pub layers: Vec<LayerSpec>,
    /// Type sizes that `fit` chose, with the smallest that is good to read.
    pub fits: Vec<Fit>,
}

/// One block of text that was fitted.
#[derive(Clone, Debug)]
pub struct Fit {
    /// What the template calls it.
    pub name: String,
    /// Chosen type size in CSS pixels.
    pub size: f64,
    /// Whether even the smallest size was too large for the box.
    pub overflows: bool,
}

/// The object `stage` in a template.
pub struct Stage {
    /// Fonts, images and size.
    pub surface: Surface,
    /// The scene's style sheet.
    pub css: String,
    /// Classes of the page's root, so that fitted blocks see the same rules.
    pub root_class: String,
    /// All motions.
    pub motions: Arc<Motions>,
    /// Style in force for this scene.
    pub style: String,
    /// Seconds the scene lasts.
    pub seconds: f64,
    /// How layers leave: motion and seconds.
    pub exit: Option<(String, f64)>,
    /// Direction of the text.
    pub direction: &'static str,
    /// What was asked for.
    pub notes: Mutex<Notes>,
}

impl std::fmt::Debug for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("stage")
    }
}

impl Object for Stage {
    fn call_method(
        self: &Arc<Self>,
        _state: &mut State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, JinjaError> {
        match method {
            "layer" => self.layer(args),
            "count" => self.count(args),
            "video" => self.video(args),
            _ => Err(JinjaError::new(
                ErrorKind::UnknownMethod,
                format!("stage has layer, count and video, not {method}"),
            )),
        }
    }
}

impl Stage {
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `stage.layer(role, at=0, seconds=?, motion=?, exit=?, until=?, phase=?)` → class name.
    fn layer(&self, args: &[Value]) -> Result<Value, JinjaError> {
        let (role, options): (String, Kwargs) = from_args(args)?;
        let score = self.score(&role, &options)?;
        options.assert_all_used()?;
        Ok(self.add(score, |_| Content::Still))
    }

    /// `stage.count(role, from=0, to=…, seconds=…, decimals=0, prefix="", suffix="")`; the classes
    /// go on the element that holds nothing but the number.
    fn count(&self, args: &[Value]) -> Result<Value, JinjaError> {
        let (role, options): (String, Kwargs) = from_args(args)?;
        let score = self.score(&role, &options)?;
        let content = (
            options.get::<Option<f64>>("from")?.unwrap_or(0.0),
            options.get::<f64>("to")?,
            options.get::<Option<f64>>("count_seconds")?.unwrap_or(self.seconds * 0.6),
            options.get::<Option<usize>>("decimals")?.unwrap_or(0).min(6),
            options.get::<Option<String>>("prefix")?.unwrap_or_default(),
            options.get::<Option<String>>("suffix")?.unwrap_or_default(),
        );
        options.assert_all_used()?;
        let (from, to, seconds, decimals, prefix, suffix) = content;
        Ok(self.add(score, |id| Content::Count {
            class: format!("{LAYER_CLASS}{id}"),
            from,
            to,
            seconds,
            decimals,
            affixes: (prefix, suffix),
        }))
    }

    /// `stage.video(role, source=…, offset=0)`; the element's box is filled with the picture.
    fn video(&self, args: &[Value]) -> Result<Value, JinjaError> {
        let (role, options): (String, Kwargs) = from_args(args)?;
        let score = self.score(&role, &options)?;
        let source: String = options.get("source")?;
        let offset = options.get::<Option<f64>>("offset")?.unwrap_or(0.0);
        options.assert_all_used()?;
        Ok(self.add(score, |_| Content::Video { source, offset }))
    }

    fn add(&self, score: Score, content: impl FnOnce(u32) -> Content) -> Value {
        let mut notes = self.notes();
        let id = notes.layers.len() as u32 + 1;
        notes.layers.push(LayerSpec { id, score, content: content(id) });
        Value::from(format!("{LAYER_CLASS}{id}"))
    }

    fn score(&self, role: &str, options: &Kwargs) -> Result<Score, JinjaError> {
        let named: Option<String> = options.get("motion")?;
        let name = match &named {
            Some(name) => name.as_str(),
            None => self.motions.for_role(&self.style, role).unwrap_or("none"),
        };
        let enter = self.motion(name)?;
        let seconds = options.get::<Option<f64>>("seconds")?.unwrap_or(enter.seconds);
        let until = options.get::<Option<f64>>("until")?.unwrap_or(self.seconds);
        let at = options.get::<Option<f64>>("at")?.unwrap_or(0.0);
        // An entrance that would outlive its layer is hurried, not cut off.
        let at = at.clamp(-5.0, (until - 0.1).max(0.0));
        let seconds = seconds.min((until - at).max(0.05) * 0.8);
        let exit = match options.get::<Option<String>>("exit")?.as_deref() {
            Some("none") => None,
            Some(name) => Some((name.to_owned(), self.exit.as_ref().map_or(0.3, |e| e.1))),
            None => self.exit.clone(),
        };
        let exit = match exit {
            Some((name, length)) => Some((self.motion(&name)?, length.min((until - at) * 0.3))),
            None => None,
        };
        let phase = options.get::<Option<f64>>("phase")?.unwrap_or(0.0);
        Ok(Score { enter, at, seconds, exit, until, phase })
    }

    fn motion(&self, name: &str) -> Result<Motion, JinjaError> {
        self.motions.get(name).cloned().ok_or_else(|| {
            JinjaError::new(
                ErrorKind::InvalidOperation,
                format!("shared/motion.yaml has no motion named {name}"),
            )
        })
    }

    /// The largest size from `range` (CSS pixels) at which `html` fits a box.
    fn fitted(&self, html: &str, width: f64, height: f64, range: (f64, f64)) -> Fitted {
        let page = Page::parse(
            &format!(
                "<div class=\"{}\" dir=\"{}\" style=\"width:{width}px\"><div class=\"fitted\">{html}</div></div>",
                self.root_class, self.direction
            ),
            self.css.clone(),
        );
        let Ok(page) = page else {
            return Fitted { size: range.0, wrap: "anywhere", overflows: true };
        };
        let fits = |size: f64, wrap: &str| {
            let css = format!(
                ".page{{width:{width}px !important;height:auto !important}}\
                 .fitted{{width:{width}px;font-size:{size}px !important;overflow-wrap:{wrap}}}"
            );
            page.extent(&self.surface, width as f32, &css).is_ok_and(|extent| {
                f64::from(extent.right) <= width + 0.75 && f64::from(extent.bottom) <= height + 0.75
            })
        };
        // Whole words, unless one long word would make all the rest small; then the type may become
        // smaller than reads well, which is still better than a cut.
        let (low, high) = range;
        let at = |wrap| fits(low, wrap).then(|| largest(low, high, |size| fits(size, wrap)));
        let whole = at("normal");
        if let Some(size) = whole.filter(|size| *size >= high * WHOLE_WORDS_SHARE) {
            return Fitted { size, wrap: "normal", overflows: false };
        }
        let broken = at("anywhere");
        if let (Some(whole), Some(broken)) = (whole, broken)
            && whole >= broken * WHOLE_WORDS_SHARE
        {
            return Fitted { size: whole, wrap: "normal", overflows: false };
        }
        let tiny = low * SMALLEST_SHARE;
        let size = broken.or_else(|| {
            fits(tiny, "anywhere").then(|| largest(tiny, low, |size| fits(size, "anywhere")))
        });
        Fitted { size: size.unwrap_or(tiny), wrap: "anywhere", overflows: size.is_none() }
    }
}

/// Words are broken when keeping them whole would make the type smaller than this share of what
/// it could be.
const WHOLE_WORDS_SHARE: f64 = 0.45;
/// How far below a block's smallest size its type may shrink before it is cut.
const SMALLEST_SHARE: f64 = 0.45;

/// The largest whole size from `low` (which fits) to `high` at which `fits` holds.
fn largest(mut low: f64, mut high: f64, fits: impl Fn(f64) -> bool) -> f64 {
    if fits(high) {
        return high;
    }
    let smallest = low;
    while high - low > 0.5 {
        let middle = f64::midpoint(low, high);
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low.floor().max(smallest)
}

struct Fitted {
    size: f64,
    /// CSS overflow-wrap at which it fits.
    wrap: &'static str,
    overflows: bool,
}

/// `{% filter fit("name", width, height, min=24, max=120, align="center") %} … {% endfilter %}`:
/// a box of that size whose content has the largest type size that fits it. `align` is start,
/// center or end (top to bottom); sizes inside are best given in `em`.
///
/// # Errors
/// Arguments of another shape, or a use outside a scene.
#[expect(clippy::needless_pass_by_value, reason = "filters get their arguments by value")]
pub fn fit(
    state: &mut State<'_, '_>,
    html: String,
    arguments: Rest<ValueOrKwargs>,
) -> Result<Value, JinjaError> {
    let (name, width, height, options): (String, f64, f64, Kwargs) =
        from_args(&arguments.into_values())?;
    let stage = state.lookup("stage").ok_or_else(|| {
        JinjaError::new(ErrorKind::InvalidOperation, "fit works only inside a scene")
    })?;
    let stage = stage.downcast_object::<Stage>().ok_or_else(|| {
        JinjaError::new(ErrorKind::InvalidOperation, "the variable stage was replaced")
    })?;
    let smallest = options.get::<Option<f64>>("min")?.unwrap_or(20.0);
    let largest = options.get::<Option<f64>>("max")?.unwrap_or(96.0).max(smallest);
    let align = options.get::<Option<String>>("align")?.unwrap_or_else(|| "center".to_owned());
    options.assert_all_used()?;
    let width = width.max(8.0);
    let height = height.max(8.0);
    let fitted = stage.fitted(&html, width, height, (smallest, largest));
    let clip = if fitted.overflows { "overflow:hidden;" } else { "" };
    let justify = match align.as_str() {
        "start" => "flex-start",
        "end" => "flex-end",
        _ => "center",
    };
    let boxed = format!(
        "<div class=\"fit\" style=\"width:{width}px;height:{height}px;{clip}display:flex;\
         flex-direction:column;justify-content:{justify}\">\
         <div class=\"fitted\" style=\"width:{width}px;font-size:{}px;overflow-wrap:{}\">{html}</div></div>",
        fitted.size, fitted.wrap
    );
    stage.notes().fits.push(Fit { name, size: fitted.size, overflows: fitted.overflows });
    Ok(Value::from_safe_string(boxed))
}
