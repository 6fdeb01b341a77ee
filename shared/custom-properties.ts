/**
 * @module The names of the looks that a page gives the element, and that it hands on with an invitation.
 */

/** The element's custom properties (docs/element.md): the looks that a page hands on with an invitation. */
export const CUSTOM_PROPERTIES = [
  "--parityrail-color-accent",
  "--parityrail-color-on-accent",
  "--parityrail-color-text",
  "--parityrail-color-muted",
  "--parityrail-color-surface",
  "--parityrail-color-sunken",
  "--parityrail-color-line",
  "--parityrail-color-ok",
  "--parityrail-color-bad",
  "--parityrail-color-warn",
  "--parityrail-radius",
  "--parityrail-space",
  "--parityrail-font",
  "--parityrail-font-size",
  "--parityrail-font-mono",
  "--parityrail-shadow",
  "--parityrail-min-height",
] as const;

export type CustomProperty = (typeof CUSTOM_PROPERTIES)[number];
