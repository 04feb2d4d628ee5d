import { Random } from "../../fuzz/random.ts";
import { frame, FRAME, PREFACE } from "../../envoy/http2-frames.ts";
import { randomRequest, randomResponse } from "./random-http1.ts";
import { randomFrame, randomMessage } from "./random-http2.ts";
import type { Side, Step, TrafficCase } from "./traffic-case.ts";

/** Numbers by which what is wrong is rarer: more of it gets as far as the filters. */
class TameRandom extends Random {
  override oneIn(times: number): boolean {
    return super.oneIn(times < 6 ? times : times * 10);
  }
}

/** The case of a seed; in most of them one end at most is hostile. */
export function randomCase(seed: number): TrafficCase {
  const random = new Random(seed);
  const client = random.pick([1, 1, 2] as const);
  const upstream = random.pick([1, 1, 2] as const);
  const tame = new TameRandom(seed + 1);
  const [asks, answers] = random.pick([
    [tame, tame],
    [tame, random],
    [tame, random],
    [random, tame],
    [random, random],
  ]);
  const makers = { asks, answers, upstream };
  const steps = client === 1 ? http1Requests(makers) : http2Requests(makers);
  return { client, upstream, steps };
}

/** Where the two ends take their numbers from. */
interface Makers {
  asks: Random;
  answers: Random;
  upstream: 1 | 2;
}

/** Requests of HTTP/1, one after another or several at once, with their answers. */
function http1Requests(makers: Makers): Step[] {
  const { asks } = makers;
  const requests = asks.pick([1, 1, 1, 2, 4]);
  const isPipelined = asks.oneIn(2);
  const steps: Step[] = [];
  let pending = "";
  for (let left = requests; left > 0; left--) {
    pending += randomRequest(asks);
    if (isPipelined && left > 1) continue;
    const before = cut(asks, "client", Buffer.from(pending, "latin1"));
    steps.push(...woven(asks, before, answer(makers)));
    pending = "";
  }
  if (isPipelined) {
    for (let left = requests - 1; left > 0; left--)
      steps.push(...answer(makers));
  }
  return steps;
}

/** Streams of HTTP/2, one after another. */
function http2Requests(makers: Makers): Step[] {
  const { asks } = makers;
  const own = frame(FRAME.Settings, 0, 0);
  const steps: Step[] = [
    { side: "client", send: Buffer.concat([PREFACE, own]) },
  ];
  const streams = asks.pick([1, 1, 2, 3]);
  for (let index = 0; index < streams; index++) {
    const stream = asks.oneIn(30) ? asks.below(8) : index * 2 + 1;
    const sent = randomMessage(asks, stream, true);
    const before = cut(asks, "client", Buffer.concat(sent));
    steps.push(...woven(asks, before, answer(makers)));
    if (asks.oneIn(6)) {
      steps.push({ side: "client", send: randomFrame(asks, stream) });
    }
  }
  return steps;
}

function answer({ answers, upstream }: Makers): Step[] {
  if (answers.oneIn(12)) {
    return [{ side: "upstream", then: answers.pick(["end", "reset"]) }];
  }
  const bytes =
    upstream === 1
      ? Buffer.from(randomResponse(answers), "latin1")
      : Buffer.concat(randomMessage(answers, 1, false));
  return cut(answers, "upstream", bytes);
}

/** Bytes in one step or in several, with an end somewhere. */
function cut(random: Random, side: Side, bytes: Buffer): Step[] {
  const steps: Step[] = [];
  const cuts = random.oneIn(3) ? random.pick([1, 2, 5]) : 0;
  const places = Array.from({ length: cuts }, () =>
    random.below(bytes.length + 1),
  );
  const bounds = [
    0,
    ...places.toSorted((one, other) => one - other),
    bytes.length,
  ];
  for (let index = 1; index < bounds.length; index++) {
    const send = bytes.subarray(bounds[index - 1], bounds[index]);
    if (send.length > 0) steps.push({ side, send });
  }
  if (random.oneIn(5)) {
    const then = random.pick(["end", "reset"] as const);
    const at = random.below(steps.length + 1);
    // What is sent together with a reset may or may not be read.
    steps.splice(at, then === "reset" ? steps.length : 0, { side, then });
  }
  return steps;
}

/** An answer after its request; sometimes it begins earlier. */
function woven(random: Random, before: Step[], after: Step[]): Step[] {
  if (!random.oneIn(3)) return [...before, ...after];
  const at = random.below(before.length + 1);
  return [
    ...before.slice(0, at),
    ...after.slice(0, 1),
    ...before.slice(at),
    ...after.slice(1),
  ];
}
