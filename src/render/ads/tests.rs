//! What only the whole room can show: every built-in template at every size, with words of every
//! length and script.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Bindings, Order, Pictures, Template, Variants, asset_refs, compose, render, store};
use crate::render::{assets::Assets, page::Page};

const SIZES: [(u32, u32); 6] =
    [(1080, 1080), (1080, 1350), (1080, 1920), (1200, 628), (1920, 1080), (300, 250)];

fn read(file: &Value) -> Template {
    Template::read(file).expect("a template of the tests")
}

fn order<'a>(template: &'a Template, bindings: &'a Bindings, pictures: &'a Pictures) -> Order<'a> {
    Order { template, bindings, pictures, size: (540, 540), placeholders: false }
}

fn text_template(text: Value, constraints: Value, words: &str) -> Template {
    read(&json!({
        "templateId": "t",
        "canvas": {"width": 1080, "height": 1080, "bgColor": "#000"},
        "layers": [{"id": "a", "type": "text", "rect": [100, 100, 500, 200],
                    "text": text, "constraints": constraints, "bind": {"textKey": "a"}}],
        "bindings": {"text": {"a": words}}
    }))
}

fn fitted(text: Value, constraints: Value, words: &str) -> (super::fit::Fitted, Vec<String>) {
    let template = text_template(text, constraints, words);
    let (bindings, pictures) = (Bindings::default(), Pictures::default());
    let mut ad =
        compose(&order(&template, &bindings, &pictures), &Assets::default()).expect("lays out");
    (ad.texts.remove("a").expect("has words"), ad.warnings)
}

#[test]
fn every_built_in_template_draws_at_every_size_without_a_warning() {
    let assets = Assets::default();
    let (bindings, pictures) = (Bindings::default(), Pictures::default());
    for id in assets.folders("ads") {
        let template = store::get(&assets, &id).expect("reads");
        for size in SIZES {
            let order = Order { size, ..order(&template, &bindings, &pictures) };
            let ad = render(&order, &assets).expect("draws");
            assert_eq!(ad.warnings, Vec::<String>::new(), "{id} at {size:?}");
            assert_eq!(ad.rgba.len(), (size.0 * size.1 * 4) as usize);
            assert!(ad.rgba.chunks_exact(4).all(|p| p[3] == 255), "{id} at {size:?} has holes");
        }
    }
}

