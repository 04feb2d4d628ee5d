import {
  CALL_DATA,
  HTTP_CALL_RESPONSE_BODY,
  PLUGIN_CONFIGURATION,
  VM_CONFIGURATION,
} from "../abi/numbers.ts";
import { NOT_FOUND, OK } from "../abi/status.ts";
import { body, readOnly, type BufferView } from "../engine/buffer-view.ts";
import { Context } from "../engine/context.ts";
import type { LocalReply } from "../message/local-reply.ts";
import type { PluginListener } from "../engine/plugin-listener.ts";
import { encodeDnsAnswer, type DnsRecord } from "../abi/dns-answer.ts";
import { HostError } from "../base/host-error.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { Vm } from "../engine/vm.ts";
import type { HostState } from "./host-state.ts";

/** The buffers that a filter cannot change. */
const READ_ONLY = new Set([
  HTTP_CALL_RESPONSE_BODY,
  VM_CONFIGURATION,
  PLUGIN_CONFIGURATION,
  CALL_DATA,
]);

/** Those for which the proxy returns NotFound if they are absent. */
const ABSENT = new Set([HTTP_CALL_RESPONSE_BODY, PLUGIN_CONFIGURATION]);

/** A context that is both a plugin and a stream, with the state that a spec sets. */
export class StateContext extends Context implements PluginListener {
  readonly logPrefix = "";
  readonly statusCode = 0;
  readonly #state: HostState;
  readonly #vm: Vm;

  constructor(state: HostState, vm: Vm, id: number) {
    super();
    this.#state = state;
    this.#vm = vm;
    this.id = id;
  }

  override readMap(map: number): HeaderMap | null {
    return this.#state.maps.get(map) ?? null;
  }

  override writeMap(map: number): HeaderMap | null {
    return this.readMap(map);
  }

  override buffer(buffer: number): BufferView | null {
    const held = this.#state.buffers.get(buffer);
    if (held === undefined) return ABSENT.has(buffer) ? null : body(null);
    return READ_ONLY.has(buffer) ? readOnly(held.bytes) : body(held);
  }

  override property(path: string[]): Buffer | null {
    const { filterState, properties } = this.#state;
    return filterState.find(path) ?? properties.get(path.join("\0")) ?? null;
  }

  override setProperty(path: string, value: Buffer): number {
    const { filterState } = this.#state;
    return filterState.setProperty(path, value, this.readOnlyProperties);
  }

  override setFilterState(key: string, value: Buffer): number {
    return this.#state.filterState.set(key, value);
  }

  override continueStream(stream: number): number {
    const status = super.continueStream(stream);
    if (status === OK) this.#record(`continue ${stream}`);
    return status;
  }

  override closeStream(stream: number): number {
    this.#record(`close ${stream}`);
    return super.closeStream(stream);
  }

  override sendLocalResponse(reply: LocalReply): void {
    const parts = [
      reply.details,
      reply.body.toString("latin1"),
      reply.headers.map((header) => header.join("=")).join("&"),
      reply.grpcStatus ?? "",
    ];
    this.#record(`local ${reply.status}|${parts.join("|")}`);
  }

  override setTickPeriod(milliseconds: number): void {
    this.#state.tickPeriod = milliseconds;
  }

  override done(): number {
    if (!this.#state.isEnding) return NOT_FOUND;
    this.#state.isEnding = false;
    return OK;
  }

  override get listener(): this {
    return this;
  }

  get statusMessage(): string {
    return this.#state.statusMessage;
  }

  // The spec itself calls the module for a queue.
  registersQueue(): void {}

  awaitsDns(): void {}

  queueReady(): void {}

  notifyCall(): never {
    throw new HostError(
      "NOT_EMULATED",
      "A call that the spec itself makes never ends. Make the call in a plugin.",
    );
  }

  dnsAnswer(token: number, records: readonly DnsRecord[] | null): void {
    const data = encodeDnsAnswer(records);
    this.#state.setBuffer(CALL_DATA, data);
    const name = "envoy_on_resolve_dns";
    this.#vm.call(this, name, this.id, token, data.length);
  }

  #record(action: string): void {
    this.#state.actions.push(`${this.id} ${action}`);
  }
}
