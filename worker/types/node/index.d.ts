/* oxlint-disable unicorn/no-empty-file -- being empty is its purpose */
/**
 * @module Stands in for Node's types, which the Stripe SDK's types reference: the Worker has nothing of Node.
 */
