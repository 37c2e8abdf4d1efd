//! The files that a request names on this machine, sent along: the service sees uploads instead
//! of paths.
//!
//! Which fields name files is told by their schema (`format: source`). A brief is read here, and
//! the files beside it are uploaded as well.

use std::{
    collections::HashMap,
    path::{Component, Path, PathBuf},
};

use serde_json::{Map, Value};

use super::Client;
use crate::{
    capability::{Node, Row},
    error::{Error, Kind, Result},
    render::brief::load,
};

/// A copy of `params` in which no path of this machine is left, besides folders.
pub(super) async fn packed(client: &Client, row: &Row, params: Value) -> Result<Value> {
    let schema = row.known_request();
    let sources: Vec<(&str, bool)> = Node::of(&schema)
        .properties()
        .filter_map(|(name, node)| {
            let node =
                [Some(node), node.items()].into_iter().flatten().find(|node| is_source(*node))?;
            Some((name, is_text(node)))
        })
        .collect();
    // Lists of objects that name files, such as the tracks of a mix.
    let inside: Vec<(&str, Vec<(&str, bool)>)> = Node::of(&schema)
        .properties()
        .filter_map(|(name, node)| Some((name, node.items()?.resolved())))
        .map(|(name, item)| {
            let sources = item.properties().filter(|(_, node)| is_source(*node));
            (name, sources.map(|(field, node)| (field, is_text(node))).collect())
        })
        .collect();
    let Value::Object(mut params) = params else { return Ok(params) };
    let roots = folders(&mut params, "media_root");
    let mut packer = Packer { client, roots, sent: HashMap::new() };
    for (name, text) in sources {
        if let Some(value) = params.get_mut(name) {
            packer.field(value, text).await?;
        }
    }
    for (name, fields) in inside {
        let items = params.get_mut(name).and_then(Value::as_array_mut);
        for item in items.into_iter().flatten() {
            for (field, text) in &fields {
                if let Some(value) = item.get_mut(*field) {
                    packer.field(value, *text).await?;
                }
            }
        }
    }
    for name in ["template_dir", "output_dir"] {
        // A service on this machine may be allowed to read it.
        if let Some(Value::String(path)) = params.get_mut(name)
            && let Ok(whole) = std::path::absolute(&*path)
        {
            *path = whole.display().to_string();
        }
    }
    Ok(Value::Object(params))
}

fn is_source(node: Node<'_>) -> bool {
    node.resolved().keyword("format").is_some_and(|format| format == "source")
}

/// Whether a source is always told as a text, and never written out as an object.
fn is_text(node: Node<'_>) -> bool {
    node.resolved().keyword("type").is_some_and(|kind| kind == "string")
}

fn is_path(text: &str) -> bool {
    let elsewhere = ["http://", "https://", "data:", "upload:", "artifact:"];
    let inline = text.trim_start().starts_with('{');
    !inline
        && !elsewhere.iter().any(|scheme| text.starts_with(scheme))
        && (text.contains('/') || Path::new(text).extension().is_some())
}

/// Takes out a list of folders, which mean nothing to another program.
fn folders(params: &mut Map<String, Value>, name: &str) -> Vec<PathBuf> {
    let taken = params.remove(name);
    let list = taken.as_ref().and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(PathBuf::from).collect()
}

struct Packer<'a> {
    client: &'a Client,
    roots: Vec<PathBuf>,
    sent: HashMap<PathBuf, String>,
}

impl Packer<'_> {
    async fn field(&mut self, value: &mut Value, text_only: bool) -> Result<()> {
        match value {
            Value::Array(items) => {
                for item in items {
                    Box::pin(self.field(item, text_only)).await?;
                }
            }
            Value::String(text) if text == "-" => {
                let loaded = load::stdin()?;
                *value = loaded.value;
                self.inside(value, Path::new(".")).await?;
            }
            Value::String(text) if Path::new(text).is_file() => {
                let path = PathBuf::from(&*text);
                let ending = path.extension().and_then(|ending| ending.to_str());
                if !text_only && matches!(ending, Some("json" | "yaml" | "yml")) {
                    let loaded = load::file(&path)?;
                    *value = loaded.value;
                    let folder = loaded.folder.unwrap_or_default();
                    self.inside(value, &folder).await?;
                } else {
                    *text = self.upload(path).await?;
                }
            }
            // An id of something built in has neither a slash nor an ending.
            Value::String(text) if is_path(text) => {
                return Err(Error::new(Kind::NotFound, format!("{text} does not exist"))
                    .detail("source", text.as_str()));
            }
            Value::Object(_) => self.inside(value, Path::new(".")).await?,
            _ => {}
        }
        Ok(())
    }

    /// Uploads every file that a text inside of a brief names.
    async fn inside(&mut self, value: &mut Value, folder: &Path) -> Result<()> {
        match value {
            Value::Array(items) => {
                for item in items {
                    Box::pin(self.inside(item, folder)).await?;
                }
            }
            Value::Object(fields) => {
                for field in fields.values_mut() {
                    Box::pin(self.inside(field, folder)).await?;
                }
            }
            Value::String(text) => {
                if let Some(file) = self.named(text, folder) {
                    *text = self.upload(file).await?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The file that a text names, if it looks like a name and the file is there. Paths that
    /// climb out of the folder are left alone, as in a run here.
    fn named(&self, text: &str, folder: &Path) -> Option<PathBuf> {
        let path = Path::new(text);
        let is_name =
            text.len() < 1000 && !text.contains(['\n', '\0']) && path.extension().is_some();
        if !is_name || path.components().any(|part| part == Component::ParentDir) {
            return None;
        }
        let starts = std::iter::once(folder).chain(self.roots.iter().map(PathBuf::as_path));
        starts.map(|start| start.join(path)).find(|file| file.is_file())
    }

    async fn upload(&mut self, file: PathBuf) -> Result<String> {
        if let Some(source) = self.sent.get(&file) {
            return Ok(source.clone());
        }
        let source = self.client.upload(file.clone()).await?;
        self.sent.insert(file, source.clone());
        Ok(source)
    }
}
