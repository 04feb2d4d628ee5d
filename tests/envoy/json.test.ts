import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const PARTS = ["plain text ", '"', "\\", "\n", "é", "世界", "😀", "\u0001"];

/** Lists of texts of all lengths up to that of a few vectors, and some with a fault. */
function documents(): string[] {
  let state = 23;
  const below = (limit: number) => {
    // A linear congruential generator, with the constants of Numerical Recipes.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: 40 }, (_, index) => {
    const texts = Array.from({ length: below(6) }, () =>
      Array.from(
        { length: below(9) },
        () => PARTS[below(3) === 0 ? below(PARTS.length) : 0],
      )
        .join("")
        .slice(below(10)),
    );
    const document = JSON.stringify(texts);
    return index % 4 === 3 ? document.slice(0, -1 - below(3)) : document;
  });
}

test("JsonReader and JsonWriter give the same answers with instructions on vectors", async (t) => {
  const lines = documents();
  const simd = { args: ["--enable", "simd"], variant: "-simd" };
  const [scalar, vectors] = await Promise.all(
    [{}, simd].map(async (options) => {
      const wasm = await compile("tests/envoy/filters/json.ts", options);
      const configuration = lines.join("\n");
      return startEnvoy(t, [{ wasm, rootId: "json", configuration }]);
    }),
  );
  for (const [index, line] of lines.entries()) {
    const headers: [string, string][] = [["x-line", String(index)]];
    const answers = await Promise.all(
      [scalar, vectors].map(async (envoy) =>
        (await get(envoy, "/", headers)).header("x-written"),
      ),
    );
    assert.equal(answers[1], answers[0], line);
    const written = decodeURIComponent(answers[0] ?? "");
    if (index % 4 === 3) assert.match(written, /: line 1, column \d+/, line);
    else assert.deepEqual(JSON.parse(written), JSON.parse(line), line);
  }
});
