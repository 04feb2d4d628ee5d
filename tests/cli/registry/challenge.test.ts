import assert from "node:assert/strict";
import { test } from "node:test";
import { parseChallenges } from "../../../cli/registry/challenge.ts";

test("parseChallenges reads several challenges, quoted and not", () => {
  const header =
    'Basic realm="a, \\"b\\"", Bearer realm="https://x/token",service=y , ' +
    'scope="repository:a:pull,push", Negotiate';
  assert.deepEqual(parseChallenges(header), [
    { scheme: "basic", parameters: { realm: 'a, "b"' } },
    {
      scheme: "bearer",
      parameters: {
        realm: "https://x/token",
        service: "y",
        scope: "repository:a:pull,push",
      },
    },
    { scheme: "negotiate", parameters: {} },
  ]);
});

test("parseChallenges stops where there are no more challenges", () => {
  assert.deepEqual(parseChallenges(""), []);
  assert.deepEqual(parseChallenges(" , ,"), []);
  assert.deepEqual(parseChallenges('="x" "'), [
    { scheme: '="x"', parameters: {} },
    { scheme: '"', parameters: {} },
  ]);
});
