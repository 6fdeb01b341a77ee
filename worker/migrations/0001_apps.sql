-- Apps: the products that embed the step. The operator makes them; a backend authenticates as one.
CREATE TABLE apps (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  profile       TEXT NOT NULL,
  profile_data  TEXT,                       -- the whole profile as JSON; null for a built-in one
  open_sessions INTEGER NOT NULL DEFAULT 0, -- 1: its pages may open sessions themselves
  open_project_ttl_days INTEGER,            -- a project of theirs is disconnected when not visited for so long; null: never
  secret_hash   TEXT NOT NULL,              -- SHA-256 of the app secret, hex
  created_at    INTEGER NOT NULL
);

-- The exact origins an app's pages may call from. A table of its own, because a CORS preflight names no app.
CREATE TABLE app_origins (
  origin TEXT NOT NULL,
  app_id TEXT NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
  PRIMARY KEY (origin, app_id)
);
CREATE INDEX app_origins_by_app ON app_origins (app_id);

-- Who did what, written in the same batch as what was done.
CREATE TABLE audit (
  id            TEXT PRIMARY KEY,
  action        TEXT NOT NULL,          -- an endpoint's name, or connect_refused
  actor         TEXT NOT NULL,          -- operator, app, system, anyone, or a session's id and the id of its user or invitation
  app_id        TEXT,
  project       TEXT,
  connection_id TEXT,
  detail        TEXT,                   -- a code or an id, never a secret
  request_id    TEXT NOT NULL,
  at            INTEGER NOT NULL
);
CREATE INDEX audit_by_age ON audit (at);
CREATE INDEX audit_by_project ON audit (app_id, project, at);

-- Uses of endpoints, counted exactly: connecting must not become a checker for stolen keys.
CREATE TABLE attempts (
  scope      TEXT NOT NULL,             -- connect project <app> <project>, connect ip <hash>, connect app <app> new, …
  window_end INTEGER NOT NULL,
  count      INTEGER NOT NULL,
  PRIMARY KEY (scope, window_end)
);
CREATE INDEX attempts_by_end ON attempts (window_end);
