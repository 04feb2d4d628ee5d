import { findCycle, findCycles } from "./find-cycles.ts";
import { folderFindings } from "./folder-rules.ts";
import type { ImportGraph } from "./import-graph.ts";

/** An import that exists although a rule forbids it. */
export interface ImportException {
  from: string;
  to: string;
  reason: string;
}

/** The areas of which each file belongs to a layer. */
const LAYERED = ["assembly/", "host/", "transform/"];

const VALUES = ["host/message", "host/abi", "host/base"];
const ENGINE = ["host/engine", "host/shared", ...VALUES];
const STREAMS = ["host/contexts", ...ENGINE];
const PROXY = ["host/http", "host/tcp", "host/functions", ...STREAMS];

/** What reads the program's sources may import in `transform/`. */
const BELOW_MODELS = ["transform/source", "transform/contract"];
const BELOW_PROGRAM = ["transform/models", ...BELOW_MODELS];

/**
 * What each layer of an area may import besides itself. A path that ends in "/"
 * stands for all files below it; the first that fits counts.
 */
const LAYERS: [prefix: string, layer: string, below: string[]][] = [
  ["transform/contract/", "transform/contract", []],
  ["transform/source/", "transform/source", ["transform/contract"]],
  ["transform/models/", "transform/models", BELOW_MODELS],
  ["transform/module/", "transform/module", BELOW_MODELS],
  ["transform/patterns/", "transform/patterns", BELOW_MODELS],
  ["transform/program/", "transform/program", BELOW_PROGRAM],
  ["transform/diagnostics/", "transform/diagnostics", BELOW_PROGRAM],
  ["transform/language/", "transform/language", BELOW_PROGRAM],
  [
    "transform/habits/",
    "transform/habits",
    ["transform/diagnostics", ...BELOW_PROGRAM],
  ],
  [
    "transform/",
    "transform",
    [
      ...["transform/habits", "transform/diagnostics", "transform/language"],
      ...["transform/program", "transform/module", "transform/patterns"],
      ...BELOW_PROGRAM,
    ],
  ],

  ["assembly/entry.ts", "entry", ["exports", "globals"]],
  ["assembly/entry-0.2.0.ts", "entry", ["exports", "globals"]],
  ["assembly/entry-0.1.0.ts", "entry", ["exports", "globals"]],
  [
    "assembly/index.ts",
    "index",
    [
      ...["registry", "contexts", "models", "generated", "http", "net"],
      ...["codecs", "crypto", "jwt", "patterns", "state", "calls"],
      ...["streams", "bodies", "metrics", "tracing", "api", "json", "abi"],
    ],
  ],
  [
    "assembly/exports.ts",
    "exports",
    ["registry", "contexts", "api", "abi", "features"],
  ],
  [
    "assembly/exports/",
    "exports",
    ["registry", "contexts", "api", "runtime", "abi", "features"],
  ],
  [
    "assembly/header-callbacks.ts",
    "exports",
    ["registry", "contexts", "api", "abi", "features"],
  ],
  ["assembly/iterables.d.ts", "index", ["api", "json"]],
  ["assembly/registry.ts", "registry", ["contexts", "api", "abi", "features"]],
  [
    "assembly/registration.ts",
    "registry",
    ["contexts", "api", "abi", "features"],
  ],
  [
    "assembly/context-table.ts",
    "registry",
    ["contexts", "api", "abi", "features"],
  ],
  [
    "assembly/contexts/",
    "contexts",
    ["models", "api", "json", "abi", "features"],
  ],
  ["assembly/models/", "models", ["json", "abi", "features"]],
  [
    "assembly/jwt/",
    "jwt",
    ["contexts", "models", "crypto", "codecs", "api", "json", "abi"],
  ],
  [
    "assembly/state/",
    "state",
    ["models", "http", "crypto", "codecs", "api", "json", "abi"],
  ],
  [
    "assembly/calls/",
    "calls",
    [
      ...["state", "contexts", "models", "http", "crypto", "codecs"],
      ...["api", "json", "runtime", "abi", "features"],
    ],
  ],
  ["assembly/globals/", "globals", ["crypto", "api", "abi"]],
  ["assembly/codecs/", "codecs", ["abi"]],
  ["assembly/crypto/", "crypto", ["codecs", "api", "abi", "runtime"]],
  ["assembly/http/", "http", ["net", "codecs", "api", "json", "abi"]],
  [
    "assembly/streams/",
    "streams",
    ["bodies", "patterns", "codecs", "api", "json", "abi"],
  ],
  ["assembly/bodies/", "bodies", ["patterns", "codecs", "api", "abi"]],
  ["assembly/tracing/", "tracing", ["http", "crypto", "codecs", "api", "abi"]],
  ["assembly/metrics/", "metrics", ["api", "abi"]],
  ["assembly/net/", "net", ["codecs", "abi"]],
  ["assembly/patterns/", "patterns", ["codecs", "api", "abi"]],
  ["assembly/json/", "json", ["abi", "features"]],
  ["assembly/generated/", "generated", ["api"]],
  ["assembly/api/", "api", ["json", "runtime", "abi", "features"]],
  ["assembly/language/", "language", []],
  ["assembly/runtime/", "runtime", ["abi", "features"]],
  ["assembly/abi/", "abi", ["features"]],
  ["assembly/features.ts", "features", []],

  ["host/spec/", "host/spec", ["host", "host/proxy", ...PROXY]],
  ["host/index.ts", "host", ["host/proxy", ...PROXY]],
  ["host/proxy-host.ts", "host", ["host/proxy", ...PROXY]],
  ["host/proxy/", "host/proxy", PROXY],
  ["host/http/", "host/http", STREAMS],
  ["host/tcp/", "host/tcp", STREAMS],
  ["host/contexts/", "host/contexts", ENGINE],
  ["host/functions/", "host/functions", ENGINE],
  ["host/engine/", "host/engine", ["host/shared", ...VALUES]],
  ["host/shared/", "host/shared", VALUES],
  ["host/message/", "host/message", ["host/abi", "host/base"]],
  ["host/abi/", "host/abi", ["host/base"]],
  ["host/base/", "host/base", []],
];

