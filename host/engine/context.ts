import { BAD_ARGUMENT, NOT_FOUND, OK, UNIMPLEMENTED } from "../abi/status.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { LocalReply } from "../message/local-reply.ts";
import type { BufferView } from "./buffer-view.ts";
import type { PluginListener } from "./plugin-listener.ts";

/** Which properties plugins may write but once, by their names. */
export type ReadOnlyProperties = ReadonlyMap<string, boolean>;

/**
 * What host functions act on: the VM itself, a plugin or a stream. Here is what
 * Envoy answers where a context has nothing of the kind.
 */
export abstract class Context {
  readonly #declared = new Map<string, boolean>();
  /** The number by which the module knows it; the VM gives it. */
  id = 0;
  /** In front of each log line: ` NAME ROOT_ID VM_ID`. */
  abstract readonly logPrefix: string;
  /** Maps that are missing are then empty instead of refused. */
  inAccessLog = false;

  /** A header map for reading, or null where there is none now. */
  readMap(_map: number): HeaderMap | null {
    return null;
  }

  /** A header map for changing, or null where there is none now. */
  writeMap(_map: number): HeaderMap | null {
    return null;
  }

  /** Whether there was a header map that the filter has let go. */
  hasContinued(_map: number): boolean {
    return false;
  }

  /** A buffer, or null where the proxy answers NotFound. */
  buffer(_buffer: number): BufferView | null {
    return null;
  }

  /** A property, or null where there is none. */
  property(_path: string[]): Buffer | null {
    return null;
  }

  /** A property of the proxy's own, whatever filters have set over it. */
  attribute(path: string[]): Buffer | null {
    return this.property(path);
  }

  setProperty(_path: string, _value: Buffer): number {
    return NOT_FOUND;
  }

  /** Sets a state of the proxy's own; only streams have some. */
  setFilterState(_key: string, _value: Buffer): number {
    return NOT_FOUND;
  }

  /** Says how often a property may be written; BadArgument where that is known. */
  declareProperty(name: string, readOnly: boolean): number {
    if (this.#declared.has(name)) return BAD_ARGUMENT;
    this.#declared.set(name, readOnly);
    return OK;
  }

  /** Which properties may be written but once; of streams only their plugin's count. */
  get readOnlyProperties(): ReadOnlyProperties {
    return this.#declared;
  }

  continueStream(stream: number): number {
    return stream <= 2 ? OK : UNIMPLEMENTED;
  }

  closeStream(_stream: number): number {
    return OK;
  }

  sendLocalResponse(_reply: LocalReply): void {}

  /** Sets the plugin's tick period; a stream's is its plugin's. */
  setTickPeriod(_milliseconds: number): void {}

  /** The plugin that is told of what this context asks for; null of the VM itself. */
  get listener(): PluginListener | null {
    return null;
  }

  /** Ends what `proxy_on_done` has deferred. */
  done(): number {
    return NOT_FOUND;
  }
}
