/**
 * The state of the host in which a spec runs, in short names: `HostState` of the
 * testing API, and beside it what only the SDK itself has to do with.
 */
import {
  BufferType,
  LogLevel,
  MapType,
  MetricType,
  Status,
} from "proxy-wasm-as/assembly/abi/enums";
import { HostState } from "proxy-wasm-as/testing/host-state";
import * as control from "proxy-wasm-as/testing/generated/bridge";

let state: HostState = new HostState();

/** Brings the host back to its start: it has nothing, and no map is available. */
export function reset(): void {
  state = new HostState();
  state.host.setLogLevel(LogLevel.Trace);
}

/** The state since the last `reset`. */
export function hostState(): HostState {
  return state;
}

/** Returns how often a host function was called. */
export function callCount(name: string): i32 {
  return state.host.timesCalled(name);
}

/** Makes a host function answer a status from now on, and do nothing. */
export function refuse(name: string, status: i32): void {
  state.host.refuse(name, status);
}

/** Makes a header map available, empty where it was not. */
export function openMap(map: MapType): void {
  state.openMap(map);
}

/** Adds a header, name and value as UTF-8, and makes its map available. */
export function addHeader(map: MapType, name: string, value: string): void {
  state.addHeader(map, name, value);
}

/** Adds a header whose value is bytes, and makes its map available. */
export function addHeaderBytes(
  map: MapType,
  name: string,
  value: ArrayBuffer,
): void {
  state.addHeaderBytes(map, name, Uint8Array.wrap(value));
}

/** Returns all headers of a map, as `name=value; name=value`. */
export function readHeaders(map: MapType): string {
  const lines = state.headers(map);
  return lines.map<string>((line) => line.replace(": ", "=")).join("; ");
}

/** Returns the value of a header by its place in the map. */
export function readHeaderBytes(map: MapType, index: i32): ArrayBuffer {
  return control.mapValue(state.id, map, index).buffer;
}

/** Sets the proxy's log level. */
export function setLogLevel(level: LogLevel): void {
  state.host.setLogLevel(level);
}

/** Returns the lines of the proxy's log, as `LEVEL: message`. */
export function readLogs(): string {
  const lines = state.host.logs;
  const texts: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    texts.push(`${<i32>lines[i].level}: ${lines[i].message}`);
  }
  return texts.join("\n");
}

/** Sets a property by its path, the segments joined by NULs. */
export function setProperty(path: string, value: string): void {
  state.setProperty(path.split("\0"), value);
}

/** Sets a property that is bytes. */
export function setPropertyBytes(path: string, value: ArrayBuffer): void {
  state.setPropertyBytes(path.split("\0"), Uint8Array.wrap(value));
}

/** Sets a buffer, for example a configuration. */
export function setBuffer(type: BufferType, value: ArrayBuffer): void {
  state.setBuffer(type, Uint8Array.wrap(value));
}

/** Returns a buffer as UTF-8, "absent" where there is none. */
export function readBuffer(type: BufferType): string {
  const bytes = state.buffer(type);
  return bytes == null ? "absent" : String.UTF8.decode(bytes.buffer);
}

/** Makes a context one that can be activated. */
export function openContext(id: u32): void {
  control.openContext(state.id, id);
}

/** Returns the context that was made active last. */
export function effectiveContext(): u32 {
  return control.activeContext(state.id);
}

/** Returns what was done to streams, such as `2 continue 0; 2 close 1`. */
export function readActions(): string {
  return control.actions(state.id);
}

/** Sets a clock, 0 realtime or 1 monotonic, in nanoseconds. */
export function setClock(clock: i32, time: u64): void {
  if (clock == 0) state.setTime(time);
  else state.setMonotonicTime(time);
}

/** Returns the tick period that was set, in milliseconds. */
export function tickPeriod(): u32 {
  return control.tickPeriod(state.id);
}

/** Makes the host wait for a plugin that has deferred its end. */
export function deferDone(): void {
  control.deferDone(state.id);
}

/** Adds a variable to the environment. */
export function addVariable(name: string, value: string): void {
  state.addVariable(name, value);
}

/** Sets the message that goes with a failure. */
export function setStatusMessage(message: string): void {
  control.setStatusMessage(state.id, message);
}

/** Sets a shared value, as another worker would. */
export function writeShared(key: string, value: string): void {
  state.host.setSharedValue(key, value);
}

/** Registers a queue of another VM, and returns its number. */
export function addQueue(vmId: string, name: string): u32 {
  return state.host.addQueue(name, vmId).id;
}

/** Returns the value of a counter or gauge, or the sum of a histogram. */
export function readMetric(type: MetricType, name: string): u64 {
  if (type != MetricType.Histogram) return state.host.metric(name);
  const values = state.host.samples(name);
  let sum: u64 = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

/** Makes a foreign function answer a status, and no bytes. */
export function answerForeign(name: string, status: Status): void {
  state.host.answerForeign(name, status);
}

/** Makes a foreign function answer a status and bytes, which may be empty. */
export function answerForeignBytes(
  name: string,
  status: Status,
  value: ArrayBuffer,
): void {
  state.host.answerForeign(name, status, Uint8Array.wrap(value));
}

/** Returns what a foreign function was last called with. */
export function foreignArgument(name: string): ArrayBuffer {
  const all = state.host.foreignArguments(name);
  return all[all.length - 1].buffer;
}
