/// <reference path="./compiler.d.ts" />
/// <reference path="./iterables.d.ts" />
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
export {
  base64Decode,
  base64DecodeBytes,
  base64Encode,
  base64EncodeBytes,
} from "./codecs/base64";
export {
  base64UrlDecode,
  base64UrlDecodeBytes,
  base64UrlEncode,
  base64UrlEncodeBytes,
} from "./codecs/base64-url";
export { crc32 } from "./codecs/crc32";
export {
  hexDecode,
  hexDecodeBytes,
  hexEncode,
  hexEncodeBytes,
} from "./codecs/hex";
export { utf8Decode, utf8Encode } from "./codecs/utf8";
export { Hash } from "./crypto/hash";
export { Hmac } from "./crypto/hmac";
export { randomToken } from "./crypto/random-token";
export { Sha1, sha1 } from "./crypto/sha1";
export { Sha256, sha256 } from "./crypto/sha256";
export { Sha384, sha384 } from "./crypto/sha384";
export { Sha512, sha512 } from "./crypto/sha512";
export { timingSafeEqual } from "./crypto/timing-safe-equal";
export { uuidV4, uuidV7 } from "./crypto/uuid";
export { Body, BodyPart } from "./api/body";
export { compress, uncompress } from "./api/compression";
export { Configuration } from "./api/configuration";
export { CounterEntries } from "./api/counter-entries";
export { DnsAnswer } from "./api/dns-answer";
export { Expression } from "./api/expression";
export { LifeSpan, setEnvoyFilterState } from "./api/filter-state";
export { callForeignFunction, ForeignResult } from "./api/foreign-function";
export { HeaderEntries } from "./api/header-entries";
export { HeaderList } from "./api/header-list";
export { HeaderMap } from "./api/header-map";
export { BodyView } from "./api/body-view";
export { GrpcAnswer } from "./api/grpc-answer";
export { GrpcCall } from "./api/grpc-call";
export { GrpcCallResponse } from "./api/grpc-call-response";
export { GrpcExchange } from "./api/grpc-exchange";
export { GrpcStream } from "./api/grpc-stream";
export { HttpCall } from "./api/http-call";
export { AnswerHeaders } from "./api/answer-headers";
export { HttpAnswer } from "./api/http-answer";
export { Pause, sleep } from "./api/pause";
export { firstOf, Pending } from "./api/pending";
export { HttpCallOutcome, HttpCallResponse } from "./api/http-call-response";
export { parseHttpDate } from "./api/http-date";
export { HttpMessage } from "./api/http-message";
export { parseIsoDate } from "./api/iso-date";
export { parseJson } from "./json/parse-json";
export { JsonValue } from "./json/json-value";
export { Jwt } from "./jwt/jwt";
export { JwtFault } from "./jwt/jwt-fault";
export { JwtKey } from "./jwt/jwt-key";
export { JwtKeys } from "./jwt/jwt-keys";
export { JwtPublicKey } from "./jwt/jwt-public-key";
export { JwtSecret } from "./jwt/jwt-secret";
export { JwtVerifier } from "./jwt/jwt-verifier";
export { RemoteJwks } from "./jwt/remote-jwks";
export { parseJwks } from "./jwt/parse-jwks";
export { log, logLevel } from "./api/log";
export { getOrNull, itemAt } from "./api/lookup";
export { LocalResponse } from "./api/local-response";
export { Counter, Gauge, Histogram } from "./api/metrics";
export { CounterFamily } from "./metrics/counter-family";
export { GaugeFamily } from "./metrics/gauge-family";
export { HistogramFamily } from "./metrics/histogram-family";
export { Stopwatch } from "./metrics/stopwatch";
export { percentDecode } from "./api/percent-decode";
export { percentEncode } from "./api/percent-encode";
export { PrivateKey } from "./api/private-key";
export {
  getProperty,
  getPropertyBoolOr,
  getPropertyBytes,
  getPropertyF64Or,
  getPropertyI64Or,
  getPropertyList,
  getPropertyMap,
  getPropertyU64Or,
  setProperty,
  setPropertyBytes,
} from "./api/properties";
export { ConnectionProperties } from "./generated/connection-properties";
export { DestinationProperties } from "./generated/destination-properties";
export { properties } from "./generated/properties";
export { RequestProperties } from "./generated/request-properties";
export { ResponseProperties } from "./generated/response-properties";
export { SourceProperties } from "./generated/source-properties";
export { UpstreamProperties } from "./generated/upstream-properties";
export { XdsProperties } from "./generated/xds-properties";
export { declareProperty, PropertyType } from "./api/property-declaration";
export { PropertyList } from "./api/property-list";
export { PropertyMap } from "./api/property-map";
export { PublicKey } from "./api/public-key";
export { randomBytes } from "./crypto/random";
export { Glob } from "./patterns/glob";
export { NeedleSearch } from "./patterns/needle-search";
export { Needles } from "./patterns/needles";
export { PathParameters } from "./patterns/path-parameters";
export { PathTemplate } from "./patterns/path-template";
export { Regex } from "./patterns/regex";
export { regex, regexSet } from "./patterns/regex-literal";
export { RegexMatch } from "./patterns/regex-match";
export { RegexSet } from "./patterns/regex-set";
export { RouteMatch, Router } from "./patterns/router";
export { clearRouteCache } from "./api/route-cache";
export { SharedData } from "./api/shared-data";
export { SharedQueue } from "./api/shared-queue";
export { SharedCount, SharedResult } from "./api/shared-result";
export { SharedValue } from "./api/shared-value";
export { StatEntries } from "./api/stat-entries";
export { StatsUpdate } from "./api/stats-update";
export { JsonEditor } from "./json/json-editor";
export { JsonFault } from "./json/json-fault";
export { JsonKind } from "./json/json-kind";
export { JsonMismatch } from "./json/json-mismatch";
export { JsonPicks } from "./json/json-picks";
export { JsonReader } from "./json/json-reader";
export { JsonWriter } from "./json/json-writer";
export {
  cluster,
  discriminator,
  duration,
  host,
  key,
  length,
  pattern,
  range,
  required,
  secret,
  size,
  variant,
} from "./models/decorators";
export { JsonModel } from "./models/json-model";
export { ModelFaults } from "./models/model-faults";
export { SettingsRules } from "./models/settings-rules";
export { readModel } from "./models/read-model";
export { writeModel } from "./models/write-model";
export { setJson } from "./json/set-json";
export { RequestUrl } from "./http/request-url";
export { SearchParams } from "./http/search-params";
export { Cookies } from "./http/cookies";
export { SameSite, SetCookie } from "./http/set-cookie";
export { MediaType } from "./http/media-type";
export { Parameters } from "./http/parameters";
export { Accept } from "./http/accept";
export { AcceptEncoding } from "./http/accept-encoding";
export { AcceptLanguage } from "./http/accept-language";
export { IpAddress } from "./net/ip-address";
export { Cidr } from "./net/cidr";
export { CidrSet } from "./net/cidr-set";
export { Authorization } from "./http/authorization";
export { Challenge } from "./http/challenge";
export { Forwarded } from "./http/forwarded";
export { TrustedProxies } from "./http/trusted-proxies";
export { EntityTag } from "./http/entity-tag";
export { EntityTags } from "./http/entity-tags";
export { Precondition, Preconditions } from "./http/preconditions";
export { ByteRange, ByteRanges, ContentRange } from "./http/byte-ranges";
export { CacheControl } from "./http/cache-control";
export { addVary } from "./http/vary";
export { StructuredKind, StructuredValue } from "./http/structured-value";
export { StructuredParameters } from "./http/structured-parameters";
export { StructuredItem } from "./http/structured-item";
export { StructuredList } from "./http/structured-list";
export { StructuredDictionary } from "./http/structured-dictionary";
export { BasicCredentials } from "./http/basic-credentials";
export { MultipartReader } from "./http/multipart-reader";
export { MultipartPart } from "./http/multipart-part";
export { ProblemDetails } from "./http/problem-details";
export {
  acceptPlainBody,
  bodyChanged,
  isBodyEncoded,
} from "./bodies/body-changed";
export { BodyTransform } from "./bodies/body-transform";
export { StreamReplacer } from "./bodies/stream-replacer";
export { JsonLine } from "./streams/json-line";
export { JsonLinesEditor } from "./streams/json-lines-editor";
export { JsonLinesReader } from "./streams/json-lines-reader";
export { JsonLinesStream } from "./streams/json-lines-stream";
export {
  JsonRpcCode,
  JsonRpcKind,
  JsonRpcMessage,
} from "./streams/json-rpc-message";
export { JsonRpcMessages } from "./streams/json-rpc-messages";
export { ModelRequest } from "./streams/model-request";
export { SseEditor } from "./streams/sse-editor";
export { SseEvent } from "./streams/sse-event";
export { SseReader } from "./streams/sse-reader";
export { SseStream } from "./streams/sse-stream";
export { StreamMask } from "./streams/stream-mask";
export { TokenBudget } from "./streams/token-budget";
export { TokenUsage } from "./streams/token-usage";
export { UsageReader } from "./streams/usage-reader";
export { Context } from "./contexts/context";
export { HttpHandler } from "./contexts/http-handler";
export { HttpHandlerOf } from "./contexts/http-handler-of";
export { HttpContext } from "./contexts/http-context";
export { HttpContextOf } from "./contexts/http-context-of";
export { PluginContext } from "./contexts/plugin-context";
export { PluginTask } from "./contexts/plugin-task";
export { PluginTaskOf } from "./contexts/plugin-task-of";
export { RootContext } from "./contexts/root-context";
export { StreamContext } from "./contexts/stream-context";
export { StreamContextOf } from "./contexts/stream-context-of";
export { StreamHandler } from "./contexts/stream-handler";
export { StreamHandlerOf } from "./contexts/stream-handler-of";
export { StreamPart } from "./contexts/stream-part";
export { setInterval, setTimeout, Timer } from "./contexts/timer";
export {
  registerHttpContext,
  registerHttpHandler,
  registerPluginTask,
  registerRootContext,
  registerStreamContext,
  registerStreamHandler,
} from "./registry";
export { Bulkhead } from "./calls/bulkhead";
export { CallPolicy } from "./calls/call-policy";
export { CircuitBreaker, CircuitState } from "./calls/circuit-breaker";
export { forwardRequest } from "./calls/forward-request";
export { ResponseCache } from "./calls/response-cache";
export { RetryBudget } from "./calls/retry-budget";
export { RetryPolicy } from "./calls/retry-policy";
export { FixedWindow } from "./state/fixed-window";
export { LeaderElection } from "./state/leader-election";
export { LruCache } from "./state/lru-cache";
export { ModelQueue } from "./state/model-queue";
export { RateLimit } from "./state/rate-limit";
export { RateLimiter } from "./state/rate-limiter";
export { SharedCache } from "./state/shared-cache";
export { SharedCounter } from "./state/shared-counter";
export { SharedVariable } from "./state/shared-variable";
export { SlidingWindow } from "./state/sliding-window";
export { Baggage } from "./tracing/baggage";
export { Sampling } from "./tracing/sampling";
export { forwardTrace, TraceContext } from "./tracing/trace-context";
export { TraceFormat } from "./tracing/trace-format";
export { TraceState } from "./tracing/trace-state";
export { TokenBucket } from "./state/token-bucket";
export { SingleFlight } from "./calls/single-flight";
export { isJsonPointer } from "./json/is-json-pointer";
