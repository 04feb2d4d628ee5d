import type { ASUtil } from "@assemblyscript/loader";
import { VmContext } from "../contexts/vm-context.ts";
import { surroundingsOf } from "../proxy/host-options.ts";
import { vmSettings } from "../proxy/plugin-options.ts";
import { idleVm } from "./idle-vm.ts";
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

  /** What the spec itself calls while its module starts. */
  #idle(): void {
    const settings = vmSettings({}, surroundingsOf({ logLevel: "trace" }));
    settings.log.write = ({ message }) => console.log(message);
    idleVm(this.module, settings).idle = new VmContext(settings);
  }
}
