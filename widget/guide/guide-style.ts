/**
 * @module How the guide looks: its frame, its numbered steps, its tables.
 */

export const guideStyle = /* css */ `
  .guide {
    padding: 16px;
    border: 1px solid var(--line);
    border-radius: var(--inner);
    background: var(--sunken);
  }
  .guide ol {
    counter-reset: step;
  }
  .guide ol > li {
    position: relative;
    padding-inline-start: 32px;
  }
  .guide ol > li::before {
    counter-increment: step;
    content: counter(step);
    position: absolute;
    inset-inline-start: 0;
    width: 22px;
    border: 1px solid var(--line);
    border-radius: 50%;
    background: var(--surface);
    color: var(--muted);
    font-size: 0.86em;
    text-align: center;
  }
  .copyable {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 4px;
    margin-inline-end: 8px;
  }
  .copyable code {
    padding: 0 5px;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--surface);
  }
  .guide ol p + p {
    margin-block-start: 4px;
  }
  .guide table + p {
    margin-block-start: 8px;
  }
  table {
    width: 100%;
    margin-block-start: 8px;
    border-collapse: collapse;
  }
  th,
  td {
    padding-block: 6px;
    padding-inline-end: 10px;
    border-block-end: 1px solid var(--line);
    font-weight: 400;
    vertical-align: top;
  }
  caption,
  th {
    text-align: start;
  }
  td:nth-child(2),
  thead th {
    color: var(--muted);
  }
  th:first-child {
    width: 7.5em;
  }
  table {
    font-size: 0.93em;
  }
  caption,
  tbody th {
    font-weight: 600;
  }
  @container (max-width: 400px) {
    .guide {
      padding: 12px;
    }
    .guide tr {
      display: grid;
      grid-template-columns: 1fr auto;
      padding-block: 6px;
      border-block-end: 1px solid var(--line);
    }
    .guide thead {
      display: none;
    }
    .guide table,
    .guide tbody,
    .guide caption {
      display: block;
    }
    .guide th,
    .guide td {
      width: auto;
      padding: 0;
      border: 0;
    }
    .guide td:last-child {
      grid-column: 1 / -1;
    }
  }
`;
