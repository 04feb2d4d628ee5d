import { BAD_ARGUMENT, NOT_FOUND, OK, UNIMPLEMENTED } from "../abi/status.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { LocalReply } from "../message/local-reply.ts";
import type { BufferView } from "./buffer-view.ts";
import type { PluginListener } from "./plugin-listener.ts";

/** Which properties plugins may write only once, by name. */
export type ReadOnlyProperties = ReadonlyMap<string, boolean>;

/**
 * What host functions act on: the VM itself, a plugin or a stream. The methods here
 * return what Envoy answers where a context has nothing of the kind.
 */
export abstract class Context {
  readonly #declared = new Map<string, boolean>();
  /** The number by which the module knows it, given by the VM. */
  id = 0;
  /** The prefix of each log line: ` NAME ROOT_ID VM_ID`. */
  abstract readonly logPrefix: string;
  /** Whether missing maps are empty instead of refused. */
  inAccessLog = false;

  /** A header map for reading, or null where there is none now. */
  readMap(_map: number): HeaderMap | null {
    return null;
  }

  /** A header map for changing, or null where there is none now. */
  writeMap(_map: number): HeaderMap | null {
    return null;
  }

  /** Whether there was a header map that the filter has already continued. */
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

  /** A property of the proxy itself, regardless of what filters have set. */
  attribute(path: string[]): Buffer | null {
    return this.property(path);
  }

  setProperty(_path: string, _value: Buffer): number {
    return NOT_FOUND;
  }

  /** Sets one of the proxy's own states; only streams have any. */
  setFilterState(_key: string, _value: Buffer): number {
    return NOT_FOUND;
  }

  /**
   * Declares whether a property is read-only; returns BadArgument if it is declared
   * already.
   */
  declareProperty(name: string, readOnly: boolean): number {
    if (this.#declared.has(name)) return BAD_ARGUMENT;
    this.#declared.set(name, readOnly);
    return OK;
  }

  /**
   * Which properties may be written only once. For streams, their plugin's
   * declarations count.
   */
  get readOnlyProperties(): ReadOnlyProperties {
    return this.#declared;
  }

  /**
   * Whether the module may be called for it again without anything that it is held
   * by: a timer, the answer to a call, an item in a queue, or more of a message.
   */
  get mayBeCalled(): boolean {
    return false;
  }

  continueStream(stream: number): number {
    return stream <= 2 ? OK : UNIMPLEMENTED;
  }

  closeStream(_stream: number): number {
    return OK;
  }

  sendLocalResponse(_reply: LocalReply): void {}

  /** Sets the tick period of the plugin, also from a stream. */
  setTickPeriod(_milliseconds: number): void {}

  /** The plugin that is called back for this context; null for the VM itself. */
  get listener(): PluginListener | null {
    return null;
  }

  /** Completes the end that `proxy_on_done` deferred. */
  done(): number {
    return NOT_FOUND;
  }
}
