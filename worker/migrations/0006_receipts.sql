-- How Stripe answered what a connection's row says. In permissions and excess, each finding has the request that found it.
ALTER TABLE connections ADD COLUMN evidence TEXT; -- the account's request, and the refusal's, JSON

-- Until here the names of those that the key has; from here on findings, as in permissions.
UPDATE connections SET excess = (
  SELECT json_group_array(
    json_object('permission', value, 'access', 'read', 'status', 'granted', 'request', NULL)
  ) FROM json_each(connections.excess)
);
