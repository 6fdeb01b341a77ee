-- Where an app's backend takes events.
CREATE TABLE event_endpoints (
  id              TEXT PRIMARY KEY,
  app_id          TEXT NOT NULL REFERENCES apps (id),
  url             TEXT NOT NULL,
  types           TEXT NOT NULL,        -- the types it takes, JSON; ["*"] for all
  disabled_reason TEXT,                 -- gone (it answered 410) or owner; null while it is enabled
  failing_since   INTEGER,              -- when the first attempt failed, until one succeeds
  created_at      INTEGER NOT NULL
);
CREATE INDEX event_endpoints_by_app ON event_endpoints (app_id, id);

-- What they verify events with, sealed. The vault's own table, like sealed_secrets.
CREATE TABLE endpoint_secrets (
  endpoint_id TEXT NOT NULL REFERENCES event_endpoints (id) ON DELETE CASCADE,
  field       TEXT NOT NULL,            -- a random name: the sealed value is bound to it, and a new secret gets a new one
  app_id      TEXT NOT NULL,
  kek         TEXT NOT NULL,
  sealed      TEXT NOT NULL,
  expires_at  INTEGER,                  -- a former secret signs until then; null for the newest
  updated_at  INTEGER NOT NULL,
  PRIMARY KEY (endpoint_id, field)
);
CREATE INDEX endpoint_secrets_by_kek ON endpoint_secrets (kek, endpoint_id, field);

-- What apps are told. The app is the owner: an event outlives its connection.
CREATE TABLE events (
  id            TEXT PRIMARY KEY,
  app_id        TEXT NOT NULL REFERENCES apps (id),
  project       TEXT NOT NULL,
  connection_id TEXT NOT NULL,
  type          TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  payload       TEXT NOT NULL           -- the body as it is sent and signed, JSON
);
CREATE INDEX events_by_app ON events (app_id, created_at, id);
CREATE INDEX events_by_type ON events (app_id, type, created_at, id);
CREATE INDEX events_by_project ON events (app_id, project, created_at, id);
CREATE INDEX events_by_connection ON events (app_id, connection_id, created_at, id);
CREATE INDEX events_by_age ON events (created_at);

-- One event on its way to one endpoint.
CREATE TABLE deliveries (
  event_id        TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  endpoint_id     TEXT NOT NULL REFERENCES event_endpoints (id) ON DELETE CASCADE,
  status          TEXT NOT NULL,        -- pending, delivered or failed
  attempts        INTEGER NOT NULL,
  next_at         INTEGER,              -- when the next attempt is due; null where there is none
  last_attempt_at INTEGER,
  last_status     INTEGER,              -- the HTTP status of the last attempt; null where nothing was answered
  last_error      TEXT,                 -- why it failed; null where it did not
  duration_ms     INTEGER,
  PRIMARY KEY (event_id, endpoint_id)
) WITHOUT ROWID;
CREATE INDEX deliveries_by_next ON deliveries (next_at, event_id, endpoint_id) WHERE next_at IS NOT NULL;
CREATE INDEX deliveries_by_endpoint ON deliveries (endpoint_id, next_at);
