import type { PendingGrpcCall } from "../shared/calls/pending-grpc-call.ts";
import type { ServedGrpcStream } from "../shared/calls/served-grpc-stream.ts";
import type { PendingHttpCall } from "../shared/calls/pending-http-call.ts";
import type { HttpStream } from "../http/http-stream.ts";
import type { PluginOptions } from "../proxy/plugin-options.ts";
import type { Queue } from "../shared/queue.ts";
import type { Stats } from "../shared/stats-updates.ts";
import type { TcpConnection } from "../tcp/tcp-connection.ts";
import type { BridgeFunctions } from "./bridge/bridge.ts";
import {
  binaries,
  binary,
  bool,
  bytes,
  bytesList,
  bytesOrNull,
  either,
  f64,
  i32,
  i64,
  listOf,
  nothing,
  numbers,
  object,
  oneOf,
  orNull,
  pairs,
  text,
  textOrNull,
  texts,
  u32,
  u64,
  type Kind,
} from "./bridge/kinds.ts";
import type { SpecAnswer, SpecExchange } from "./spec-exchange.ts";
import type { SpecHost } from "./spec-host.ts";
import type { SpecVm } from "./spec-vm.ts";
import type { StartedPlugin } from "./started-plugin.ts";

const host = object<SpecHost>("host");
const settings = object<PluginOptions>("settings");
const plugin = object<StartedPlugin>("plugin");
const stats = object<Required<Stats>>("stats");
const exchange = object<SpecExchange>("exchange");
const answer = object<SpecAnswer>("answer");
const stream = object<HttpStream>("stream");
const connection = object<TcpConnection>("connection");
const httpCall = object<PendingHttpCall>("httpCall");
const grpcCall = object<PendingGrpcCall>("grpcCall");
const grpcStream = object<ServedGrpcStream>("grpcStream");
const queue = object<Queue>("queue");
const state = object<SpecVm>("state");

/** A plugin, or a host, whose streams pass no plugin. */
const opener = either(plugin, host);
const message = either(exchange, answer);
const grpc = either(grpcCall, grpcStream);
const call = either(httpCall, grpc);
const timedCall = either(httpCall, grpcCall);

const httpSide = oneOf("request", "response");
const tcpSide = oneOf("downstream", "upstream");

export const HOST = {
  isInCallback: fn(
    "Returns whether the host has called this module and waits for it.",
    {},
    bool,
  ),
  newHost: fn("Makes a proxy.", {}, host),
  addCluster: fn("Adds a cluster that plugins may call.", {
    host,
    name: binary,
    hasHosts: bool,
  }),
  refuse: fn("Makes a host function return a status and do nothing.", {
    host,
    name: text,
    status: i32,
  }),
  restore: fn("Lets a refused host function work again.", { host, name: text }),
  timesCalled: fn(
    "Returns how often a host function was called.",
    { host, name: text },
    i32,
  ),
  advance: fn("Lets time pass.", { host, milliseconds: f64 }),
  setLogLevel: fn("Sets the level from which lines are logged.", {
    host,
    level: i32,
  }),
  logLevels: fn(
    "Returns the level of each line of the log.",
    { host },
    numbers,
  ),
  logMessages: fn("Returns the text of each line of the log.", { host }, texts),
  findings: fn("Returns what strict mode has found.", { host }, texts),
  metric: fn(
    "Returns the value of a counter or gauge, 0 if there is none.",
    { host, name: binary },
    u64,
  ),
  samples: fn(
    "Returns what a histogram has recorded.",
    { host, name: binary },
    numbers,
  ),
  answerForeign: fn("Makes a foreign function return a status and bytes.", {
    host,
    name: binary,
    status: i32,
    value: bytesOrNull,
  }),
  foreignArguments: fn(
    "Returns what a foreign function was called with.",
    { host, name: binary },
    bytesList,
  ),
  sharedValue: fn(
    "Returns a shared value, or null.",
    { host, key: binary, vmId: text },
    bytesOrNull,
  ),
  setSharedValue: fn("Sets a shared value.", {
    host,
    key: binary,
    value: bytes,
    vmId: text,
  }),
  answerDns: fn("Sets what a name server answers for a name.", {
    host,
    name: binary,
    addresses: texts,
    ttl: u32,
  }),
} satisfies BridgeFunctions;

export const SETTINGS = {
  newSettings: fn("Makes the settings of a plugin.", {}, settings),
  setText: fn("Sets one of a plugin's settings.", {
    settings,
    name: oneOf("rootId", "name", "vmId", "configuration", "vmConfiguration"),
    value: text,
  }),
  setConfiguration: fn("Sets a plugin's configuration to bytes.", {
    settings,
    value: bytes,
  }),
  failOpen: fn("Lets streams pass a plugin whose VM is gone.", { settings }),
  allowOnHeadersStopIteration: fn(
    "Lets StopIteration of headers stop the headers alone.",
    { settings },
  ),
  setVariable: fn("Adds a variable to the environment of a plugin's VM.", {
    settings,
    name: text,
    value: text,
  }),
  setTextAt: property("a text", binary),
  setNumberAt: property("a whole number", i64),
  setFlagAt: property("a truth value", bool),
  setBytesAt: property("bytes", bytes),
  setMapAt: property("a map of texts", pairs),
  setListAt: property("a list of texts", binaries),
  setAbsentAt: fn("Says that the proxy has no such property.", {
    settings,
    path: texts,
  }),
} satisfies BridgeFunctions;

