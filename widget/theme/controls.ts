/**
 * @module How controls look and answer: buttons, links, fields, the switch, badges, notes, the toast.
 */

export const controls = /* css */ `
  button,
  input {
    font: inherit;
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 34px;
    padding: 5px 12px;
    border: 1px solid var(--line);
    border-radius: var(--inner);
    background: var(--surface);
    color: var(--text);
    font-weight: 600;
    line-height: 1.4;
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
  .button.primary:hover {
    background: color-mix(in srgb, var(--accent) 88%, var(--text));
  }
  .button[aria-disabled]:not([aria-busy]) {
    border-color: transparent;
    background: color-mix(in srgb, var(--accent) 13%, var(--surface));
    color: color-mix(in srgb, var(--accent) 55%, var(--text));
    cursor: default;
  }
  .button.danger {
    color: var(--bad);
  }
  .button.text,
  .link {
    min-height: 24px;
    padding: 0 2px;
    border: 0;
    background: none;
    color: var(--accent);
    text-decoration: none;
  }
  .button.text:hover,
  .link:hover {
    text-decoration: underline;
  }
  .button.faint {
    align-self: center;
    color: var(--muted);
    font-weight: 400;
  }
  .wide {
    flex: 1;
    min-height: 42px;
  }
  .step > .wide {
    flex: none;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  [tabindex]:focus {
    outline: 0;
  }
  .box {
    display: flex;
    align-items: center;
    gap: 8px;
    width: 100%;
    height: 42px;
    padding-inline: 12px;
    border: 1px solid var(--edge);
    border-radius: var(--inner);
    background: var(--surface);
  }
  .box:focus-within {
    border-color: var(--accent);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 25%, transparent);
  }
  .box.bad {
    border-color: var(--bad);
  }
  .box input {
    flex: 1;
    min-width: 0;
    height: 100%;
    border: 0;
    outline: 0;
    background: none;
    font: var(--mono);
    text-align: inherit;
  }
  .box input::placeholder {
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
    stroke-linejoin: round;
    vertical-align: top;
  }
  .switch {
    display: flex;
    padding: 2px;
    border: 1px solid var(--line);
    border-radius: var(--inner);
    background: var(--sunken);
  }
  .switch label {
    position: relative;
  }
  .switch input {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .switch span {
    display: block;
    padding: 2px 12px;
    border-radius: calc(var(--inner) - 2px);
    color: var(--muted);
  }
  :checked + span {
    background: var(--surface);
    box-shadow: 0 0 0 1px var(--line);
    color: var(--text);
  }
  .switch :focus-visible + span {
    outline: 2px solid var(--accent);
  }
  .badge,
  .disc,
  .note {
    border: 1px solid var(--frame);
    border-radius: 99px;
    background: var(--ground);
    color: var(--tone);
  }
  .badge {
    padding-inline: 8px;
    font-size: 0.82em;
    font-weight: 600;
    white-space: nowrap;
  }
  .disc {
    flex: none;
    width: 20px;
    height: 20px;
    font-size: 12px;
    line-height: 18px;
    text-align: center;
  }
  .title > .disc {
    width: 30px;
    height: 30px;
    margin-block-start: 4px;
    font-size: 16px;
    line-height: 28px;
  }
  .card.ok .title > .disc {
    background: var(--tone);
    color: var(--surface);
  }
  .note {
    display: flex;
    gap: 10px;
    padding: 12px 14px;
    border-radius: var(--inner);
  }
  .toasts {
    position: sticky;
    inset-block-start: 56px;
    z-index: 1;
    display: flex;
    justify-content: center;
    align-items: flex-end;
    height: 0;
    margin-block: 12px -24px;
  }
  .toast {
    display: flex;
    gap: 8px;
    padding: 8px 14px;
    border: 1px solid transparent;
    border-radius: var(--inner);
    background: var(--text);
    box-shadow: 0 6px 20px rgb(0 0 0 / 22%);
    color: var(--surface);
    font-size: 0.93em;
    animation: arrive 0.2s;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
  .spinner {
    width: 14px;
    height: 14px;
    border: 2px solid;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    :checked + span {
      outline: 2px solid;
    }
  }
`;