/** What each part of the project may import; the others may import anything. */
const AREAS: [prefix: string, allowed: string[]][] = [
  ["index.ts", ["assembly/index.ts"]],
  ["assembly/", ["assembly/"]],
  ["cli/", ["cli/", "host/"]],
  ["editor/", ["editor/", "transform/"]],
  [
    "examples/",
    [
      "index.ts",
      "testing/index.ts",
      "host/index.ts",
      "host/spec/index.ts",
      "editor/eslint/index.js",
      "examples/",
    ],
  ],
  ["host/", ["host/"]],
  ["testing/", ["testing/", "assembly/", "transform/"]],
  ["transform/", ["transform/"]],
];

/** The parts that may not import other packages either, and what one of them may. */
const WITHOUT_PACKAGES = ["transform/", "examples/"];
const PACKAGES = new Map([["transform/patterns/parse.js", "re2js"]]);

/**
 * Returns what is wrong with the directions of imports, one line for each, with the two
 * files and the rule. An exception that excuses nothing is also wrong.
 */
export function importFindings(
  graph: ImportGraph,
  exceptions: ImportException[] = [],
): string[] {
  const cyclic = findCycles(without(graph, exceptions));
  const unused = exceptions.filter(
    ({ from, to }) => !findCycle(graph, from, to),
  );
  return [
    ...[...graph].flatMap(([from, targets]) =>
      targets.flatMap((to) => edgeFindings(graph, from, to)),
    ),
    ...cyclic.map((path) => `${path.join(" → ")}: imports form no cycles`),
    ...folderFindings(graph),
    ...unused.map(
      ({ from, to }) => `${from} → ${to}: the exception excuses no cycle`,
    ),
  ];
}

function edgeFindings(graph: ImportGraph, from: string, to: string): string[] {
  const rule = brokenRule(graph, from, to);
  return rule === undefined ? [] : [`${from} → ${to}: ${rule}`];
}

function brokenRule(
  graph: ImportGraph,
  from: string,
  to: string,
): string | undefined {
  const area = AREAS.find(([prefix]) => fits(from, prefix));
  if (to.startsWith("node:")) return undefined;
  if (!graph.has(to)) {
    if (PACKAGES.get(from) === to) return undefined;
    const bare = WITHOUT_PACKAGES.find((prefix) => fits(from, prefix));
    return bare && `${bare} imports no other package`;
  }
  if (area && !area[1].some((prefix) => fits(to, prefix))) {
    return `${area[0]} may import only ${area[1].join(" and ")}`;
  }
  if (from.startsWith("assembly/") && to.endsWith("/index.ts")) {
    return "assembly/ imports no index.ts";
  }
  const isLayered = LAYERED.some((each) => fits(from, each) && fits(to, each));
  return isLayered ? brokenLayer(from, to) : undefined;
}

function brokenLayer(from: string, to: string): string | undefined {
  const upper = LAYERS.find(([prefix]) => fits(from, prefix));
  const lower = LAYERS.find(([prefix]) => fits(to, prefix));
  if (!upper) return `${from} belongs to no layer`;
  if (!lower) return `${to} belongs to no layer`;
  const [, layer, below] = upper;
  if (lower[1] === layer || below.includes(lower[1])) return undefined;
  return `${layer} may import only ${[layer, ...below].join(", ")}`;
}

function fits(path: string, prefix: string): boolean {
  return prefix.endsWith("/") ? path.startsWith(prefix) : path === prefix;
}

function without(
  graph: ImportGraph,
  exceptions: ImportException[],
): ImportGraph {
  const isExcused = (from: string, to: string) =>
    exceptions.some((each) => each.from === from && each.to === to);
  return new Map(
    [...graph].map(([from, targets]) => [
      from,
      targets.filter((to) => !isExcused(from, to)),
    ]),
  );
}
