//! A capability from its command line to its result and its record.

use remotion_media::store::{Filter, Job, Status};
use tempfile::TempDir;

use super::*;
use crate::{
    demo::ROWS,
    globals::{Format, Globals},
    output::Output,
    tree,
};

/// A person with an empty home.
struct Person(TempDir);

impl Person {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn types(&self, line: &[&str]) -> Outcome<Value> {
        let data = format!("data_dir={}", self.file("data"));
        let empty = self.file("settings.yaml");
        std::fs::write(&empty, "").unwrap();
        let ours = ["x", "--set", &data, "--config", &empty, "--quiet"];
        let matches = tree::root(ROWS, true).try_get_matches_from(ours.iter().chain(line)).unwrap();
        let mut below = &matches;
        while let Some((_, deeper)) = below.subcommand() {
            below = deeper;
        }
        let globals = Globals { format: Format::Json, ..Globals::of(below) };
        let output = Output::new(&globals);
        let name = format!("{}.{}", line[0], line[1]);
        let row = ROWS.iter().find(|row| row.name == name).unwrap();
        perform(&Session { rows: ROWS, globals, output }, row, below)
    }

    fn fails(&self, line: &[&str]) -> Error {
        self.types(line).unwrap_err()
    }

    fn log(&self) -> Vec<Job> {
        Store::list(Path::new(&self.file("data")), &Filter::default()).unwrap().jobs
    }
}

#[test]
fn a_run_makes_its_file_and_its_record_without_secrets() {
    let person = Person::new();
    let out = person.file("out.txt");
    person.types(&["audio", "shout", "hey", "--api-key", "sesame", "-o", &out]).unwrap();
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "HEY");
    let log = person.log();
    assert_eq!(log.len(), 1);
    assert_eq!((log[0].kind.as_str(), log[0].status), ("audio.shout", Status::Completed));
    assert_eq!(log[0].params, json!({"text": "hey", "api_key": "[removed]"}));
    assert_eq!(log[0].artifacts[0].path, Path::new(&out));
    assert_eq!(log[0].result.as_ref().unwrap()["warnings"][0], "the neighbours complain");
}

#[test]
fn an_existing_output_is_a_conflict_before_any_work_and_overwrite_replaces_it() {
    let person = Person::new();
    let out = person.file("out.txt");
    std::fs::write(&out, "old").unwrap();
    let error = person.fails(&["audio", "shout", "fail", "-o", &out]);
    assert_eq!((error.kind(), error.kind().row().exit), (Kind::Conflict, 73));
    person.types(&["audio", "shout", "new", "-o", &out, "--overwrite"]).unwrap();
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "NEW");
}

#[test]
fn missing_and_wrong_fields_are_named() {
    let person = Person::new();
    let error = person.fails(&["audio", "shout"]);
    assert_eq!(error.to_string(), "missing --text");
    assert_eq!(error.to_json()["details"]["errors"][0]["field"], "text");
    let error = person.fails(&["audio", "shout", "hey", "--volume", "12"]);
    assert_eq!(error.to_string(), "volume: expected 0 to 11; found 12");
    assert_eq!(person.log()[0].status, Status::Failed);
}

#[test]
fn a_params_file_lies_below_the_flags() {
    let person = Person::new();
    let (file, out) = (person.file("job.yaml"), person.file("out.txt"));
    std::fs::write(&file, "text: from the file\nvolume: 3\n").unwrap();
    let line = ["audio", "shout", "--params", &file, "--volume", "4", "-o", &out];
    person.types(&line).unwrap();
    assert_eq!(person.log()[0].params, json!({"text": "from the file", "volume": 4}));
}

#[test]
fn failures_panics_and_time_limits_end_in_their_own_way() {
    let person = Person::new();
    assert_eq!(person.fails(&["audio", "shout", "fail"]).kind(), Kind::Provider);
    assert_eq!(person.fails(&["audio", "shout", "panic"]).kind(), Kind::Internal);
    let error = person.fails(&["audio", "shout", "wait", "--timeout", "0.05"]);
    assert_eq!((error.kind(), error.kind().row().exit), (Kind::Timeout, 124));
    let statuses: Vec<_> = person.log().into_iter().map(|job| job.status).collect();
    assert_eq!(statuses, [Status::Timeout, Status::Failed, Status::Failed]);
}

#[test]
fn without_a_log_nothing_is_written_and_a_broken_one_breaks_nothing() {
    let person = Person::new();
    person.types(&["audio", "shout-twice", "--no-log"]).unwrap();
    assert!(!Path::new(&person.file("data")).exists());
    std::fs::write(person.file("data"), "a file where a folder should be").unwrap();
    person.types(&["audio", "shout-twice"]).unwrap();
}
