import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import { connect } from "node:net";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { any } from "../../cli/envoy/extension.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { compile } from "../compile.ts";
import {
  END_HEADERS,
  END_STREAM,
  frame,
  frames,
  FRAME,
  headerBlock,
  PREFACE,
  settings,
} from "./http2-frames.ts";
import { startScripted } from "./http-script.ts";
import { rawServer } from "./raw-server.ts";

const OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

/** Starts the scripted filter between peers that can send METADATA. */
async function startWithMetadata(t: TestContext): Promise<EnvoyProcess> {
  const wasm = await compile("tests/envoy/filters/http-script.ts");
  const http2 = { http2_protocol_options: { allow_metadata: true } };
  const port = await rawServer(t, (socket) => {
    let received: Buffer = Buffer.alloc(0);
    let answered = false;
    socket.write(settings());
    socket.on("data", (data) => {
      received = Buffer.concat([received, data]);
      const request = frames(received).find(
        ({ type }) => type === FRAME.Headers,
      );
      if (answered || !request) return;
      answered = true;
      socket.write(answer(request.stream));
    });
  });
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        httpListener({
          filters: [{ wasm }],
          routes: [routeTo("upstream")],
          manager: http2,
        }),
      ],
      clusters: [
        {
          ...cluster({ name: "upstream", port }),
          typed_extension_protocol_options: {
            [OPTIONS]: any(OPTIONS, { explicit_http_config: http2 }),
          },
        },
      ],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());
  return envoy;
}

/** A response with metadata. */
function answer(stream: number): Buffer {
  const metadata = headerBlock({ one: "1", two: "2" });
  return Buffer.concat([
    frame(
      FRAME.Headers,
      END_HEADERS,
      stream,
      headerBlock({ ":status": "200" }),
    ),
    frame(FRAME.Metadata, END_HEADERS, stream, metadata),
    frame(FRAME.Data, END_STREAM, stream, Buffer.from("hello")),
  ]);
}

test("HttpContext.onRequestMetadata and HttpContext.onResponseMetadata are called with a count", async (t) => {
  const envoy = await startWithMetadata(t);
  const headers = headerBlock({
    ":method": "POST",
    ":scheme": "http",
    ":path": "/",
    ":authority": "test",
    "x-do": "requestMetadata/header.get/:path requestMetadata/return/1",
  });
  const socket = connect(envoy.port(), "127.0.0.1");
  t.after(() => socket.destroy());
  socket.write(
    Buffer.concat([
      PREFACE,
      settings(),
      frame(FRAME.Headers, END_HEADERS, 1, headers),
      frame(FRAME.Metadata, END_HEADERS, 1, headerBlock({ three: "3" })),
      frame(FRAME.Data, END_STREAM, 1, Buffer.from("hello")),
    ]),
  );
  await envoy.waitForLog("seen delete");
  const seen = envoy.logs.flatMap(
    (line) => /: seen (.*)$/.exec(line)?.[1] ?? [],
  );
  const answered = seen.indexOf("responseHeaders");
  assert.ok(seen.slice(0, answered).includes("requestMetadata 1"), seen.join());
  assert.ok(seen.slice(answered).includes("responseMetadata 2"), seen.join());
});

test("HttpContext serves HTTP/2 like HTTP/1.1", async (t) => {
  const { envoy, upstream } = await startScripted(t);
  const client = connectHttp2(`http://127.0.0.1:${envoy.port()}`);
  t.after(() => client.destroy());
  const stream = client.request({
    ":method": "POST",
    "x-do":
      "requestHeaders/header.delete/content-length requestBody/body.append/! responseHeaders/header.delete/content-length responseBody!/body.append/end responseBody!/trailer.set/x-r/1",
  });
  let trailers: unknown;
  stream.on("trailers", (received: IncomingHttpHeaders) => {
    trailers = received["x-r"];
  });
  stream.end("hello");
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += String(chunk);
  if (!stream.closed) await once(stream, "close");
  assert.match(text, /end$/);
  assert.equal(trailers, "1");
  assert.match(upstream.requests[0]?.body.toString() ?? "", /^hello!/);
});
