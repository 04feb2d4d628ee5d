export type { LogLevel } from "./abi/log-level.ts";
export type { Header } from "./abi/pairs.ts";
export type { ClusterOptions } from "./calls/callouts.ts";
export { GrpcCall } from "./calls/grpc-call.ts";
export { GrpcStream } from "./calls/grpc-stream.ts";
export { HttpCall } from "./calls/http-call.ts";
export type { Properties, Property } from "./contexts/properties.ts";
export type { DnsRecord, DnsResolver } from "./foreign/dns-answer.ts";
export type {
  ForeignAnswer,
  ForeignFunction,
  ForeignFunctions,
} from "./foreign/foreign-function.ts";
export { HostError, type HostErrorCode } from "./host-error.ts";
export type { HostOptions } from "./host-options.ts";
export type { Exchange, PartOptions, UpstreamAnswer } from "./http/exchange.ts";
export type { Headers } from "./http/header-map.ts";
export { HttpStream } from "./http/http-stream.ts";
export { Message } from "./http/message.ts";
export type { StreamOutcome } from "./http/stream-outcome.ts";
export { Plugin, type StreamOptions } from "./plugin.ts";
export type {
  Configuration,
  PluginOptions,
  ServiceOptions,
} from "./plugin-options.ts";
export { ProxyHost } from "./proxy-host.ts";
export { Service } from "./service.ts";
export { Metrics } from "./shared/metrics.ts";
export { Queue } from "./shared/queue.ts";
export type { Stats } from "./shared/stats-updates.ts";
export { Received } from "./tcp/received.ts";
export {
  TcpConnection,
  type TcpExchange,
  type TcpOptions,
  type TcpOutcome,
} from "./tcp/tcp-connection.ts";
export type { LogLine } from "./vm/proxy-log.ts";
export type { FailurePolicy } from "./workers/plugin-handle.ts";
export type { Finding, FindingRule } from "./strict/findings.ts";
