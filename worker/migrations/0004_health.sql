-- What a connection's second key, its checks and its refusals say beyond granted and missing.
ALTER TABLE connections ADD COLUMN publishable_label TEXT;   -- what may be shown of the publishable key
ALTER TABLE connections ADD COLUMN excess TEXT;              -- rows the key should not have, JSON
ALTER TABLE connections ADD COLUMN account_preview TEXT;          -- what the probes saw by the way, JSON; no personal data
ALTER TABLE connections ADD COLUMN refused_at INTEGER;       -- when Stripe first refused it, until it answers again
