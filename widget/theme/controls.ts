/**
 * @module How controls look and answer: buttons, links, fields, the switch, badges, notes, the toast.
 */

export const controls = /* css */ `
  button,
  input {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 34px;
    padding: 5px 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--text);
    font-weight: 580;
    line-height: 1.4;
    text-decoration: none;
    cursor: pointer;
  }
  .button:hover {
    border-color: var(--edge);
  }
  .button.primary {
    background: var(--accent);
    border-color: transparent;
    color: var(--on-accent);
  }
  .button.primary:hover {
    background: color-mix(in srgb, var(--accent) 90%, var(--text));
  }
  .button.danger {
    color: var(--bad);
    border-color: var(--bad-line);
  }
  .button.text,
  .link {
    padding: 2px 4px;
    border-color: transparent;
    background: none;
    color: var(--accent);
    font-weight: 560;
    text-decoration: none;
    border-radius: 4px;
  }
  .button.text {
    min-height: 24px;
  }
  .button.text:hover,
  .link:hover {
    text-decoration: underline;
  }
  .link {
    padding-inline: 0;
  }
  .wide {
    flex: 1 1 auto;
    width: 100%;
    min-height: 42px;
  }
  .row > .wide {
    width: auto;
  }
  .button[aria-disabled]:not([aria-busy]) {
    background: color-mix(in srgb, var(--accent) 14%, var(--surface));
    color: color-mix(in srgb, var(--accent) 60%, var(--text));
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  label {
    display: block;
    font-size: 0.93em;
    font-weight: 580;
  }
  label .muted {
    font-weight: 400;
  }
  .field {
    display: grid;
    gap: 6px;
    justify-items: start;
  }
  .box {
    display: flex;
    align-items: center;
    gap: 8px;
    width: 100%;
    min-height: 42px;
    padding-inline: 12px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--surface);
  }
  .box:focus-within {
    border-color: var(--accent);
    box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 22%, transparent);
  }
  .box.bad {
    border-color: var(--bad);
  }
  .box input {
    flex: 1;
    min-width: 0;
    align-self: stretch;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    font: 0.96em var(--mono);
    text-align: start;
  }
  .box input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .says {
    display: flex;
    gap: 6px;
    font-size: 0.93em;
    color: var(--ok);
  }
  .says:empty {
    display: none;
  }
  .says .icon {
    margin-block-start: 0.15em;
  }
  .says.bad {
    color: var(--bad);
  }
  .switch {
    display: inline-flex;
    padding: 2px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--sunken);
  }
  .switch label {
    position: relative;
    cursor: pointer;
  }
  .switch input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .switch span {
    display: block;
    padding: 3px 12px;
    border: 1px solid transparent;
    border-radius: calc(var(--radius-small) - 2px);
    color: var(--muted);
  }
  .switch input:checked + span {
    background: var(--surface);
    border-color: var(--line);
    color: var(--text);
    box-shadow: var(--shadow);
  }
  .switch input:focus-visible + span {
    outline: 2px solid var(--accent);
  }
  .badge {
    padding: 1px 8px;
    border: 1px solid var(--warn-line);
    border-radius: 99px;
    background: var(--warn-ground);
    color: var(--warn);
    font-size: 0.82em;
    font-weight: 620;
    white-space: nowrap;
  }
  .badge.live {
    border-color: var(--ok-line);
    background: var(--ok-ground);
    color: var(--ok);
  }
  .badge.demo {
    border-color: var(--line);
    background: var(--sunken);
    color: var(--muted);
  }
  .icon {
    flex: none;
    width: 1em;
    height: 1em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: -0.1em;
  }
  .disc {
    flex: none;
    display: grid;
    place-items: center;
    width: 20px;
    height: 20px;
    border-radius: 50%;
    background: var(--ok-ground);
    color: var(--ok);
    font-size: 12px;
  }
  .disc.bad {
    background: var(--bad-ground);
    color: var(--bad);
  }
  .disc.off {
    background: var(--sunken);
    color: var(--muted);
  }
  .title-block > .disc {
    width: 28px;
    height: 28px;
    font-size: 16px;
    margin-block-start: 2px;
  }
  .card.ok .title-block > .disc {
    background: var(--ok);
    color: var(--ok-ground);
  }
  .note {
    display: flex;
    gap: 10px;
    padding: 12px 14px;
    border: 1px solid var(--warn-line);
    border-radius: var(--radius-small);
    background: var(--warn-ground);
    color: var(--warn);
  }
  .note.bad {
    border-color: var(--bad-line);
    background: var(--bad-ground);
    color: var(--bad);
  }
  .note > .icon {
    margin-block-start: 0.25em;
  }
  .toasts {
    position: sticky;
    inset-block-start: 8px;
    z-index: 1;
    height: 0;
    display: grid;
    justify-items: center;
    align-items: center;
  }
  .toast {
    display: flex;
    gap: 8px;
    align-items: baseline;
    padding: 8px 14px;
    border-radius: var(--radius-small);
    background: var(--text);
    color: var(--surface);
    font-size: 0.96em;
    font-weight: 560;
    box-shadow: 0 6px 20px rgb(0 0 0 / 22%);
    animation: arrive 0.2s ease-out;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
  .spinner {
    width: 14px;
    height: 14px;
    border: 2px solid currentcolor;
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
    .switch input:checked + span,
    .disc,
    .toast {
      border: 1px solid;
    }
  }
`;
