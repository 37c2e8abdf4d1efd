//! The state machine of the queue, tried at random: whatever is submitted, claimed, ended,
//! cancelled or interrupted in whatever order, nothing is lost, doubled or changed after its end.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::store::{Durability, Store};

#[derive(Clone, Debug)]
enum Step {
    Submit {
        name: u8,
        priority: u8,
        lane: bool,
        key: bool,
    },
    Claim {
        cores: u8,
        quick: u8,
    },
    Beat,
    End {
        which: u8,
        how: u8,
    },
    /// With a fence of the past.
    EndStale {
        which: u8,
    },
    Cancel {
        name: u8,
    },
    /// The service ends and starts again.
    Crash,
    /// Leases run out under runners that hang.
    Expire,
    Pause(bool),
    Pass {
        seconds: u16,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (any::<u8>(), any::<u8>(), any::<bool>(), any::<bool>())
            .prop_map(|(name, priority, lane, key)| Step::Submit { name, priority, lane, key }),
        4 => (0u8..4, 0u8..4).prop_map(|(cores, quick)| Step::Claim { cores, quick }),
        1 => Just(Step::Beat),
        4 => (any::<u8>(), any::<u8>()).prop_map(|(which, how)| Step::End { which, how }),
        1 => any::<u8>().prop_map(|which| Step::EndStale { which }),
        2 => any::<u8>().prop_map(|name| Step::Cancel { name }),
        1 => Just(Step::Crash),
        1 => Just(Step::Expire),
        1 => any::<bool>().prop_map(Step::Pause),
        2 => (0u16..2000).prop_map(|seconds| Step::Pass { seconds }),
    ];
    proptest::collection::vec(step, 1..60)
}

struct World {
    _folder: tempfile::TempDir,
    store: Store,
    now: i64,
    /// Every accepted job: how it ended, if it did.
    jobs: HashMap<String, Option<Status>>,
    /// What runners believe to hold.
    held: Vec<(JobId, i64)>,
    stale: Vec<(JobId, i64)>,
    paused: bool,
}

