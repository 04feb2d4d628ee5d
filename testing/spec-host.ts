/**
 * What the emulator offers to specs beside the functions of the ABI. The compiler
 * takes the name of this file as the import module; `host/spec` implements it.
 * Objects on the other side are numbers here.
 */

/** Tells whether the host has called the filter and waits for it. */
export declare function isInCallback(): bool;

export declare function newHost(): i32;
export declare function addCluster(
  host: i32,
  name: string,
  hasHosts: bool,
): void;
export declare function refuse(host: i32, name: string, status: i32): void;
export declare function restore(host: i32, name: string): void;
export declare function timesCalled(host: i32, name: string): i32;
export declare function advance(host: i32, milliseconds: f64): void;
export declare function setLogLevel(host: i32, level: i32): void;
export declare function logCount(host: i32): i32;
export declare function logLevelAt(host: i32, index: i32): i32;
export declare function logMessageAt(host: i32, index: i32): string;
export declare function metric(host: i32, name: string): u64;
export declare function sampleCount(host: i32, name: string): i32;
export declare function sampleAt(host: i32, name: string, index: i32): u64;

export declare function answerDns(
  host: i32,
  name: string,
  address: string,
  ttl: u32,
): void;
export declare function forgetDns(host: i32, name: string): void;
export declare function sharedValue(
  host: i32,
  key: string,
  vmId: string,
): ArrayBuffer | null;
export declare function setSharedValue(
  host: i32,
  key: string,
  value: ArrayBuffer,
  vmId: string,
): void;

export declare function newSettings(): i32;
export declare function setText(it: i32, name: string, value: string): void;
export declare function setBytes(it: i32, name: string, at: ArrayBuffer): void;
export declare function setFlag(it: i32, name: string, value: bool): void;
export declare function setVariable(it: i32, name: string, value: string): void;
export declare function setTextAt(it: i32, path: string, value: string): void;
export declare function setNumberAt(it: i32, path: string, value: i64): void;
export declare function setFlagAt(it: i32, path: string, value: bool): void;
export declare function setBytesAt(
  it: i32,
  path: string,
  value: ArrayBuffer,
): void;
export declare function setMapAt(it: i32, path: string, pairs: i32): void;
export declare function setListAt(it: i32, path: string, pairs: i32): void;
export declare function setAbsentAt(it: i32, path: string): void;

export declare function startPlugin(host: i32, settings: i32, how: string): i32;
export declare function pluginRefusal(plugin: i32): string | null;
export declare function pluginFailure(plugin: i32): string | null;

export declare function callPlugin(
  plugin: i32,
  functionId: u32,
  data: ArrayBuffer,
): void;

export declare function newStats(): i32;
export declare function setCounter(stats: i32, name: string, value: u64): void;
export declare function setGauge(stats: i32, name: string, value: u64): void;
export declare function flushStats(host: i32, stats: i32): void;

export declare function newPairs(): i32;
export declare function pushPair(it: i32, name: string, value: string): void;
export declare function pairCount(it: i32): i32;
export declare function pairName(it: i32, at: i32): string;
export declare function pairValue(it: i32, at: i32): ArrayBuffer;

export declare function newExchange(
  plugin: i32,
  method: string,
  path: string,
): i32;
export declare function newAnswer(status: i32): i32;
export declare function addText(it: i32, list: string, value: string): void;
export declare function addBytes(
  it: i32,
  list: string,
  value: ArrayBuffer,
): void;
export declare function addPair(
  it: i32,
  list: string,
  name: string,
  value: string,
): void;
export declare function setAnswer(exchange: i32, answer: i32): void;
export declare function sendExchange(exchange: i32): i32;

export declare function openStream(plugin: i32): i32;
export declare function sendHeaders(
  stream: i32,
  side: i32,
  headers: i32,
  endOfStream: bool,
): void;
export declare function sendBody(
  stream: i32,
  side: i32,
  data: ArrayBuffer,
  endOfStream: bool,
): void;
export declare function sendTrailers(
  stream: i32,
  side: i32,
  trailers: i32,
): void;
export declare function resetStream(stream: i32): void;
export declare function streamOutcome(stream: i32): string;
export declare function streamDetails(stream: i32): string;

