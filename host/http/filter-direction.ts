import {
  CONTINUE,
  STOP_ALL_AND_WATERMARK,
  STOP_AND_BUFFER,
  STOP_ITERATION,
  STOP_NO_BUFFER,
} from "../abi/filter-status.ts";
import { ByteBuffer } from "../base/byte-buffer.ts";
import { undefinedInEnvoy } from "../base/host-error.ts";
import type { Context } from "../engine/context.ts";
import type { Vm } from "../engine/vm.ts";
import { HeaderMap } from "../message/header-map.ts";
import { reportHeld } from "../shared/strict/report.ts";
import type { FilterPass, PassEntry, PassFilter } from "./filter-pass.ts";

const NO_FLAG = -1;

/** What one direction needs of its stream's context. */
export interface PluginStream extends Context {
  readonly vm: Vm;
  /** Whether the response bypasses the filter because its VM failed. */
  readonly passesBy: boolean;
  /**
   * Whether the last part of either direction was its end; Envoy has one flag for
   * both.
   */
  endOfStream: boolean;
  /** Whether StopIteration stops only the headers. */
  readonly stopsHeadersAlone: boolean;
  /** Announces the stream to the module, once. */
  create(): void;
  /** Answers 503 because the VM has failed. */
  fail(): void;
}

/**
 * One direction of an HTTP stream in one plugin: calls its callbacks, and keeps what
 * the plugin may see of the message at each moment.
 */
export class FilterDirection implements PassFilter {
  readonly #context: PluginStream;
  readonly #pass: FilterPass;
  #entry: PassEntry | null = null;
  readonly #name: "request" | "response";
  #headers: HeaderMap | null = null;
  #trailers: HeaderMap | null = null;
  #body: ByteBuffer | null = null;
  #buffering = false;
  /** Whether the filter has stopped the body and not yet continued it. */
  #holds = false;
  /** Whether the filter has got the headers. */
  hasBegun = false;
  /** Whether the filter has looked at the body. */
  wasTouched = false;
  /** Whether the filter has changed the body. */
  wasEdited = false;
  /** The last callback that stopped the message. */
  #stoppedIn = "";
  /** Whether Envoy still points to a part of the body that is freed. */
  #dangling = false;

  constructor(
    context: PluginStream,
    pass: FilterPass,
    name: "request" | "response",
  ) {
    this.#context = context;
    this.#pass = pass;
    this.#name = name;
  }

  /** Joins the filters, behind those already there. */
  join(): void {
    this.#entry = this.#pass.add(this);
  }

  /** The headers, until the filter has continued them. */
  get visibleHeaders(): HeaderMap | null {
    return this.#headers;
  }

  /** The trailers, until the filter has continued them. */
  get visibleTrailers(): HeaderMap | null {
    return this.#trailers;
  }

