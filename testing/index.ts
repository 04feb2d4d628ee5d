/// <reference types="@as-pect/assembly" />
export { Answer } from "./answer";
export { Exchange } from "./exchange";
export { GrpcCall } from "./grpc-call";
export { GrpcRequest } from "./grpc-request";
export { GrpcStream } from "./grpc-stream";
export { HostState } from "./host-state";
export { HttpCall } from "./http-call";
export { HttpStream } from "./http-stream";
export { LogLine } from "./log-line";
export { Message } from "./message";
export { Plugin } from "./plugin";
export { PluginSettings } from "./plugin-settings";
export { ProxyHost } from "./proxy-host";
export { Queue } from "./queue";
export { Received } from "./received";
export { startPlugin } from "./start-plugin";
export { TcpConnection } from "./tcp-connection";