const NAMES: u8 = 12;

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), Durability::Relaxed).unwrap();
        Self {
            _folder: folder,
            store,
            now: 1_000_000,
            jobs: HashMap::new(),
            held: Vec::new(),
            stale: Vec::new(),
            paused: false,
        }
    }

    fn take(&mut self, step: Step) {
        let now = self.now;
        match step {
            Step::Submit { name, priority, lane, key } => self.submit(name, priority, lane, key),
            Step::Claim { cores, quick } => self.claim(cores.into(), quick.into()),
            Step::Beat => {
                let held = self.held.clone();
                let (lost, _) = self.store.ask(move |c| heartbeat(c, &held, now + 30_000)).unwrap();
                self.held.retain(|(id, _)| !lost.contains(id));
            }
            Step::End { which, how } => {
                if self.held.is_empty() {
                    return;
                }
                let (id, fence) = self.held.remove(usize::from(which) % self.held.len());
                self.end(id, fence, how);
            }
            Step::EndStale { which } => {
                let Some((id, fence)) =
                    self.stale.get(usize::from(which) % self.stale.len().max(1)).cloned()
                else {
                    return;
                };
                if self.held.contains(&(id.clone(), fence)) {
                    return;
                }
                let ending = Ending::Completed { result: json!({}), artifacts: Vec::new() };
                let kept = self.store.ask(move |c| end(c, &id, fence, &ending, now)).unwrap();
                assert!(!kept, "a runner that lost its job ended it");
            }
            Step::Cancel { name } => {
                let id = format!("job{}", name % NAMES);
                let asked = id.clone();
                let (done, _) = self.store.ask(move |c| cancel(c, &asked, now)).unwrap();
                match (done, self.jobs.get(&id)) {
                    (Cancel::Unknown, None) | (Cancel::Asked, Some(None)) => {}
                    (Cancel::Done, Some(None)) => {
                        self.jobs.insert(id, Some(Status::Cancelled));
                    }
                    (Cancel::Ended(status), Some(Some(before))) => assert_eq!(status, *before),
                    other => panic!("{other:?}"),
                }
            }
            Step::Crash => {
                self.stale.append(&mut self.held);
                self.store.ask(move |c| recover(c, now, None, &[])).unwrap();
                self.learn();
            }
            Step::Expire => {
                self.now += 31_000;
                let now = self.now;
                self.stale.append(&mut self.held);
                self.store.ask(move |c| recover(c, now, Some(now), &[])).unwrap();
                self.learn();
            }
            Step::Pause(paused) => {
                self.paused = paused;
                self.store.ask(move |c| pause(c, paused)).unwrap();
            }
            Step::Pass { seconds } => self.now += i64::from(seconds) * 1000,
        }
    }

    fn submit(&mut self, name: u8, priority: u8, lane: bool, key: bool) {
        let id: JobId = format!("job{}", name % NAMES).parse().unwrap();
        let known = self.jobs.contains_key(id.as_str());
        let new = New {
            id: id.clone(),
            kind: "test.x".into(),
            lane: if lane { "cores" } else { "quick" }.into(),
            priority: Priority::ALL[usize::from(priority) % 4],
            params: json!({}),
            shown: json!({}),
            metadata: None,
            timeout_ms: 1000,
            max_retries: 2,
            webhook_url: Some("http://127.0.0.1/".into()),
            webhook_events: vec!["completed".into()],
            idempotency_key: key.then(|| format!("key-{id}")),
            request_hash: "same".into(),
            key_id: None,
            parent_id: None,
            retry_of: None,
        };
        let now = self.now;
        match self.store.ask(move |c| submit(c, &new, now)).unwrap() {
            Submitted::Fresh(position) => {
                assert!(!known && position >= 1);
                self.jobs.insert(id.into(), None);
            }
            Submitted::Existing(job) => assert!(known && job.job_id == id.as_str()),
            Submitted::Conflict(_) => panic!("the same request is no conflict"),
        }
    }

    fn claim(&mut self, cores: usize, quick: usize) {
        let lanes = vec![("cores".to_owned(), cores, true), ("quick".to_owned(), quick, false)];
        let room = Room { lanes, shared: cores };
        let now = self.now;
        let owner = Owner::this_process();
        let claimed = self.store.ask(move |c| claim(c, &room, &owner, now, now + 30_000)).unwrap();
        assert!(claimed.is_empty() || !self.paused, "claimed in a pause");
        for lane in ["cores", "quick"] {
            let most = if lane == "cores" { cores } else { quick };
            assert!(claimed.iter().filter(|job| job.lane == lane).count() <= most);
        }
        for job in claimed {
            assert_eq!(self.jobs[job.id.as_str()], None, "a job that ended was claimed");
            assert!(!self.held.iter().any(|(id, _)| *id == job.id), "claimed twice");
            assert!(!self.stale.contains(&(job.id.clone(), job.fence)), "a fence was used again");
            self.stale.push((job.id.clone(), job.fence));
            self.held.push((job.id, job.fence));
        }
    }

    fn end(&mut self, id: JobId, fence: i64, how: u8) {
        let error = json!({"message": "broken"});
        let ending = match how % 6 {
            0 | 1 => Ending::Completed { result: json!({"ok": true}), artifacts: Vec::new() },
            2 => Ending::Failed(error),
            3 => Ending::Retry(error, self.now + 5_000),
            4 => Ending::Timeout(error),
            _ => Ending::Returned,
        };
        let now = self.now;
        let (name, given) = (id.clone(), ending.clone());
        let kept = self.store.ask(move |c| end(c, &name, fence, &given, now)).unwrap();
        assert!(kept, "a runner that holds its job could not end it");
        let status = self.status(id.as_str());
        match ending {
            Ending::Completed { .. } => assert_eq!(status, Status::Completed),
            Ending::Failed(_) => assert_eq!(status, Status::Failed),
            Ending::Timeout(_) => assert_eq!(status, Status::Timeout),
            _ => assert!(matches!(status, Status::Queued | Status::Cancelled)),
        }
        self.jobs.insert(id.into(), status.is_final().then_some(status));
    }

    fn status(&self, id: &str) -> Status {
        let id = id.to_owned();
        self.store.ask(move |c| list::exact(c, &id)).unwrap().unwrap().status
    }

    /// After a recovery some may have ended: cancelled, or interrupted too often.
    fn learn(&mut self) {
        let ids: Vec<_> = self.jobs.keys().cloned().collect();
        for id in ids {
            let status = self.status(&id);
            if self.jobs[&id].is_none() && status.is_final() {
                assert!(matches!(status, Status::Cancelled | Status::Failed));
                self.jobs.insert(id, Some(status));
            }
        }
    }

    fn check(&self) {
        for (id, ended) in &self.jobs {
            let status = self.status(id);
            match ended {
                Some(before) => assert_eq!(status, *before, "{id} changed after its end"),
                None => assert!(!status.is_final(), "{id} ended by itself: {status:?}"),
            }
        }
        let (counted, noted, sent): (i64, i64, i64) = self
            .store
            .ask(|c| {
                let number = |sql: &str| c.query_row(sql, [], |row| row.get(0));
                Ok((
                    number("SELECT count(*) FROM jobs WHERE status = 'queued'")?,
                    number("SELECT coalesce(sum(waiting), 0) FROM depths")?,
                    number("SELECT count(*) FROM deliveries WHERE event = 'completed'")?,
                ))
            })
            .unwrap();
        assert_eq!(counted, noted, "the depth of the queue is wrong");
        let completed = self.jobs.values().filter(|s| **s == Some(Status::Completed)).count();
        assert_eq!(sent, i64::try_from(completed).unwrap(), "one webhook for each completed job");
    }

    /// Whatever happened, everything that was accepted comes to its end.
    fn finish(mut self) {
        self.take(Step::Crash);
        self.take(Step::Pause(false));
        for _ in 0..=self.jobs.len() {
            self.now += 3_600_000;
            self.take(Step::Claim { cores: 50, quick: 50 });
            while !self.held.is_empty() {
                self.take(Step::End { which: 0, how: 0 });
            }
        }
        self.check();
        assert!(self.jobs.values().all(Option::is_some), "a job was lost: {:?}", self.jobs);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_doubled_or_changed_after_its_end(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.take(step);
            world.check();
        }
        world.finish();
    }
}

