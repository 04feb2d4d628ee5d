import { Random } from "../../fuzz/random.ts";
import type { Answer, Callback } from "./answer.ts";
import { RandomCallbacks } from "./random-callbacks.ts";
import {
  randomAnswer,
  statusFrom,
  type Manners,
  type Texts,
} from "./random-answer.ts";
import { ScriptedModule } from "./scripted-module.ts";

/** A module, and what a host that drives it has to know. */
export interface Driven extends Texts {
  name: string;
  module: WebAssembly.Module;
  /** Whether the filter itself may throw, as those of tests do. */
  mayThrow: boolean;
  /** The largest memory that a life may leave behind. */
  mostBytes: number;
}

/** What a life came to. */
export interface Outcome {
  callbacks: number;
  calls: number;
  /** What must not have happened. */
  fault?: string;
  /** Why it ended, where the contract lets it. */
  ended?: string;
}

/** What was called, and what the host answered, in the order in which it was needed. */
export interface Script {
  callbacks: Callback[];
  answers: { name: string; answer: Answer }[];
}

/** What a module may trap with, as the sentence in its log says. */
const CONTRACTS = [
  // A host that says a size beyond this, or does not take a module's memory for what it is.
  /No block is larger than a gigabyte/,
  /No object is larger than a gigabyte/,
  /The filter is out of memory/,
  // As `HttpHandler.respond` says: nothing passes that should not.
  /Cannot respond: a status or a header is not allowed/,
];

/** What a filter of a test may do besides: throw, or ask the SDK for what it refuses. */
const OWN_THROWS =
  / at (?!~lib)[\w./-]+\.ts:|Cannot [^:]+.* at ~lib\/proxy-wasm-as\/|Cannot read an answer that is not there|Cannot wait for what another method waits for/;

/** A filter of a test that takes items until there are none, of a queue that always has one. */
const ENDLESS_QUEUE = /^no end: .* proxy_dequeue_shared_queue\b/;

/** What the callbacks that return a status may return. */
const RESULTS: [name: RegExp, largest: number][] = [
  [/_(request|response)_headers$/, 4],
  [/_(request|response)_body$/, 3],
  [/_(request|response)_(trailers|metadata)$/, 1],
  [
    /on_(new_connection|downstream_data|upstream_data|done|configure|vm_start)$/,
    1,
  ],
];

/**
 * Lives through a plugin's life with a host that answers at random: the same for the same
 * seed. Every seventh host also lies about addresses and lengths. Where a script is given,
 * it is filled with what happened.
 */
export function live(driven: Driven, seed: number, script?: Script): Outcome {
  return liveTwice(driven, lies(seed), (filter) => {
    const random = new Random(seed);
    const callbacks = new RandomCallbacks(random, filter.callbacks);
    const stuck = stuckFunctions(random, driven);
    const manners: Manners = {
      lies: lies(seed),
      stuck,
      tokens: callbacks.tokens,
    };
    const isNoted = script?.callbacks.length === 0;
    filter.decide = (name, args) => {
      const asked = askedName(filter, name, args);
      const answer = randomAnswer(random, name, args, asked, driven, manners);
      if (random.oneIn(60)) answer.reenter = [callbacks.any()];
      if (isNoted) script?.answers.push({ name, answer });
      return answer;
    };
    return (function* () {
      for (const callback of callbacks.life()) {
        if (isNoted) script?.callbacks.push(callback);
        yield callback;
      }
    })();
  });
}

/** Tells whether the host of a life also lies about addresses and lengths. */
export function lies(seed: number): boolean {
  return seed % 7 === 0;
}

/** Lives through a script once more; answers that it does not have are `Ok`, with nothing. */
export function replay(
  driven: Driven,
  script: Script,
  isLying: boolean,
): Outcome {
  return liveTwice(driven, isLying, (filter) => {
    const left = new Map<string, Answer[]>();
    for (const { name, answer } of script.answers.toReversed()) {
      left.set(name, [...(left.get(name) ?? []), answer]);
    }
    filter.decide = (name) => left.get(name)?.pop() ?? { status: 0 };
    return script.callbacks.filter(({ name }) => filter.has(name));
  });
}

