import {
  DOWNSTREAM,
  REQUEST_BODY,
  REQUEST_HEADERS,
  REQUEST_STREAM,
  REQUEST_TRAILERS,
  RESPONSE_BODY,
  RESPONSE_HEADERS,
  RESPONSE_STREAM,
  RESPONSE_TRAILERS,
} from "../abi/numbers.ts";
import { OK, UNIMPLEMENTED } from "../abi/status.ts";
import type { LoggedStream } from "../contexts/logged-stream.ts";
import { findProperty } from "../contexts/properties.ts";
import type { RootContext } from "../contexts/root-context.ts";
import { body, type BufferView } from "../engine/buffer-view.ts";
import { Context } from "../engine/context.ts";
import type { Vm } from "../engine/vm.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { LocalReply } from "../message/local-reply.ts";
import type { Message } from "../message/message.ts";
import {
  reportLength,
  reportStuck,
  reportUnanswered,
} from "../shared/strict/report.ts";
import { FilterDirection, type PluginStream } from "./filter-direction.ts";
import type { FilterPass } from "./filter-pass.ts";
import { expectAnswerable, expectEndable } from "./stream-misuse.ts";
import type { StreamState } from "./stream-state.ts";

/** An HTTP stream in one plugin, as Envoy's Wasm filter keeps it. */
export class HttpContext extends Context implements PluginStream {
  readonly root: RootContext;
  readonly logPrefix: string;
  readonly request: FilterDirection;
  readonly response: FilterDirection;
  endOfStream = false;
  readonly #stream: StreamState;
  #created = false;
  #failed = false;
  #logged: LoggedStream | null = null;

  constructor(
    root: RootContext,
    stream: StreamState,
    requestPass: FilterPass,
    responsePass: FilterPass,
  ) {
    super();
    this.root = root.retained();
    this.logPrefix = root.streamLogPrefix;
    this.#stream = stream;
    root.vm.addContext(this);
    this.request = new FilterDirection(this, requestPass, "request");
    this.response = new FilterDirection(this, responsePass, "response");
  }

  /** Joins the filters of the request. */
  joinRequest(): void {
    this.request.join();
  }

  /** Joins the filters of the response. */
  joinResponse(): void {
    this.response.join();
  }

  get vm(): Vm {
    return this.root.vm;
  }

  /** Whether the response bypasses the filter because its VM failed. */
  get passesBy(): boolean {
    return this.#failed || !this.#created;
  }

  get stopsHeadersAlone(): boolean {
    return this.root.plugin.allowOnHeadersStopIteration;
  }

