import type { ASUtil } from "@assemblyscript/loader";
import { Callouts } from "../calls/callouts.ts";
import { VmContext } from "../contexts/vm-context.ts";
import { hostFunctions } from "../functions/host-functions.ts";
import { Metrics } from "../shared/metrics.ts";
import { SharedData } from "../shared/shared-data.ts";
import { SharedQueues } from "../shared/shared-queues.ts";
import { ProxyLog } from "../vm/proxy-log.ts";
import { VirtualClock } from "../vm/virtual-clock.ts";
import { Vm } from "../vm/vm.ts";
import { SpecModule } from "./spec-module.ts";

/** What AssemblyScript's loader adds to the exports of a module. */
export type LoaderExports = Pick<
  ASUtil,
  "__getString" | "__newString" | "__getArrayBuffer" | "__newArrayBuffer"
>;

/**
 * A running spec: its module, and the objects of the emulator that it has, which
 * it knows by number.
 *
 *     spec.find(spec.keep(new ProxyHost(spec.module)));
 */
export class Spec {
  readonly module: SpecModule;
  readonly #objects: object[] = [];
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

  /** A VM for what the spec itself calls, as while a module starts. */
  #idle(): void {
    const log = new ProxyLog("trace");
    const clock = new VirtualClock();
    log.write = ({ message }) => console.log(message);
    const settings = {
      vmId: "",
      configuration: new Uint8Array(0),
      environment: {},
      allowedCapabilities: new Set<string>(),
      log,
      sharedData: new SharedData(),
      sharedQueues: new SharedQueues(),
      foreignFunctions: {},
      resolveDns: null,
      metrics: new Metrics(),
      clock,
      callouts: new Callouts(clock),
      kind: "worker" as const,
      worker: 0,
      link: hostFunctions,
    };
    new Vm(this.module, settings).idle = new VmContext(settings);
  }
}
