-- The record of every run, and the files each one made. Times are milliseconds since 1970, UTC.
CREATE TABLE jobs (
    job_id        TEXT PRIMARY KEY,
    type          TEXT NOT NULL,
    status        TEXT NOT NULL CHECK (status IN
                  ('queued', 'processing', 'completed', 'failed', 'cancelled', 'timeout')),
    priority      TEXT NOT NULL DEFAULT 'normal',
    created_at    INTEGER NOT NULL,
    started_at    INTEGER,
    completed_at  INTEGER,
    progress      REAL NOT NULL DEFAULT 0,
    stage         TEXT,
    attempts      INTEGER NOT NULL DEFAULT 0,
    max_retries   INTEGER NOT NULL DEFAULT 0,
    params        TEXT NOT NULL,
    result        TEXT,
    error         TEXT,
    metadata      TEXT,
    -- Which process works on it, so that a dead one can be told from a slow one.
    pid           INTEGER,
    pid_started   INTEGER,
    boot          TEXT
) STRICT;

CREATE INDEX jobs_by_time ON jobs (created_at DESC, job_id DESC);
CREATE INDEX jobs_in_work ON jobs (status) WHERE status IN ('queued', 'processing');

CREATE TABLE artifacts (
    job_id      TEXT NOT NULL REFERENCES jobs (job_id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    path        TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    PRIMARY KEY (job_id, position)
) STRICT;
