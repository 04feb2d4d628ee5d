import type { ASUtil } from "@assemblyscript/loader";
import { Callouts } from "../calls/callouts.ts";
import { VmContext } from "../contexts/vm-context.ts";
import { hostFunctions } from "../functions/host-functions.ts";
import { Metrics } from "../shared/metrics.ts";
import { SharedData } from "../shared/shared-data.ts";
import { SharedQueues } from "../shared/shared-queues.ts";
import { ProxyLog } from "../vm/proxy-log.ts";
import { VirtualClock } from "../vm/virtual-clock.ts";
import type { ProxyHost } from "../proxy-host.ts";
import { Vm, type VmOptions } from "../vm/vm.ts";
import { SpecModule } from "./spec-module.ts";
import type { HostFunction, Watch } from "./watch.ts";

/** What AssemblyScript's loader adds to the exports of a module. */
export type LoaderExports = Pick<
  ASUtil,
  "__getString" | "__newString" | "__getArrayBuffer" | "__newArrayBuffer"
> & { table: WebAssembly.Table };

/**
 * A running spec: its module, and the objects of the emulator that it has, which
 * it knows by number.
 *
 *     spec.find(spec.keep(new ProxyHost(spec.module)));
 */
export class Spec {
  readonly module: SpecModule;
  readonly #objects: object[] = [];
  readonly #watches = new WeakMap<ProxyHost, Watch>();
  #exports: LoaderExports | null = null;

  constructor(bytes: Uint8Array) {
    this.module = new SpecModule(bytes);
  }

  /** Takes the exports of the instance, with those of the loader. */
  attach(exports: LoaderExports): void {
    this.#exports = exports;
    this.module.attach(exports);
    this.#idle();
  }

  /** Keeps an object as long as the spec runs; returns its number. */
  keep(object: object): number {
    return this.#objects.push(object) - 1;
  }

  /** The object of a number, which must be of the kind that the caller knows. */
  find<T extends object>(id: number): T {
    return this.#objects[id] as T;
  }

  text(address: number): string {
    return this.#exports!.__getString(address);
  }

  bytes(address: number): Uint8Array {
    return Uint8Array.from(
      new Uint8Array(this.#exports!.__getArrayBuffer(address)),
    );
  }

  newText(text: string): number {
    return this.#exports!.__newString(text);
  }

  newTextOrNull(text: string | null): number {
    return text === null ? 0 : this.newText(text);
  }

  newBytes(bytes: Uint8Array): number {
    return this.#exports!.__newArrayBuffer(Uint8Array.from(bytes).buffer);
  }

  /** A function of the module, by its place in the table. */
  function(index: number): HostFunction {
    return this.#exports!.table.get(index) as HostFunction;
  }

  /** Remembers what watches the host functions of a host. */
  watch(host: ProxyHost, watch: Watch): void {
    this.#watches.set(host, watch);
  }

  watchOf(host: ProxyHost): Watch {
    return this.#watches.get(host)!;
  }

  /** Of a VM for what the spec itself calls. */
  idleSettings(): VmOptions {
    const clock = new VirtualClock();
    return {
      vmId: "",
      configuration: new Uint8Array(0),
      environment: {},
      allowedCapabilities: new Set<string>(),
      log: new ProxyLog("trace"),
      sharedData: new SharedData(),
      sharedQueues: new SharedQueues(),
      foreignFunctions: {},
      resolveDns: null,
      metrics: new Metrics(),
      clock,
      callouts: new Callouts(clock),
      kind: "worker",
      worker: 0,
      link: hostFunctions,
    };
  }

  /** What the spec itself calls while its module starts. */
  #idle(): void {
    const settings = this.idleSettings();
    settings.log.write = ({ message }) => console.log(message);
    new Vm(this.module, settings).idle = new VmContext(settings);
  }
}
