/**
 * @module Every colour, radius and space of the element, each open to the page as `--parityrail-…`.
 *
 * `light-dark()` follows the colour scheme the page computes for this element, not only the operating
 * system's; `theme` overrules it. Text colours reach 4.5:1 on every ground they stand on.
 */

export const tokens = /* css */ `
  :host {
    --text: var(--parityrail-color-text, light-dark(#16181d, #eceef2));
    --muted: var(--parityrail-color-muted, light-dark(#565d6b, #a9b0bd));
    --surface: var(--parityrail-color-surface, light-dark(#fff, #191b21));
    --sunken: var(--parityrail-color-sunken, light-dark(#f4f5f8, #121419));
    --line: var(--parityrail-color-line, light-dark(#e1e4ea, #30343e));
    --edge: var(--parityrail-color-edge, light-dark(#858c9a, #6f7685));
    --accent: var(--parityrail-color-accent, light-dark(#5546d6, #9c91ff));
    --on-accent: var(--parityrail-color-on-accent, light-dark(#fff, #14121f));
    --ok: var(--parityrail-color-ok, light-dark(#0e6b41, #63d69e));
    --ok-ground: var(--parityrail-color-ok-ground, light-dark(#eaf7f0, #12261c));
    --ok-line: var(--parityrail-color-ok-line, light-dark(#bfe6cf, #1f4a34));
    --bad: var(--parityrail-color-bad, light-dark(#b01f29, #ff979b));
    --bad-ground: var(--parityrail-color-bad-ground, light-dark(#fdf1f1, #2a1618));
    --bad-line: var(--parityrail-color-bad-line, light-dark(#f0c6c8, #5d2b30));
    --warn: var(--parityrail-color-warn, light-dark(#7a5000, #f2c66d));
    --warn-ground: var(--parityrail-color-warn-ground, light-dark(#fff7e6, #2a2212));
    --warn-line: var(--parityrail-color-warn-line, light-dark(#f0d9a6, #574619));
    --radius: var(--parityrail-radius, 10px);
    --radius-small: calc(var(--radius) * 0.8);
    --space: var(--parityrail-space, 20px);
    --mono: var(--parityrail-font-mono, ui-monospace, "SF Mono", Menlo, "Liberation Mono", monospace);
    --shadow: var(--parityrail-shadow, 0 1px 2px rgb(16 24 40 / 6%));
    display: block;
    container-type: inline-size;
    color: var(--text);
    font: 400 var(--parityrail-font-size, 14px) / 1.5 var(--parityrail-font, inherit);
    text-align: start;
    overflow-wrap: anywhere;
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
`;
