import { format } from "prettier";
import type { Scenario } from "../conformance/scenario/scenario.ts";

/** A scenario as source for a file in `tests/conformance/scenarios`. */
export async function printedScenario(scenario: Scenario): Promise<string> {
  const text = await format(`[${JSON.stringify(scenario)}]`, {
    parser: "typescript",
  });
  return text.replace(/^\[|\];?\n$/g, "");
}
