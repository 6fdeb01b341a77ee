/**
 * @module What stands where: cards, rows, headings, the guide, the skeleton.
 */

export const layout = /* css */ `
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
  }
  .muted,
  summary {
    color: var(--muted);
  }
  .small,
  p.muted,
  details {
    font-size: 0.93em;
  }
  .step,
  .stack {
    display: flex;
    flex-direction: column;
    gap: 16px;
  }
  .step {
    gap: 12px;
  }
  .tight {
    gap: 5px;
    align-items: flex-start;
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
  .skeleton {
    min-height: 500px;
  }
  .skeleton i {
    height: 42px;
    border-radius: var(--inner);
    background: var(--sunken);
  }
`;
