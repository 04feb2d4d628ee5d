import type { Scenario } from "../scenario/scenario.ts";

const FOLDER = "tests/conformance/filters/abi";

/** The same filter, built for each version of the ABI. */
export const VERSIONS: Scenario[] = ["0.1.0", "0.2.0", "0.2.1"].map(
  (version): Scenario => ({
    name: `a filter built for ABI ${version}`,
    filter: `${FOLDER}/${version}/index.ts`,
    plugins: [{ rootId: "abi", configuration: `built for ${version}` }],
    exchanges: [
      { headers: { "x-empty": "" } },
      { path: "/wait", headers: { "x-empty": "" }, wait: 200 },
      { body: "question", upstream: { body: "answer" } },
    ],
  }),
);
