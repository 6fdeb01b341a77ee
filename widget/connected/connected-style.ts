/**
 * @module How a connection looks: its card, the rows of the checklist, the way to end it.
 */

export const connectedStyle = /* css */ `
  .card.ok {
    background: var(--ground);
  }
  .card.warn {
    background: var(--ground);
  }
  .doubt {
    color: var(--warn);
    font-weight: 600;
  }
  .why {
    margin: calc(var(--space) * 0.9) calc(var(--space) * -1) 0;
    padding: 12px var(--space) 0;
    border-block-start: 1px solid var(--line);
  }
  details > form {
    margin-block-start: 8px;
  }
  .card .copyable code {
    display: inline-block;
    padding: 2px 6px;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--sunken);
    overflow-wrap: anywhere;
  }
  .card.ok .title > .disc {
    background: var(--tone);
    color: var(--surface);
  }
  .snug {
    gap: 0 10px;
  }
  .rows {
    margin: 14px calc(var(--space) * -1) calc(var(--space) * -0.9);
  }
  li > .grow.grow {
    min-width: 6em;
  }
  li.row {
    padding: 10px var(--space);
    border-block-start: 1px solid var(--line);
  }
  .row .fix {
    flex-basis: 100%;
    padding-inline-start: 32px;
    color: var(--bad);
  }
  .step > .wide {
    flex: none;
  }
  .button.danger {
    color: var(--bad);
  }
  .button.faint {
    align-self: center;
    color: var(--muted);
    font-weight: 400;
  }
  @container (max-width: 400px) {
    li.row > .link {
      flex-basis: 100%;
      padding-inline-start: 32px;
    }
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
