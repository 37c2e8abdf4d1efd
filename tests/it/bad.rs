//! Bad input: each a clear message, the right exit code, no panic and no file left behind.
//!
//! What comes over a network is left to `network`.

use serde_json::{Value, json};

use crate::{
    support::Sandbox,
    tools::{brief, png, saying, with},
};

/// Renders this brief; it must be refused with this code, saying these words.
#[track_caller]
fn refused(name: &str, text: impl AsRef<[u8]>, code: i32, parts: &[&str]) {
    let sandbox = Sandbox::new();
    sandbox.write(name, text);
    refused_in(&sandbox, name, code, parts);
}

#[track_caller]
fn refused_in(sandbox: &Sandbox, name: &str, code: i32, parts: &[&str]) {
    let before = sandbox.files();
    let run = sandbox.run(&format!("render brief {name} -o out.mp4")).exits(code).says(parts);
    assert_eq!(run.stdout, "", "{run:#?}");
    assert!(run.stderr.starts_with("error: "), "{run:#?}");
    assert!(run.stderr.len() < 4000, "too many words: {run:#?}");
    assert_eq!(sandbox.files(), before, "something was left");
    assert_eq!(sandbox.scratch(), [""; 0], "something was left in the temporary folder");
}

#[track_caller]
fn refused_brief(value: &Value, parts: &[&str]) {
    refused("brief.json", value.to_string(), 65, parts);
}

