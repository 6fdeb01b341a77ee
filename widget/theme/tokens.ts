/**
 * @module Every colour, radius and space of the element, each open to the page as `--parityrail-…`.
 *
 * `light-dark()` follows the colour scheme the page computes for this element, not only the operating
 * system's; `theme` overrules it. Grounds and frames take the hue of their colour, so a page that changes one
 * colour changes them with it. Text colours reach 4.5:1 on every ground they stand on.
 *
 * The short names stand on an element inside: on the host they would meet the page's own, and a page that says
 * `--parityrail-color-accent: var(--accent)` would make a circle.
 */

import { css } from "lit";

export const tokens = css`
  :host {
    display: block;
    inline-size: 100%;
    container-type: inline-size;
  }
  .step {
    --text: var(--parityrail-color-text, light-dark(#16181d, #eceef2));
    --muted: var(--parityrail-color-muted, light-dark(#565d6b, #a9b0bd));
    --surface: var(--parityrail-color-surface, light-dark(#fff, #191b21));
    --sunken: var(--parityrail-color-sunken, light-dark(#f4f5f8, #121419));
    --line: var(--parityrail-color-line, light-dark(#e1e4ea, #30343e));
    --edge: light-dark(#858c9a, #6f7685);
    --accent: var(--parityrail-color-accent, light-dark(#5546d6, #9c91ff));
    --on-accent: var(--parityrail-color-on-accent, light-dark(#fff, #14121f));
    --ok: var(--parityrail-color-ok, light-dark(#0b683d, #63d69e));
    --bad: var(--parityrail-color-bad, light-dark(#b01f29, #ff979b));
    --warn: var(--parityrail-color-warn, light-dark(#7a5000, #f2c66d));
    --radius: var(--parityrail-radius, 10px);
    --inner: calc(var(--radius) * 0.8);
    --space: var(--parityrail-space, min(20px, 5vw));
    --mono: 0.93em var(--parityrail-font-mono, ui-monospace, Menlo, monospace);
    --shadow: var(--parityrail-shadow, 0 1px 2px rgb(16 24 40 / 6%));
    color: var(--text);
    font: 400 var(--parityrail-font-size, 14px) / 1.5 var(--parityrail-font, inherit);
    text-align: start;
    white-space: normal;
    letter-spacing: normal;
    text-transform: none;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme="light"]) {
    color-scheme: light;
  }
  :host([theme="dark"]) {
    color-scheme: dark;
  }
  .ok,
  .bad,
  .warn,
  .off {
    --tone: var(--ok);
    --ground: light-dark(oklch(from var(--tone) 0.97 0.02 h), oklch(from var(--tone) 0.25 0.03 h));
    --frame: light-dark(oklch(from var(--tone) 0.88 0.05 h), oklch(from var(--tone) 0.38 0.05 h));
  }
  .bad {
    --tone: var(--bad);
  }
  .warn {
    --tone: var(--warn);
  }
  .off {
    --tone: var(--muted);
    --ground: var(--sunken);
    --frame: var(--line);
  }
`;
