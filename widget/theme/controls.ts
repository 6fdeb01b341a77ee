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
    min-height: 36px;
    color: var(--text);
    font-weight: 600;
    line-height: 1.4;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }
  .button:hover {
    border-color: var(--edge);
    background: var(--sunken);
  }
  .button:active {
    border-color: var(--text);
  }
  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .button.primary:hover {
    background: color-mix(in srgb, var(--accent) 88%, var(--text));
  }
  .button.primary:active {
    background: color-mix(in srgb, var(--accent) 76%, var(--text));
  }
  .button[aria-disabled]:not([aria-busy]) {
    border-color: transparent;
    background: color-mix(in srgb, var(--accent) 14%, var(--surface));
    color: color-mix(in srgb, var(--accent) 50%, var(--text));
    cursor: default;
  }
  .button[aria-busy] {
    cursor: progress;
  }
  .text {
    display: inline-flex;
    min-height: 24px;
  }
  .button.text,
  .link {
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--accent);
    text-decoration: none;
    text-underline-offset: 3px;
  }
  .text:hover,
  .link:hover,
  .help .link {
    text-decoration: underline;
  }
  .text:active,
  .link:active {
    color: var(--text);
  }
  .wide {
    flex: 1;
    min-height: 44px;
  }
  [tabindex]:focus,
  .box input {
    outline: 0;
  }
  .box {
    flex-wrap: wrap;
    gap: 12px 8px;
    width: 100%;
    border-color: var(--edge);
  }
  .box:hover {
    border-color: var(--text);
  }
  .box.bad {
    border-color: var(--bad);
  }
  .box.still {
    border-style: dashed;
    background: var(--sunken);
  }
  .entry {
    position: relative;
    flex: 1;
    height: 44px;
    min-width: 7em;
    margin-block: -6px;
  }
  .box input,
  .cover {
    width: 100%;
    height: 100%;
    border: 0;
    background: none;
    font: var(--mono);
    direction: ltr;
  }
  .covered {
    opacity: 0;
  }
  .cover {
    position: absolute;
    inset: 0;
    display: flex;
    align-items: center;
    pointer-events: none;
  }
  .cover i {
    flex: 0 1 18ch;
    overflow: hidden;
    font-style: normal;
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
    width: 100%;
    height: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .switch :hover + span {
    color: var(--text);
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
  :focus-visible,
  .box:has(input:focus),
  .switch :focus-visible + span {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
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
  .note,
  .kept,
  .tight {
    align-items: flex-start;
  }
  .note {
    padding: 12px 14px;
  }
  .toast {
    width: fit-content;
    padding: 8px 14px;
    border-color: transparent;
    background: var(--text);
    box-shadow: 0 6px 20px rgb(0 0 0 / 18%);
    color: var(--surface);
    font-weight: 600;
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
  @keyframes arrive {
    from {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .spinner {
      animation: turn 0.8s linear infinite;
    }
    .toast,
    .note,
    .guide {
      animation: arrive 0.2s;
    }
    .button,
    .box {
      transition: 0.12s;
      transition-property: background, border-color;
    }
  }
  /* A finger needs more room than a pointer. */
  @media (pointer: coarse) {
    .button,
    .link,
    summary,
    .switch span {
      min-height: 44px;
    }
    .link:not(.steps *),
    .switch span {
      display: inline-flex;
      align-items: center;
    }
    .box .text {
      margin-block: -6px;
    }
    summary {
      padding-block: 12px;
    }
  }
  @media (forced-colors: active) {
    .switch :checked + span {
      border: 2px solid Highlight;
    }
    .button.button[aria-disabled] {
      border: 1px dashed GrayText;
      color: GrayText;
    }
    .button:active {
      border-color: Highlight;
    }
  }
`;
