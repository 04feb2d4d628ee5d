/**
 * What a spec calls to set up the host that it runs in, and to look at it;
 * implemented in `host-controls.js`. The compiler takes the name of this file as
 * the import module.
 */

/** Brings the host back to its start: it has nothing, and no map is available. */
export declare function reset(): void;

/** Returns how often a host function was called. */
export declare function callCount(name: string): i32;

/** Makes a host function answer a status from now on, and do nothing. */
export declare function refuse(name: string, status: i32): void;

/** Returns how many blocks of the module's memory are allocated. */
export declare function liveBlocks(): i32;

/** Tells whether the object at an address is still allocated. */
export declare function isLive(address: usize): bool;

/** Makes a header map available, empty where it was not. */
export declare function openMap(map: i32): void;

/** Adds a header, name and value as UTF-8, and makes its map available. */
export declare function addHeader(map: i32, name: string, value: string): void;

/** Adds a header whose value is bytes, and makes its map available. */
export declare function addHeaderBytes(
  map: i32,
  name: string,
  value: ArrayBuffer,
): void;

/** Returns all headers of a map, as `name=value; name=value`. */
export declare function readHeaders(map: i32): string;

/** Returns the value of a header by its place in the map. */
export declare function readHeaderBytes(map: i32, index: i32): ArrayBuffer;

/** Sets the proxy's log level; 6 turns its log off. */
export declare function setLogLevel(level: i32): void;

/** Returns the lines that were logged, as `LEVEL: message`. */
export declare function readLogs(): string;

/** Sets a property by its path, the segments joined by NULs. */
export declare function setProperty(path: string, value: string): void;

/** Sets a property that is bytes. */
export declare function setPropertyBytes(
  path: string,
  value: ArrayBuffer,
): void;

/** Sets a buffer, for example a configuration. */
export declare function setBuffer(buffer: i32, value: ArrayBuffer): void;

/** Returns a buffer as UTF-8, "absent" where there is none. */
export declare function readBuffer(buffer: i32): string;

/** Makes a context one that can be activated. */
export declare function openContext(id: u32): void;

/** Returns what was done to streams, such as `activate 2; continue 0`. */
export declare function readActions(): string;

/** Sets a clock, 0 realtime or 1 monotonic, in nanoseconds. */
export declare function setClock(clock: i32, time: u64): void;

/** Adds a `NAME=value` to the environment. */
export declare function addVariable(variable: string): void;

/** Returns the tick period that was set, in milliseconds. */
export declare function tickPeriod(): u32;

/** Makes the host wait for a plugin that has deferred its end. */
export declare function deferDone(id: u32): void;

/** Makes the host answer a host name at once, to the context 1. */
export declare function knowName(name: string, answer: ArrayBuffer): void;

/** Decodes by the Web's TextDecoder. */
export declare function decodeUtf8(value: ArrayBuffer): string;

/** Encodes by the Web's TextEncoder. */
export declare function encodeUtf8(value: string): ArrayBuffer;

/** Sets a shared value and its version, as another worker would. */
export declare function writeShared(key: string, value: string, cas: u32): void;

/** Registers a queue of another VM, and returns its number. */
export declare function addQueue(vmId: string, name: string): u32;

/** Returns the value of a metric, 0 where there is none; a histogram has a sum. */
export declare function readMetric(type: i32, name: string): u64;

/** Makes a foreign function answer a status, and no bytes. */
export declare function answerForeign(name: string, status: i32): void;

/** Makes a foreign function answer a status and bytes, be they none. */
export declare function answerForeignBytes(
  name: string,
  status: i32,
  value: ArrayBuffer,
): void;

/** Returns what a foreign function was last called with. */
export declare function foreignArgument(name: string): ArrayBuffer;
/**
 * Returns, and forgets, what was asked of the host about calls to other services,
 * a line or two for each: see `host-callouts.js`.
 */
export declare function readCallouts(): string;

/** Returns the token of the last call, which was of a kind: 0 HTTP, 1 unary, 2 stream. */
export declare function lastToken(kind: u32): u32;

/** Makes a context one that cannot be made active any more. */
export declare function closeContext(context: u32): void;

/** Returns the context that was made active last. */
export declare function effectiveContext(): u32;

/** Sets the message that goes with a failure. */
export declare function setStatusMessage(message: string): void;
