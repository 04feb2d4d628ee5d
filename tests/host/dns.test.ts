import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ProxyHost,
  type DnsRecord,
  type DnsResolver,
} from "../../host/index.ts";
import { compile } from "../compile.ts";

const SERVICES = "tests/envoy/filters/plugin-services.ts";

async function answers(configuration: string, resolveDns?: DnsResolver) {
  const host = await ProxyHost.load(await compile(SERVICES), { resolveDns });
  host.startPlugin({ rootId: "resolver", configuration });
  return host.logs
    .filter(({ vm }) => vm === "worker")
    .map(({ message }) => message);
}

test("HostOptions.resolveDns answers a plugin's lookup", async () => {
  const resolve: DnsResolver = (name) =>
    name === "b"
      ? null
      : [{ address: "192.0.2.1", ttl: 60 }, { address: "2001:db8::1" }];
  assert.deepEqual(await answers("a b", resolve), [
    "status for a: 0",
    "status for b: 0",
    "answer for a: 2 192.0.2.1 for 60 2001:db8::1 for 0",
    "answer for b: nothing",
  ]);
});

test("HostOptions.resolveDns is not called for an address, which is answered at once", async () => {
  // As Envoy was seen to do in tests/envoy/dns.test.ts.
  assert.deepEqual(await answers("127.0.0.1"), [
    "answer for 127.0.0.1: 1 127.0.0.1 for 0",
    "answer for 127.0.0.2: 1 127.0.0.2 for 0",
    "status for 127.0.0.2: 0",
    "status for 127.0.0.1: 0",
  ]);
});

test("a lookup that nobody answers throws, and says how to answer it", async () => {
  await assert.rejects(answers("a"), {
    code: "NOT_EMULATED",
    message:
      "There is no name server for a. Set what it answers: ProxyHost.load(file, { resolveDns }).",
  });
});

test("HostOptions.resolveDns may answer later: the filter gets it when the clock moves", async () => {
  const { promise, resolve } = promised<DnsRecord[]>();
  const host = await ProxyHost.load(await compile(SERVICES), {
    resolveDns: (name) =>
      name === "a" ? promise : Promise.reject(new Error("no such name")),
  });
  host.startPlugin({ rootId: "resolver", configuration: "a b" });
  const answered = () =>
    host.logs
      .filter(({ vm, message }) => vm === "worker" && /^answer/.test(message))
      .map(({ message }) => message);
  resolve([{ address: "192.0.2.1" }]);
  await promise;
  assert.deepEqual(answered(), []);
  host.advance(0);
  assert.deepEqual(answered().toSorted(), [
    "answer for a: 1 192.0.2.1 for 0",
    "answer for b: nothing",
  ]);
});

/** A promise and the function that resolves it. */
function promised<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((taken) => (resolve = taken));
  return { promise, resolve };
}
