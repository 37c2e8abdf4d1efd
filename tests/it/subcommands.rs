//! The other commands: validate, still, explainer, batch, new, doctor, jobs, config.

use serde_json::{Value, json};

use crate::{
    support::Sandbox,
    tools::{brief, saying, warnings, with},
};

#[test]
fn validate_finds_what_is_odd_without_rendering() {
    let sandbox = Sandbox::new();
    let words = "Many words that nobody can read in this short a time. ".repeat(22);
    let points = vec!["One of too many points with too many words in each"; 12];
    let long = json!({"heading": "A heading that goes on ".repeat(12), "body_text": words,
        "bullet_points": points});
    let sections = json!([
        {"id": "one", "type": "topic", "start_time_sec": 0, "duration_sec": 4, "content": long},
        {"id": "two", "type": "topic", "start_time_sec": 2, "duration_sec": 4,
         "content": {"heading": "World", "colour": "x", "image": "gone.png"}},
    ]);
    let odd = with(brief(&sections), "/audio", json!({"voiceover": "gone.wav"}));
    let odd = with(odd, "/settings/duration_sec", json!(99));
    sandbox.brief("odd.json", &odd);
    let found = sandbox.run("validate odd.json --json").exits(0).json();
    assert_eq!(found["valid"], true);
    let all = warnings(&found).join("\n");
    for part in [
        "/sections/1/content/colour: unknown key",
        "two plays over one",
        "gone.png",
        "gone.wav",
        "/settings/duration_sec: says 99",
    ] {
        assert!(all.contains(part), "{part:?} is not found: {all}");
    }
    let small =
        warnings(&found).into_iter().any(|w| w.contains("shrinks") || w.contains("too long"));
    assert!(small, "text that is too long is not found: {all}");
    assert_eq!(found["summary"]["frames"], 60);
    assert_eq!(sandbox.files(), ["odd.json"]);
}

#[test]
fn validate_lists_every_error_and_fails() {
    let sandbox = Sandbox::new();
    sandbox.write("bad.json", r#"{"format": 3, "sections": [{"type": 1, "duration_sec": "x"}]}"#);
    let parts = ["/format: ", "/sections/0/type: ", "/sections/0/duration_sec: "];
    sandbox.run("validate bad.json").exits(65).says(&parts);
    sandbox.run("validate gone.json").exits(66).says(&["gone.json"]);
}

fn size(sandbox: &Sandbox, name: &str) -> (u32, u32) {
    image::image_dimensions(sandbox.path(name)).expect("a picture")
}

#[test]
fn a_still_is_one_frame_and_a_sheet_many() {
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&json!({"heading": "Hello"})));
    let picture = sandbox.run("render still brief.json --at 0.5 -o one.png --json").exits(0).json();
    assert_eq!((&picture["width"], &picture["height"]), (&json!(320), &json!(568)));
    assert_eq!(size(&sandbox, "one.png"), (320, 568));
    sandbox.run("render still brief.json --at 0.5 --scale 2 -o big.png").exits(0);
    assert_eq!(size(&sandbox, "big.png"), (640, 1136));
    let line = "render still brief.json --sheet 10 --scale 0.5 -o sheet.png --json";
    let sheet = sandbox.run(line).exits(0).json();
    assert_eq!(sheet["at"].as_array().map(Vec::len), Some(10));
    // Five columns and two rows with gaps of 12 pixels.
    assert_eq!(size(&sandbox, "sheet.png"), (5 * 172 + 12, 2 * 296 + 12));
    let line =
        "render still brief.json --at 0.1 --at 0.5 --at 0.9 --columns 2 --scale 0.5 -o s.png";
    sandbox.run(line).exits(0);
    assert_eq!(size(&sandbox, "s.png"), (2 * 172 + 12, 2 * 296 + 12));
    sandbox.run("render still brief.json --at 7 -o late.png").exits(65).says(&["at", "7"]);
    sandbox.run("render still brief.json --at -1 -o early.png");
    assert_eq!(sandbox.files(), ["big.png", "brief.json", "one.png", "s.png", "sheet.png"]);
}

