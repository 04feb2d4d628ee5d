export type { DnsRecord, DnsResolver } from "./abi/dns-answer.ts";
export type { LogLevel } from "./abi/log-level.ts";
export type { Header } from "./abi/pairs.ts";
export { HostError, type HostErrorCode } from "./base/host-error.ts";
export type { Properties, Property } from "./contexts/properties.ts";
export { HttpStream } from "./http/http-stream.ts";
export type { StreamOutcome } from "./http/stream-state.ts";
export type {
  Exchange,
  PartOptions,
  UpstreamAnswer,
} from "./message/exchange.ts";
export type { Headers } from "./message/header-map.ts";
export { Message } from "./message/message.ts";
export type { HostOptions } from "./proxy/host-options.ts";
export type { FailurePolicy } from "./proxy/plugin-handle.ts";
export type {
  Configuration,
  PluginOptions,
  ServiceOptions,
} from "./proxy/plugin-options.ts";
export { Plugin, type StreamOptions } from "./proxy/plugin.ts";
export { Service } from "./proxy/service.ts";
export type { ClusterOptions } from "./shared/callouts.ts";
export { PendingGrpcCall } from "./shared/calls/pending-grpc-call.ts";
export { PendingHttpCall } from "./shared/calls/pending-http-call.ts";
export { ServedGrpcStream } from "./shared/calls/served-grpc-stream.ts";
export type {
  ForeignAnswer,
  ForeignFunction,
  ForeignFunctions,
} from "./shared/foreign-function.ts";
export { type Labels, Metrics } from "./shared/metrics.ts";
export type { LogLine } from "./shared/proxy-log.ts";
export { Queue } from "./shared/queue.ts";
export type { Stats } from "./shared/stats-updates.ts";
export type { Finding, FindingRule } from "./shared/strict/findings.ts";
export type { TcpOptions, TcpOutcome } from "./tcp/connection-state.ts";
export { Received } from "./tcp/received.ts";
export { TcpConnection, type TcpExchange } from "./tcp/tcp-connection.ts";
export { ProxyHost } from "./proxy-host.ts";
