-- A project's link to one Stripe account. Its secrets are in sealed_secrets, its findings in checks.
CREATE TABLE connections (
  id                 TEXT PRIMARY KEY,
  app_id             TEXT NOT NULL REFERENCES apps (id),
  project            TEXT NOT NULL,
  method             TEXT NOT NULL,     -- key or demo
  mode               TEXT NOT NULL,     -- test or live
  label              TEXT NOT NULL,     -- what may be shown of the key
  key_kind           TEXT,              -- restricted or secret; null for demo
  account_id         TEXT,
  account_name       TEXT,
  edit_key_url       TEXT,
  has_webhook_secret INTEGER NOT NULL,
  problem            TEXT,              -- what the last check met, if it could not use the key
  demo               TEXT,              -- counts of the demo dataset, JSON
  version            INTEGER NOT NULL,  -- fence: rises with every write; NOT NULL is what makes a lost race fail
  connected_at       INTEGER NOT NULL,
  checked_at         INTEGER NOT NULL,
  UNIQUE (app_id, project)
);

-- One row a permission the profile asks for, as the last check found it.
CREATE TABLE checks (
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  permission    TEXT NOT NULL,
  access        TEXT NOT NULL,
  status        TEXT NOT NULL,          -- granted, missing or unknown
  PRIMARY KEY (connection_id, permission, access)
);
