import CachePolicy from "http-cache-semantics";
import type { Random } from "../fuzz/random.ts";
import { mutated } from "./mutate.ts";
import type { Subject } from "./subject.ts";

/** Sun, 06 Nov 1994 08:49:37 GMT. */
const NOW = 784_111_777_000;
const DIRECTIVES = [
  ...["no-store", "no-cache", "private", "public", "must-revalidate"],
  ...["immutable", "must-understand", "no-transform", "a=b"],
];
const SECONDS = [
  ...["max-age", "s-maxage", "stale-while-revalidate", "stale-if-error"],
];
const STATUSES = [
  ...[200, 200, 200, 203, 204, 206, 300, 301, 302, 303, 304, 307, 308],
  ...[400, 404, 405, 410, 414, 500, 501, 503],
];

/** An answer whose every time is well-formed. */
function answer(random: Random): string {
  const lines = [
    String(random.pick(STATUSES)),
    random.oneIn(4) ? "authorized" : "-",
    String(NOW),
  ];
  const numbered = SECONDS.filter(() => random.oneIn(2)).map(
    (name) => `${name}=${random.pick([0, 1, 10, 60, 3600, 2_147_483_648])}`,
  );
  const named = DIRECTIVES.filter(() => random.oneIn(8));
  const control = [...numbered, ...named].join(random.pick([", ", ","]));
  if (!random.oneIn(4)) lines.push(`cache-control: ${control}`);
  // It counts what has ended before it was made from when it was made.
  const end = () => new Date(NOW + random.below(100) * 1000).toUTCString();
  if (random.oneIn(2)) lines.push(`date: ${new Date(NOW).toUTCString()}`);
  if (random.oneIn(3)) lines.push(`expires: ${random.pick([end(), "never"])}`);
  if (random.oneIn(3)) lines.push(`age: ${random.below(100)}`);
  if (random.oneIn(4)) lines.push(`etag: "a"`);
  return lines.join("\n");
}

/** How npm's http-cache-semantics judges such an answer. */
function expected(text: string): string | undefined {
  const [status, authorized, , ...lines] = text.split("\n");
  const headers = Object.fromEntries(
    lines.map((line) => line.split(/: (.*)/s).slice(0, 2)),
  ) as Record<string, string>;
  const policy = new At(
    { headers: authorized === "authorized" ? { authorization: "a" } : {} },
    { status: Number(status), headers },
    { cacheHeuristic: 0, immutableMinTimeToLive: 0 },
  );
  // The answers that it does not know by their status are not storable here either.
  if (!policy.storable()) return undefined;
  const control = headers["cache-control"] ?? "";
  if (/no-cache/.test(control)) return "0 0 0";
  const left = policy.maxAge() - policy.age();
  const seconds = (name: string) =>
    Number(new RegExp(`${name}=(\\d+)`).exec(control)?.[1] ?? -1);
  // It uses stale answers whatever their directives.
  const mayBeStale = !/must-revalidate/.test(control);
  const after = (name: string) =>
    mayBeStale ? Math.max(0, seconds(name) + Math.min(0, left)) : 0;
  return `${Math.max(0, left)} ${after("stale-while-revalidate")} ${after("stale-if-error")}`;
}

/** At the time of the cases. */
class At extends CachePolicy {
  // The types of the package leave it out, though it is there to be overridden.
  now(): number {
    return NOW;
  }
}

const MUTATED = [
  `200\n-\n${NOW}\ncache-control: max-age=60, s-maxage="10"\nage: 5\nexpires: Sun, 06 Nov 1994 08:50:37 GMT`,
  `404\nauthorized\n${NOW}\ncache-control: public, stale-if-error=5\ndate: Sun, 06 Nov 1994 08:49:07 GMT`,
];

/** Caching; npm's http-cache-semantics is what well-formed answers are compared with. */
export const CALLS_SUBJECTS: Subject[] = [
  {
    name: "freshness",
    theme: "calls",
    input: (random) =>
      random.oneIn(8)
        ? Buffer.concat([Buffer.from("\0"), mutated(random, MUTATED)])
        : Buffer.from(answer(random)),
    fault(output, input) {
      // One that was changed may be read in more than one way.
      if (input[0] === 0) return undefined;
      const wanted = expected(input.toString());
      const shown = output?.toString();
      return shown === wanted ? undefined : `${shown}, not ${wanted}`;
    },
  },
];
