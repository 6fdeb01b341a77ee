/**
 * @module The four functions of mocha that the browser tests use; the runner brings mocha, but no types.
 */

declare function describe(title: string, body: () => void): void;
declare function it(title: string, body: () => void | Promise<void>): void;
declare function beforeEach(body: () => void | Promise<void>): void;
declare function afterEach(body: () => void | Promise<void>): void;
