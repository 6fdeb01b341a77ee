/**
 * @module How controls look and answer: buttons, links, fields, the switch, badges, notes, the toast.
 */

import { css } from "lit";

export const controls = css`
  button,
  input {
    font: inherit;
    color: inherit;
  }
  .button,
  .box,
  .switch,
  .note,
  .toast {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 5px 12px;
    border: 1px solid var(--line);
    border-radius: var(--inner);
    background: var(--surface);
  }
  .button {
    justify-content: center;
    min-height: 34px;
    color: var(--text);
    font-weight: 600;
    line-height: 1.4;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }
  .button:hover {
    border-color: var(--edge);
  }
  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .button[aria-disabled]:not([aria-busy]) {
    background: color-mix(in srgb, var(--accent) 14%, var(--surface));
    color: color-mix(in srgb, var(--accent) 50%, var(--text));
    cursor: default;
  }
  .button.text,
  .link {
    min-height: 24px;
    padding: 0 2px;
    border: 0;
    background: none;
    color: var(--accent);
  }
  .link:not(:hover) {
    text-decoration: none;
  }
  .wide {
    flex: 1;
    min-height: 42px;
  }
  :focus-visible,
  .box:has(input:focus),
  .switch :focus-visible + span {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  [tabindex]:focus,
  .box input {
    outline: 0;
  }
  .box {
    width: 100%;
    height: 42px;
    border-color: var(--edge);
  }
  .box.bad {
    border-color: var(--bad);
  }
  .box input {
    flex: 1;
    min-width: 0;
    height: 100%;
    border: 0;
    background: none;
    font: var(--mono);
  }
  ::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .says {
    display: flex;
    gap: 8px;
    color: var(--tone);
  }
  .icon {
    flex: none;
    width: 1em;
    height: 1lh;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    vertical-align: top;
  }
  .switch {
    gap: 0;
    padding: 2px;
    background: var(--sunken);
  }
  .switch label {
    position: relative;
  }
  .switch input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
  }
  .switch span {
    display: block;
    padding: 2px 12px;
    border-radius: calc(var(--inner) - 3px);
    color: var(--muted);
  }
  .switch :checked + span {
    outline: 1px solid var(--line);
    background: var(--surface);
    color: var(--text);
  }
  .badge,
  .disc,
  .note {
    border: 1px solid var(--frame);
    background: var(--ground);
    color: var(--tone);
  }
  .badge,
  .disc {
    border-radius: 99px;
    padding-inline: 8px;
    font-size: 0.82em;
    font-weight: 600;
  }
  .disc {
    flex: none;
    width: 20px;
    padding: 0;
    line-height: 18px;
    text-align: center;
  }
  .title > .disc {
    width: 30px;
    height: 30px;
    font-size: 16px;
    line-height: 28px;
  }
  .note {
    align-items: flex-start;
    padding: 12px 14px;
  }
  .toasts {
    position: sticky;
    inset-block-start: 64px;
    z-index: 1;
    display: flex;
    justify-content: center;
    align-items: flex-end;
    height: 0;
    margin-block-end: -12px;
  }
  /* Stands above the first card and on its rim, so that it covers no word and no button. */
  .toast {
    flex: none;
    max-width: 100%;
    translate: 0 16px;
    padding: 8px 14px;
    background: var(--text);
    box-shadow: 0 6px 20px rgb(0 0 0 / 22%);
    color: var(--surface);
  }
  .spinner {
    width: 14px;
    height: 14px;
    border: 2px solid;
    border-block-start-color: transparent;
    border-radius: 50%;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .spinner {
      animation: turn 0.8s linear infinite;
    }
  }
`;