export const PLUGIN = {
  startPlugin: fn(
    "Starts a plugin.",
    {
      host,
      settings,
      start: oneOf(
        "startPlugin",
        "startAccessLogger",
        "startService",
        "startStatsSink",
      ),
    },
    plugin,
  ),
  pluginRefusal: fn(
    "Returns why the proxy refused a plugin, or null.",
    { plugin },
    textOrNull,
  ),
  pluginFailure: fn(
    "Returns why a plugin's VM is gone, or null.",
    { plugin },
    textOrNull,
  ),
  callPlugin: fn("Calls a foreign function that a plugin has.", {
    plugin,
    functionId: u32,
    data: bytes,
  }),
  newStats: fn("Makes statistics.", {}, stats),
  setCounter: fn("Sets a counter of statistics.", {
    stats,
    name: text,
    value: u64,
  }),
  setGauge: fn("Sets a gauge of statistics.", {
    stats,
    name: text,
    value: u64,
  }),
  flushStats: fn("Sends statistics to the stats sinks.", { host, stats }),
} satisfies BridgeFunctions;

export const EXCHANGE = {
  newExchange: fn(
    "Describes a request.",
    { opener, method: text, path: binary },
    exchange,
  ),
  newAnswer: fn(
    "Describes a response of an upstream.",
    { status: i32 },
    answer,
  ),
  setAuthority: fn("Sets the host that is requested.", {
    exchange,
    authority: text,
  }),
  addHeader: fn("Adds a header to a request or response.", {
    message,
    name: binary,
    value: binary,
  }),
  addBody: fn("Adds a part of the body.", { message, data: bytes }),
  addTrailer: fn("Adds a trailer.", { message, name: binary, value: binary }),
  setAnswer: fn("Sets what the upstream answers.", { exchange, answer }),
  sendExchange: fn(
    "Sends a request; returns its stream.",
    { exchange },
    stream,
  ),
} satisfies BridgeFunctions;

export const STREAM = {
  openStream: fn("Opens an HTTP stream.", { opener }, stream),
  sendHeaders: fn("Hands in headers.", {
    stream,
    side: httpSide,
    headers: pairs,
    endOfStream: bool,
  }),
  sendBody: fn("Hands in a part of the body.", {
    stream,
    side: httpSide,
    data: bytes,
    endOfStream: bool,
  }),
  sendTrailers: fn("Hands in trailers.", {
    stream,
    side: httpSide,
    trailers: pairs,
  }),
  resetStream: fn("Resets a stream, as the client would.", { stream }),
  streamOutcome: fn("Returns how a stream ended.", { stream }, text),
  streamDetails: fn("Returns why the proxy ended a stream.", { stream }, text),
  hasArrived: fn(
    "Returns whether the headers have come out at the other end.",
    { stream, side: httpSide },
    bool,
  ),
  hasEnded: fn(
    "Returns whether the end has come out at the other end.",
    { stream, side: httpSide },
    bool,
  ),
  readHeaders: fn(
    "Returns the headers that came out.",
    { stream, side: httpSide },
    pairs,
  ),
  readBody: fn(
    "Returns the body that came out.",
    { stream, side: httpSide },
    bytes,
  ),
  readTrailers: fn(
    "Returns the trailers that came out.",
    { stream, side: httpSide },
    pairs,
  ),
} satisfies BridgeFunctions;

export const CONNECTION = {
  openConnection: fn("Opens a TCP connection.", { opener }, connection),
  sendData: fn("Hands in what one end sends.", {
    connection,
    side: tcpSide,
    data: bytes,
    endOfStream: bool,
  }),
  resetConnection: fn("Breaks a connection at one end.", {
    connection,
    side: tcpSide,
  }),
  connectionOutcome: fn(
    "Returns how the client's connection ended.",
    { connection },
    text,
  ),
  readData: fn(
    "Returns what one end has received.",
    { connection, side: tcpSide },
    bytes,
  ),
  hasDataEnded: fn(
    "Returns whether one end has received the end.",
    { connection, side: tcpSide },
    bool,
  ),
} satisfies BridgeFunctions;

export const CALL = {
  httpCalls: fn(
    "Returns the HTTP calls that wait for a response.",
    { host },
    listOf(httpCall),
  ),
  grpcCalls: fn(
    "Returns the gRPC calls that wait for a response.",
    { host },
    listOf(grpcCall),
  ),
  grpcStreams: fn(
    "Returns the gRPC streams that are open.",
    { host },
    listOf(grpcStream),
  ),
  callCluster: fn("Returns the cluster that is called.", { call }, binary),
  callTimeout: fn(
    "Returns the milliseconds after which a call fails.",
    { call: timedCall },
    u32,
  ),
  isCallPending: fn("Returns whether a call waits.", { call }, bool),
  callHeaders: fn("Returns the headers of a call.", { call: httpCall }, pairs),
  callBody: fn("Returns the body of a call.", { call: httpCall }, bytes),
  callTrailers: fn(
    "Returns the trailers of a call.",
    { call: httpCall },
    pairs,
  ),
  beginAnswer: fn("Begins a response.", { call: httpCall }),
  answerCall: fn("Answers an HTTP call.", { call: httpCall, answer }),
  failCall: fn("Breaks the connection of an HTTP call.", {
    call: httpCall,
    reason: text,
  }),
} satisfies BridgeFunctions;

