//! Renders templates: finds a scene's file, runs minijinja over it and gives it colour filters.
//!
//! A scene is `formats/<id>/scenes/<type>.html`, else `shared/scenes/<type>.html`. Rendering is
//! metered, so a template of a stranger cannot run for ever.

use minijinja::{
    AutoEscape, Environment, Error as JinjaError, ErrorKind, UndefinedBehavior, Value,
    syntax::SyntaxConfig,
};

use super::{
    super::{assets::Assets, colour::Colour, film::layer::grouped},
    stage,
};
use crate::error::{Error, Kind, Result};

/// Instructions one template may run: a scene needs some thousands.
const FUEL: u64 = 3_000_000;

/// The templates of one run.
pub struct Library {
    assets: Assets,
    environment: Environment<'static>,
}

impl Library {
    /// A library over `assets`.
    #[must_use]
    pub fn new(assets: Assets) -> Self {
        let mut environment = Environment::new();
        let source = assets.clone();
        environment.set_loader(move |name| Ok(source.text(name)));
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.expect("the standard delimiters do not clash"));
        environment.set_undefined_behavior(UndefinedBehavior::Chainable);
        environment.set_fuel(Some(FUEL));
        environment.set_auto_escape_callback(|name| {
            if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
        });
        environment.add_filter("fit", stage::fit);
        environment.add_filter("alpha", |colour: String, alpha: f64| {
            colour_of(&colour).map(|c| c.with_alpha(alpha).to_string())
        });
        environment.add_filter("mix", |a: String, b: String, t: f64| {
            Ok::<_, JinjaError>(colour_of(&a)?.mix(colour_of(&b)?, t).to_string())
        });
        environment.add_filter("on", |background: String| {
            colour_of(&background).map(|c| c.readable_on().to_string())
        });
        environment.add_filter("grouped", |number: f64, decimals: usize| grouped(number, decimals));
        environment.add_filter("is_light", |colour: String| {
            colour_of(&colour).map(|c| c.luminance() > 0.4)
        });
        Self { assets, environment }
    }

    /// The files behind it.
    #[must_use]
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// The file that shows `section_type` in `format`, if there is one.
    #[must_use]
    pub fn scene_path(&self, format: &str, section_type: &str) -> Option<String> {
        [
            format!("formats/{format}/scenes/{section_type}.html"),
            format!("shared/scenes/{section_type}.html"),
        ]
        .into_iter()
        .find(|path| self.assets.read(path).is_some())
    }

    /// Renders the template file `path`.
    ///
    /// # Errors
    /// A template that is missing, wrong or runs too long, with its file and line.
    pub fn render(&self, path: &str, context: &Value) -> Result<String> {
        let wrong = |e: JinjaError| {
            let line = e.line().map(|l| format!(":{l}")).unwrap_or_default();
            let file = e.name().unwrap_or(path).to_owned();
            let detail = e.detail().map_or_else(|| e.kind().to_string(), str::to_owned);
            Error::new(Kind::Validation, format!("template {file}{line}: {detail}"))
                .hint("`remotion-media validate` checks a template folder")
        };
        self.environment.get_template(path).map_err(wrong)?.render(context).map_err(wrong)
    }
}

fn colour_of(text: &str) -> Result<Colour, JinjaError> {
    Colour::parse(text).ok_or_else(|| {
        JinjaError::new(ErrorKind::InvalidOperation, format!("{text} is not a colour"))
    })
}
