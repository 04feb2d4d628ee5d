import { setFlagsFromString } from "node:v8";
import { exportsOf, type HostFunction } from "../../tests/module/instance.ts";
import { filterModule } from "../modules.ts";
import { spread, type Spread } from "../statistics.ts";

/** What streams that wait take in Node's V8. */
export interface WaitingStreams {
  /** Bytes of a stream that waits beyond one that does not. */
  bytes: number;
  /** Milliseconds of a collection while all of them wait. */
  collection: Spread;
  /** The same while none waits. */
  idle: Spread;
}

const PLUGIN = 1;

/** The proxy's side of a call: each has a token of its own. */
function calls(): Record<string, HostFunction> {
  let last = 0;
  return {
    proxy_http_call(exports, ...args) {
      const { buffer } = exports.memory as WebAssembly.Memory;
      new DataView(buffer).setUint32(args[args.length - 1], ++last * 4, true);
      return 0;
    },
  };
}

/** Streams in a module, which has exports of its own beside the callbacks: `waiting.ts`. */
export interface Streams {
  begin(count: number): void;
  end(): void;
  /** Collects; returns the bytes that are in use. */
  collect(): number;
}

/** Begins streams that wait, or do not. */
export async function beginStreams(
  wasm: string,
  count: number,
  waits: boolean,
): Promise<Streams> {
  const exports = await exportsOf(wasm, calls());
  const call = (name: string, ...args: number[]) =>
    (exports[name] as (...args: number[]) => number)(...args);
  call("proxy_on_context_create", PLUGIN, 0);
  call("setWaits", waits ? 1 : 0);
  let last = PLUGIN;
  const live: number[] = [];
  const begin = (more: number) => {
    for (let i = 0; i < more; i++) {
      const id = ++last;
      live.push(id);
      call("proxy_on_context_create", id, PLUGIN);
      call("proxy_on_request_headers", id, 1, 1);
    }
  };
  begin(count);
  return {
    begin,
    end: () => {
      for (const id of live.splice(0)) call("proxy_on_delete", id);
    },
    collect: () => call("collect"),
  };
}

/**
 * Measures a stream that waits for a call, three methods deep, by the collector's own count
 * of bytes, and collections while many do.
 *
 * @param filter `waiting` or `waiting-callbacks`.
 */
export async function measureWaitingStreams(
  filter: string,
  streams: number,
  rounds: number,
): Promise<WaitingStreams> {
  // As Envoy runs it: without the compiler for a quick start.
  setFlagsFromString("--no-liftoff");
  const wasm = await filterModule(filter);
  const [waiting, idle] = [
    await beginStreams(wasm, streams, true),
    await beginStreams(wasm, streams, false),
  ];
  const bytes = (waiting.collect() - idle.collect()) / streams;
  const times: { waiting: number[]; idle: number[] } = {
    waiting: [],
    idle: [],
  };
  for (let round = 0; round < rounds; round++) {
    times.waiting.push(timeOf(() => waiting.collect()));
    times.idle.push(timeOf(() => idle.collect()));
  }
  return {
    bytes,
    collection: spread(times.waiting),
    idle: spread(times.idle),
  };
}

function timeOf(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}
