import assert from "node:assert/strict";
import { findEnvoy } from "../../cli/envoy/find-envoy.ts";
import { compareHosts } from "./compare-hosts.ts";
import { ENVOY_VERSIONS } from "../../scripts/project/envoy-versions.ts";
import { SCENARIOS } from "./scenarios.ts";

/** One of each kind; `npm run test:matrix` runs all on every minor. */
const NAMES = [
  "a filter that does nothing",
  "callbacks come in order with trailers",
  "a plugin that refuses its configuration",
  "a configuration that traps",
  "two plugins in one VM have their own contexts",
  "a request passes plugins in order, its response in reverse",
  "StopIteration for a request waits for continue",
  "StopIteration for a request holds the body as well",
  "memory out of bounds ends the VM",
  "an upstream closes in the middle of its answer",
  "a client closes while its request is held",
  "endless recursion ends the VM",
];

const some = SCENARIOS.filter(({ name }) => NAMES.includes(name));
assert.equal(some.length, NAMES.length);
const version = ENVOY_VERSIONS[0];
await compareHosts(some, await findEnvoy({ version, onProgress: console.log }));
