-- Every secret, sealed. The vault's own table: no other room reads or writes it.
CREATE TABLE sealed_secrets (
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  field         TEXT NOT NULL,          -- api_key or webhook_secret
  app_id        TEXT NOT NULL,          -- with project: what the sealed value is bound to, needed to re-wrap it
  project       TEXT NOT NULL,
  ring_key      TEXT NOT NULL,          -- id of the ring key it is under
  sealed        TEXT NOT NULL,
  updated_at    INTEGER NOT NULL,       -- when the secret itself was written; re-wrapping leaves it
  PRIMARY KEY (connection_id, field)
);
CREATE INDEX sealed_secrets_by_ring_key ON sealed_secrets (ring_key);
