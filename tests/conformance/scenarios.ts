import type { Scenario } from "./scenario.ts";
import { HEADERS } from "./scenarios/headers.ts";
import { LIFECYCLE } from "./scenarios/lifecycle.ts";

/** All scenarios, by topic. */
export const SCENARIOS: Scenario[] = [...HEADERS, ...LIFECYCLE];
