/**
 * Prints what it costs a request that rules are compared with it: the median of the µs
 * that a request takes more in the emulator than one without rules, in a module of which
 * no rule fits but the last one.
 *
 *     npx tsx bench/settings-rules.ts
 */
import { readFile } from "node:fs/promises";
import { ProxyHost } from "../host/index.ts";
import { compile } from "../tests/compile.ts";

const ROUNDS = 7;
const REQUESTS = 3000;

/** What each rule but the last asks; none fits. */
const KINDS: Record<string, (index: number) => object> = {
  domains: (index) => ({ domains: [`*.${index}.example`] }),
  prefix: (index) => ({ prefix: `/other/${index}` }),
  headers: () => ({ headers: [{ name: "x-a", exact_match: "b" }] }),
};

const module = await readFile(await compile("tests/module/filters/ruled.ts"));

/** The median of the µs that a request takes. */
async function microseconds(matches: object[]): Promise<number> {
  const rules = matches.map((match) => ({ match, settings: {} }));
  const host = await ProxyHost.load(module);
  const plugin = host.startPlugin({
    rootId: "ruled",
    configuration: JSON.stringify({ name: "a", rules }),
    properties: { xds: { route_metadata: { filter_metadata: { test: {} } } } },
  });
  const rounds = Array.from({ length: ROUNDS }, () => {
    const begin = process.cpuUsage();
    for (let i = 0; i < REQUESTS; i++) plugin.httpStream().request({});
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / REQUESTS;
  });
  return rounds.toSorted((one, other) => one - other)[ROUNDS >> 1];
}

const none = await microseconds([]);
for (const [kind, match] of Object.entries(KINDS)) {
  for (const count of [1, 10, 100]) {
    const own = Array.from({ length: count }, (_, index) => match(index));
    const more = (await microseconds([...own, {}])) - none;
    // The filter asks twice.
    console.log(`${count} by ${kind}: ${(more / 2).toFixed(2)} µs`);
  }
}
