/**
 * @module What stands where: cards, rows, headings, tables, the skeleton.
 */

import { css } from "lit";

export const layout = css`
  * {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
  }
  h2,
  h3 {
    font-size: 1.07em;
  }
  h2,
  h3,
  h4,
  b,
  label {
    font-weight: 600;
  }
  label .muted {
    font-weight: 400;
  }
  ul,
  ol {
    list-style: none;
  }
  code {
    font: var(--mono);
    unicode-bidi: isolate;
  }
  .muted,
  summary,
  thead th {
    color: var(--muted);
  }
  .small,
  p.muted,
  details,
  table {
    font-size: 0.93em;
  }
  .step,
  .stack {
    display: flex;
    flex-direction: column;
    gap: 16px;
  }
  /* As high as the usual form and connection, so that nothing below moves when the answer comes. */
  .step {
    gap: 12px;
    min-block-size: var(--parityrail-min-height, 640px);
  }
  @container (max-width: 400px) {
    .step {
      min-block-size: var(--parityrail-min-height, 820px);
    }
  }
  .tight {
    gap: 5px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .between {
    justify-content: space-between;
  }
  .beside {
    display: grid;
    gap: inherit;
  }
  @container (min-width: 760px) {
    .beside.open {
      grid-template-columns: 1fr 1fr;
      align-items: start;
    }
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .row > .grow {
    min-width: 11em;
  }
  .card {
    padding: calc(var(--space) * 0.9) var(--space);
    border: 1px solid var(--frame, var(--line));
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .card.dashed {
    border: 1.5px dashed var(--edge);
    background: none;
    box-shadow: none;
  }
  .title {
    display: flex;
    gap: 12px;
  }
  .dots {
    padding-inline-start: 18px;
    list-style: disc;
  }
  summary {
    width: fit-content;
    cursor: pointer;
  }
  summary:hover {
    color: var(--text);
  }
  .steps {
    counter-reset: step;
  }
  .steps > li {
    position: relative;
    padding-inline-start: 32px;
  }
  .steps > li::before {
    counter-increment: step;
    content: counter(step);
    position: absolute;
    inset-inline-start: 0;
    width: 22px;
    line-height: 20px;
    border: 1px solid var(--line);
    border-radius: 50%;
    background: var(--surface);
    color: var(--muted);
    font-size: 0.86em;
    text-align: center;
  }
  .steps p + p {
    margin-block-start: 4px;
  }
  summary + *,
  table {
    margin-block-start: 8px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th {
    text-align: start;
  }
  th,
  td {
    padding-block: 6px;
    padding-inline-end: 10px;
    border-block-end: 1px solid var(--line);
    font-weight: 400;
    vertical-align: top;
  }
  .copyable {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 4px;
    margin-inline-end: 8px;
  }
  /* Too long to be read; selected whole where it cannot be copied. */
  .short {
    flex-wrap: nowrap;
    max-width: 100%;
  }
  .short code {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    direction: ltr;
    user-select: all;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
  }
  .copyable code,
  .chips code {
    padding: 0 5px;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--surface);
    overflow-wrap: anywhere;
  }
  .skeleton {
    min-height: min(500px, var(--parityrail-min-height, 500px));
  }
  .skeleton i {
    height: 42px;
    border-radius: var(--inner);
    background: var(--sunken);
  }
`;
