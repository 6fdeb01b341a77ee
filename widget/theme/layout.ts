/**
 * @module What stands where: cards, rows, headings, the guide, the skeleton.
 */

export const layout = /* css */ `
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  h4,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  h2,
  h3 {
    font-size: 1.0715em;
    font-weight: 620;
    line-height: 1.4;
  }
  h4,
  caption {
    font-size: 0.93em;
    font-weight: 600;
    text-align: start;
  }
  [tabindex]:focus {
    outline: 0;
  }
  code {
    font: 0.93em var(--mono);
  }
  ul,
  ol {
    list-style: none;
  }
  .muted,
  .hint {
    color: var(--muted);
  }
  .hint,
  p.muted {
    font-size: 0.93em;
  }
  .stack,
  .step {
    display: grid;
    gap: 16px;
    grid-template-columns: minmax(0, 1fr);
  }
  .step {
    gap: 12px;
  }
  .tight {
    gap: 8px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .baseline {
    gap: 2px 10px;
  }
  .between {
    justify-content: space-between;
  }
  .grow {
    flex: 1 1 12em;
    min-width: 0;
  }
  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow);
    padding: calc(var(--space) * 0.9) var(--space);
  }
  .card.ok {
    background: var(--ok-ground);
    border-color: var(--ok-line);
  }
  .card.bad {
    border-color: var(--bad-line);
  }
  .dashed {
    background: none;
    border: 1.5px dashed var(--edge);
    box-shadow: none;
  }
  .title-block {
    display: flex;
    gap: 12px;
    align-items: start;
  }
  .flush {
    padding-block-end: 0;
  }
  .rows {
    margin: 12px calc(var(--space) * -1) 0;
  }
  .rows li {
    display: grid;
    grid-template-columns: 20px 1fr auto;
    gap: 2px 10px;
    align-items: center;
    padding: 10px var(--space);
    border-block-start: 1px solid var(--line);
  }
  .rows b {
    font-weight: 600;
  }
  .aside {
    font-size: 0.93em;
    color: var(--muted);
    text-align: end;
  }
  .fix {
    grid-column: 2 / 4;
    font-size: 0.93em;
    color: var(--bad);
  }
  .guide {
    padding: 16px;
    background: var(--sunken);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
  }
  .guide ol {
    counter-reset: step;
    display: grid;
    gap: 14px;
  }
  .guide ol > li {
    counter-increment: step;
    position: relative;
    padding-inline-start: 32px;
    display: grid;
    gap: 4px;
  }
  .guide ol > li::before {
    content: counter(step);
    position: absolute;
    inset-inline-start: 0;
    width: 22px;
    height: 22px;
    display: grid;
    place-items: center;
    border: 1px solid var(--line);
    border-radius: 50%;
    background: var(--surface);
    color: var(--muted);
    font-size: 0.86em;
    font-weight: 620;
  }
  .before,
  details {
    font-size: 0.93em;
    color: var(--muted);
  }
  .before ul,
  details ul {
    list-style: disc;
    padding-inline-start: 18px;
    margin-block-start: 4px;
  }
  .before h4,
  details b {
    color: var(--text);
    font-size: 1em;
    font-weight: 600;
  }
  .copyable {
    display: inline-block;
    margin-inline-end: 8px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.93em;
    margin-block-start: 6px;
  }
  caption {
    padding-block: 8px 2px;
  }
  th,
  td {
    padding: 6px 12px 6px 0;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
    font-weight: 400;
  }
  thead th {
    color: var(--muted);
    font-size: 0.93em;
    padding-block: 2px;
  }
  tbody th {
    font-weight: 600;
  }
  tbody tr:last-child > * {
    border: 0;
  }
  summary {
    cursor: pointer;
    width: fit-content;
    border-radius: 4px;
  }
  .skeleton {
    min-height: 470px;
    display: grid;
    align-content: start;
    gap: 18px;
  }
  .skeleton i {
    height: 14px;
    border-radius: 6px;
    background: var(--sunken);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  .skeleton i:first-child {
    width: 40%;
    height: 20px;
  }
  .skeleton i:nth-child(n + 4) {
    height: 40px;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  @container (max-width: 400px) {
    .card {
      padding-inline: 16px;
    }
    .rows {
      margin-inline: -16px;
    }
    .rows li {
      padding-inline: 16px;
    }
    .guide {
      padding: 12px;
    }
    .guide table {
      width: calc(100% + 32px);
      margin-inline-start: -32px;
    }
  }
`;
