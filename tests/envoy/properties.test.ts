import assert from "node:assert/strict";
import { test } from "node:test";
import { accessorsOf, classOf } from "../../scripts/property-accessors.ts";
import { GROUPS } from "../../scripts/attributes.ts";
import { logProperties } from "./properties-scenario.ts";

// One Envoy for all tests in this file, which only read its log.
const lines = logProperties();

/** What a filter logged about a property in a phase. */
async function logged(phase: string, name: string): Promise<string> {
  const head = `${phase} ${name}=`;
  const line = (await lines).find((each) => each.startsWith(head));
  return line?.slice(head.length) ?? "not logged";
}

const NUMBER = /^[1-9]\d*$/;
const METADATA = /^<0a540a0b636f6d2e6578616d706c65/; // "com.example"
const LABEL = /^\[blue\]$/;
const TIME = /^1\d{18}$/; // nanoseconds, after 2001

/** What each accessor returns in `onLog`, by symbol; those for TLS are null. */
const IN_LOG: Record<string, RegExp | string> = {
  "RequestProperties.path": "[/a/b?c=d]",
  "RequestProperties.pathBytes": "<2f612f623f633d64>",
  "RequestProperties.urlPath": "[/a/b]",
  "RequestProperties.urlPathBytes": "<2f612f62>",
  "RequestProperties.host": /^\[127\.0\.0\.1:\d+\]$/,
  "RequestProperties.hostBytes": /^<3132372e302e302e313a/,
  "RequestProperties.scheme": "[http]",
  "RequestProperties.method": "[POST]",
  "RequestProperties.header": "[one,two]",
  "RequestProperties.headerBytes": "<6f6e652c74776f>",
  "RequestProperties.headersBytesOr": NUMBER,
  "RequestProperties.referer": "[http://r]",
  "RequestProperties.refererBytes": "<687474703a2f2f72>",
  "RequestProperties.useragent": "[\ufffd]",
  "RequestProperties.useragentBytes": "<ff>",
  "RequestProperties.timeOr": TIME,
  "RequestProperties.id": /^\[[\da-f-]{36}\]$/,
  "RequestProperties.protocol": "[HTTP/1.1]",
  "RequestProperties.query": "[c=d]",
  "RequestProperties.queryBytes": "<633d64>",
  "RequestProperties.durationOr": NUMBER,
  "RequestProperties.sizeOr": "5",
  "RequestProperties.totalSizeOr": NUMBER,
  "ResponseProperties.codeOr": "200",
  "ResponseProperties.codeDetails": "[via_upstream]",
  "ResponseProperties.flagsOr": "0",
  "ResponseProperties.grpcStatusOr": "2",
  "ResponseProperties.header": "[three,four]",
  "ResponseProperties.headerBytes": "<74687265652c666f7572>",
  "ResponseProperties.headersBytesOr": NUMBER,
  "ResponseProperties.trailer": "[five]",
  "ResponseProperties.trailerBytes": "<66697665>",
  "ResponseProperties.sizeOr": "5",
  "ResponseProperties.totalSizeOr": NUMBER,
  "ResponseProperties.backendLatencyOr": NUMBER,
  "SourceProperties.address": /^\[127\.0\.0\.1:\d+\]$/,
  "SourceProperties.portOr": NUMBER,
  "DestinationProperties.address": /^\[127\.0\.0\.1:\d+\]$/,
  "DestinationProperties.portOr": NUMBER,
  "ConnectionProperties.idOr": NUMBER,
  "ConnectionProperties.mtlsOr": "false",
  "ConnectionProperties.requestedServerName": "[]",
  "ConnectionProperties.requestedServerNameBytes": "<>",
  "UpstreamProperties.address": /^\[127\.0\.0\.1:\d+\]$/,
  "UpstreamProperties.portOr": NUMBER,
  "UpstreamProperties.localAddress": /^\[127\.0\.0\.1:\d+\]$/,
  "UpstreamProperties.transportFailureReason": "[]",
  "UpstreamProperties.requestAttemptCountOr": "1",
  "UpstreamProperties.cxPoolReadyDurationOr": NUMBER,
  "UpstreamProperties.numEndpointsOr": "1",
  "UpstreamProperties.localityBytes": "<0a0172>",
  "XdsProperties.nodeBytes": /^<0a066e6f64652d31/,
  "XdsProperties.clusterName": "[upstream]",
  "XdsProperties.clusterMetadata": LABEL,
  "XdsProperties.clusterMetadataBytes": METADATA,
  "XdsProperties.routeName": "[the-route]",
  "XdsProperties.routeMetadata": LABEL,
  "XdsProperties.routeMetadataBytes": METADATA,
  "XdsProperties.virtualHostName": "[the-host]",
  "XdsProperties.virtualHostMetadata": LABEL,
  "XdsProperties.virtualHostMetadataBytes": METADATA,
  "XdsProperties.upstreamHostMetadata": LABEL,
  "XdsProperties.upstreamHostMetadataBytes": METADATA,
  "XdsProperties.upstreamHostLocalityMetadata": LABEL,
  "XdsProperties.upstreamHostLocalityMetadataBytes": METADATA,
  "XdsProperties.filterChainName": "[the-chain]",
  "XdsProperties.listenerDirectionOr": "1",
  "XdsProperties.listenerMetadata": LABEL,
  "XdsProperties.listenerMetadataBytes": METADATA,
  "properties.metadata": LABEL,
  "properties.metadataBytes": METADATA,
  "properties.filterState": "[é]",
  "properties.filterStateBytes": "<c3a9>",
  "properties.pluginName": "[the-all]",
  "properties.pluginRootId": "[all]",
  "properties.pluginVmId": "[the-vm]",
  "properties.connectionIdOr": NUMBER,
};

