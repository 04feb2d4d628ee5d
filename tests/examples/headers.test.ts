import assert from "node:assert/strict";
import { after, test } from "node:test";
import { cluster } from "../../cli/envoy/cluster.ts";
import { extension } from "../../cli/envoy/extension.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { wasmBootstrapExtension } from "../../cli/envoy/wasm-extension.ts";
import { Upstream } from "../envoy/upstream.ts";
import { waitForLines } from "../envoy/wait-for-lines.ts";
import {
  exampleListener,
  examplePlugin,
  startExamples,
} from "./start-examples.ts";

const upstream = await Upstream.start(({ path }, response) => {
  response.setHeader("x-internal-host", "10.0.0.1");
  response.setHeader("X-Debug-Time", ["12", "13"]);
  response.setHeader("x-kept", "1");
  const type = path.endsWith(".css") ? "text/css" : "text/html";
  response.setHeader("content-type", type);
  if (path === "/broken") response.statusCode = 500;
  response.end("hello\n");
});
after(() => upstream.stop());

/** Sets metadata to the last segment of the path. */
const setsMetadata = extension(
  "lua",
  "envoy.extensions.filters.http.lua.v3.Lua",
  {
    default_source_code: {
      inline_string: `function envoy_on_request(handle)
        local value = handle:headers():get(":path"):match("/metadata/(.*)")
        if not value then return end
        local metadata = handle:streamInfo():dynamicMetadata()
        local value = value:gsub("CRLF", "\\r\\n")
        metadata:set("envoy.filters.http.lua", "uppercased-custom-metadata", value)
      end`,
    },
  },
);

const routes = [routeTo("upstream")];
const ticker = await examplePlugin("hello-world", { configuration: "20" });
const envoy = await startExamples({
  listeners: [
    await exampleListener("blank", { routes }),
    await exampleListener("add-header", { routes }),
    await exampleListener("add-header", {
      name: "greets-melons",
      plugin: { configuration: "melon" },
      routes,
    }),
    await exampleListener("remove-headers", {
      plugin: { configuration: "X-Internal-, x-debug-" },
      routes,
    }),
    await exampleListener("add-header-json", {
      plugin: {
        configuration: {
          header: "x-wasm-header",
          value: "x-value",
          more: [{ header: "x-kept", value: "2" }],
        },
      },
      routes,
    }),
    await exampleListener("log-headers", { routes }),
    httpListener({
      name: "filter-metadata",
      filters: [setsMetadata, await examplePlugin("filter-metadata")],
      routes,
    }),
    await exampleListener("cache-control", {
      plugin: { configuration: { htmlMaxAge: 60, privatePaths: ["/me/"] } },
      routes,
    }),
  ],
  clusters: [cluster({ name: "upstream", port: upstream.port })],
  extensions: [wasmBootstrapExtension(ticker, { singleton: true })],
});

function get(listener: string, path = "/") {
  return request({ port: envoy.port(listener), path });
}

test("examples/blank passes an exchange unchanged", async () => {
  const response = await get("blank");
  assert.equal(response.status, 200);
  assert.equal(response.header("x-internal-host"), "10.0.0.1");
  assert.deepEqual(response.headerAll("x-debug-time"), ["12", "13"]);
  assert.equal(response.text, "hello\n");
});

test("examples/add-header adds a header with its configuration to responses", async () => {
  const response = await get("greets-melons");
  assert.deepEqual(response.headerAll("hello"), ["melon"]);
  assert.equal(response.text, "hello\n");
  const greeted = await get("add-header");
  assert.deepEqual(greeted.headerAll("hello"), ["world"]);
});

test("examples/remove-headers removes the headers that the configuration names", async () => {
  const response = await get("remove-headers");
  assert.equal(response.status, 200);
  assert.equal(response.header("x-internal-host"), undefined);
  assert.deepEqual(response.headerAll("x-debug-time"), []);
  assert.equal(response.header("x-kept"), "1");
  assert.equal(response.text, "hello\n");
});

test("examples/add-header-json adds the headers of its configuration", async () => {
  const response = await get("add-header-json");
  assert.equal(response.header("x-wasm-header"), "x-value");
  assert.deepEqual(response.headerAll("x-kept"), ["1", "2"]);
  assert.match(
    envoy.logs.join("\n"),
    /add_header_json: header from config: x-wasm-header = x-value/,
  );
});

test("examples/log-headers logs the headers of both sides, and the end", async () => {
  await get("log-headers", "/logged");
  const line = await envoy.waitForLog(/log_headers: #\d+ completed\.$/);
  const number = /#\d+/.exec(line)![0];
  const logged = envoy
    .logLines(`: ${number} `)
    .map((each) => each.slice(each.indexOf(number)));
  assert.equal(logged.includes(`${number} -> :path: /logged`), true);
  assert.equal(logged.includes(`${number} <- :status: 200`), true);
  assert.equal(logged.includes(`${number} <- x-debug-time: 12`), true);
  assert.equal(logged.includes(`${number} <- x-debug-time: 13`), true);
});

test("examples/filter-metadata answers with metadata that another filter has set", async () => {
  const response = await get("filter-metadata", "/metadata/MELON");
  assert.equal(response.header("uppercased-metadata"), "MELON");
  assert.equal(response.text, 'Custom response with Envoy metadata: "MELON"\n');
  const without = await get("filter-metadata");
  assert.equal(without.text, "hello\n");
  const broken = await get("filter-metadata", "/metadata/aCRLFb");
  assert.equal(broken.text, "hello\n");
});

test("examples/cache-control says what may be cached, by content type and path", async () => {
  const ruleOf = async (path: string) =>
    (await get("cache-control", path)).header("cache-control");
  assert.equal(await ruleOf("/a.css"), "public, max-age=31536000, immutable");
  assert.equal(await ruleOf("/"), "public, max-age=60, must-revalidate");
  assert.equal(await ruleOf("/me/a.css"), "no-store");
  assert.equal(await ruleOf("/broken"), "no-store");
  assert.equal((await get("cache-control")).header("vary"), "Accept-Encoding");
});

test("examples/hello-world greets, and ticks in the background", async () => {
  const lines = await waitForLines(
    envoy,
    /hello_world: It's \d{4}-\d\d-\d\dT[\d:.]+Z, your lucky number is \d+\.$/,
    2,
  );
  const times = lines.map((line) => Date.parse(/It's ([^,]+),/.exec(line)![1]));
  const pause = times[1] - times[0];
  // Without the configuration, five seconds or a little less.
  assert.ok(pause >= 0 && pause < 2500, `${pause} ms`);
  assert.equal(envoy.logLines("hello_world: Hello, World!").length > 0, true);
});
