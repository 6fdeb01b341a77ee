-- Stripe's events, noted before they are answered. What they are about is read from Stripe when it is needed.
CREATE TABLE stripe_events (
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  event_id      TEXT NOT NULL,          -- evt_…: a second delivery is the same row
  type          TEXT NOT NULL,
  object_id     TEXT,                   -- what it happened to
  created       INTEGER NOT NULL,       -- Stripe's time
  received_at   INTEGER NOT NULL,
  PRIMARY KEY (connection_id, event_id)
);
CREATE INDEX stripe_events_by_arrival ON stripe_events (connection_id, received_at);
CREATE INDEX stripe_events_by_age ON stripe_events (received_at);

-- The webhook endpoint that the Worker made in a customer's account. Its signing secret is in sealed_secrets.
CREATE TABLE managed_endpoints (
  connection_id TEXT PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  endpoint_id   TEXT,                   -- we_…; null while none could be made
  problem       TEXT,                   -- why it could not be made or mended
  updated_at    INTEGER NOT NULL
);
