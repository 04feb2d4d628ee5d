import { encodeDnsAnswer, type DnsRecord } from "../abi/dns-answer.ts";
import {
  CALL_DATA,
  HTTP_CALL_RESPONSE_BODY,
  PLUGIN_CONFIGURATION,
  VM_CONFIGURATION,
} from "../abi/numbers.ts";
import { NOT_FOUND, OK } from "../abi/status.ts";
import { binaryOf } from "../abi/text.ts";
import { body, readOnly, type BufferView } from "../engine/buffer-view.ts";
import type { CallView } from "../engine/call-view.ts";
import { Context } from "../engine/context.ts";
import type { Vm } from "../engine/vm.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { LoggedStream } from "./logged-stream.ts";
import type { PluginSettings } from "./plugin-settings.ts";
import { findProperty, NO_STREAM, type Properties } from "./properties.ts";

/** A plugin in one VM: what the ABI calls a root context. */
export class RootContext extends Context {
  readonly vm: Vm;
  readonly plugin: PluginSettings;
  readonly logPrefix: string;
  /** The prefix of the log lines of the plugin's streams. */
  readonly streamLogPrefix: string;
  #callData: Uint8Array | null = null;
  statusCode = 0;
  statusMessage = "";
  #call: CallView = {};
  #logged: LoggedStream | null = null;
  #configuring = false;
  #created = false;
  #cancelTick = (): void => {};
  #ticks = false;
  #hasQueue = false;
  #dnsQuestions = 0;
  /** How many handles of threads and streams retain it. */
  #holders = 0;
  #deferredEnd = false;

  constructor(vm: Vm, plugin: PluginSettings) {
    super();
    this.vm = vm;
    this.plugin = plugin;
    const { vmId } = vm.settings;
    // In Envoy, only the lines of streams name the plugin.
    this.logPrefix = logPrefix([plugin.rootId, vmId]);
    this.streamLogPrefix = logPrefix([plugin.name, plugin.rootId, vmId]);
    vm.addContext(this);
  }

  /** Announces the plugin and the VM to the module; false if the module refuses. */
  start(): boolean {
    const { vm, id } = this;
    const size = vm.settings.configuration.length;
    return vm.turn(() => {
      vm.call(this, "proxy_on_context_create", id, 0);
      this.#created = true;
      if (vm.failure !== null) return false;
      if (!vm.has("proxy_on_vm_start")) return true;
      return vm.call(this, "proxy_on_vm_start", id, size) !== 0;
    });
  }