/**
 * Lives through one life twice in the same module: what the SDK keeps is then there, and
 * whatever is more after the second one was not freed.
 */
function liveTwice(
  driven: Driven,
  isLying: boolean,
  begin: (filter: ScriptedModule) => Iterable<Callback>,
): Outcome {
  const filter = new ScriptedModule(driven.module, () => ({ status: 0 }));
  const outcome: Outcome = { callbacks: 0, calls: 0 };
  const owned: number[] = [];
  let last = "_initialize";
  try {
    filter.call({ name: last, args: [] });
    for (let round = 0; round < 2 || (grows(owned) && round < 5); round++) {
      for (const callback of begin(filter)) {
        last = `${callback.name}(${callback.args.join(", ")})`;
        outcome.callbacks++;
        const result = filter.call(callback);
        const largest = RESULTS.find(([name]) => name.test(callback.name))?.[1];
        if (largest !== undefined && !(result! >= 0 && result! <= largest)) {
          throw new Error(`returned ${result}`);
        }
      }
      last = "the end";
      if (!isLying) owned.push(ownedBlocks(filter));
    }
    if (grows(owned)) throw new Error(`blocks are not freed: ${owned.join()}`);
    if (filter.bytes > driven.mostBytes)
      throw new Error(`${filter.bytes} bytes`);
  } catch (error) {
    const { message, stack = "" } = error as Error;
    const text = `${last}: ${filter.lastError} ${message}`;
    const isAllowed =
      CONTRACTS.some((each) => each.test(text)) ||
      (driven.mayThrow &&
        (OWN_THROWS.test(filter.lastError) ||
          ENDLESS_QUEUE.test(message) ||
          isOwnThrow(stack))) ||
      (isLying && !message.startsWith("no end"));
    if (isAllowed) outcome.ended = text;
    else outcome.fault = [text, ...functionsIn(stack)].join("\n");
  }
  outcome.calls = filter.total;
  return outcome;
}

/**
 * Tells whether a function of the filter itself has thrown, or called one of the language's
 * library that did, such as for an index that an array does not have.
 */
function isOwnThrow(stack: string): boolean {
  const [thrown, ...callers] = functionsIn(stack);
  if (thrown === undefined || !thrown.includes("/globals/abort/")) return false;
  const caller = callers.find((line) => !OF_THE_LANGUAGE.test(line));
  return caller !== undefined && !caller.includes(" ~lib/");
}

/** A function of the language's library, and not of the SDK. */
const OF_THE_LANGUAGE = / ~lib\/(?!proxy-wasm-as\/)/;

/** Returns the lines of a backtrace that name functions of the module. */
function functionsIn(stack: string): string[] {
  return stack.split("\n").filter((line) => line.includes("wasm-function"));
}

/** Returns the name of what the module asks for, where it does so by name. */
function askedName(
  filter: ScriptedModule,
  name: string,
  args: readonly number[],
): string {
  if (name === "proxy_get_property") return filter.text(args[0], args[1]);
  if (name !== "proxy_get_header_map_value") return "";
  return filter.text(args[1], args[2]);
}

/** Collects, checks the heap, and returns how many blocks are the SDK's. */
function ownedBlocks(filter: ScriptedModule): number {
  if (!filter.has("holdCollect")) return 0;
  filter.call({ name: "holdCollect", args: [] });
  const damage = filter.call({ name: "holdDamage", args: [] })!;
  if (damage !== 0) {
    throw new Error(`the heap is damaged: ${filter.utf16(damage)}`);
  }
  const owned = filter.call({ name: "holdOwnedBlocks", args: [] })!;
  return owned - filter.lostBlocks;
}

function grows(owned: readonly number[]): boolean {
  return owned.length > 1 && owned.at(-1)! > owned.at(-2)!;
}

/** Every third host answers the same to some functions, whatever they are asked. */
function stuckFunctions(
  random: Random,
  { module }: Driven,
): Map<string, number> {
  const stuck = new Map<string, number>();
  if (!random.oneIn(3)) return stuck;
  for (const { name } of WebAssembly.Module.imports(module)) {
    if (random.oneIn(4)) {
      stuck.set(name, random.oneIn(2) ? 0 : statusFrom(random));
    }
  }
  return stuck;
}
