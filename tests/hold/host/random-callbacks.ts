import type { Random } from "../../fuzz/random.ts";
import type { Callback } from "./answer.ts";
import { lengthFrom } from "./random-answer.ts";

/** The plugins of a life, which streams have as their parents. */
const ROOTS = [1, 2];

const FIRST_STREAM = 3;

const HTTP = [
  "proxy_on_request_headers",
  "proxy_on_request_body",
  "proxy_on_request_body",
  "proxy_on_request_trailers",
  "proxy_on_response_headers",
  "proxy_on_response_body",
  "proxy_on_response_body",
  "proxy_on_response_trailers",
];

const TCP = [
  "proxy_on_new_connection",
  "proxy_on_downstream_data",
  "proxy_on_upstream_data",
  "proxy_on_downstream_data",
  "proxy_on_upstream_data",
  "proxy_on_downstream_connection_close",
  "proxy_on_upstream_connection_close",
];

const END = ["proxy_on_done", "proxy_on_log", "proxy_on_delete"];

interface Stream {
  id: number;
  /** The callbacks that it is still to get, the next one last. */
  left: string[];
}

/**
 * The callbacks of a life, drawn one by one: those of streams in their order, and between
 * them any callback, for any context.
 */
export class RandomCallbacks {
  readonly #random: Random;
  readonly #callbacks: readonly string[];
  /** How many arguments each takes. */
  readonly #arity: ReadonlyMap<string, number>;
  readonly #streams: Stream[] = [];
  /** The contexts that the module was told to make. */
  readonly #made = new Set<number>();
  readonly tokens: number[] = [];
  #nextId = FIRST_STREAM;

  constructor(random: Random, arity: ReadonlyMap<string, number>) {
    this.#random = random;
    this.#arity = arity;
    this.#callbacks = [...arity.keys()];
  }

  /** All callbacks of a life; what there is of it depends on what the module asks for. */
  *life(): Generator<Callback> {
    yield* this.#begin();
    for (let left = this.#random.below(900); left > 0; left--)
      yield this.#next();
    yield* this.#end();
  }

  /** What begins the plugins, in Envoy's order, now and then another one. */
  #begin(): Callback[] {
    const calls = ROOTS.flatMap((id) => [
      { name: "proxy_on_context_create", args: [id, 0] },
      { name: "proxy_on_vm_start", args: [id, 0] },
      { name: "proxy_on_configure", args: [id, 20] },
    ]);
    if (!this.#random.oneIn(8)) return this.#known(calls);
    // Before the start, or without one.
    return this.#known(calls.filter(() => !this.#random.oneIn(3)).reverse());
  }

  #next(): Callback {
    if (this.#random.below(100) < 35) return this.any();
    if (this.#streams.length < 4 || this.#random.oneIn(12)) {
      return this.#beginStream();
    }
    const at = this.#random.below(this.#streams.length);
    const stream = this.#streams[at];
    const name = stream.left.pop();
    if (name === undefined) {
      this.#streams.splice(at, 1);
      return this.any();
    }
    return this.#withArguments(name, stream.id);
  }

  /** Any callback, for a context that is, was, or never was. */
  any(): Callback {
    const name = this.#random.pick(this.#callbacks);
    const id = this.#anyId();
    // Without its plugin, a life has little left to show.
    if (
      name === "proxy_on_delete" &&
      id < FIRST_STREAM &&
      !this.#random.oneIn(30)
    ) {
      return this.any();
    }
    return this.#withArguments(name, id);
  }

  /** What ends all contexts, and answers what was asked. */
  #end(): Callback[] {
    const calls: Callback[] = [];
    const last = this.tokens.slice(-20);
    for (const token of last) {
      calls.push({
        name: "proxy_on_http_call_response",
        args: [1, token, 1, 1, 0],
      });
    }
    for (const id of [...this.#made, ...ROOTS].toReversed()) {
      for (const name of END) calls.push({ name, args: [id] });
    }
    return this.#known(calls);
  }

  #beginStream(): Callback {
    const id = this.#nextId++;
    this.#made.add(id);
    const middle = this.#random.oneIn(3) ? TCP : HTTP;
    // At times it ends in the middle, or skips some.
    const left = middle.filter(() => !this.#random.oneIn(6));
    if (this.#random.oneIn(5))
      left.length = this.#random.below(left.length + 1);
    const known = [...left, ...END].filter((name) => this.#arity.has(name));
    this.#streams.push({ id, left: known.reverse() });
    const create = {
      name: "proxy_on_context_create",
      args: [id, this.#root()],
    };
    return this.#known([create])[0] ?? this.any();
  }

  #root(): number {
    return this.#random.oneIn(10) ? this.#anyId() : this.#random.pick(ROOTS);
  }

  #anyId(): number {
    const kind = this.#random.below(10);
    if (kind < 3) return this.#random.pick(ROOTS);
    if (kind < 7) return this.#random.below(this.#nextId + 2);
    if (kind < 9 && this.#streams.length > 0) {
      return this.#random.pick(this.#streams).id;
    }
    return lengthFrom(this.#random);
  }

  #withArguments(name: string, id: number): Callback {
    const args = [id];
    const count = this.#arity.get(name)!;
    if (name === "proxy_on_context_create") this.#made.add(id);
    while (args.length < count) args.push(this.#argument(name, args.length));
    return { name, args };
  }

  #argument(name: string, place: number): number {
    const random = this.#random;
    const isToken =
      place === 1 && /response$|_grpc_|queue_ready|resolve_dns/.test(name);
    if (isToken && this.tokens.length > 0 && !random.oneIn(4)) {
      const last = Math.min(this.tokens.length, 6);
      return this.tokens[this.tokens.length - 1 - random.below(last)];
    }
    if (name === "proxy_on_context_create" && place === 1) {
      return random.oneIn(3) ? 0 : this.#anyId();
    }
    if (place === 2 && /body|data|headers/.test(name)) return random.below(2);
    return random.oneIn(6) ? lengthFrom(random) : random.below(64);
  }

  #known(calls: Callback[]): Callback[] {
    return calls.filter(({ name }) => this.#arity.has(name));
  }
}
