/**
 * @module Prints rows of text as a table: the first column to the left, numbers to the right.
 */

/** Aligns `rows` under `heads`; a cell that is a number counts as one with its thousands marked. */
export function printTable(
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en-US") : cell)),
  );
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = heads.map((_, column) => rows.every((row) => typeof row[column] === "number"));
  const printRow = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [printRow(heads), widths.map((width) => "─".repeat(width)).join("  "), ...cells.map(printRow)].join(
    "\n",
  );
}
