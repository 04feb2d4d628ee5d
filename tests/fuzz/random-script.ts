import type { Random } from "./random.ts";
import {
  bufferCommand,
  callCommand,
  localCommand,
  mapCommand,
  stateCommand,
} from "./random-commands.ts";

/** A phase of a script: its side, and what the filter may access. */
interface Phase {
  name: string;
  /** The header maps and the buffer of the callback. */
  map: number;
  buffer?: number;
  results: string[];
  part: "headers" | "body" | "trailers" | "end";
}

const READ_ANSWER = "args; get-map 6 :status; get-buffer 4 0 99; pairs-map 7";

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

/** A line of a script that a step can wake. */
export interface Wake {
  number: number;
  side: 0 | 1;
}

/** The wake numbers of a plugin, by its position; no two plugins share one. */
export function wakesOf(plugin: number): Wake[] {
  const first = 1 + plugin * 2;
  return [
    { number: first, side: 0 },
    { number: first + 1, side: 1 },
  ];
}

/**
 * A script for `filters/acts.ts` that does anything in any callback. Trailers created
 * in a body's callback go wrong in Envoy if anything is stopped, so a script does only
 * one of the two.
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

/** The script with an HTTP call whose answer a message waits for. */
export function withCall(random: Random, script: string): string {
  const side = random.below(2);
  const phase = side === 0 ? "request-headers: " : "response-headers: ";
  const call = `${callCommand(random)}; return ${random.pick([1, 3, 4])}; `;
  const answer = `${READ_ANSWER}; ${wake(random, side).join("; ")}`;
  const calling = script.replace(phase, phase + call);
  return `${calling}\nhttp-answer: ${answer}`;
}

/** A phase, and perhaps another one for its second or third call. */
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

/** Without commands that are undefined in Envoy when a stream is closed. */
function defined(commands: string[], { name }: Phase): string[] {
  const closing = commands.findIndex((each) => each.startsWith("close "));
  return commands.filter(
    (each, index) =>
      !(index === closing && name === "response-trailers") &&
      !(index > closing && closing >= 0 && each.startsWith("local ")),
  );
}

/** In a body's callback, even asking for the size of trailers creates them. */
function withoutOpening(command: string, { part }: Phase): string {
  const opens = /^(add|replace|remove|size)-map [13]/.test(command);
  return part === "body" && opens ? "args" : command;
}

function commandsOf(random: Random, phase: Phase): string[] {
  const commands = ["args", ...random.some(2, () => command(random, phase))];
  if (random.oneIn(100)) commands.push("throw");
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
  if (kind < 8) return mapCommand(random, phase.map);
  if (kind === 8) return stateCommand(random);
  if (phase.part === "end") return mapCommand(random, phase.map);
  if (kind === 9 && random.oneIn(3)) return localCommand(random);
  if (kind === 10 && random.oneIn(6)) return `close ${random.below(2)}`;
  return random.oneIn(2) ? `pairs-map ${phase.map}` : stateCommand(random);
}

function wake(random: Random, side: number): string[] {
  const commands = ["effective held"];
  if (random.oneIn(3)) commands.push(mapCommand(random, random.below(4)));
  commands.push(...wakeAction(random, side));
  if (random.oneIn(4)) commands.push(...wakeAction(random, side));
  const closing = commands.findIndex((each) => each.startsWith("close "));
  // Envoy may answer a closed stream in part or completely.
  return commands.filter(
    (each, index) =>
      closing < 0 || index <= closing || !each.startsWith("local "),
  );
}

function wakeAction(random: Random, side: number): string[] {
  const kind = random.below(10);
  if (kind < 7) return [`continue ${side}`];
  if (kind === 7) return [localCommand(random)];
  return kind === 8 ? [`close ${side}`] : [];
}
