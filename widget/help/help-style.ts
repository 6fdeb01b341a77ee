/**
 * @module How the help looks: a comparison in two columns, questions that unfold.
 */

export const helpStyle = /* css */ `
  .help > details > .stack,
  .help > details > table,
  .help > details > ol {
    margin-block-start: 8px;
  }
  .help details {
    align-self: stretch;
  }
  .help details details {
    padding-block: 6px;
    border-block-end: 1px solid var(--line);
  }
  .help table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.93em;
  }
  .help th,
  .help td {
    width: 50%;
    padding: 6px 10px 6px 0;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
  }
  .help th:first-child,
  .help td:first-child {
    color: var(--muted);
  }
  .help .link {
    text-decoration: underline;
  }
  .help ol {
    padding-inline-start: 20px;
    list-style: decimal;
  }
`;
