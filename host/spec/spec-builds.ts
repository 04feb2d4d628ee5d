import { readFile } from "node:fs/promises";
import { FilterModule, type HostedModule } from "../engine/filter-module.ts";
import { findReleaseBuild } from "./release-build.ts";
import type { SpecInfo } from "./spec-info.ts";
import type { SpecBuild } from "./spec-instance.ts";
import type { SpecsOn } from "./specs-on.ts";

const OWN: SpecBuild = { name: "spec build" };

/**
 * The builds for a spec file, as far as there are any. Throws where a build is asked
 * for that is missing or old; says so where it is not asked for.
 *
 *     await readSpecBuilds(info, "both");
 */
export async function readSpecBuilds(
  { sources }: SpecInfo,
  wanted: SpecsOn | undefined,
): Promise<SpecBuild[]> {
  if (wanted === "spec") return [OWN];
  const own = wanted === "release" ? [] : [OWN];
  const { file, problem } = findReleaseBuild(sources);
  if (problem === null) {
    const module = FilterModule.compile(Uint8Array.from(await readFile(file)));
    return [...own, { name: file, module: startedOnce(module) }];
  }
  if (file !== null && wanted !== undefined) {
    throw new Error(
      `Cannot run ${sources[0]} on the release build: ${problem}.`,
    );
  }
  if (file !== null || wanted === "release") {
    console.log(`${sources[0]} does not run on the release build: ${problem}.`);
  }
  return [OWN];
}

/** A module whose plugins start once, as those of the spec's own module do. */
function startedOnce(module: HostedModule): HostedModule {
  return {
    abiVersion: module.abiVersion,
    interface: module.interface,
    startsOnce: true,
    instantiate: (imports) => module.instantiate(imports),
  };
}
