import { mapCommand, stateCommand } from "./random-commands.ts";
import type { Random } from "./random.ts";

/** What a handler may still do in one of its methods. */
interface Progress {
  plugin: number;
  /** How many calls the script has; each has a path of its own. */
  calls: number;
  side: 0 | 1;
  /** Whether the method has waited for the body, so that it may be changed. */
  hasBody: boolean;
  /** How many calls the method has begun. */
  begun: number;
}

/** The paths of a script's calls, each of which a step answers. */
export function heldPaths(script: string): string[] {
  return script.match(/\/held[-\d]+/g) ?? [];
}

/** A script for `filters/handles.ts` whose methods wait, change, answer and end. */
export function randomHandler(random: Random, plugin: number): string {
  const progress: Progress = {
    plugin,
    side: 0,
    calls: 0,
    hasBody: false,
    begun: 0,
  };
  const request = `on-request: ${method(random, progress)}`;
  const later: Progress = { ...progress, side: 1, hasBody: false, begun: 0 };
  const methods = [request, `on-response: ${method(random, later)}`];
  const kept = random.oneIn(4) ? [random.pick(methods)] : methods;
  return [
    ...kept,
    "log: get-map 0 :path; get-map 2 :status",
    `wake ${1 + plugin * 2}: ${woken(random)}`,
    `wake ${2 + plugin * 2}: ${woken(random)}`,
  ].join("\n");
}

function method(random: Random, progress: Progress): string {
  const most = random.pick([2, 4, 7]);
  const commands = random.some(most, () => command(random, progress));
  return [...commands, "end"].join("; ");
}

function command(random: Random, progress: Progress): string {
  const { plugin, side } = progress;
  const path = `/held-${plugin}-${progress.calls++}`;
  switch (random.below(16)) {
    case 0:
    case 1:
      return `ask ${path}`;
    case 2:
      return random.oneIn(2)
        ? `deep ${random.below(5)} ${path}`
        : `ask ${path}`;
    case 3:
      progress.begun++;
      return `begin ${path}`;
    case 4:
      if (progress.begun === 0 || side === 1) return `ask ${path}`;
      return random.oneIn(3)
        ? "first"
        : `answer ${random.below(progress.begun)}`;
    case 5:
    case 6:
      progress.hasBody = true;
      return `collect ${random.pick([0, 3, 7, 99, 99, 99])}${limit(random, progress)}`;
    case 7:
      progress.hasBody = true;
      return `next${limit(random, progress)}`;
    case 8:
      progress.hasBody = true;
      return random.oneIn(2) ? "parts <" : `parts < ${path}`;
    case 9:
      return `trailers${limit(random, progress)}`;
    case 10:
    case 11:
      if (!progress.hasBody) return ownMap(random, side);
      return random.oneIn(3)
        ? `get-buffer ${side} 0 99`
        : `set-body ${random.pick(["new", "", "0123456789"])}`.trim();
    case 12:
      return random.oneIn(3) ? letGo(random, side) : ownMap(random, side);
    case 13:
      return random.oneIn(3) ? ending(random, side) : stateCommand(random);
    default:
      return random.oneIn(80) ? "throw" : ownMap(random, side);
  }
}

/** The number of a call that was begun and ends a wait, or none. */
function limit(random: Random, { begun, side }: Progress): string {
  if (begun === 0 || side === 1 || random.oneIn(3)) return "";
  return ` ${random.below(begun)}`;
}

/** A command on the headers; even asking for the size of trailers creates them. */
function ownMap(random: Random, side: 0 | 1): string {
  const found = mapCommand(random, side * 2);
  return /^(add|replace|remove|size)-map [13]/.test(found)
    ? `pairs-map ${side * 2}`
    : found;
}

function letGo(random: Random, side: number): string {
  const own = side === (random.oneIn(8) ? 1 : 0);
  return own ? "continue-request" : "continue-response";
}

function ending(random: Random, side: number): string {
  if (random.oneIn(4)) {
    return side === 0 ? "close-request" : "close-response";
  }
  return `respond ${random.pick([200, 403, 503])} ${random.pick(["", "no"])}`.trim();
}

function woken(random: Random): string {
  return random.oneIn(4) ? ending(random, 0) : letGo(random, random.below(2));
}

/**
 * A script whose methods wait and read, and change nothing: both messages arrive as they
 * were sent.
 */
export function harmlessHandler(random: Random, plugin: number): string {
  let calls = 0;
  const path = () => `/held-${plugin}-${calls++}`;
  const read = () =>
    random.pick([
      `ask ${path()}`,
      `ask ${path()}`,
      `deep 3 ${path()}`,
      "collect 99",
      "collect 99",
      "next",
      "parts",
      "trailers",
    ]);
  const commands = (letGo: string) => [
    ...random.some(5, read),
    // What has gone on cannot be waited for.
    ...(random.oneIn(4) ? [letGo, `ask ${path()}`] : []),
    "end",
  ];
  const request = commands("continue-request").join("; ");
  const response = commands("continue-response").join("; ");
  return `on-request: ${request}\non-response: ${response}`;
}