export const GRPC = {
  grpcService: fn(
    "Returns the service that is called.",
    { call: grpc },
    binary,
  ),
  grpcMethod: fn("Returns the method that is called.", { call: grpc }, binary),
  grpcMetadata: fn("Returns the initial metadata.", { call: grpc }, pairs),
  grpcMessage: fn("Returns the message of a call.", { call: grpcCall }, bytes),
  answerGrpc: fn("Answers a gRPC call.", { call: grpcCall, data: bytes }),
  failGrpc: fn("Answers a gRPC call with a status.", {
    call: grpcCall,
    status: i32,
    reason: binary,
  }),
  breakGrpcOff: fn("Breaks the connection of a call or stream.", {
    call: grpc,
  }),
  grpcMessages: fn(
    "Returns the messages that a filter has sent.",
    { stream: grpcStream },
    bytesList,
  ),
  hasClientEnded: fn(
    "Returns whether a filter sends no more messages.",
    { stream: grpcStream },
    bool,
  ),
  sendMetadata: fn("Sends initial metadata.", {
    stream: grpcStream,
    metadata: pairs,
  }),
  sendMessage: fn("Sends a message.", { stream: grpcStream, data: bytes }),
  closeGrpc: fn("Ends a stream with a status.", {
    stream: grpcStream,
    status: i32,
    reason: binary,
    trailing: pairs,
  }),
} satisfies BridgeFunctions;

export const QUEUE = {
  addQueue: fn(
    "Registers a queue in place of a plugin.",
    { host, name: text, vmId: text },
    queue,
  ),
  findQueue: fn(
    "Returns a registered queue, or null.",
    { host, name: text, vmId: text },
    orNull(queue),
  ),
  queueNumber: fn("Returns a queue's number.", { queue }, u32),
  queueItems: fn("Returns the items that wait.", { queue }, bytesList),
  addItem: fn("Adds an item.", { queue, item: bytes }),
} satisfies BridgeFunctions;

export const STATE = {
  newState: fn(
    "Makes the state that the spec's own calls act on.",
    { host },
    state,
  ),
  openMap: fn("Makes a header map available.", { state, map: i32 }),
  addToMap: fn("Adds a header to a map.", {
    state,
    map: i32,
    name: binary,
    value: bytes,
  }),
  mapPairs: fn("Returns the headers of a map.", { state, map: i32 }, pairs),
  mapValue: fn(
    "Returns the value of the header at a place in a map.",
    { state, map: i32, index: i32 },
    bytes,
  ),
  setBuffer: fn("Sets a buffer.", { state, buffer: i32, value: bytes }),
  buffer: fn(
    "Returns the bytes of a buffer, or null.",
    { state, buffer: i32 },
    bytesOrNull,
  ),
  setProperty: fn("Sets a property.", { state, path: binaries, value: bytes }),
  openContext: fn("Makes a context that can be activated.", {
    state,
    context: u32,
  }),
  activeContext: fn(
    "Returns the context that was activated last.",
    { state },
    u32,
  ),
  actions: fn("Returns what was done to streams.", { state }, binary),
  tickPeriod: fn("Returns the tick period in milliseconds.", { state }, u32),
  deferDone: fn("Makes the proxy wait for `proxy_done`.", { state }),
  setTime: fn("Sets the time of day.", { state, time: u64 }),
  setMonotonicTime: fn("Sets the monotonic clock.", { state, time: u64 }),
  addVariable: fn("Adds a variable to the environment.", {
    state,
    name: text,
    value: text,
  }),
  setStatusMessage: fn("Sets the message of a call's failure.", {
    state,
    message: binary,
  }),
} satisfies BridgeFunctions;

/**
 * Each function of the emulator that specs call, described once. From this,
 * `npm run spec-bridge` writes the spec's side, `testing/generated`, and TypeScript
 * derives the types of the emulator's side: `Controls<typeof BRIDGE>`.
 */
export const BRIDGE = {
  ...HOST,
  ...SETTINGS,
  ...PLUGIN,
  ...EXCHANGE,
  ...STREAM,
  ...CONNECTION,
  ...CALL,
  ...GRPC,
  ...QUEUE,
  ...STATE,
};

function fn<Takes, Gives = void>(
  summary: string,
  takes: Takes,
  gives?: Kind<Gives>,
): { summary: string; takes: Takes; gives: Kind<Gives> } {
  return { summary, takes, gives: gives ?? (nothing as Kind<Gives>) };
}

function property<T>(what: string, value: Kind<T>) {
  return fn(`Sets a property to ${what}.`, { settings, path: texts, value });
}
