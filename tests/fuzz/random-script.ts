import type { Random } from "./random.ts";

const NAMES = [
  "x-a",
  "X-B",
  "x-many",
  "x-absent",
  "cookie",
  "content-type",
  "via",
];
const VALUES = ["1", "two", "", "a,b", "three 3".replace(" ", "_")];
const PSEUDO = { 0: [":path", ":method", ":authority"], 2: [":status"] };
const PROPERTIES = ["request/path", "request/method", "response/code", "mine"];

/** A phase of a script: the side it is of, and what the filter may touch. */
interface Phase {
  name: string;
  /** The header maps and the buffer that the callback is about. */
  map: number;
  buffer?: number;
  results: string[];
  part: "headers" | "body" | "trailers" | "end";
}

const HEADERS = ["0", "0", "0", "1", "3", "4", "2"];
const BODY = ["0", "0", "0", "1", "1", "2", "3"];
const TRAILERS = ["0", "0", "1"];

const PHASES: Phase[] = [
  { name: "request-headers", map: 0, results: HEADERS, part: "headers" },
  { name: "request-body", map: 1, buffer: 0, results: BODY, part: "body" },
  { name: "request-trailers", map: 1, results: TRAILERS, part: "trailers" },
  { name: "response-headers", map: 2, results: HEADERS, part: "headers" },
  { name: "response-body", map: 3, buffer: 1, results: BODY, part: "body" },
  { name: "response-trailers", map: 3, results: TRAILERS, part: "trailers" },
  { name: "log", map: 0, results: [], part: "end" },
  { name: "done", map: 0, results: [], part: "end" },
];

/** A line of a script that a step may wake. */
export interface Wake {
  number: number;
  side: 0 | 1;
}

/** The wakes of a plugin, by its place; no two plugins have one in common. */
export function wakesOf(plugin: number): Wake[] {
  const first = 1 + plugin * 2;
  return [
    { number: first, side: 0 },
    { number: first + 1, side: 1 },
  ];
}

/**
 * A script for `filters/acts.ts` that does anything in any callback. The trailers
 * that a body's callback opens go wrong in Envoy where anything is stopped, so
 * that a script does the one or the other.
 */
export function randomScript(
  random: Random,
  plugin: number,
  opensTrailers: boolean,
): string {
  const phases = PHASES.map((phase) =>
    opensTrailers ? { ...phase, results: [] } : phase,
  );
  const lines = phases.flatMap((phase) =>
    linesOf(random, phase, opensTrailers),
  );
  for (const { number, side } of wakesOf(plugin)) {
    lines.push(`wake ${number}: ${wake(random, side).join("; ")}`);
  }
  return lines.join("\n");
}

/** A phase, and maybe another for its second or third call. */
function linesOf(
  random: Random,
  phase: Phase,
  opensTrailers: boolean,
): string[] {
  const commands = () =>
    defined(commandsOf(random, phase), phase)
      .map((each) => (opensTrailers ? each : withoutOpening(each, phase)))
      .join("; ");
  const lines = [`${phase.name}: ${commands()}`];
  if (phase.part === "body" && random.oneIn(3)) {
    const call = 2 + random.below(2);
    lines.push(`${phase.name} ${call}: ${commands()}`);
  }
  return lines;
}

/** Without what is undefined in Envoy where a stream is closed. */
function defined(commands: string[], { name }: Phase): string[] {
  const closing = commands.findIndex((each) => each.startsWith("close "));
  return commands.filter(
    (each, index) =>
      !(index === closing && name === "response-trailers") &&
      !(index > closing && closing >= 0 && each.startsWith("local ")),
  );
}

/** In a body's callback, even asking for the size of trailers makes some. */
function withoutOpening(command: string, { part }: Phase): string {
  const opens = /^(add|replace|remove|size)-map [13]/.test(command);
  return part === "body" && opens ? "args" : command;
}

function commandsOf(random: Random, phase: Phase): string[] {
  const commands = ["args", ...random.some(2, () => command(random, phase))];
  if (phase.results.length > 0 && random.oneIn(3)) {
    commands.push(`return ${random.pick(phase.results)}`);
  }
  return commands;
}

function command(random: Random, phase: Phase): string {
  const kind = random.below(12);
  if (phase.buffer !== undefined && kind < 6) {
    return bufferCommand(random, phase.buffer);
  }
  if (kind < 8) return mapCommand(random, phase);
  if (kind === 8) return property(random);
  if (phase.part === "end") return mapCommand(random, phase);
  if (kind === 9 && random.oneIn(3)) return local(random);
  if (kind === 10 && random.oneIn(6)) return `close ${random.below(2)}`;
  return random.oneIn(2) ? `pairs-map ${phase.map}` : property(random);
}

function mapCommand(random: Random, { map: own }: Phase): string {
  const map = random.oneIn(6) ? random.below(4) : own;
  const pseudo = random.oneIn(6) && (map === 0 || map === 2);
  const name = random.pick(pseudo ? PSEUDO[map] : NAMES);
  const value = pseudo ? pseudoValue(random, name) : random.pick(VALUES);
  switch (random.below(6)) {
    case 0:
      return `get-map ${map} ${name}`;
    case 1:
      return pseudo ? `get-map ${map} ${name}` : `remove-map ${map} ${name}`;
    case 2:
      // How long the upstream took is in a response's headers.
      return map === 2 ? `pairs-map 2` : `size-map ${map}`;
    case 3:
      return pseudo
        ? `replace-map ${map} ${name} ${value}`
        : `add-map ${map} ${name} ${value}`;
    case 4:
      return `replace-map ${map} ${name} ${value}`;
    default:
      return `pairs-map ${map}`;
  }
}

function pseudoValue(random: Random, name: string): string {
  if (name === ":status") return random.pick(["201", "404", "503"]);
  if (name === ":method") return random.pick(["PUT", "POST"]);
  return name === ":path" ? "/other?a=b" : "other.example";
}

function bufferCommand(random: Random, buffer: number): string {
  if (random.oneIn(3)) return `get-buffer ${buffer} 0 99`;
  if (random.oneIn(4)) return `status-buffer ${buffer}`;
  const start = random.pick([0, 0, 0, 1, 4294967295]);
  const size = random.pick([0, 0, 2, 4294967295]);
  const data = random.pick(["new", "", "0123456789"]);
  return `set-buffer ${buffer} ${start} ${size} ${data}`.trim();
}

function property(random: Random): string {
  if (random.oneIn(5)) return "set-property mine 1";
  return `property ${random.pick(PROPERTIES)}`;
}

function local(random: Random): string {
  const status = random.pick([200, 204, 401, 403, 503]);
  const body = random.pick(["", "no", "sorry"]);
  const headers = random.pick(["", "x-why=because", "x-a=1|x-a=2"]);
  return `local ${status} ${body} ${headers}`.trimEnd();
}

function wake(random: Random, side: number): string[] {
  const commands = ["effective held"];
  if (random.oneIn(3)) {
    const map = random.below(4);
    commands.push(mapCommand(random, { ...PHASES[0], map }));
  }
  const kind = random.below(10);
  if (kind < 7) commands.push(`continue ${side}`);
  else if (kind === 7) commands.push(local(random));
  else if (kind === 8) commands.push(`close ${side}`);
  return commands;
}
