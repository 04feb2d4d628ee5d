import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeploymentInput } from "../../../cli/deployment/deployment.ts";
import { parseDeployment } from "../../../cli/deployment/parse-deployment.ts";
import { inOrder } from "../../../cli/manifests/in-order.ts";

const parse = (inputs: DeploymentInput[]) =>
  inputs.map((input, index) =>
    parseDeployment(
      { name: `f${index}`, url: "oci://r.example/a:v1", ...input },
      "x",
    ),
  );

const ORDERS: [DeploymentInput[], (number | undefined)[]][] = [
  [[{}], [undefined]],
  [
    [{}, {}, {}],
    [2, 1, 0],
  ],
  [
    [{}, { priority: 7 }, {}],
    [8, 7, 0],
  ],
  [
    [{ priority: 5 }, {}],
    [5, 0],
  ],
  [
    [{ phase: "AUTHN" }, { phase: "AUTHN" }, {}],
    [1, 0, 0],
  ],
  [
    [{ form: "network" }, {}, { form: "network" }],
    [1, 0, 0],
  ],
];

for (const [inputs, priorities] of ORDERS) {
  test(`inOrder gives ${JSON.stringify(inputs)} the priorities ${priorities.join(", ")}`, () => {
    const made = inOrder(parse(inputs));
    assert.deepEqual(
      made.map(({ priority }) => priority),
      priorities,
    );
  });
}

const WRONG: [DeploymentInput[], RegExp][] = [
  [[{ priority: 1 }, { priority: 1 }], /f0 before f1: its priority, 1, must/],
  [[{}, { priority: 2 ** 31 - 1 }], /the priority of f0 would be 2147483648/],
  [[{ phase: "STATS" }, { phase: "AUTHN" }], /AUTHN comes before the phase ST/],
  [[{}, { phase: "STATS" }], /STATS comes before a filter without a phase/],
];

for (const [inputs, message] of WRONG) {
  test(`inOrder throws ${message}`, () => {
    assert.throws(() => inOrder(parse(inputs)), { name: "CliError", message });
  });
}
