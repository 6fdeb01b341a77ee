-- Links by which somebody else connects a project: one row each until an hour after it expires. Of the link itself nothing is kept.
CREATE TABLE invitations (
  id              TEXT PRIMARY KEY,
  app_id          TEXT NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
  project         TEXT NOT NULL,
  created_by_name TEXT,                 -- name of the person who invites, until it is used or revoked; personal data
  appearance      TEXT NOT NULL,        -- how the page looks that made it, JSON
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  opened_at       INTEGER,
  opener_hash     TEXT,                 -- SHA-256 of a text that the browser keeps which opened it, hex
  used_at         INTEGER,              -- when Stripe was connected with it
  revoked_at      INTEGER,
  -- What comes too late writes 0, which undoes the whole batch it stands in (worker/invitations/store.ts).
  CONSTRAINT invitation_is_open CHECK (opened_at > 0 AND used_at > 0)
);
CREATE UNIQUE INDEX invitations_open ON invitations (app_id, project) WHERE used_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitations_by_expiry ON invitations (expires_at);
