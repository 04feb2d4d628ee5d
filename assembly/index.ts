/// <reference path="./compiler.d.ts" />
export {
  BufferType,
  LogLevel,
  MapType,
  PeerType,
  Status,
  StreamType,
} from "./abi/enums";
export {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterMetadataStatus,
  FilterStatus,
  FilterTrailersStatus,
} from "./abi/filter-status";
export { GrpcStatus } from "./abi/grpc-status";
export { currentTimeNanoseconds } from "./api/clock";
export { Configuration } from "./api/configuration";
export { CounterEntries } from "./api/counter-entries";
export { DnsAnswer } from "./api/dns-answer";
export { HeaderEntries } from "./api/header-entries";
export { HeaderList } from "./api/header-list";
export { HeaderMap } from "./api/header-map";
export { CalloutBody } from "./api/callout-body";
export { GrpcCall } from "./api/grpc-call";
export { GrpcCallResponse } from "./api/grpc-call-response";
export { GrpcStream } from "./api/grpc-stream";
export { HttpCall } from "./api/http-call";
export { HttpCallOutcome, HttpCallResponse } from "./api/http-call-response";
export { HttpMessage } from "./api/http-message";
export { log, logLevel } from "./api/log";
export { getProperty, getPropertyBytes } from "./api/properties";
export { randomBytes } from "./api/random";
export { StatEntries } from "./api/stat-entries";
export { StatsUpdate } from "./api/stats-update";
export { Context } from "./contexts/context";
export { HttpContext } from "./contexts/http-context";
export { RootContext } from "./contexts/root-context";
export { StreamContext } from "./contexts/stream-context";
export {
  registerHttpContext,
  registerRootContext,
  registerStreamContext,
} from "./registry";
