import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { ListenerFile } from "../../cli/envoy/listener-file.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { ProxyHost } from "../../host/index.ts";
import { loadSymbolicator } from "../../cli/symbolicate/load-symbolicator.ts";
import { compile } from "../compile.ts";
import { tempFolder } from "../temp-folder.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { get } from "./start-envoy.ts";
import { Upstream } from "./upstream.ts";
import { waitForLines } from "./wait-for-lines.ts";

const SOURCE = "tests/envoy/filters/waiting-handler.ts";

const wasm = await compile(SOURCE);

const source = (await readFile(SOURCE, "utf8")).split("\n");
const TRAP = source.findIndex((line) => line.includes("throw new Error")) + 1;

/** A line of a backtrace that names the line that traps. */
const FRAME = new RegExp(`waiting-handler\\.ts:${TRAP}:\\d+`);

function listenersWith(configuration: string) {
  const filter = { wasm, rootId: "waiting", configuration };
  const open = { vmId: "open", failurePolicy: "FAIL_OPEN" } as const;
  const rest = {
    routes: [routeTo("upstream")],
    manager: { stream_idle_timeout: "2s" },
  };
  return [
    httpListener({ filters: [filter], ...rest }),
    httpListener({ name: "open", filters: [{ ...filter, ...open }], ...rest }),
  ];
}

/** A server that holds the handler's calls, and tells others what the handler found. */
class HeldCalls {
  readonly #held = new Map<string, ServerResponse>();
  readonly #arrivals = new EventEmitter();
  readonly upstream: Promise<Upstream>;

  constructor() {
    this.upstream = Upstream.start(({ path, headers }, response) => {
      if (path.startsWith("/call")) {
        this.#held.set(path, response);
        this.#arrivals.emit("call");
      } else {
        const [, found] = headers.find(([name]) => name === "x-found") ?? [];
        response.end(found);
      }
    });
  }

  /** Waits until calls for these paths have come. */
  async arrived(paths: readonly string[]): Promise<void> {
    while (!paths.every((path) => this.#held.has(`/call${path}`)))
      await once(this.#arrivals, "call");
  }

  answer(path: string, text = `answer to ${path}`): void {
    this.#held.get(`/call${path}`)?.end(text);
  }
}

test("streams of a handler that wait end rightly, whatever ends", async (t) => {
  const calls = new HeldCalls();
  const upstream = await calls.upstream;
  t.after(() => upstream.stop());
  const file = await ListenerFile.write(
    await tempFolder(t),
    listenersWith("one"),
  );
  const envoy = await EnvoyProcess.start(
    bootstrap({
      node: { id: "any", cluster: "any" },
      clusters: [cluster({ name: "upstream", port: upstream.port })],
      fields: file.fields,
    }),
    {
      logLevel: "warning",
      componentLogLevel: "wasm:info",
      args: ["--drain-time-s", "1"],
    },
  );
  t.after(() => envoy.stop());
  const begin = async (paths: readonly string[]) => {
    const responses = paths.map((path) => get(envoy, path));
    await calls.arrived(paths);
    return responses;
  };
  const reload = async (configuration: string) => {
    await file.replace(listenersWith(configuration));
    while (!(await get(envoy, "/now")).text.startsWith(configuration));
  };
  const expectFound = async (
    responses: readonly Promise<{ text: string }>[],
    paths: readonly string[],
    configuration: string,
  ) => {
    const texts = (await Promise.all(responses)).map(({ text }) => text);
    const expected = paths.map(
      (path) => `${configuration}: before ${path} answer to ${path}`,
    );
    assert.deepEqual(texts, expected);
  };

  await t.test(
    "a new configuration leaves them their own, and nothing crosses",
    async () => {
      const old = ["/a", "/b", "/c"];
      const waiting = await begin(old);
      await reload("two");
      const recent = ["/d", "/e"];
      const others = await begin(recent);
      for (const path of [...old, ...recent]) calls.answer(path);
      await expectFound(waiting, old, "one");
      await expectFound(others, recent, "two");
      // In the main thread and in the worker.
      await waitForLines(envoy, "one: plugin deleted", 2);
    },
  );

  await t.test(
    "those that wait as their listener is drained are closed, and late answers are lost",
    async () => {
      const old = ["/f", "/g"];
      const waiting = await begin(old);
      const ended = waiting.map((each) =>
        each.then(
          ({ status }) => String(status),
          () => "closed",
        ),
      );
      await reload("three");
      assert.deepEqual(await Promise.all(ended), ["closed", "closed"]);
      await waitForLines(envoy, "two: plugin deleted", 2);
      for (const path of old) calls.answer(path);
      const [response] = await begin(["/h"]);
      calls.answer("/h");
      await expectFound([response], ["/h"], "three");
      assert.doesNotMatch(envoy.logs.join("\n"), /critical|error/i);
    },
  );

  await t.test(
    "a trap after a wait ends the VM, and each stream that waits by the idle timeout, whatever the fail policy",
    async () => {
      const ends = async (listener: string) => {
        const paths = ["/i", "/later", "/trap"].map((path) => path + listener);
        const port = envoy.port(listener);
        const waiting = paths.map((path) => request({ port, path }));
        await calls.arrived(paths);
        calls.answer(`/trap${listener}`, "trap");
        await envoy.waitForLog(`Cannot go on: /trap${listener}`);
        for (const path of paths) calls.answer(path);
        const next = await request({ port, path: "/now" });
        const all = [...(await Promise.all(waiting)), next];
        return all.map(({ status }) => status);
      };
      assert.deepEqual(await Promise.all([ends("main"), ends("open")]), [
        [503, 504, 503, 503],
        [503, 504, 503, 200],
      ]);
      await envoy.waitForLog(/ - .*proxy_on_http_call_response$/);
      assert.match(await ownFrame(wasm, envoy.logs), FRAME);
    },
  );
});

test("symbolicate names the line of a trap after a wait in a debug build", async () => {
  const debug = await compile(SOURCE, { target: "debug", variant: ".mapped" });
  const host = await ProxyHost.load(await readFile(debug), {
    clusters: { upstream: {} },
  });
  const plugin = host.startPlugin({ rootId: "waiting" });
  plugin.httpStream().request({ path: "/trap" });
  host.httpCalls[0].respond({ body: "trap" });
  const lines = host.logs.flatMap(({ text }) => text.split("\n"));
  assert.match(await ownFrame(debug, lines), FRAME);
});

/** Returns the first line of a backtrace that names the filter's source. */
async function ownFrame(file: string, lines: readonly string[]) {
  const frames = lines.map(await loadSymbolicator(file));
  return frames.find((line) => /^ +\d+: +0x.*waiting-handler/.test(line)) ?? "";
}
