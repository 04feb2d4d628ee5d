import { CONTINUE } from "../abi/filter-status.ts";
import {
  DOWNSTREAM,
  DOWNSTREAM_DATA,
  LAST_STREAM,
  PEER_LOCAL,
  PEER_REMOTE,
  PEER_UNKNOWN,
  UPSTREAM_DATA,
} from "../abi/numbers.ts";
import type { ByteBuffer } from "../base/byte-buffer.ts";
import { findProperty } from "../contexts/properties.ts";
import type { RootContext } from "../contexts/root-context.ts";
import { body, type BufferView } from "../engine/buffer-view.ts";
import { Context } from "../engine/context.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { ConnectionState } from "./connection-state.ts";
import type { TcpFilter, TcpPass } from "./tcp-pass.ts";

/** A TCP connection in one plugin, as Envoy's network filter keeps it. */
export class TcpContext extends Context implements TcpFilter {
  readonly root: RootContext;
  readonly logPrefix: string;
  readonly #connection: ConnectionState;
  readonly #pass: TcpPass;
  /** Its place among the filters. */
  readonly #place: number;
  #created = false;
  #failed = false;
  /** What the filter was given and has not continued. */
  #fromClient: ByteBuffer | null = null;
  #fromServer: ByteBuffer | null = null;

  constructor(root: RootContext, connection: ConnectionState, pass: TcpPass) {
    super();
    this.root = root.retained();
    this.logPrefix = root.streamLogPrefix;
    this.#connection = connection;
    this.#pass = pass;
    root.vm.addContext(this);
    this.#place = pass.add(this);
  }

  newConnection(): boolean {
    const { vm, id } = this.root;
    this.#created = true;
    vm.turn(() => vm.call(this, "proxy_on_context_create", this.id, id));
    return this.#mayContinue("proxy_on_new_connection");
  }

  downstreamData(data: ByteBuffer, endOfStream: boolean): boolean {
    this.#fromClient = data;
    const name = "proxy_on_downstream_data";
    const continues = this.#mayContinue(name, data.length, Number(endOfStream));
    if (continues) this.#fromClient = null;
    return continues;
  }

  upstreamData(data: ByteBuffer, endOfStream: boolean): boolean {
    if (!this.#created) return true;
    this.#fromServer = data;
    const name = "proxy_on_upstream_data";
    const continues = this.#mayContinue(name, data.length, Number(endOfStream));
    if (continues) this.#fromServer = null;
    if (endOfStream) {
      this.#notify("proxy_on_upstream_connection_close", PEER_UNKNOWN);
    }
    return continues;
  }

  /** Ends the connection for the module. */
  closed(byProxy: boolean): void {
    const { vm } = this.root;
    if (this.#created) {
      const peer = byProxy ? PEER_LOCAL : PEER_REMOTE;
      this.#notify("proxy_on_downstream_connection_close", peer);
      this.#notify("proxy_on_done");
      this.#notify("proxy_on_log");
      this.#notify("proxy_on_delete");
    }
    vm.contexts.delete(this.id);
    this.root.release();
  }

  override done(): number {
    return this.root.done();
  }

  override buffer(buffer: number): BufferView | null {
    if (buffer === DOWNSTREAM_DATA) return body(this.#fromClient);
    if (buffer === UPSTREAM_DATA) return body(this.#fromServer);
    return this.root.buffer(buffer);
  }

  override readMap(map: number): HeaderMap | null {
    return this.root.readMap(map);
  }

  override property(path: string[]): Buffer | null {
    return this.#connection.filterState.find(path) ?? this.attribute(path);
  }

  override attribute(path: string[]): Buffer | null {
    const derived = {
      ...this.root.derivedProperties(),
      ...this.#connection.properties(),
    };
    const { plugin, vm } = this.root;
    const given = this.#connection.options.properties ?? {};
    return findProperty(
      path,
      [plugin.properties, given, derived],
      vm.settings.onUnknownProperty,
    );
  }

  override setProperty(path: string, value: Buffer): number {
    const { readOnlyProperties } = this.root;
    return this.#connection.filterState.setProperty(
      path,
      value,
      readOnlyProperties,
    );
  }

  override setFilterState(key: string, value: Buffer): number {
    return this.#connection.filterState.set(key, value);
  }

  override get mayBeCalled(): boolean {
    return this.#created && this.#connection.isOpen;
  }

  override continueStream(stream: number): number {
    if (stream === DOWNSTREAM) {
      this.root.vm.defer(() => this.#continueReading());
    }
    return super.continueStream(stream);
  }

  override closeStream(stream: number): number {
    if (stream === DOWNSTREAM || stream === LAST_STREAM) {
      this.root.vm.defer(() => this.#connection.close("local"));
    }
    return super.closeStream(stream);
  }

  override get listener(): RootContext {
    return this.root;
  }

  override setTickPeriod(milliseconds: number): void {
    this.root.setTickPeriod(milliseconds);
  }

  #continueReading(): void {
    const { dispatcher } = this.#connection;
    dispatcher.run(() => this.#pass.read(this.#place + 1));
  }

  #notify(name: string, ...args: number[]): void {
    const { vm } = this.root;
    if (vm.has(name)) vm.turn(() => vm.call(this, name, this.id, ...args));
  }

  /** Whether a callback lets the next filter continue; closes if the VM has failed. */
  #mayContinue(name: string, ...args: number[]): boolean {
    const { vm } = this.root;
    if (vm.failure !== null) return this.#fail();
    if (!vm.has(name)) return true;
    return vm.turn(() => {
      const status = vm.call(this, name, this.id, ...args);
      return vm.failure === null ? status === CONTINUE : this.#fail();
    });
  }

  #fail(): false {
    if (!this.#failed) {
      this.#failed = true;
      this.#connection.close("local");
    }
    return false;
  }
}
