import assert from "node:assert/strict";
import { test } from "node:test";
import type { CompileOptions } from "../compile.ts";
import { loadModels, SHORT } from "./load-models.ts";
import { modelDocuments } from "./model-cases.ts";

const CASES = 2_000;

/** The collector of specs, but for this: each object that is made begins and ends a collection. */
const INCREMENTAL = [
  ...["--runtime", "incremental"],
  ...["--use", "ASC_GC_IDLEFACTOR=0"],
  ...["--use", "ASC_GC_GRANULARITY=16"],
  ...["--use", "ASC_GC_SWEEPFACTOR=1000000"],
];

/** Builds that collect wherever they may, and the build that each has to be like. */
const BUILDS: [name: string, options: CompileOptions, like: CompileOptions][] =
  [
    [
      "the collector of specs, short documents",
      {
        target: "debug",
        args: [...(SHORT.args ?? []), ...INCREMENTAL],
        variant: "-short-incremental",
      },
      SHORT,
    ],
    [
      "the collector of specs, long documents",
      { target: "debug", args: INCREMENTAL, variant: "-incremental" },
      {},
    ],
    [
      "the SDK's collector, long documents",
      { args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"], variant: "-eager" },
      {},
    ],
  ];

for (const [name, options, like] of BUILDS) {
  test(`models are read alike while garbage is collected: ${name}`, async () => {
    const [found, expected] = await Promise.all([
      loadModels(options),
      loadModels(like),
    ]);
    const documents = modelDocuments(2028);
    for (let i = 0; i < CASES; i++) {
      const document = documents.next().value;
      assert.equal(
        found("configure", document),
        expected("configure", document),
        Buffer.from(document).toString(),
      );
    }
  });
}