const symbols = GROUPS.flatMap((group) =>
  accessorsOf(group).map(({ name }) => `${classOf(group)}.${name}`),
);

for (const symbol of symbols) {
  const expected = IN_LOG[symbol] ?? "null";
  test(`${symbol} in onLog is ${expected}`, async () => {
    const value = await logged("log", symbol);
    if (typeof expected === "string") assert.equal(value, expected);
    else assert.match(value, expected);
  });
}

test("RequestProperties.path is null once the request has continued, but available in onLog", async () => {
  const of = (phase: string) => logged(phase, "RequestProperties.path");
  assert.equal(await of("request"), "[/a/b?c=d]");
  assert.equal(await of("response"), "null");
  assert.equal(await of("log"), "[/a/b?c=d]");
});

test("ResponseProperties.codeOr returns its fallback before the response", async () => {
  assert.equal(await logged("request", "ResponseProperties.codeOr"), "null");
  assert.equal(await logged("response", "ResponseProperties.codeOr"), "200");
});

test("properties.pluginName is available in a plugin's callback, unlike a stream's properties", async () => {
  const there = (await lines)
    .filter((each) => /^configure \w+\.\w+=(?!null)/.test(each))
    .map((each) => each.replace(/=.*/, "").replace("configure ", ""));
  assert.deepEqual(
    [...new Set(there)],
    [
      "XdsProperties.nodeBytes",
      "properties.pluginName",
      "properties.pluginRootId",
      "properties.pluginVmId",
    ],
  );
});

test("getProperty reads texts in metadata, in lists and in messages", async () => {
  assert.equal(await logged("paths", "text"), "[blue]");
  assert.equal(await logged("paths", "list-item"), "[a]");
  assert.equal(await logged("paths", "node"), "[node-1]");
  assert.equal(await logged("paths", "empty-path"), "null");
});

test("getPropertyBytes returns null for an absent property", async () => {
  assert.equal(await logged("paths", "code"), "null");
});

test("getPropertyI64Or reads integers, and returns its fallback for another size", async () => {
  assert.match(await logged("paths", "i64"), /^\[\d+\]$/);
  assert.equal(await logged("paths", "i64-absent"), "[-1]");
  assert.equal(await logged("paths", "i64-of-bool"), "[-1]");
});

test("getPropertyU64Or reads unsigned integers", async () => {
  assert.equal(await logged("paths", "u64"), "[true]");
});

test("getPropertyF64Or reads numbers in metadata", async () => {
  assert.equal(await logged("paths", "f64"), "[1.5]");
});

test("getPropertyBoolOr reads booleans in metadata", async () => {
  assert.equal(await logged("paths", "bool"), "[true]");
});

test("getPropertyMap returns a PropertyMap", async () => {
  assert.equal(await logged("paths", "map-none"), "null");
});

test("PropertyMap.get, PropertyMap.getBytes, PropertyMap.key, PropertyMap.value, PropertyMap.valueBytes and PropertyMap.size read a map", async () => {
  assert.equal(await logged("paths", "map-size"), "[4]");
  assert.equal(await logged("paths", "map-team"), "[blue]");
  assert.equal(await logged("paths", "map-absent"), "null");
  assert.equal(await logged("paths", "map-weight"), "<000000000000f83f>");
  assert.equal(await logged("paths", "map-value"), "[blue]");
  const keys = "[list:26,on:1,team:4,weight:8]";
  assert.equal(await logged("paths", "map-keys"), keys);
});

test("getPropertyList returns a PropertyList", async () => {
  assert.equal(await logged("paths", "list-none"), "null");
});

test("PropertyList.text, PropertyList.bytes and PropertyList.length read a list", async () => {
  assert.equal(await logged("paths", "list-length"), "[2]");
  assert.equal(await logged("paths", "list-text"), "[a]");
  assert.equal(await logged("paths", "list-bytes"), "<62>");
});

test("setProperty sets what another filter and the access log read", async () => {
  assert.ok((await lines).includes("set 0"));
  assert.equal(await logged("reader", "tenant"), "[é]");
  assert.equal(await logged("reader", "state"), "[é]");
  assert.equal(await logged("reader", "void"), "[]");
  // As the docstring says, and without PLAIN.
  assert.ok((await lines).includes("ACCESS é"));
  const json = (await lines).find((line) => line.startsWith("JSON "));
  assert.match(json ?? "", /BytesValue.*"w6k="/);
});

test("setProperty of two segments returns BadArgument, as no path would read it", async () => {
  assert.ok((await lines).includes("set two 2"));
  assert.equal(await logged("reader", "two"), "null");
});

test("setProperty without a stream returns NotFound", async () => {
  assert.ok((await lines).includes("configure set 1"));
});

test("setPropertyBytes sets bytes", async () => {
  assert.ok((await lines).includes("set bytes 0"));
  assert.equal(await logged("reader", "raw"), "<ff0000>");
});
