/**
 * @module The one thing of the platform that `shared/` uses, and that browsers, workerd and Node all have.
 */

declare class URL {
  static canParse(url: string): boolean;
  constructor(url: string);
  readonly hostname: string;
  readonly origin: string;
  readonly password: string;
  readonly protocol: string;
  readonly username: string;
}