  /** Passes on the plugin's configuration; false if the module rejects it. */
  configure(): boolean {
    const { vm, id } = this;
    if (vm.failure !== null || !this.#created) return true;
    if (!vm.has("proxy_on_configure")) return true;
    return vm.turn(() => {
      this.#configuring = true;
      const size = this.plugin.configuration.length;
      const accepted = vm.call(this, "proxy_on_configure", id, size) !== 0;
      this.#configuring = false;
      return accepted && vm.failure === null;
    });
  }

  /** Keeps it alive until a matching `release`. */
  retained(): this {
    this.#holders++;
    return this;
  }

  /** Undoes a `retained`, and ends it if that was the last one. */
  release(): void {
    this.#holders--;
    if (this.#holders === 0) this.#end();
  }

  /** Completes the end that `proxy_on_done` deferred. */
  override done(): number {
    if (!this.#deferredEnd) return NOT_FOUND;
    this.#deferredEnd = false;
    this.vm.defer(() => this.#delete());
    return OK;
  }

  #end(): void {
    const { vm, id } = this;
    vm.plugins.delete(this);
    const deferred = vm.has("proxy_on_done") && vm.failure === null;
    const done = vm.turn(() => vm.call(this, "proxy_on_done", id));
    this.#deferredEnd = deferred && vm.failure === null && done === 0;
    if (!this.#deferredEnd) this.#delete();
    // A plugin that deferred its end and was the VM's last one is never deleted.
    if (vm.plugins.size === 0) vm.drop();
  }

  #delete(): void {
    const { vm, id } = this;
    vm.turn(() => vm.call(this, "proxy_on_delete", id));
    vm.contexts.delete(id);
    vm.settings.callouts.cancel(this);
    this.#cancelTick();
  }

  override buffer(buffer: number): BufferView | null {
    if (buffer === VM_CONFIGURATION) {
      return readOnly(this.vm.settings.configuration);
    }
    if (buffer === PLUGIN_CONFIGURATION) {
      return this.#configuring ? readOnly(this.plugin.configuration) : null;
    }
    if (buffer === CALL_DATA && this.#callData !== null) {
      return readOnly(this.#callData);
    }
    const shown = this.#call.buffers?.[buffer];
    if (shown !== undefined) return shown;
    return buffer === HTTP_CALL_RESPONSE_BODY ? null : body(null);
  }

  override readMap(map: number): HeaderMap | null {
    return this.#logged?.readMap(map) ?? this.#call.maps?.[map] ?? null;
  }

  /**
   * Calls the module back about a call. It can read the view until the callback
   * returns.
   */
  notifyCall(callback: string, args: number[], view: CallView): void {
    const { vm, id } = this;
    // Whatever the callback releases reaches an upstream after the view is gone.
    vm.settings.dispatcher.run(() => {
      this.#call = view;
      this.statusCode = view.failure?.code ?? this.statusCode;
      this.statusMessage = view.failure?.message ?? "";
      try {
        vm.turn(() => vm.call(this, callback, id, ...args));
      } finally {
        this.#call = {};
        this.statusMessage = "";
      }
    });
  }

  override property(path: string[]): Buffer | null {
    return this.#logged?.state.find(path) ?? this.attribute(path);
  }

  override attribute(path: string[]): Buffer | null {
    const derived = {
      ...this.derivedProperties(),
      ...(this.#logged?.properties() ?? NO_STREAM),
    };
    return findProperty(
      path,
      [this.plugin.properties, derived],
      this.vm.settings.onUnknownProperty,
    );
  }

  /** What the emulator derives itself; values set by a test take precedence. */
  derivedProperties(): Properties {
    return {
      plugin_name: binaryOf(this.plugin.name),
      plugin_root_id: binaryOf(this.plugin.rootId),
      plugin_vm_id: binaryOf(this.vm.settings.vmId),
    };
  }

  override get listener(): this {
    return this;
  }

  /** Notifies the module, as an access logger, that a stream has ended. */
  log(stream: LoggedStream): void {
    const { vm, id } = this;
    this.#logged = stream;
    this.inAccessLog = true;
    vm.turn(() => vm.call(this, "proxy_on_log", id));
    this.inAccessLog = false;
    this.#logged = null;
  }

  /** Passes statistics to the module. */
  updateStats(update: Uint8Array): void {
    this.#callWithData("envoy_on_stats_update", update);
  }

  /** Passes on the addresses of a name; null where the lookup failed. */
  dnsAnswer(token: number, records: readonly DnsRecord[] | null): void {
    this.#dnsQuestions = Math.max(0, this.#dnsQuestions - 1);
    this.#callWithData("envoy_on_resolve_dns", encodeDnsAnswer(records), token);
  }

  /** Calls one of the module's own functions, by a number that the module chose. */
  foreignFunction(id: number, data: Uint8Array): void {
    this.#callWithData("proxy_on_foreign_function", data, id);
  }

  #callWithData(name: string, data: Uint8Array, ...args: number[]): void {
    const { vm, id } = this;
    const outer = this.#callData;
    this.#callData = data;
    vm.turn(() => vm.call(this, name, id, ...args, data.length));
    this.#callData = outer;
  }

  override get mayBeCalled(): boolean {
    const { vm } = this;
    const fromOutside =
      vm.has("proxy_on_foreign_function") || vm.has("envoy_on_stats_update");
    if (this.#ticks || this.#hasQueue || fromOutside) return true;
    if (this.#dnsQuestions > 0) return true;
    return vm.settings.callouts.hasCallsOf(this);
  }

  awaitsDns(): void {
    this.#dnsQuestions++;
  }

  registersQueue(): void {
    this.#hasQueue = true;
  }

  /** Notifies the module that a queue has an item, after whatever is running now. */
  queueReady(token: number): void {
    const { vm, id } = this;
    const { dispatcher } = vm.settings;
    const tell = () =>
      vm.turn(() => vm.call(this, "proxy_on_queue_ready", id, token));
    // Outside of any `run`, this one empties the queue.
    dispatcher.run(() => dispatcher.post(tell));
  }

  override setTickPeriod(milliseconds: number): void {
    this.#cancelTick();
    this.#cancelTick = () => {};
    this.#ticks = milliseconds > 0;
    if (milliseconds > 0) this.#armTick(milliseconds);
  }

  #armTick(milliseconds: number): void {
    const { vm, id } = this;
    this.#cancelTick = vm.settings.dispatcher.after(milliseconds, () => {
      this.#armTick(milliseconds);
      vm.turn(() => vm.call(this, "proxy_on_tick", id));
    });
  }
}

function logPrefix(parts: string[]): string {
  return parts.map((part) => (part === "" ? "" : ` ${part}`)).join("");
}
