-- Connecting on Stripe's own page: one row from the start until it ends, at most a day.
CREATE TABLE oauth_flows (
  state_hash    TEXT PRIMARY KEY,       -- SHA-256 of the state, hex; the state itself is kept nowhere
  stage         TEXT NOT NULL,          -- started, back, returned, claimed or granted
  app_id        TEXT NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
  project       TEXT NOT NULL,
  user_id       TEXT,                   -- the app's own id of the person, if its session had one
  origin        TEXT NOT NULL,          -- of the page that started, which alone may finish
  return_url    TEXT NOT NULL,
  challenge     TEXT NOT NULL,          -- SHA-256 of a text that the browser keeps, base64url
  expires_at    INTEGER NOT NULL,
  ticket_hash   TEXT UNIQUE,            -- SHA-256 of the ticket that the page came back with, hex
  sealed_code   TEXT,                   -- Stripe's code, sealed
  connection_id TEXT,                   -- whose object finishes, from the first try on
  account_id    TEXT                    -- whose access Stripe gave, once the code was exchanged
);
CREATE INDEX oauth_flows_by_expiry ON oauth_flows (expires_at);
CREATE INDEX oauth_flows_by_account ON oauth_flows (account_id);
