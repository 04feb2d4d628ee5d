import { callbackSignature } from "../abi/callback-signatures.ts";
import {
  ABI_VERSIONS,
  hostSignature,
  type AbiVersion,
} from "../abi/host-signatures.ts";
import { HostError } from "../base/host-error.ts";
import { MetricNumbers } from "./metric-numbers.ts";
import { limitMemory } from "./wasm/limit-memory.ts";
import {
  readInterface,
  type ModuleInterface,
} from "./wasm/module-interface.ts";
import { printSignature } from "./wasm/print-signature.ts";

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** An instance of a module: its exports, and the numbers that it knows. */
export interface ModuleInstance {
  exports: Record<string, unknown>;
  nextContextId(): number;
  metricNumbers: MetricNumbers;
}

/** A module that VMs are made from. */
export interface HostedModule {
  readonly abiVersion: AbiVersion;
  readonly interface: ModuleInterface;
  /** Whether a plugin starts in one VM, as in specs, without a canary and threads. */
  readonly startsOnce: boolean;
  instantiate(imports: WebAssembly.Imports): ModuleInstance;
}

/**
 * A compiled module that Envoy would load and link.
 *
 *     const module = FilterModule.compile(await readFile("release.wasm"));
 *     module.abiVersion; // "0_2_1"
 */
export class FilterModule implements HostedModule {
  readonly startsOnce = false;
  readonly wasm: WebAssembly.Module;
  readonly abiVersion: AbiVersion;
  readonly interface: ModuleInterface;

  /**
   * Compiles a module; throws a HostError with Envoy's message where Envoy would
   * refuse it.
   */
  static compile(bytes: Uint8Array<ArrayBuffer>): FilterModule {
    // Envoy looks for the marker first, and finds none in bytes that are not
    // Wasm.
    if (!MAGIC.every((byte, at) => bytes[at] === byte)) {
      throw refused("Missing or unknown Proxy-Wasm ABI version");
    }
    if (!WebAssembly.validate(bytes)) {
      throw refused("Failed to parse corrupted Wasm module");
    }
    return new FilterModule(bytes);
  }

  private constructor(bytes: Uint8Array<ArrayBuffer>) {
    const found = readInterface(bytes);
    this.interface = found;
    this.abiVersion = abiVersion(this.interface);
    checkImports(this.interface, this.abiVersion);
    checkCallbacks(this.interface, this.abiVersion);
    const limited = limitMemory(bytes);
    if (limited === null) throw refused("Failed to create new Wasm instance");
    found.addedBytes = limited.length - bytes.length;
    this.wasm = new WebAssembly.Module(limited);
  }

  instantiate(imports: WebAssembly.Imports): ModuleInstance {
    const { exports } = new WebAssembly.Instance(this.wasm, imports);
    let last = 0;
    const metricNumbers = new MetricNumbers();
    return { exports, metricNumbers, nextContextId: () => ++last };
  }
}

// The first marker among the exports counts.
function abiVersion({ functions }: ModuleInterface): AbiVersion {
  for (const name of functions.keys()) {
    const version = ABI_VERSIONS.find(
      (each) => name === `proxy_abi_version_${each}`,
    );
    if (version !== undefined) return version;
  }
  throw refused("Missing or unknown Proxy-Wasm ABI version");
}

function checkImports(
  { imports, exportsMemory }: ModuleInterface,
  version: AbiVersion,
): void {
  for (const { module, name, kind, signature } of imports) {
    const wanted = hostSignature(version, module, name);
    if (kind === "global" || (kind === "function" && wanted === undefined)) {
      throw refused(
        `Failed to load Wasm module due to a missing import: ${module}.${name}`,
      );
    }
    if (kind !== "function" || signature === wanted) continue;
    throw refused(
      "Failed to load Wasm module due to an import type mismatch: " +
        `${module}.${name}, want: ${printSignature(signature!)}, ` +
        `but host exports: ${printSignature(wanted!)}`,
    );
  }
  if (!exportsMemory) {
    throw new HostError(
      "NOT_EMULATED",
      "A module that does not export its memory is not emulated.",
    );
  }
}

function checkCallbacks(
  { functions }: ModuleInterface,
  version: AbiVersion,
): void {
  const initializes = functions.has("_initialize");
  for (const [name, signature] of functions) {
    const wanted = callbackSignature(version, name, initializes);
    if (wanted === undefined || wanted === signature) continue;
    throw refused(
      `Bad function signature for: ${name}, want: ${printSignature(wanted)}, ` +
        `but the module exports: ${printSignature(signature)}`,
    );
  }
  if (functions.has("malloc") || functions.has("proxy_on_memory_allocate")) {
    return;
  }
  throw refused("Wasm module is missing malloc function.");
}

function refused(message: string): HostError {
  return new HostError("MODULE_REFUSED", message);
}
