import type { ASUtil } from "@assemblyscript/loader";
import { VmContext } from "../contexts/vm-context.ts";
import { newSharedServices } from "../proxy/host-options.ts";
import { vmSettings } from "../proxy/plugin-options.ts";
import type { BridgeMemory, Raw } from "./bridge/kinds.ts";
import type { HostedModule } from "../engine/filter-module.ts";
import { idleVm } from "./idle-vm.ts";
import { SpecHost } from "./spec-host.ts";
import { SpecModule } from "./spec-module.ts";

/** The functions that AssemblyScript's loader adds to the exports of a module. */
export type LoaderExports = Pick<
  ASUtil,
  "__getString" | "__newString" | "__getArrayBuffer" | "__newArrayBuffer"
>;

/** An object of the emulator that a spec knows, and the name of its kind. */
interface Kept {
  object: object;
  kind: string;
}

/**
 * A running spec: its module, its memory, and the objects of the emulator that it
 * knows by number.
 *
 *     spec.find(spec.keep(new SpecHost(spec.module), "host"), ["host"]);
 */
export class Spec implements BridgeMemory {
  readonly module: SpecModule;
  /** The module that plugins run in. */
  readonly filter: HostedModule;
  readonly #kept: Kept[] = [];
  /** The proxies of the spec, with how many lines of their logs have been taken. */
  readonly #logged = new Map<SpecHost, number>();
  #exports: LoaderExports | null = null;

  /** Plugins run in the spec's own module unless there is another. */
  constructor(bytes: Uint8Array, filter?: HostedModule) {
    this.module = new SpecModule(bytes);
    this.filter = filter ?? this.module;
  }

  /** Sets the exports of the instance, with those of the loader. */
  attach(exports: LoaderExports): void {
    this.#exports = exports;
    this.module.attach(exports);
    this.#idle();
  }

  keep(object: object, kind: string): number {
    if (object instanceof SpecHost) this.#logged.set(object, 0);
    return this.#kept.push({ object, kind });
  }

  find(number: Raw, kinds: readonly string[]): object {
    const found = this.#kept[Number(number) - 1];
    if (found !== undefined && kinds.includes(found.kind)) return found.object;
    throw new Error(`There is no ${kinds.join(" or ")} with number ${number}.`);
  }

  /** The lines that filters have logged since the last call. */
  takeLogs(): string[] {
    return [...this.#logged].flatMap(([known, taken]) => {
      const { logs } = known.host;
      this.#logged.set(known, logs.length);
      return logs
        .slice(taken)
        .map(({ level, message }) => `${level} ${message}`);
    });
  }

  text(address: Raw): string {
    return this.#exports!.__getString(Number(address));
  }

  newText(text: string): number {
    return this.#exports!.__newString(text);
  }

  bytes(address: Raw): Uint8Array {
    const buffer = this.#exports!.__getArrayBuffer(Number(address));
    return Uint8Array.from(new Uint8Array(buffer));
  }

  newBytes(bytes: Uint8Array): number {
    return this.#exports!.__newArrayBuffer(Uint8Array.from(bytes).buffer);
  }

  /** Serves the host calls of the spec's own code until it makes a `HostState`. */
  #idle(): void {
    const settings = vmSettings({}, newSharedServices({ logLevel: "trace" }));
    settings.log.write = ({ message }) => console.log(message);
    idleVm(this.module, settings).idle = new VmContext(settings);
  }
}
