-- Every secret, sealed. The vault's own table: no other room reads or writes it.
CREATE TABLE sealed_secrets (
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  field         TEXT NOT NULL,          -- api_key or webhook_secret
  app_id        TEXT NOT NULL,          -- with project: what the sealed value is bound to, needed to rotate it
  project       TEXT NOT NULL,
  kek           TEXT NOT NULL,          -- id of the key encryption key it is under
  sealed        TEXT NOT NULL,
  updated_at    INTEGER NOT NULL,       -- when the secret itself was written; rotation leaves it
  PRIMARY KEY (connection_id, field)
);
CREATE INDEX sealed_secrets_by_kek ON sealed_secrets (kek);
