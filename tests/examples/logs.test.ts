import { EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { after, test } from "node:test";
import { cluster } from "../../cli/envoy/cluster.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { httpListener, tcpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { Upstream } from "../envoy/upstream.ts";
import {
  exampleListener,
  examplePlugin,
  startExamples,
} from "./start-examples.ts";

// Answers every path except one, for which it emits an event.
const waiting = new EventEmitter();
const upstream = await Upstream.start(({ path }, response) => {
  if (path === "/slow") waiting.emit("request");
  else response.writeHead(404).end("no melons");
});
after(() => upstream.stop());

const accessLog = [await examplePlugin("access-logger")];
const envoy = await startExamples({
  listeners: [
    await exampleListener("plugin-configuration", {
      plugin: { vmConfiguration: { name: "vm" }, configuration: "plugin" },
    }),
    httpListener({
      name: "access-logger",
      accessLog,
      routes: [routeTo("gone", { prefix: "/gone" }), routeTo("upstream")],
    }),
    tcpListener({ name: "tcp", accessLog, cluster: "upstream" }),
  ],
  clusters: [
    cluster({ name: "upstream", port: upstream.port }),
    cluster({ name: "gone", port: 1 }),
  ],
});

test("examples/plugin-configuration shows both configurations", async () => {
  await envoy.waitForLog(/wasm log .*: vm config: \{"name":"vm"\}$/);
  await envoy.waitForLog(/wasm log .*: plugin config: plugin$/);
});

test("examples/access-logger writes a line for each exchange", async () => {
  const port = envoy.port("access-logger");
  await request({ port, path: "/melons?ripe" });
  await envoy.waitForLog(/: GET \/melons\?ripe 404 via_upstream 9$/);
  await request({ port, method: "HEAD", path: "/gone" });
  await envoy.waitForLog(
    /: HEAD \/gone 503 upstream_reset_before_response_started\S+ \d+$/,
  );
});

test("examples/access-logger writes a line for a client that left before the response", async () => {
  const port = envoy.port("access-logger");
  const socket = connect({ port, host: "127.0.0.1" });
  socket.write("GET /slow HTTP/1.1\r\nhost: a\r\n\r\n");
  await once(waiting, "request");
  socket.destroy();
  await envoy.waitForLog(/: GET \/slow 0 downstream_remote_disconnect 0$/);
});

test("examples/access-logger writes a line for a TCP connection", async () => {
  await request({ port: envoy.port("tcp"), path: "/melons" });
  await envoy.waitForLog(/: - - 0 - \d+$/);
});