  /** The part of the body that the filter may change, or what is buffered of it. */
  get visibleBody(): ByteBuffer | null {
    if (this.#dangling) {
      throw undefinedInEnvoy(
        "The filter asks for a body after a callback that stopped it without " +
          "StopIterationAndBuffer. Envoy 1.40 reads freed memory then, and may crash.",
      );
    }
    if (!this.#buffering) return this.#body;
    return (this.#pass.message.buffered ??= new ByteBuffer());
  }

  /** At the end of a body, a filter's first write creates the trailers. */
  openTrailers(): void {
    if (this.#trailers !== null || this.#body === null) return;
    if (!this.#context.endOfStream) return;
    // They also replace trailers that have arrived.
    this.#trailers = this.#pass.message.trailers = new HeaderMap("trailers");
  }

  headers(headers: HeaderMap, endOfStream: boolean): number {
    const context = this.#context;
    if (this.#name === "request") context.create();
    else if (context.passesBy) return CONTINUE;
    this.hasBegun = true;
    this.#headers = headers;
    this.#context.endOfStream = endOfStream;
    const status = this.#call("headers", headers.size, Number(endOfStream));
    if (status === CONTINUE) this.#headers = null;
    return status;
  }

  data(data: ByteBuffer, endOfStream: boolean): number {
    if (this.#context.passesBy && this.#name === "response") return CONTINUE;
    const isKept = this.#buffering && data.length > 0;
    if (this.#buffering) {
      this.#pass.keep(data);
      if (this.#pass.message.isAborted) return STOP_AND_BUFFER;
    }
    this.#body = data;
    this.#dangling = false;
    this.#context.endOfStream = endOfStream;
    const size = this.visibleBody!.length;
    const status = this.#call("body", size, Number(endOfStream));
    this.#buffering = status === STOP_AND_BUFFER;
    this.#holds = status !== CONTINUE && !this.#pass.message.isAborted;
    if (status === CONTINUE) {
      this.#body = null;
      if (isKept) this.#pass.takeBack(data);
    }
    this.#dangling = this.#body !== null && !this.#buffering;
    return status;
  }

  trailers(trailers: HeaderMap): number {
    if (this.#context.passesBy && this.#name === "response") return CONTINUE;
    this.#trailers = trailers;
    const isHeld = this.#holds;
    const status = this.#call("trailers", trailers.size, NO_FLAG);
    if (status !== CONTINUE) return status;
    const { vm } = this.#context;
    const canAct = vm.has(`proxy_on_${this.#name}_trailers`);
    if (isHeld && !(canAct && this.wasTouched)) reportHeld(vm, this.#name);
    if (this.#pass.message.isAborted && this.#name === "response") {
      throw undefinedInEnvoy(
        "The filter closed a stream and continued the trailers of its response, " +
          "and Envoy crashes. Return StopIteration there.",
      );
    }
    this.#trailers = null;
    return status;
  }

  /** The callback that stopped the message, if only the filter can continue it. */
  get heldIn(): string | null {
    const isHeld = this.#entry !== null && this.#pass.isHeldBy(this.#entry);
    return isHeld ? this.#stoppedIn : null;
  }

  resume(): void {
    this.#holds = false;
    if (this.#entry !== null) this.#pass.continueFrom(this.#entry);
  }

  /** Forgets everything that the filter could still change. */
  forget(): void {
    this.#headers = null;
    this.#body = null;
    this.#dangling = false;
    this.#trailers = null;
  }

  /** Calls a callback; returns the status that the proxy acts on. */
  #call(part: "headers" | "body" | "trailers", size: number, end: number) {
    const context = this.#context;
    const { vm, id } = context;
    const name = `proxy_on_${this.#name}_${part}`;
    const stopped = part === "headers" ? STOP_ALL_AND_WATERMARK : STOPPED[part];
    if (vm.failure !== null) {
      context.fail();
      return stopped;
    }
    if (!vm.has(name)) return CONTINUE;
    this.#stoppedIn = name;
    return vm.turn(() => {
      const result =
        end === NO_FLAG
          ? vm.call(context, name, id, size)
          : vm.call(context, name, id, size, end);
      if (vm.failure !== null) {
        context.fail();
        return stopped;
      }
      if (vm.stopsIteration) return stopped;
      return this.#converted(part, (result ?? 0) >>> 0);
    });
  }

  #converted(part: "headers" | "body" | "trailers", result: number): number {
    if (part !== "headers") {
      return result > STOPPED[part] ? STOPPED[part] : result;
    }
    if (result > STOP_ALL_AND_WATERMARK) return STOP_ALL_AND_WATERMARK;
    if (result === STOP_ITERATION && !this.#context.stopsHeadersAlone) {
      return STOP_ALL_AND_WATERMARK;
    }
    // Envoy treats ContinueAndEndStream as Continue.
    return result === 2 ? CONTINUE : result;
  }
}

const STOPPED = { body: STOP_NO_BUFFER, trailers: STOP_ITERATION };
