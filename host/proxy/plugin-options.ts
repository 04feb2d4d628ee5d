import { undefinedInEnvoy } from "../base/host-error.ts";
import type { PluginSettings } from "../contexts/plugin-settings.ts";
import type { Properties } from "../contexts/properties.ts";
import type { VmSettings } from "../engine/vm.ts";
import type { SharedServices } from "../shared/shared-services.ts";
import type { FailurePolicy } from "./plugin-handle.ts";

/**
 * A configuration: text or bytes, which the plugin gets unchanged. Envoy passes on
 * any other message, even a Struct, as protobuf.
 */
export type Configuration = string | Uint8Array;

export interface PluginOptions {
  name?: string;
  rootId?: string;
  vmId?: string;
  configuration?: Configuration;
  vmConfiguration?: Configuration;
  /** The only variables that the VM sees. */
  environment?: Record<string, string>;
  failurePolicy?: FailurePolicy;
  /**
   * Milliseconds before FAIL_RELOAD restarts the plugin; 1000 by default. Envoy adds
   * up to half of it at random, the emulator nothing.
   */
  reloadInterval?: number;
  /**
   * The only host functions and callbacks that the VM has. All are allowed by
   * default, and if it is empty.
   */
  allowedCapabilities?: readonly string[];
  /** Whether StopIteration stops only the headers; since Envoy 1.35. */
  allowOnHeadersStopIteration?: boolean;
  /** Properties that the filter can read besides those that the emulator derives. */
  properties?: Properties;
}

export interface ServiceOptions extends PluginOptions {
  /** Whether it runs on the main thread only, instead of on each thread. */
  singleton?: boolean;
}

/** Envoy's default. */
const RELOAD_INTERVAL = 1000;

/**
 * The settings of a plugin with these options.
 *
 *     pluginSettings({ rootId: "add_header" })
 */
export function pluginSettings(options: PluginOptions): PluginSettings {
  const { allowOnHeadersStopIteration = false, properties = {} } = options;
  return {
    name: options.name ?? "",
    rootId: options.rootId ?? "",
    configuration: bytesOf(options.configuration),
    allowOnHeadersStopIteration,
    properties,
  };
}

/**
 * The settings of the VMs of a plugin with these options.
 *
 *     vmSettings({ vmId: "a" }, host.sharedServices)
 */
export function vmSettings(
  options: PluginOptions,
  sharedServices: SharedServices,
): VmSettings {
  return {
    ...sharedServices,
    vmId: options.vmId ?? "",
    configuration: bytesOf(options.vmConfiguration),
    environment: options.environment ?? {},
    allowedCapabilities: new Set(options.allowedCapabilities),
  };
}

/**
 * The interval in nanoseconds; throws for one at which Envoy crashes.
 *
 *     reloadInterval({ reloadInterval: 500 }) // 500_000_000n
 */
export function reloadInterval(options: PluginOptions): bigint {
  const { reloadInterval = RELOAD_INTERVAL } = options;
  if (reloadInterval < 2) {
    throw undefinedInEnvoy(
      `A reload interval of ${reloadInterval} ms makes Envoy 1.40 divide by zero ` +
        "and crash. Give 2 ms or more.",
    );
  }
  return BigInt(Math.round(reloadInterval * 1_000_000));
}

/** The bytes of a configuration; none if it is missing. */
export function bytesOf(value: Configuration | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array(0);
  if (typeof value === "string") return Buffer.from(value);
  return value;
}
