import { parseAllDocuments } from "yaml";
import { CliError } from "../../cli/base/cli-error.ts";
import { convert } from "../../cli/convert/convert.ts";
import { renderManifest } from "../../cli/manifests/render-manifest.ts";
import { Random } from "../fuzz/random.ts";
import type { Failure } from "./inspect-mutant.ts";
import { mutateYaml } from "./mutate-yaml.ts";
import { ENVOY_FILTER, FILTER_DEPLOYMENT } from "./sample-resources.ts";

const KINDS = ["wasmplugin", "trafficextension", "envoyfilter"];

/**
 * Converts the mutant for a seed: it must become resources, or a sentence must say why
 * not. Returns what went wrong.
 *
 *     convertMutant(42);
 */
export function convertMutant(seed: number): Failure | undefined {
  const random = new Random(seed);
  const original = random.pick([FILTER_DEPLOYMENT, ENVOY_FILTER]);
  const text = mutateYaml(original, random);
  const started = process.cpuUsage();
  try {
    const yaml = renderManifest(convert(text, "a.yaml", random.pick(KINDS)));
    const [broken] = parseAllDocuments(yaml).flatMap(({ errors }) => errors);
    if (broken) return { seed, what: broken.message };
  } catch (error) {
    const isSentence =
      error instanceof CliError && !error.message.includes("undefined");
    if (!isSentence) return { seed, what: String((error as Error).stack) };
  }
  const took = process.cpuUsage(started).user / 1000;
  return took > 2000 ? { seed, what: `it took ${took} ms` } : undefined;
}
