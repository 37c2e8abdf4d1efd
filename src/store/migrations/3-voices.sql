-- What vendors were paid for, and voices that were made from recordings. Spend outlives the jobs.
CREATE TABLE spend (
    id             INTEGER PRIMARY KEY,
    job_id         TEXT NOT NULL,
    at             INTEGER NOT NULL,
    provider       TEXT NOT NULL,
    model          TEXT NOT NULL,
    unit           TEXT NOT NULL,
    quantity       REAL NOT NULL,
    estimated_usd  REAL,
    request_id     TEXT
) STRICT;

CREATE INDEX spend_of_jobs ON spend (job_id);
CREATE INDEX spend_by_time ON spend (at);

CREATE TABLE voices (
    id           TEXT PRIMARY KEY,
    created_at   INTEGER NOT NULL,
    name         TEXT NOT NULL UNIQUE,
    description  TEXT,
    language     TEXT,
    -- JSON: the recordings, each with its fingerprint and what was measured.
    references_  TEXT NOT NULL,
    quality      REAL NOT NULL,
    usage_count  INTEGER NOT NULL DEFAULT 0,
    -- JSON: the names under which vendors have learnt it.
    learnt       TEXT NOT NULL DEFAULT '{}'
) STRICT;