  /** Announces the stream to the module, once. */
  create(): void {
    if (this.#created) return;
    this.#created = true;
    const { vm, root, id } = this;
    vm.turn(() => vm.call(this, "proxy_on_context_create", id, root.id));
  }

  /** Answers 503 because the VM has failed. */
  fail(): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#answer({
      status: 503,
      headers: [],
      body: Buffer.alloc(0),
      details: "wasm_fail_stream",
      grpcStatus: 14,
    });
  }

  /** Logs the stream, with the headers as they were last. */
  log(stream: LoggedStream): void {
    this.create();
    this.#logged = stream;
    this.inAccessLog = true;
    this.vm.turn(() => this.vm.call(this, "proxy_on_log", this.id));
    this.inAccessLog = false;
    this.#logged = null;
  }

  /**
   * Checks whether a changed body is as long as its headers say, and whether the
   * filter's calls were answered.
   */
  #check(upstream: Message | null, response: Message | null): void {
    const isHead = upstream?.header(":method") === "HEAD";
    if (this.request.wasEdited && upstream?.endOfStream) {
      reportLength(this.vm, "request", upstream);
    }
    if (this.response.wasEdited && response?.endOfStream && !isHead) {
      reportLength(this.vm, "response", response);
    }
    if (!response?.endOfStream) return;
    for (const { cluster } of this.vm.settings.callouts.callsOf(this)) {
      reportUnanswered(this.vm, cluster, this.id);
    }
  }

  /** Ends the stream for the module; the messages are what came out at both ends. */
  destroy(upstream: Message | null, response: Message | null): void {
    const { vm, id } = this;
    if (this.#created) {
      vm.turn(() => vm.call(this, "proxy_on_done", id));
      vm.turn(() => vm.call(this, "proxy_on_delete", id));
    }
    vm.contexts.delete(id);
    vm.checkMemory();
    this.root.release();
    this.#check(upstream, response);
  }

  override done(): number {
    return this.root.done();
  }

  override readMap(map: number): HeaderMap | null {
    const own =
      this.#logged === null ? this.#visibleMap(map) : this.#logged.readMap(map);
    return own ?? this.root.readMap(map);
  }

  override hasContinued(map: number): boolean {
    if (map === REQUEST_HEADERS) return this.request.hasBegun;
    return map === RESPONSE_HEADERS && this.response.hasBegun;
  }

  #visibleMap(map: number): HeaderMap | null {
    if (map === REQUEST_HEADERS) return this.request.visibleHeaders;
    if (map === REQUEST_TRAILERS) return this.request.visibleTrailers;
    if (map === RESPONSE_HEADERS) return this.response.visibleHeaders;
    if (map === RESPONSE_TRAILERS) return this.response.visibleTrailers;
    return null;
  }

  override writeMap(map: number): HeaderMap | null {
    if (map === REQUEST_TRAILERS) this.request.openTrailers();
    if (map === RESPONSE_TRAILERS) this.response.openTrailers();
    // Also in the access log: a filter may still change what it has stopped.
    return this.#visibleMap(map);
  }

  override buffer(buffer: number): BufferView | null {
    if (buffer === REQUEST_BODY) return this.#bodyOf(this.request);
    if (buffer === RESPONSE_BODY) return this.#bodyOf(this.response);
    return this.root.buffer(buffer);
  }

  override property(path: string[]): Buffer | null {
    return this.#stream.info.state.find(path) ?? this.attribute(path);
  }

  override attribute(path: string[]): Buffer | null {
    const { info } = this.#stream;
    const derived = {
      ...this.root.derivedProperties(),
      request: () => info.requestProperties(this.readMap(REQUEST_HEADERS)),
      response: () =>
        info.responseProperties(
          this.response.visibleHeaders ?? this.readMap(RESPONSE_HEADERS),
          this.readMap(RESPONSE_TRAILERS),
        ),
    };
    return findProperty(
      path,
      [this.root.plugin.properties, info.given, derived],
      this.vm.settings.onUnknownProperty,
    );
  }

  override setProperty(path: string, value: Buffer): number {
    const { readOnlyProperties } = this.root;
    return this.#stream.info.state.setProperty(path, value, readOnlyProperties);
  }

  override setFilterState(key: string, value: Buffer): number {
    return this.#stream.info.state.set(key, value);
  }

  override get mayBeCalled(): boolean {
    return this.#created && !this.#failed && this.#heldIn === null;
  }

  /**
   * Whether it has stopped a message, and nothing that its VM waits for can continue
   * it. Reports that to strict mode.
   */
  checkHeld(): boolean {
    const callback = this.#heldIn;
    if (callback === null || this.#failed || this.vm.failure !== null)
      return false;
    if (this.vm.mayBeCalledFor(this)) return false;
    reportStuck(this.vm, callback, this.id);
    return true;
  }

  get #heldIn(): string | null {
    return this.response.heldIn ?? this.request.heldIn;
  }

  override continueStream(stream: number): number {
    const side = this.#side(stream);
    if (side === null && stream !== DOWNSTREAM) return UNIMPLEMENTED;
    if (side !== null) this.vm.defer(() => side.resume());
    // In Envoy, continuing any direction forgets the request.
    this.request.forget();
    return OK;
  }

  override closeStream(stream: number): number {
    if (this.#side(stream) === null) return OK;
    this.#stream.info.details ??= "wasm_close_stream";
    this.vm.defer(() => this.#reset());
    return OK;
  }

  override sendLocalResponse(reply: LocalReply): void {
    this.vm.defer(() => this.#answer(reply));
  }

  override get listener(): RootContext {
    return this.root;
  }

  override setTickPeriod(milliseconds: number): void {
    this.root.setTickPeriod(milliseconds);
  }

  #answer(reply: LocalReply): void {
    expectAnswerable(this.#stream);
    this.#stream.sendLocalReply(reply);
  }

  #reset(): void {
    expectEndable(this.#stream);
    this.#stream.finish("reset");
  }

  #bodyOf(side: FilterDirection): BufferView {
    const view = body(side.visibleBody);
    side.wasTouched = true;
    return {
      ...view,
      write(start, size, data) {
        side.wasEdited = true;
        return view.write(start, size, data);
      },
    };
  }

  #side(stream: number): FilterDirection | null {
    if (stream === REQUEST_STREAM) return this.request;
    return stream === RESPONSE_STREAM ? this.response : null;
  }
}
