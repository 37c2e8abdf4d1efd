-- What the service needs: a queue with leases, events of each job, an outbox of webhooks, uploads.

-- The lane a queued job waits in; null for a run of the command line, which nobody queues.
ALTER TABLE jobs ADD COLUMN lane TEXT;
-- The order of claims: time of submission less the head start of its priority, in milliseconds.
ALTER TABLE jobs ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
-- Not to be claimed before; later than its submission while it waits for a retry.
ALTER TABLE jobs ADD COLUMN available_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN timeout_ms INTEGER;
-- Rises with each claim; who comes with an old one has lost the job.
ALTER TABLE jobs ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN lease_until INTEGER;
ALTER TABLE jobs ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
-- How often the service ended under it.
ALTER TABLE jobs ADD COLUMN interruptions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN cancel_requested INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN webhook_url TEXT;
ALTER TABLE jobs ADD COLUMN webhook_events TEXT;
ALTER TABLE jobs ADD COLUMN idempotency_key TEXT;
ALTER TABLE jobs ADD COLUMN request_hash TEXT;
ALTER TABLE jobs ADD COLUMN key_id TEXT;
ALTER TABLE jobs ADD COLUMN parent_id TEXT;
ALTER TABLE jobs ADD COLUMN retry_of TEXT;

CREATE INDEX jobs_ready ON jobs (lane, rank, job_id) WHERE status = 'queued';
-- For the next retry, and for the age of the oldest.
CREATE INDEX jobs_due ON jobs (available_at) WHERE status = 'queued';
CREATE INDEX jobs_waiting ON jobs (priority, created_at) WHERE status = 'queued';
CREATE INDEX jobs_by_status ON jobs (status, created_at DESC, job_id DESC);
CREATE INDEX jobs_by_type ON jobs (type, created_at DESC, job_id DESC);
CREATE INDEX jobs_by_parent ON jobs (parent_id, job_id) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX jobs_by_idempotency_key ON jobs (idempotency_key)
    WHERE idempotency_key IS NOT NULL;
CREATE INDEX jobs_ended ON jobs (completed_at) WHERE completed_at IS NOT NULL;

-- The request as it came, which `jobs.params` shows without its secrets; gone once it is done.
CREATE TABLE requests (
    job_id  TEXT PRIMARY KEY REFERENCES jobs (job_id) ON DELETE CASCADE,
    params  TEXT NOT NULL
) STRICT;

-- How many wait, so that nobody has to count thousands of rows.
CREATE TABLE depths (
    lane      TEXT NOT NULL,
    priority  TEXT NOT NULL,
    waiting   INTEGER NOT NULL,
    PRIMARY KEY (lane, priority)
) STRICT;

CREATE TRIGGER jobs_enter AFTER INSERT ON jobs WHEN NEW.status = 'queued' AND NEW.lane IS NOT NULL
BEGIN
    INSERT INTO depths VALUES (NEW.lane, NEW.priority, 1)
        ON CONFLICT DO UPDATE SET waiting = waiting + 1;
END;
CREATE TRIGGER jobs_leave AFTER UPDATE OF status ON jobs
    WHEN OLD.status = 'queued' AND NEW.status <> 'queued' AND NEW.lane IS NOT NULL
BEGIN
    UPDATE depths SET waiting = waiting - 1 WHERE lane = NEW.lane AND priority = NEW.priority;
END;
CREATE TRIGGER jobs_return AFTER UPDATE OF status ON jobs
    WHEN OLD.status <> 'queued' AND NEW.status = 'queued' AND NEW.lane IS NOT NULL
BEGIN
    INSERT INTO depths VALUES (NEW.lane, NEW.priority, 1)
        ON CONFLICT DO UPDATE SET waiting = waiting + 1;
END;
CREATE TRIGGER jobs_go AFTER DELETE ON jobs WHEN OLD.status = 'queued' AND OLD.lane IS NOT NULL
BEGIN
    UPDATE depths SET waiting = waiting - 1 WHERE lane = OLD.lane AND priority = OLD.priority;
END;

-- What happened to a job, for logs and event streams.
CREATE TABLE job_events (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id   TEXT NOT NULL REFERENCES jobs (job_id) ON DELETE CASCADE,
    at       INTEGER NOT NULL,
    level    TEXT NOT NULL,
    event    TEXT NOT NULL,
    message  TEXT NOT NULL
) STRICT;
CREATE INDEX job_events_by_job ON job_events (job_id, id);

-- Webhooks that are to be sent, written with the change they tell of.
CREATE TABLE deliveries (
    id            TEXT PRIMARY KEY,
    job_id        TEXT NOT NULL,
    event         TEXT NOT NULL,
    url           TEXT NOT NULL,
    payload       TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    status        TEXT NOT NULL DEFAULT 'pending'
                  CHECK (status IN ('pending', 'delivered', 'failed')),
    next_at       INTEGER NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    last_status   INTEGER,
    last_error    TEXT,
    delivered_at  INTEGER
) STRICT;
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE status = 'pending';
CREATE INDEX deliveries_by_time ON deliveries (created_at DESC, id DESC);
CREATE INDEX deliveries_by_job ON deliveries (job_id);

-- Addresses that answered 410 Gone; nothing is sent there until someone redelivers.
CREATE TABLE disabled_webhooks (
    url  TEXT PRIMARY KEY,
    at   INTEGER NOT NULL
) STRICT;

CREATE TABLE uploads (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    sha256      TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    key_id      TEXT
) STRICT;
CREATE INDEX uploads_by_hash ON uploads (sha256);
CREATE INDEX artifacts_by_hash ON artifacts (sha256);

-- Switches that outlive a restart, such as the pause of the queue.
CREATE TABLE switches (
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT;
