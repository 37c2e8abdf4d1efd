//! What vendors were paid for: one row for each call, kept longer than the jobs that made them.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{JobId, Readers, Store};
use crate::error::Result;

/// One paid call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Spend {
    /// Who was called.
    pub provider: String,
    /// Which model worked.
    pub model: String,
    /// What is counted: `characters`, `calls`.
    pub unit: String,
    /// How many of them.
    pub quantity: f64,
    /// What that costs by the price list; null where no price is known.
    pub estimated_usd: Option<f64>,
    /// The vendor's name of the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// What one vendor's model was used for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Used {
    /// Who was called.
    pub provider: String,
    /// Which model worked.
    pub model: String,
    /// What is counted.
    pub unit: String,
    /// Calls.
    pub calls: u64,
    /// All that was counted.
    pub quantity: f64,
    /// What it costs by the price list; null where no price is known.
    pub estimated_usd: Option<f64>,
}

pub(super) fn keep(c: &Connection, job: &str, now: i64, spend: &Spend) -> rusqlite::Result<()> {
    let sql = "INSERT INTO spend (job_id, at, provider, model, unit, quantity, estimated_usd, \
        request_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    c.prepare_cached(sql)?
        .execute(params![
            job,
            now,
            spend.provider,
            spend.model,
            spend.unit,
            spend.quantity,
            spend.estimated_usd,
            spend.request_id,
        ])
        .map(drop)
}

pub(super) fn of_job(c: &Connection, job: &str) -> rusqlite::Result<Vec<Spend>> {
    let sql = "SELECT provider, model, unit, quantity, estimated_usd, request_id FROM spend \
        WHERE job_id = ?1 ORDER BY id";
    let mut query = c.prepare_cached(sql)?;
    let rows = query.query_map([job], |row| {
        Ok(Spend {
            provider: row.get(0)?,
            model: row.get(1)?,
            unit: row.get(2)?,
            quantity: row.get(3)?,
            estimated_usd: row.get(4)?,
            request_id: row.get(5)?,
        })
    })?;
    rows.collect()
}

impl Store {
    /// Writes down a paid call, without waiting.
    pub fn spent(&self, job: JobId, now: i64, spend: Spend) {
        self.tell(move |c| keep(c, job.as_str(), now, &spend));
    }
}

impl Readers {
    /// What was spent since then, by vendor and model, the dearest first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn usage(&self, since: Timestamp) -> Result<Vec<Used>> {
        self.read(|c| {
            let sql = "SELECT provider, model, unit, count(*), sum(quantity), sum(estimated_usd) \
                FROM spend WHERE at >= ?1 GROUP BY provider, model, unit \
                ORDER BY sum(estimated_usd) DESC NULLS LAST, provider, model";
            let mut query = c.prepare_cached(sql)?;
            let rows = query.query_map([since.as_millisecond()], |row| {
                Ok(Used {
                    provider: row.get(0)?,
                    model: row.get(1)?,
                    unit: row.get(2)?,
                    calls: row.get::<_, i64>(3)?.cast_unsigned(),
                    quantity: row.get(4)?,
                    estimated_usd: row.get(5)?,
                })
            })?;
            rows.collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Durability, *};

    #[test]
    fn spend_is_added_up_by_vendor_and_model() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), Durability::Relaxed).unwrap();
        let spend = |model: &str, quantity, usd| Spend {
            provider: "p".to_owned(),
            model: model.to_owned(),
            unit: "characters".to_owned(),
            quantity,
            estimated_usd: usd,
            request_id: None,
        };
        for (at, spend) in [
            (5, spend("old", 9.0, None)),
            (1000, spend("a", 100.0, Some(0.01))),
            (2000, spend("a", 50.0, Some(0.005))),
            (2000, spend("b", 7.0, None)),
        ] {
            store.spent("job_1".parse().unwrap(), at, spend);
        }
        store.ask(|_| Ok(())).unwrap();
        let readers = Readers::of(folder.path());
        let used = readers.usage(Timestamp::from_millisecond(1000).unwrap()).unwrap();
        let told: Vec<_> =
            used.iter().map(|u| (u.model.as_str(), u.calls, u.quantity, u.estimated_usd)).collect();
        assert_eq!(told, [("a", 2, 150.0, Some(0.015)), ("b", 1, 7.0, None)]);
    }
}
