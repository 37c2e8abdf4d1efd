//! Golden frames: moments of our briefs look as they did when somebody looked at them.
//!
//! `UPDATE_GOLDEN=1 cargo test golden` writes them anew; look at what changed before you commit
//! it. Only text in bundled fonts is shown, so that every machine draws the same.

use std::path::{Path, PathBuf};

use image::RgbImage;
use serde_json::json;

use crate::{
    support::{Sandbox, root},
    tools::saying,
};

/// Brief and moments in seconds.
const MOMENTS: [(&str, &[f64]); 6] = [
    ("building-a-parser.yaml", &[2.0, 9.0]),
    ("five-git-commands.json", &[2.0, 9.0]),
    ("how-ai-works.yaml", &[3.0, 14.0, 33.0]),
    ("launch-checklist.yaml", &[2.0, 9.0]),
    ("one-minute-rule.yaml", &[1.5, 6.0]),
    ("rent-or-buy.yaml", &[2.0, 9.0]),
];
/// Mean difference of the channels that is no difference.
const MEAN: f64 = 2.5;
/// A pixel differs if one of its channels does by more than this.
const FAR: u8 = 40;
/// Share of pixels that may differ.
const SHARE: f64 = 0.02;

fn golden() -> PathBuf {
    root().join("tests/it/golden")
}

/// The moment of a brief, a fifth of its size.
fn drawn(brief: &str, at: f64) -> RgbImage {
    let sandbox = Sandbox::new();
    let path = root().join("briefs").join(brief);
    let path = path.to_str().expect("a plain path");
    sandbox
        .run(&format!("render still {path} --at {at} --scale 0.2 -o out.png --offline"))
        .exits(0);
    image::open(sandbox.path("out.png")).expect("a picture").to_rgb8()
}

/// Mean difference and share of pixels that differ.
#[expect(clippy::cast_precision_loss, reason = "small pictures")]
fn compare(one: &RgbImage, other: &RgbImage) -> (f64, f64) {
    let pixels = || one.pixels().zip(other.pixels());
    let apart = |(a, b): (&image::Rgb<u8>, &image::Rgb<u8>)| {
        std::array::from_fn::<u8, 3, _>(|channel| a.0[channel].abs_diff(b.0[channel]))
    };
    let sum: u64 = pixels().flat_map(apart).map(u64::from).sum();
    let far = pixels().map(apart).filter(|apart| apart.iter().any(|d| *d > FAR)).count();
    let count = pixels().count() as f64;
    (sum as f64 / (3.0 * count), far as f64 / count)
}

fn check(file: &Path, drawn: &RgbImage) -> Result<(), String> {
    let name = file.display();
    let golden = image::open(file).map_err(|e| format!("{name}: {e}"))?.to_rgb8();
    if golden.dimensions() != drawn.dimensions() {
        return Err(format!("{name}: {:?}, not {:?}", drawn.dimensions(), golden.dimensions()));
    }
    let (mean, share) = compare(&golden, drawn);
    if mean <= MEAN && share <= SHARE {
        return Ok(());
    }
    // Beside the build's other files, to be looked at.
    let seen = std::env::temp_dir().join(file.file_name().expect("it has a name"));
    drawn.save(&seen).expect("the temporary folder is writable");
    let percent = share * 100.0;
    let seen = seen.display();
    Err(format!("{name}: mean difference {mean:.2}, {percent:.1} % of pixels differ; see {seen}"))
}

#[test]
fn frames_look_as_they_did() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut expected = Vec::new();
    let mut wrong = Vec::new();
    for (brief, moments) in MOMENTS {
        for at in moments {
            let stem = brief.split('.').next().expect("a name");
            let file = golden().join(format!("{stem}-{at}s.png"));
            let drawn = drawn(brief, *at);
            if update {
                drawn.save(&file).expect("the golden folder is writable");
            }
            wrong.extend(check(&file, &drawn).err());
            expected.push(file);
        }
    }
    assert!(wrong.is_empty(), "look, then UPDATE_GOLDEN=1:\n{}", wrong.join("\n"));
    let entries = std::fs::read_dir(golden()).expect("the folder is there").flatten();
    let stray: Vec<_> = entries.map(|e| e.path()).filter(|p| !expected.contains(p)).collect();
    assert!(stray.is_empty(), "no test looks at {stray:?}");
}

#[test]
fn the_comparison_sees_a_line_that_is_gone_and_forgives_soft_edges() {
    let plain = RgbImage::from_pixel(100, 100, image::Rgb([20, 20, 20]));
    let mut line = plain.clone();
    for x in 10..90 {
        for y in 50..54 {
            line.put_pixel(x, y, image::Rgb([240, 240, 240]));
        }
    }
    let (mean, share) = compare(&plain, &line);
    assert!(mean > MEAN && share > SHARE, "{mean} {share}");
    let soft = RgbImage::from_pixel(100, 100, image::Rgb([22, 22, 18]));
    let (mean, share) = compare(&plain, &soft);
    assert!(mean <= MEAN && share == 0.0, "{mean} {share}");
}

/// The picture of a heading at the end of its section.
fn heading(text: &str) -> Vec<u8> {
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&json!({"heading": text})));
    sandbox.run("render still brief.json --at 0.9 --scale 0.5 -o out.png").exits(0);
    std::fs::read(sandbox.path("out.png")).expect("it was made")
}

#[test]
fn every_sign_that_our_templates_draw_has_a_glyph() {
    let mut signs = std::collections::BTreeSet::new();
    let mut folders = vec![root().join("templates")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("templates").flatten().map(|e| e.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                let text = std::fs::read_to_string(path).expect("templates are text");
                signs.extend(text.chars().filter(|c| !c.is_ascii() && !c.is_alphanumeric()));
            }
        }
    }
    // No font has this one, so it shows what a missing sign looks like.
    let missing = heading("\u{e0ff}");
    let gone: Vec<_> = signs.into_iter().filter(|c| heading(&c.to_string()) == missing).collect();
    assert!(gone.is_empty(), "no bundled font has {gone:?}");
}
