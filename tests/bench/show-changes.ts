import type { TestContext } from "node:test";
import { changeTable, type Figures } from "../../bench/changes.ts";
import { printed } from "../../bench/tables.ts";

/** Shows in a test's output which figures a change has changed. */
export function showChanges(
  t: TestContext,
  before: Figures | undefined,
  after: Figures,
): void {
  const table = before && changeTable(before, after);
  if (table === undefined) t.diagnostic("Nothing to compare with is here.");
  else if (table.length === 1) t.diagnostic("Nothing changed.");
  else for (const line of printed(table).split("\n")) t.diagnostic(line);
}
