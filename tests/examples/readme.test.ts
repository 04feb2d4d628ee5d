import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { parse } from "yaml";
import { socketAddress } from "../../cli/envoy/address.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { request, type HttpResponse } from "../../cli/envoy/http-request.ts";
import { compile } from "../compile.ts";
import { ROOT } from "../../scripts/project/project-files.ts";
import { readmeCalls } from "./readme-calls.ts";

const EXAMPLES = readdirSync(join(ROOT, "examples"));

/** The ports in the examples' files; the admin interface's comes first. */
const PORTS = [9901, 10000, 10001, 10002, 10003];

for (const example of EXAMPLES) {
  const folder = join(ROOT, "examples", example);
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const calls = readmeCalls(readme);

  test(`examples/${example}/README.md shows an answer after each curl -i`, () => {
    assert.equal(calls.length, readme.match(/^curl -i/gm)?.length ?? 0);
  });

  test(`examples/${example}/envoy.yaml works as the README says`, async (t) => {
    const ports = await freePorts();
    const envoy = await startEnvoy(example, folder, ports);
    t.after(() => envoy.stop());
    for (const { curl, request: sent, port, ...expected } of calls) {
      const response = await request({ port: ports.get(port)!, ...sent });
      assert.equal(response.status, expected.status, curl);
      const lines = response.headers.map((header) => header.join(": "));
      const missing = expected.headers.filter((line) => !lines.includes(line));
      assert.deepEqual(missing, [], curl);
      assert.equal(textOf(response).trimEnd(), expected.body, curl);
    }
  });
}

/** A body as curl prints it. */
function textOf(response: HttpResponse): string {
  return response.header("content-encoding") === "deflate"
    ? inflateSync(response.body).toString()
    : response.text;
}

/** A free port for each of the ports in the examples. */
async function freePorts(): Promise<Map<number, number>> {
  const servers = PORTS.map(() => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const free = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return new Map(PORTS.map((port, index) => [port, free[index]]));
}

/** Starts Envoy with the example's file, on free ports. */
async function startEnvoy(
  example: string,
  folder: string,
  ports: Map<number, number>,
): Promise<EnvoyProcess> {
  const wasm = await compile(`examples/${example}/assembly/index.ts`);
  const yaml = readFileSync(join(folder, "envoy.yaml"), "utf8")
    .replaceAll("build/release.wasm", wasm)
    .replace(/\b(1000\d|9901)\b/g, (port) => String(ports.get(Number(port))));
  const config = parse(yaml) as object;
  return EnvoyProcess.start(
    { admin: { address: socketAddress("127.0.0.1", 0) }, ...config },
    { logLevel: "warning" },
  );
}
