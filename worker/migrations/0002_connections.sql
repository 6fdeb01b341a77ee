-- The directory of connections: a project's link to one Stripe account. Only the connection's own Durable Object
-- writes a row, but for visited_at. Its secrets are in sealed_secrets.
CREATE TABLE connections (
  id                 TEXT PRIMARY KEY,
  app_id             TEXT NOT NULL REFERENCES apps (id),
  project            TEXT NOT NULL,
  method             TEXT NOT NULL,     -- key, oauth or demo
  mode               TEXT NOT NULL,     -- test or live
  label              TEXT NOT NULL,     -- what may be shown of the key
  key_kind           TEXT,              -- restricted or secret; null for oauth and demo
  publishable_label  TEXT,              -- what may be shown of the publishable key
  account_id         TEXT,              -- acct_…; null where Stripe did not say
  account_name       TEXT,
  edit_key_url       TEXT,
  permissions        TEXT NOT NULL,     -- what the last check found, each with the request that found it, JSON
  excess             TEXT NOT NULL,     -- the same of what the key should not have, JSON
  account_preview    TEXT,              -- what the probes saw of the account, JSON; no personal data
  demo               TEXT,              -- counts of the demo dataset, JSON
  refusal            TEXT,              -- how Stripe refused the credential at the last check; null when it answered
  refused_at         INTEGER,           -- when Stripe first refused it, until it answers again
  evidence           TEXT NOT NULL,     -- the requests by which the account and the refusal were found, JSON
  has_webhook_secret INTEGER NOT NULL,  -- 1: a signing secret is in sealed_secrets
  last_event_at      INTEGER,           -- when Stripe's last event came; up to a minute old
  endpoint_id        TEXT,              -- we_…, the endpoint that the Worker made in the account
  endpoint_problem   TEXT,              -- why there is none, or not a good one; pending while one is being made
  sync               TEXT,              -- how far the object's ledger is, JSON; null before its first turn
  sequence           INTEGER NOT NULL DEFAULT 0, -- number of the last event that told of the connection itself
  connected_by       TEXT,              -- name of the person who connected last; personal data
  invited_by         TEXT,              -- name of the person whose invitation it was connected by; personal data
  connected_at       INTEGER NOT NULL,
  checked_at         INTEGER NOT NULL,
  visited_at         INTEGER NOT NULL,  -- when a page without a backend last opened the project
  health             TEXT NOT NULL,     -- as it was judged when the row was written
  updated_at         INTEGER NOT NULL,  -- when that was
  due_at             INTEGER,           -- when the object's alarm looks at the connection again
  UNIQUE (app_id, project)
);
CREATE INDEX connections_by_app ON connections (app_id, id, health, mode, updated_at);
CREATE INDEX connections_by_account ON connections (account_id, mode, method);
CREATE INDEX connections_by_due ON connections (due_at);
