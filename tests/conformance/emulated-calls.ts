import type { PendingHttpCall, ProxyHost } from "../../host/index.ts";
import { answerTo } from "./call-answers.ts";
import { comparable } from "./observe.ts";
import type { ObservedRequest } from "./scenario/scenario.ts";
import { HELD_PATH } from "./scenario/step.ts";
import { framed } from "./wire.ts";

/**
 * Answers calls from the emulator's filters until none is left, but those that a step
 * answers.
 */
export function answerCalls(host: ProxyHost, calls: ObservedRequest[]): void {
  const seen = new Set<PendingHttpCall>();
  for (;;) {
    const next = host.httpCalls.find(
      (each) => !seen.has(each) && !isHeld(each),
    );
    if (next !== undefined) {
      seen.add(next);
      if (next.cluster !== "closed") calls.push(observed(next));
      answer(next);
      continue;
    }
    const waiting = host.httpCalls.find((each) => !isHeld(each));
    // The test handles one without an end.
    if (waiting === undefined || waiting.timeout === 0) return;
    host.advance(waiting.timeout);
  }
}

/** Answers a call that a step answers; returns whether it is there. */
export function answerHeld(host: ProxyHost, path: string): boolean {
  const held = host.httpCalls.find((each) => each.header(":path") === path);
  if (held !== undefined) answer(held);
  return held !== undefined;
}

function isHeld(call: PendingHttpCall): boolean {
  return (call.header(":path") ?? "").startsWith(HELD_PATH);
}

function answer(call: PendingHttpCall): void {
  if (call.cluster === "closed") return call.fail("remote connection failure");
  const answer = answerTo(call.header(":path") ?? "");
  if (answer === "never") return;
  if (answer === "reset") return call.fail();
  if (answer === "garbage") return call.fail("protocol error");
  if (answer === "half" || answer === "break") {
    call.beginResponse();
    if (answer === "break") call.fail();
    return;
  }
  const headers = framed(answer.headers, answer.body, answer.trailers);
  call.respond({ ...answer, headers });
}

function observed(call: PendingHttpCall): ObservedRequest {
  return {
    method: call.header(":method") ?? "",
    path: call.header(":path") ?? "",
    headers: comparable([
      ["host", call.header(":authority") ?? ""],
      ...call.headers,
    ]),
    body: call.body.toString("latin1"),
    trailers: [],
  };
}
