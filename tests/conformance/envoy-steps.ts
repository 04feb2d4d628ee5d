import type { Header } from "../../host/index.ts";
import { once, type EventEmitter } from "node:events";
import { rawRequest } from "../../cli/envoy/raw-request.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { RESET } from "./emulator-steps.ts";
import type { RawPeers } from "./raw-peers.ts";
import {
  lengthOf,
  WAKE_PATH,
  type ObservedMessage,
  type Step,
  type StepView,
} from "./scenario/step.ts";
import { viewOf } from "./wire-view.ts";
import { framedStep, pairsOf } from "./wire.ts";

const SETTLED_MS = 1500;

/** Where and how a scenario with steps runs. */
export interface StepsTarget {
  port: number;
  peers: RawPeers;
  /** A listener without filters; its answer shows that Envoy has read everything. */
  idlePort: number;
  /** Answers a call, which may still be on its way; returns whether it was there. */
  release(path: string, isExpected: boolean): Promise<boolean>;
  /** The lines logged by the scenario's filters so far. */
  logs(): string[];
}

/**
 * Runs the steps of a scenario on Envoy. Each waits for the result that the emulator
 * had. If it does not arrive, the steps end.
 */
export async function takeStepsOnEnvoy(
  steps: readonly Step[],
  target: StepsTarget,
  expected: readonly StepView[],
): Promise<StepView[]> {
  const { peers } = target;
  const isHead = steps[0].at === "request" && steps[0].method === "HEAD";
  const chunked = { client: true, upstream: true, answered: false };
  const views: StepView[] = [];
  let from = target.logs().length;
  await peers.connect(target.port);
  for (const [index, step] of steps.entries()) {
    const expectedText = JSON.stringify(expected[index]);
    const isExpected = expected[index]?.answered ?? false;
    const answered =
      step.at === "answer"
        ? await target.release(step.path, isExpected)
        : undefined;
    const view = (): StepView => ({
      step,
      answered,
      logs: target.logs().slice(from),
      upstream: viewOf(peers.request.bytes, peers.request),
      response: responseView(peers, isHead),
    });
    const agrees = () => JSON.stringify(view()) === expectedText;
    await take(step, target, chunked);
    await idle(target);
    await settled(peers.changes, agrees);
    await idle(target);
    views.push(view());
    if (!agrees()) break;
    from = target.logs().length;
  }
  peers.stop();
  return views;
}

function responseView(
  { response }: RawPeers,
  isHead: boolean,
): ObservedMessage | null {
  const view = viewOf(response.bytes, { isHead, closed: response.closed });
  return view === null && response.closed ? RESET : view;
}

async function take(
  step: Step,
  { port, peers }: StepsTarget,
  chunked: { client: boolean; upstream: boolean; answered: boolean },
): Promise<void> {
  if (step.at === "client-close") return peers.close("client");
  if (step.at === "upstream-close") return peers.close("upstream");
  if (step.at === "answer") return;
  if (step.at === "wake") {
    const head = `GET ${WAKE_PATH}${step.number} HTTP/1.1`;
    const bytes = `${head}\r\nhost: a\r\nconnection: close\r\n\r\n`;
    await rawRequest({ port, bytes });
    return;
  }
  if (step.at === "request-line") {
    return peers.toEnvoy("client", "GET / HTTP/1.1\r\n");
  }
  if (step.at.startsWith("response")) {
    // A peer that is not connected cannot send anything.
    if (!peers.connected) return;
    if (step.at === "response") chunked.answered = true;
    if (!chunked.answered) return;
  }
  const side = step.at.startsWith("request") ? "client" : "upstream";
  if (step.at === "request" || step.at === "response") {
    const headers = framedStep(step);
    chunked[side] = !step.end && lengthOf(headers) === null;
    const first =
      step.at === "request"
        ? `${step.method ?? "GET"} ${step.path ?? "/"} HTTP/1.1${hostOf(step, headers)}`
        : `HTTP/1.1 ${step.status ?? 200} OK`;
    const lines = headers.map((each) => `\r\n${each.join(": ")}`);
    peers.toEnvoy(side, `${first}${lines.join("")}\r\n\r\n`);
  } else if (step.at === "request-data" || step.at === "response-data") {
    const size = step.data.length.toString(16);
    peers.toEnvoy(
      side,
      chunked[side] ? `${size}\r\n${step.data}\r\n` : step.data,
    );
  } else if (step.at === "request-end" || step.at === "response-end") {
    const trailers = pairsOf(step.trailers).map(
      (each) => `${each.join(": ")}\r\n`,
    );
    peers.toEnvoy(side, `0\r\n${trailers.join("")}\r\n`);
  }
}

function hostOf(
  { authority = "example.com" }: { authority?: string },
  headers: readonly Header[],
): string {
  const hasHost = headers.some(([name]) => name === "host");
  return hasHost ? "" : `\r\nhost: ${authority}`;
}

/** Envoy has one worker: once it answers here, it has read everything before. */
async function idle({ idlePort }: StepsTarget): Promise<void> {
  await request({ port: idlePort });
}

async function settled(
  changes: EventEmitter,
  agrees: () => boolean,
): Promise<void> {
  const signal = AbortSignal.timeout(SETTLED_MS);
  while (!agrees() && !signal.aborted) {
    await once(changes, "change", { signal }).catch(() => {});
  }
}
