//! The log from begin to prune, with dead processes, bad files and foreign locks.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tempfile::TempDir;

use super::{owner::Owner, record::begin, *};
use crate::{
    error::{Error, Kind},
    progress::Report,
};

const LONG: Duration = Duration::from_mins(1);

fn start(kind: &str) -> Start {
    Start { id: JobId::new(), kind: kind.into(), params: json!({"text": "hi"}), metadata: None }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Runs of these types, oldest first, all completed.
fn completed(folder: &TempDir, kinds: &[&str]) -> Vec<String> {
    let store = Arc::new(Store::open(folder.path(), Durability::Relaxed).unwrap());
    let ids = kinds.iter().map(|kind| {
        let start = start(kind);
        let id = start.id.to_string();
        Recording::begin(Arc::clone(&store), start, Vec::new())
            .complete(&json!({"ok": true}), Vec::new());
        id
    });
    let ids = ids.collect();
    store.close(LONG).unwrap();
    ids
}

#[test]
fn a_run_is_recorded_from_its_begin_to_its_result_and_files() {
    let folder = folder();
    let made = folder.path().join("out.png");
    std::fs::write(&made, "abc").unwrap();
    let store = Arc::new(Store::start(folder.path().join("log"), Durability::Relaxed));
    let start = start("render.still");
    let id = start.id.clone();
    let recording = Recording::begin(Arc::clone(&store), start, Vec::new());
    recording.progress(&Report { stage: "layout", done: 1, total: 4 });
    store.ask(|_| Ok(())).unwrap();
    let job = Store::get(store.folder(), id.as_str()).unwrap();
    assert_eq!((job.status, job.stage.as_deref()), (Status::Processing, Some("layout")));
    assert!((job.progress - 0.25).abs() < 1e-9 && job.completed_at.is_none());
    recording.complete(&json!({"path": "out.png"}), vec![made.clone(), folder.path().join("gone")]);
    store.close(LONG).unwrap();
    let job = Store::get(store.folder(), id.as_str()).unwrap();
    assert_eq!((job.status, job.attempts), (Status::Completed, 1));
    assert_eq!(job.result.unwrap()["path"], "out.png");
    assert_eq!(job.artifacts.len(), 1);
    assert_eq!((job.artifacts[0].path.as_path(), job.artifacts[0].bytes), (made.as_path(), 3));
    assert!(job.completed_at.unwrap() >= job.started_at.unwrap());
}

#[test]
fn the_kind_of_an_error_decides_how_a_run_ended() {
    let folder = folder();
    let store = Arc::new(Store::open(folder.path(), Durability::Relaxed).unwrap());
    for (kind, status) in [
        (Kind::Cancelled, Status::Cancelled),
        (Kind::Timeout, Status::Timeout),
        (Kind::Validation, Status::Failed),
    ] {
        let start = start("tts.generate");
        let id = start.id.clone();
        let secrets = vec!["sesame-key".to_owned()];
        let recording = Recording::begin(Arc::clone(&store), start, secrets);
        recording.fail(&Error::new(kind, "sesame-key is no good"));
        store.ask(|_| Ok(())).unwrap();
        let job = Store::get(folder.path(), id.as_str()).unwrap();
        assert_eq!(job.status, status);
        let error = job.error.unwrap();
        assert_eq!(error["code"], kind.row().code);
        assert_eq!(error["message"], "[removed] is no good");
    }
}

#[test]
fn a_job_whose_process_died_is_shown_and_filtered_as_failed() {
    let folder = folder();
    let store = Store::open(folder.path(), Durability::Relaxed).unwrap();
    let mut child = std::process::Command::new("/bin/true").spawn().unwrap();
    let pid = i64::from(child.id());
    child.wait().unwrap();
    let (dead, living) = (start("render.brief"), start("render.brief"));
    let (dead_id, living_id) = (dead.id.to_string(), living.id.to_string());
    store
        .ask(move |connection| {
            let this = Owner::this_process();
            begin(connection, &dead, &Owner { pid, ..this.clone() })?;
            begin(connection, &living, &this)
        })
        .unwrap();
    let list = |status| {
        let filter = Filter { status: Some(status), ..Filter::default() };
        let page = Store::list(folder.path(), &filter).unwrap();
        page.jobs.into_iter().map(|job| job.job_id).collect::<Vec<_>>()
    };
    assert_eq!(list(Status::Failed), [dead_id.as_str()]);
    assert_eq!(list(Status::Processing), [living_id]);
    let error = Store::get(folder.path(), &dead_id).unwrap().error.unwrap();
    assert!(error["message"].as_str().unwrap().contains("interrupted"), "{error}");
    let later = Timestamp::now() + SignedDuration::from_hours(1);
    assert_eq!(store.prune(later).unwrap().jobs, 1);
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let folder = folder();
    let mut ids = completed(&folder, &["a.b"; 7]);
    ids.reverse();
    let mut filter = Filter { limit: 3, ..Filter::default() };
    let mut seen = Vec::new();
    loop {
        let page = Store::list(folder.path(), &filter).unwrap();
        assert!(page.jobs.len() <= 3);
        seen.extend(page.jobs.into_iter().map(|job| job.job_id));
        let Some(next) = page.next_cursor else { break };
        filter.cursor = Some(next);
    }
    assert_eq!(seen, ids);
    filter.cursor = Some("nonsense".into());
    assert_eq!(Store::list(folder.path(), &filter).unwrap_err().kind(), Kind::Validation);
}

#[test]
fn filters_take_a_capability_or_its_group_and_a_time() {
    let folder = folder();
    completed(&folder, &["render.brief", "render.still", "renderer", "tts.generate"]);
    let count = |filter: Filter| Store::list(folder.path(), &filter).unwrap().jobs.len();
    let kind = |kind: &str| Filter { kind: Some(kind.into()), ..Filter::default() };
    assert_eq!(count(kind("render")), 2);
    assert_eq!(count(kind("render.still")), 1);
    assert_eq!(count(kind("rend")), 0);
    let since = Timestamp::now() + SignedDuration::from_hours(1);
    assert_eq!(count(Filter { since: Some(since), ..Filter::default() }), 0);
    assert_eq!(count(Filter { status: Some(Status::Failed), ..Filter::default() }), 0);
}

#[test]
fn the_beginning_of_a_name_finds_a_job_if_it_is_the_only_one() {
    let folder = folder();
    let ids = completed(&folder, &["a.b", "a.b"]);
    let all_but_one = &ids[0][..ids[0].len() - 1];
    assert_eq!(Store::get(folder.path(), all_but_one).unwrap().job_id, ids[0]);
    assert_eq!(Store::get(folder.path(), "job_").unwrap_err().kind(), Kind::Validation);
    assert_eq!(Store::get(folder.path(), "jobx").unwrap_err().kind(), Kind::NotFound);
}

#[test]
fn pruning_takes_old_jobs_and_only_files_in_the_data_folder() {
    let (folder, home) = (folder(), folder());
    let (ours, theirs) = (folder.path().join("a.png"), home.path().join("b.png"));
    let shared = folder.path().join("c.png");
    for file in [&ours, &theirs, &shared] {
        std::fs::write(file, "12345").unwrap();
    }
    let store = Arc::new(Store::open(folder.path(), Durability::Relaxed).unwrap());
    let old = Recording::begin(Arc::clone(&store), start("a.b"), Vec::new());
    old.complete(&json!({}), vec![ours.clone(), theirs.clone(), shared.clone()]);
    let open = Recording::begin(Arc::clone(&store), start("a.b"), Vec::new());
    store.ask(|_| Ok(())).unwrap();
    let hour = SignedDuration::from_hours(1);
    assert_eq!(store.prune(Timestamp::now() - hour).unwrap(), Pruned::default());
    let pruned = store.prune(Timestamp::now() + hour).unwrap();
    assert_eq!(pruned, Pruned { jobs: 1, files: 2, bytes: 10 });
    assert!(!ours.exists() && theirs.exists());
    open.complete(&json!({}), Vec::new());
    store.close(LONG).unwrap();
    assert_eq!(Store::list(folder.path(), &Filter::default()).unwrap().jobs.len(), 1);
}

#[test]
fn a_corrupt_or_unwritable_log_is_told_once_and_stops_nobody() {
    let folder = folder();
    std::fs::write(folder.path().join("jobs.sqlite3"), "this is no database".repeat(100)).unwrap();
    let store = Arc::new(Store::start(folder.path(), Durability::Relaxed));
    let recording = Recording::begin(Arc::clone(&store), start("a.b"), Vec::new());
    recording.progress(&Report { stage: "x", done: 0, total: 1 });
    recording.complete(&json!({}), Vec::new());
    let error = store.close(LONG).unwrap_err();
    assert!(error.to_string().contains("jobs.sqlite3"), "{error}");
    assert!(error.hint_text().unwrap().contains("--no-log"));
    assert_eq!(
        Store::list(folder.path(), &Filter::default()).unwrap_err().kind(),
        Kind::Unavailable
    );
    // A folder that cannot be made, even by root.
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(Store::open(file.join("below"), Durability::Relaxed).is_err());
}

#[test]
fn a_locked_log_costs_no_more_than_the_patience_of_the_caller() {
    let folder = folder();
    Store::open(folder.path(), Durability::Relaxed).unwrap().close(LONG).unwrap();
    let other = rusqlite::Connection::open(folder.path().join("jobs.sqlite3")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let store = Arc::new(Store::start(folder.path(), Durability::Relaxed));
    Recording::begin(Arc::clone(&store), start("a.b"), Vec::new()).complete(&json!({}), Vec::new());
    let begin = std::time::Instant::now();
    let error = store.close(Duration::from_millis(50)).unwrap_err();
    assert!(begin.elapsed() < Duration::from_secs(4));
    assert_eq!(error.kind(), Kind::Unavailable);
}

#[test]
fn a_log_that_is_not_there_is_empty_and_is_not_made_by_looking() {
    let folder = folder();
    let page = Store::list(folder.path(), &Filter::default()).unwrap();
    assert!(page.jobs.is_empty() && page.next_cursor.is_none());
    assert_eq!(Store::get(folder.path(), "x").unwrap_err().kind(), Kind::NotFound);
    assert!(!folder.path().join("jobs.sqlite3").exists());
}

#[test]
fn several_processes_may_be_the_first() {
    let folder = folder();
    let stores: Vec<_> =
        (0..8).map(|_| Arc::new(Store::start(folder.path(), Durability::Relaxed))).collect();
    for store in &stores {
        Recording::begin(Arc::clone(store), start("a.b"), Vec::new())
            .complete(&json!({}), Vec::new());
    }
    for store in &stores {
        store.close(LONG).unwrap();
    }
    let jobs = Store::list(folder.path(), &Filter::default()).unwrap().jobs;
    assert_eq!(jobs.len(), 8);
}
