/**
 * Has streams wait in a filter, each with something that it keeps, while requests make
 * garbage of different shapes, with both collectors, in Node and in Envoy: the memory must
 * stay in proportion to what is kept, and what is kept whole.
 *
 *     npm run hold -- --only memory
 *     node --import tsx tests/hold/memory/main.ts --in envoy --live 10000
 */
import { parseArgs } from "node:util";
import { compile } from "../../compile.ts";
import { inEnvoy } from "./in-envoy.ts";
import { inNode } from "./in-node.ts";
import { faultOf, GARBAGE, LIVE, SHAPES, type Pages } from "./shapes.ts";

const { values } = parseArgs({
  options: {
    /** `node` or `envoy`; both by default. */
    in: { type: "string", default: "node,envoy" },
    /** Streams that wait; all counts by default. */
    live: { type: "string" },
    /** Bytes of garbage that are made in all; a request makes a part of them. */
    bytes: { type: "string", default: "200000000" },
  },
});

const SOURCE = "tests/hold/filters/garbage.ts";
const BUILDS = {
  minimal: await compile(SOURCE),
  incremental: await compile(SOURCE, {
    variant: ".incremental",
    args: ["--runtime", "incremental"],
  }),
};
/** Requests of a run in Node, and in Envoy, where they cost more. */
const MOST = { node: 20_000, envoy: 300 };

let runs = 0;
let faults = 0;
console.log("host, collector, streams, bytes a request: pages by shape");
for (const host of ["node", "envoy"] as const) {
  if (!values.in.includes(host)) continue;
  for (const [collector, wasm] of Object.entries(BUILDS)) {
    for (const live of LIVE) {
      if (values.live !== undefined && Number(values.live) !== live) continue;
      for (const garbage of GARBAGE)
        await row(host, collector, wasm, live, garbage);
    }
  }
}
console.log(`${runs} runs, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);

async function row(
  host: "node" | "envoy",
  collector: string,
  wasm: string,
  live: number,
  garbage: number,
): Promise<void> {
  const requests = Math.min(
    MOST[host],
    Math.max(20, Math.ceil(Number(values.bytes) / garbage)),
  );
  const cells: string[] = [];
  for (const shape of SHAPES) {
    runs++;
    try {
      const run = host === "node" ? inNode : inEnvoy;
      const pages: Pages & { mebibytes?: number } = await run(
        ...([wasm, live, shape, garbage, requests] as const),
      );
      const process =
        pages.mebibytes === undefined
          ? ""
          : ` (${pages.mebibytes.toFixed(0)} MiB)`;
      cells.push(`${shape} ${pages.before} → ${pages.after}${process}`);
      // The compiler's own collector keeps no such bounds.
      const isOurs = collector === "minimal";
      const fault = isOurs ? faultOf(pages, live, garbage) : undefined;
      if (fault === undefined) continue;
      faults++;
      cells.push(`FAULT: ${fault}`);
    } catch (error) {
      faults++;
      cells.push(`${shape} FAULT: ${(error as Error).message}`);
    }
  }
  console.log(
    `${host}, ${collector}, ${live}, ${garbage}: ${cells.join(", ")} (${requests} requests)`,
  );
}