#[test]
fn text_that_is_no_brief_is_refused_with_its_name_and_place() {
    refused("empty.json", "", 65, &["empty.json", "empty", "new brief"]);
    refused("blank.yaml", " \n\n", 65, &["blank.yaml", "empty"]);
    refused("wrong.json", r#"{"id": "a", "sections": [}"#, 65, &["wrong.json", "line 1"]);
    refused("wrong.yaml", "id: a\n  sections: [\n", 65, &["wrong.yaml", "line 2"]);
    refused("list.json", "[1, 2]", 65, &["list.json", "object"]);
    refused("words.yaml", "just some words", 65, &["words.yaml", "object"]);
    let rubbish: Vec<u8> = (0..=255).cycle().take(10_000).collect();
    refused("rubbish.json", rubbish, 65, &["rubbish.json", "UTF-8"]);
    refused("zero.yaml", "id: \"a\0b\"\nformat: explainer_v1\n", 65, &["zero.yaml"]);
}

#[test]
fn deep_nesting_and_bombs_are_refused_at_once() {
    let deep = format!("{}1{}", r#"{"a":"#.repeat(5000), "}".repeat(5000));
    refused("deep.json", deep, 65, &["deep.json", "recursion"]);
    let deep = format!("{{\"sections\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
    refused("lists.json", deep, 65, &["lists.json", "recursion"]);
    refused(
        "deep.yaml",
        format!("a: {}{}", "[".repeat(5000), "]".repeat(5000)),
        65,
        &["deep.yaml"],
    );
    let mut bomb = vec!["a0: &a0 [x,x,x,x,x,x,x,x,x]".to_owned()];
    for level in 1..12 {
        let nine = vec![format!("*a{}", level - 1); 9].join(",");
        bomb.push(format!("a{level}: &a{level} [{nine}]"));
    }
    refused("bomb.yaml", bomb.join("\n"), 65, &["bomb.yaml"]);
    refused("big.json", vec![b' '; 9 << 20], 65, &["big.json", "bytes"]);
}

#[test]
fn wrong_types_are_named_with_pointer_and_expectation_all_at_once() {
    let wrong = json!({
        "format": "explainer_v1",
        "settings": {"fps": "fast", "resolution": {"width": "big", "height": 100}},
        "sections": [{"type": "intro", "duration_sec": true, "content": "nothing"}, 7],
    });
    refused_brief(
        &wrong,
        &[
            "/settings/fps: expected a number",
            "/settings/resolution/width: expected a number",
            "/sections/0/duration_sec: expected a number",
            "/sections/0/content: expected an object",
            "/sections/1: expected an object",
        ],
    );
    refused_brief(&brief(&json!("many")), &["/sections: expected a list"]);
    refused_brief(&brief(&json!([])), &["/sections", "at least one"]);
    for heading in [json!(true), json!({"size": 3}), json!(["a", true])] {
        let parts = ["/sections/0/content/heading"];
        refused_brief(&saying(&json!({"heading": heading})), &parts);
    }
    // Nothing that somebody wrote is left out without a word.
    for points in [json!(7), json!(["a", true]), json!(["a", {"size": 3}])] {
        let parts = ["/sections/0/content/bullet_points"];
        refused_brief(&saying(&json!({"heading": "x", "bullet_points": points})), &parts);
    }
    refused_brief(&json!({"sections": [{"type": "intro"}]}), &["/format"]);
}

#[test]
fn sizes_rates_and_lengths_out_of_range_are_refused() {
    let good = saying(&json!({"heading": "Hello"}));
    let (width, height) = ("/settings/resolution/width", "/settings/resolution/height");
    let huge = with(with(good.clone(), width, json!(100_000)), height, json!(100_000));
    refused_brief(&huge, &[width, height, "3840", "100000"]);
    let square = with(with(good.clone(), width, json!(3840)), height, json!(3840));
    refused_brief(&square, &["/settings/resolution", "3840x3840"]);
    refused_brief(&with(good.clone(), width, json!(321)), &[width, "even", "322"]);
    refused_brief(&with(good.clone(), width, json!(-2)), &[width]);
    for fps in [json!(0), json!(1000), json!(-30), json!(1e300)] {
        refused_brief(&with(good.clone(), "/settings/fps", fps), &["/settings/fps", "1 to 120"]);
    }
    for seconds in [json!(0), json!(-1), json!(1e9)] {
        let pointer = "/sections/0/duration_sec";
        refused_brief(&with(good.clone(), pointer, seconds), &[pointer]);
    }
}

#[test]
fn too_much_is_refused() {
    let section = json!({"type": "topic", "duration_sec": 1, "content": {"heading": "Hello"}});
    let many = brief(&Value::Array(vec![section; 10_000]));
    refused_brief(&many, &["/sections", "10000", "500"]);
    for title in ["word ".repeat(1000), "W".repeat(5000), "字".repeat(5000)] {
        let pointer = "/sections/0/content/heading";
        refused_brief(&saying(&json!({"heading": title})), &[pointer, "characters"]);
    }
}

#[test]
fn unknown_names_are_refused_with_the_nearest_and_all_known_ones() {
    let good = saying(&json!({"heading": "Hello"}));
    let format = with(good.clone(), "/format", json!("explainr_v1"));
    refused_brief(&format, &["/format", "explainr_v1", "listicle_v1", "did you mean explainer_v1"]);
    let theme = with(good, "/style", json!({"theme": "drak"}));
    refused_brief(&theme, &["/style/theme", "drak", "neon", "did you mean dark"]);
}

#[test]
fn a_style_cannot_carry_a_style_sheet() {
    let good = saying(&json!({"heading": "Hello"}));
    for (key, value) in [
        ("accent_color", "bleu-ish"),
        ("accent_color", "#fff;} body{display:none"),
        ("primary_color", "red; background: url(http://127.0.0.1/)"),
        ("background_value", "red;} body{"),
        ("background_value", "linear-gradient(#fff,#000);} body{display:none"),
        ("background_value", "linear-gradient(#fff,#000), url(/etc/passwd)"),
        ("background_value", "linear-gradient(#fff,#000)</style><h1>"),
    ] {
        let brief = with(good.clone(), "/style", json!({key: value}));
        refused_brief(&brief, &[&format!("/style/{key}")]);
    }
    // A family that is not installed is replaced, whatever its name holds.
    let sandbox = Sandbox::new();
    let style = json!({"font_heading": "x;} body{display:none", "font_body": "\"</style>"});
    sandbox.brief("evil.json", &with(good.clone(), "/style", style));
    sandbox.brief("good.json", &good);
    sandbox.run("render still evil.json --at 0.9 -o evil.png").exits(0);
    sandbox.run("render still good.json --at 0.9 -o good.png").exits(0);
    let read = |name: &str| std::fs::read(sandbox.path(name)).expect("it is there");
    assert!(read("evil.png") == read("good.png"), "the name of a font changed the picture");
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.outside("secret.png"), png(8, 8, [9, 9, 9])).expect("writable");
    std::os::unix::fs::symlink(sandbox.outside("secret.png"), sandbox.path("link.png"))
        .expect("a link");
    let climbing = ["../secret.png", "a/../../secret.png", "link.png", "../../etc/passwd"];
    for path in climbing {
        sandbox.brief("brief.json", &saying(&json!({"heading": "x", "image": path})));
        let pointer = "/sections/0/content/image";
        refused_in(&sandbox, "brief.json", 65, &[pointer, path, "--media-root"]);
    }
    for scheme in ["file:///etc/passwd", "ftp://127.0.0.1/a.png"] {
        sandbox.brief("brief.json", &saying(&json!({"heading": "x", "image": scheme})));
        refused_in(&sandbox, "brief.json", 65, &["/sections/0/content/image"]);
    }
}

#[test]
fn an_absolute_path_is_allowed_for_a_file_that_exists() {
    let sandbox = Sandbox::new();
    let picture = sandbox.outside("mine.png");
    std::fs::write(&picture, png(8, 8, [200, 0, 0])).expect("writable");
    sandbox.brief("brief.json", &saying(&json!({"heading": "x", "image": picture})));
    sandbox.run("render still brief.json -o out.png").exits(0);
    sandbox.brief("gone.json", &saying(&json!({"heading": "x", "image": "/nonexistent/a.png"})));
    let parts = ["/sections/0/content/image", "/nonexistent/a.png", "placeholder"];
    refused_in(&sandbox, "gone.json", 66, &parts);
    sandbox.brief("text.json", &saying(&json!({"heading": "x", "image": "/etc/passwd"})));
    refused_in(&sandbox, "text.json", 65, &["/sections/0/content/image", "not a picture"]);
}

#[test]
fn damaged_and_huge_pictures_are_refused() {
    let whole = png(64, 64, [1, 2, 3]);
    let cut = whole[..whole.len() / 2].to_vec();
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0xff;
    // The head says 60000 by 60000 pixels, and its checksum is right.
    let mut huge = whole;
    huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let sum = crc(&huge[12..29]).to_be_bytes();
    huge[29..33].copy_from_slice(&sum);
    let noise = b"\x89PNG\r\n\x1a\nnothing of a picture".to_vec();
    for (name, bytes, part) in [
        ("cut.png", cut, "damaged"),
        ("flipped.png", flipped, "damaged"),
        ("huge.png", huge, "60000x60000"),
        ("noise.png", noise, "damaged"),
        ("text.png", b"hello".to_vec(), "not a picture"),
        ("empty.png", Vec::new(), "not a picture"),
        ("bad.svg", b"<svg><rect".to_vec(), "damaged"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write(name, bytes);
        sandbox.brief("brief.json", &saying(&json!({"heading": "x", "image": name})));
        refused_in(&sandbox, "brief.json", 65, &["/sections/0/content/image", name, part]);
    }
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}