#[test]
fn words_of_any_length_stay_in_their_boxes() {
    let assets = Assets::default();
    let pictures = Pictures::default();
    let long = "Unbelievably comfortable ".repeat(70);
    let samples = ["A", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", &long];
    for id in assets.folders("ads") {
        let template = store::get(&assets, &id).expect("reads");
        for words in samples {
            let text = template.bindings.text.keys();
            let text = text.map(|key| (key.clone(), words.trim().to_owned())).collect();
            let bindings = Bindings { text, ..Bindings::default() };
            for size in SIZES {
                let order = Order { size, ..order(&template, &bindings, &pictures) };
                let ad = compose(&order, &assets).expect("lays out");
                let design = super::place::nearest(&template, size).expect("has designs");
                for (layer, fitted) in &ad.texts {
                    let layer = design.layers.iter().find(|l| l.id == *layer).expect("there");
                    let super::layer::Content::Text(text) = &layer.content else { continue };
                    let padding = text.pill.as_ref().map_or(0.0, |p| p.padding.0);
                    let width = layer.area.w - 2.0 * padding;
                    let text = super::fit::suited(text, &fitted.words);
                    let (words, breaks) = (&fitted.words, fitted.breaks);
                    let html = super::html::measured(&text, words, width, fitted.size, breaks);
                    let page = Page::parse(&html, ".m{line-height:1}").expect("parses");
                    let extent = page.extent(&ad.surface, width as f32, "").expect("measures");
                    assert!(f64::from(extent.right) <= width + 1.0, "{id} {size:?}: {fitted:?}");
                    assert!(fitted.height <= layer.area.h + 1.0, "{id} {size:?}: {fitted:?}");
                    assert!(!fitted.overflows, "{id} {size:?}: {fitted:?}");
                }
            }
        }
    }
}

#[test]
fn fixed_text_keeps_its_size_and_is_cut() {
    let words = "word ".repeat(80);
    let (found, warnings) =
        fitted(json!({"fontSize": 40}), json!({"mode": "fixed", "overflow": "hidden"}), &words);
    assert!((found.size - 40.0).abs() < f64::EPSILON);
    assert!(found.cut && found.words.ends_with('…'));
    assert_eq!(warnings, ["text of layer \"a\" is too long and was cut"]);
}

#[test]
fn fitted_text_shrinks_before_it_is_cut() {
    let words = "seven words that need a smaller size";
    let mode = |mode: &str| json!({"mode": mode, "maxLines": 2, "minFontSize": 20});
    let (found, warnings) = fitted(json!({"fontSize": 120}), mode("fitTextOnNLines"), words);
    assert!(found.size < 120.0 && found.size > 20.0 && !found.cut);
    assert!(found.height <= 200.5);
    assert!(warnings.is_empty());
    let (few, _) = fitted(json!({"fontSize": 120}), mode("fitText"), words);
    assert!(few.size <= found.size + 60.0);
}

#[test]
fn filling_text_grows_to_its_largest_size() {
    let (found, _) =
        fitted(json!({"fontSize": 20, "lineHeight": 1}), json!({"mode": "fillBox"}), "50%");
    assert!(found.size > 150.0, "{found:?}");
    let (found, _) =
        fitted(json!({"fontSize": 20}), json!({"mode": "fillBox", "maxFontSize": 60}), "50%");
    assert!((found.size - 60.0).abs() < f64::EPSILON);
}

#[test]
fn text_that_shrinks_below_a_readable_size_is_a_warning() {
    let words = "many words that have to become very small ".repeat(19);
    let (found, warnings) =
        fitted(json!({"fontSize": 40}), json!({"mode": "fitText", "minFontSize": 8}), &words);
    assert!(found.size < 16.0 && !found.cut, "{found:?}");
    assert!(warnings[0].contains("had to shrink"), "{warnings:?}");
}

#[test]
fn a_missing_picture_is_an_error_that_names_its_binding() {
    let template = read(&json!({
        "templateId": "t",
        "canvas": {"width": 100, "height": 100, "bgColor": "#123456"},
        "layers": [{"id": "i", "type": "image", "rect": [0, 0, 100, 100], "image": {},
                    "bind": {"assetKey": "hero"}}],
        "bindings": {"assets": {"hero": "https://example.com/a.png"}}
    }));
    let (bindings, pictures) = (Bindings::default(), Pictures::default());
    let plain = order(&template, &bindings, &pictures);
    let error = render(&plain, &Assets::default()).err().expect("no picture");
    assert_eq!(error.field_errors()[0].field, "/bindings/assets/hero");
    let refs = asset_refs(&template, &bindings);
    assert_eq!(refs[0].reference.as_deref(), Some("https://example.com/a.png"));
    let ad = render(&Order { placeholders: true, ..plain }, &Assets::default()).expect("stand-in");
    assert_eq!(ad.warnings.len(), 1);
}

#[test]
fn a_given_picture_is_drawn_where_its_layer_lies() {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(20, 20, image::Rgb([200, 30, 40]))
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("encodes");
    let files = BTreeMap::from([("product_image".to_owned(), png.into_inner())]);
    let pictures = Pictures::decode(&files).expect("decodes");
    let assets = Assets::default();
    let template = store::get(&assets, "product-showcase-v1").expect("reads");
    let bindings = Bindings::default();
    let ad =
        render(&Order { size: (1080, 1080), ..order(&template, &bindings, &pictures) }, &assets)
            .expect("draws");
    let middle = (540 * 1080 + 780) * 4;
    assert_eq!(ad.rgba[middle..middle + 3], [200, 30, 40]);
}

#[test]
fn an_unknown_binding_is_a_warning_with_the_nearest_slot() {
    let template = text_template(json!({}), json!({}), "x");
    let (bindings, _) = Bindings::read(&json!({"text": {"aa": "y"}})).expect("reads");
    let pictures = Pictures::default();
    let ad =
        compose(&order(&template, &bindings, &pictures), &Assets::default()).expect("lays out");
    assert_eq!(ad.warnings, ["/bindings/text/aa: the template has no such slot; did you mean a?"]);
}

#[test]
fn a_variant_changes_the_ad_and_leaves_the_rest() {
    let template = text_template(json!({}), json!({}), "first");
    let variants =
        Variants::read(&json!([{"variantId": "v", "overrides": {"text": {"a": "second"}}}]))
            .expect("reads");
    let pictures = Pictures::default();
    let order = order(&template, &variants.list[0].bindings, &pictures);
    let ad = compose(&order, &Assets::default()).expect("lays out");
    assert_eq!(ad.texts["a"].words, "second");
}

#[test]
fn a_size_out_of_range_is_refused() {
    let template = text_template(json!({}), json!({}), "x");
    let (bindings, pictures) = (Bindings::default(), Pictures::default());
    let order = Order { size: (8, 100), ..order(&template, &bindings, &pictures) };
    let error = compose(&order, &Assets::default()).err().expect("too small");
    assert_eq!(error.field_errors()[0].field, "/size/width");
}

#[test]
fn an_arabic_ad_is_mirrored_and_layers_keep_their_order() {
    let assets = Assets::default();
    let template = store::get(&assets, "quote-card-v1").expect("reads");
    let pictures = Pictures::default();
    let text = template.bindings.text.keys().map(|k| (k.clone(), "مرحبا بكم".to_owned())).collect();
    let arabic = Bindings { text, ..Bindings::default() };
    let ad = compose(&order(&template, &arabic, &pictures), &assets).expect("lays out");
    let mark = ad.layers.iter().find(|(id, _)| id == "quote_mark").expect("drawn");
    assert!(mark.1.x > 540.0);
    let order: Vec<f64> = ad
        .layers
        .iter()
        .filter_map(|(id, _)| template.designs[0].layers.iter().find(|l| l.id == *id).map(|l| l.z))
        .collect();
    assert!(order.is_sorted());
}