export declare function hasArrived(stream: i32, side: i32): bool;
export declare function hasEnded(stream: i32, side: i32): bool;
export declare function readBody(stream: i32, side: i32): ArrayBuffer;
export declare function messagePairs(stream: i32, side: i32, part: i32): i32;

export declare function openConnection(plugin: i32): i32;
export declare function sendData(
  connection: i32,
  side: i32,
  data: ArrayBuffer,
  endOfStream: bool,
): void;
export declare function resetConnection(connection: i32, side: i32): void;
export declare function connectionOutcome(connection: i32): string;
export declare function readData(connection: i32, side: i32): ArrayBuffer;
export declare function hasDataEnded(connection: i32, side: i32): bool;

export declare function callCount(host: i32, list: string): i32;
export declare function callAt(host: i32, list: string, index: i32): i32;
export declare function callText(call: i32, name: string): string;
export declare function callNumber(call: i32, name: string): u32;
export declare function callFlag(call: i32, name: string): bool;
export declare function callPairs(call: i32, name: string): i32;
export declare function callBytes(call: i32, name: string): ArrayBuffer;
export declare function beginAnswer(call: i32): void;
export declare function answerCall(call: i32, answer: i32): void;
export declare function failCall(call: i32, reason: string): void;

export declare function answerGrpc(call: i32, message: ArrayBuffer): void;
export declare function failGrpc(call: i32, status: i32, message: string): void;
export declare function breakGrpcOff(call: i32): void;
export declare function receivedCount(stream: i32): i32;
export declare function receivedAt(stream: i32, index: i32): ArrayBuffer;
export declare function sendMetadata(stream: i32, metadata: i32): void;
export declare function sendMessage(stream: i32, message: ArrayBuffer): void;
export declare function closeGrpc(
  stream: i32,
  status: i32,
  message: string,
  trailing: i32,
): void;

export declare function addQueue(host: i32, name: string, vmId: string): i32;
export declare function findQueue(host: i32, name: string, vmId: string): i32;
export declare function queueNumber(queue: i32): u32;
export declare function itemCount(queue: i32): i32;
export declare function itemAt(queue: i32, index: i32): ArrayBuffer;
export declare function addItem(queue: i32, item: ArrayBuffer): void;

export declare function answerForeign(
  host: i32,
  name: string,
  status: i32,
  value: ArrayBuffer | null,
): void;
export declare function foreignCount(host: i32, name: string): i32;
export declare function foreignArgumentAt(
  host: i32,
  name: string,
  index: i32,
): ArrayBuffer;

export declare function newState(host: i32): i32;
export declare function openMap(state: i32, map: i32): void;
export declare function addToMap(
  state: i32,
  map: i32,
  name: string,
  value: ArrayBuffer,
): void;
export declare function mapPairs(state: i32, map: i32): i32;
export declare function setBuffer(
  state: i32,
  buffer: i32,
  value: ArrayBuffer,
): void;
export declare function hasBuffer(state: i32, buffer: i32): bool;
export declare function buffer(state: i32, buffer: i32): ArrayBuffer;
export declare function setProperty(
  state: i32,
  path: string,
  value: ArrayBuffer,
): void;
export declare function openContext(state: i32, context: u32): void;
export declare function activeContext(state: i32): u32;
export declare function actions(state: i32): string;
export declare function tickPeriod(state: i32): u32;
export declare function deferDone(state: i32): void;
export declare function setTime(state: i32, time: u64): void;
export declare function setMonotonicTime(state: i32, time: u64): void;
export declare function addVariable(
  state: i32,
  name: string,
  value: string,
): void;
export declare function setStatusMessage(state: i32, message: string): void;
