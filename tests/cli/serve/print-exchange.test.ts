import assert from "node:assert/strict";
import { test } from "node:test";
import { request } from "../../../cli/envoy/http-request.ts";
import { ADD_HEADER, recording } from "./peers.ts";
import { startServing } from "./serving.ts";

test("printExchange shows headers that a proxy adds if the other side sent them itself", async (t) => {
  const { upstream } = await recording(t, (_, answer) => answer.end());
  const served = { filter: ADD_HEADER, upstream };
  const { port, said } = await startServing(t, served);
  const response = await request({ port, headers: [["x-request-id", "mine"]] });
  const printed = said.join("\n");
  assert.match(printed, /^ {6}x-request-id: mine$/m);
  assert.ok(printed.includes(`\n      date: ${response.header("date")}\n`));
  assert.doesNotMatch(printed, /^ {4}- /m);
  assert.match(printed, /^ {4}\+ hello: world$/m);
  assert.doesNotMatch(printed, /^ {4}\+ (date|server|x-)/m);
});