#[test]
fn urgent_goes_first_and_low_is_not_starved() {
    let mut world = World::new();
    let order = |world: &mut World| {
        world.take(Step::Claim { cores: 1, quick: 0 });
        let (id, fence) = world.held.pop().unwrap();
        world.end(id.clone(), fence, 0);
        id.to_string()
    };
    for (name, priority) in [(0, 3), (1, 2), (2, 1), (3, 0)] {
        world.now += 1000;
        world.submit(name, priority, true, false);
    }
    assert_eq!(order(&mut world), "job3");
    assert_eq!(order(&mut world), "job2");
    assert_eq!(order(&mut world), "job1");
    // Two hours later even an urgent one must wait behind it.
    world.now += 2 * 3_600_000 + 1000;
    world.submit(4, 0, true, false);
    assert_eq!(order(&mut world), "job0");
    assert_eq!(order(&mut world), "job4");
}

#[test]
fn other_content_under_the_same_name_is_a_conflict() {
    let mut world = World::new();
    world.submit(1, 2, true, true);
    for (id, key) in [("job1", None), ("other", Some("key-job1".to_owned()))] {
        let new = New {
            id: id.parse().unwrap(),
            kind: "test.x".into(),
            lane: "cores".into(),
            priority: Priority::Normal,
            params: json!({"other": 1}),
            shown: json!({}),
            metadata: None,
            timeout_ms: 1000,
            max_retries: 0,
            webhook_url: None,
            webhook_events: Vec::new(),
            idempotency_key: key,
            request_hash: "different".into(),
            key_id: None,
            parent_id: None,
            retry_of: None,
        };
        let answer = world.store.ask(move |c| submit(c, &new, 1)).unwrap();
        assert!(matches!(answer, Submitted::Conflict(id) if id == "job1"));
    }
}

#[test]
fn a_job_under_which_the_service_always_ends_is_given_up() {
    let mut world = World::new();
    world.submit(1, 2, true, false);
    for _ in 0..=MAX_INTERRUPTIONS {
        assert_eq!(world.jobs["job1"], None);
        world.take(Step::Claim { cores: 1, quick: 0 });
        world.take(Step::Crash);
    }
    assert_eq!(world.jobs["job1"], Some(Status::Failed));
}