#[test]
fn an_explainer_comes_from_a_title_and_topics_or_a_script() {
    let sandbox = Sandbox::new();
    let mut arguments = vec!["render", "explainer", "How tea is made", "--topics", "Pick"];
    arguments.extend(["--topics", r#"{"heading": "Dry", "bullets": ["sun", "wind"]}"#]);
    let common = "--size 320x568 --quality preview --duration-per-topic 1 --json -o";
    arguments.extend(common.split(' '));
    let result = sandbox.call(arguments.iter().chain(&["tea.mp4"])).run().exits(0).json();
    let brief = &result["brief"];
    assert_eq!(brief["sections"].as_array().map(Vec::len), Some(4));
    assert_eq!(brief["sections"][2]["content"]["heading"], "Dry");
    assert_eq!(result["width"], 160);
    assert!(result["frames"].as_u64().is_some_and(|frames| frames >= 60), "{result}");
    assert!(warnings(&result).is_empty(), "{result}");
    // The brief that comes back renders as it is.
    sandbox.brief("again.json", brief);
    let line = "render brief again.json --quality preview --frames 0-4 -o again.mp4";
    sandbox.run(line).exits(0);
    sandbox.write("tea.txt", "Pick the leaves. Only the top two.\n\nLet them wilt.\n");
    let script = ["render", "explainer", "Tea", "--script", "@tea.txt"];
    let script = script.into_iter().chain(common.split(' ')).chain(["script.mp4"]);
    let result = sandbox.call(script).run().exits(0).json();
    let first = &result["brief"]["sections"][1]["content"];
    assert_eq!(first["heading"], "Pick the leaves");
    assert_eq!(first["body_text"], "Only the top two.");
    sandbox.run("render explainer Tea").exits(65).says(&["topic"]);
}

#[test]
fn a_batch_reports_each_video_and_goes_on_where_it_was() {
    let sandbox = Sandbox::new();
    let named = |id: &str| with(saying(&json!({"heading": id})), "/id", json!(id));
    sandbox.brief("a.json", &named("a"));
    sandbox.brief("b.json", &with(named("b"), "/sections", json!("none")));
    sandbox.brief("c.json", &named("c"));
    let line = "render batch a.json b.json c.json --output-dir out --json";
    let statuses = |result: &Value| -> Vec<String> {
        let items = result["items"].as_array().expect("a list");
        items.iter().map(|item| item["status"].as_str().expect("a text").to_owned()).collect()
    };
    let result = sandbox.run(line).json();
    assert_eq!(statuses(&result), ["completed", "failed", "completed"]);
    assert_eq!((&result["completed"], &result["failed"]), (&json!(2), &json!(1)));
    assert_eq!(result["items"][1]["error"]["code"], "VALIDATION_ERROR");
    assert!(sandbox.path("out/a.mp4").is_file() && !sandbox.path("out/b.mp4").exists());
    // What is there stays; what was mended or changed is made.
    let made =
        |name: &str| sandbox.path(name).metadata().and_then(|m| m.modified()).expect("there");
    let before = made("out/a.mp4");
    sandbox.brief("b.json", &named("b"));
    sandbox.brief("c.json", &with(named("c"), "/sections/0/duration_sec", json!(2)));
    let result = sandbox.run(&format!("{line} --overwrite")).exits(0).json();
    assert_eq!(statuses(&result), ["skipped", "completed", "completed"]);
    assert_eq!(result["items"][2]["result"]["frames"], 20);
    assert_eq!(made("out/a.mp4"), before);
}

#[test]
fn a_brief_that_cannot_be_read_fails_alone_in_a_batch() {
    let sandbox = Sandbox::new();
    sandbox.brief("good.json", &saying(&json!({"heading": "Hello"})));
    sandbox.write("rubbish.json", "{");
    let run = sandbox.run("render batch rubbish.json good.json gone.json --output-dir out --json");
    let result = run.json();
    assert_eq!((&result["completed"], &result["failed"]), (&json!(1), &json!(2)), "{result}");
    assert!(sandbox.path("out/test.mp4").is_file());
}

#[test]
fn a_table_fills_the_placeholders_of_one_brief() {
    let sandbox = Sandbox::new();
    let card = with(
        saying(&json!({"heading": "Dear {{name}}, {{ years }} years"})),
        "/id",
        json!("card-{{name}}"),
    );
    sandbox.brief("card.json", &card);
    sandbox.write("people.csv", "name,years\nAda,36\n\"Grace, H\",85\n");
    sandbox.write("people.jsonl", "{\"name\": \"Alan\", \"years\": 41}\n\n");
    let line = "render batch --brief card.json --output-dir out --json --table";
    let result = sandbox.run(&format!("{line} people.csv")).exits(0).json();
    assert_eq!(result["completed"], 2);
    assert!(sandbox.path("out/card-Ada-1.mp4").is_file(), "{result}");
    assert!(sandbox.path("out/card-Grace--H-2.mp4").is_file(), "{result}");
    let result = sandbox.run(&format!("{line} people.csv")).exits(0).json();
    assert_eq!(result["skipped"], 2);
    let result = sandbox.run(&format!("{line} people.jsonl")).exits(0).json();
    assert_eq!(result["completed"], 1);
    sandbox.write("empty.csv", "name\n");
    sandbox.run(&format!("{line} empty.csv")).exits(65).says(&["empty.csv", "no rows"]);
    sandbox.write("wrong.csv", "a,b\n1\n");
    sandbox.run(&format!("{line} wrong.csv")).exits(65).says(&["wrong.csv"]);
    sandbox.run("render batch --brief card.json").exits(65).says(&["table"]);
    sandbox.run("render batch").exits(65).says(&["videos"]);
}

#[test]
fn a_new_brief_and_a_new_template_work_as_they_are() {
    let sandbox = Sandbox::new();
    sandbox.run("new brief my.yaml").exits(0);
    sandbox.run("new brief my.yaml").exits(73).says(&["my.yaml", "exists"]);
    let found = sandbox.run("validate my.yaml --json").exits(0).json();
    assert!(found["valid"] == true && warnings(&found).is_empty(), "{found}");
    sandbox.run("render brief my.yaml --frames 0-9 --quality preview -o my.mp4").exits(0);
    sandbox.run("new brief other.yaml --format nonsense_v1").exits(65).says(&["explainer_v1"]);
    sandbox.run("new template my_v1 --path mine").exits(0);
    assert_eq!(sandbox.run("validate mine --json").exits(0).json()["valid"], true);
    sandbox.brief("b.json", &with(saying(&json!({"heading": "x"})), "/format", json!("my_v1")));
    sandbox.run("render still b.json --template-dir mine -o b.png").exits(0);
    sandbox.run("render still b.json -o c.png").exits(65).says(&["my_v1"]);
    sandbox.run("new template ../evil --path mine").exits(65);
}

#[test]
fn a_template_folder_with_mistakes_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.run("new template my_v1 --path mine").exits(0);
    sandbox.write("mine/formats/my_v1/manifest.yaml", "id: [");
    sandbox.run("validate mine").exits(65).says(&["my_v1/manifest.yaml"]);
    sandbox.run("new template other_v1 --path scene").exits(0);
    sandbox.write("scene/formats/other_v1/scenes/topic.html", "<div>{% if %}{{ nope( }}</div>");
    let topic = with(saying(&json!({"heading": "x"})), "/format", json!("other_v1"));
    sandbox.brief("b.json", &topic);
    let line = "render still b.json --template-dir scene -o b.png";
    sandbox.run(line).exits(65).says(&["topic.html"]);
}
