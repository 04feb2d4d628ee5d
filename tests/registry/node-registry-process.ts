/**
 * The process of the tests' own registry: tests that wait for a command would stop a
 * registry in theirs.
 */
import {
  startNodeRegistry,
  type NodeRegistryOptions,
} from "./node-registry.ts";

const [options = "{}"] = process.argv.slice(2);
const { host } = await startNodeRegistry(
  JSON.parse(options) as NodeRegistryOptions,
);
process.send?.(host);
// The test that started it has ended.
process.on("disconnect", () => process.exit());
