import type { Random } from "../fuzz/random.ts";
import { mutated } from "./mutate.ts";
import type { Subject } from "./subject.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";

const PARENTS = [
  `00-${TRACE}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-00`,
  `cc-${TRACE}-${SPAN}-03-more`,
  `00-${"0".repeat(31)}1-${SPAN}-ff`,
];
const STATES = [
  "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE",
  "foo@bar=1 , 1a-2f@foo=x y,,foo*_/-=!",
  Array.from({ length: 32 }, (_, i) => `k${i}=${i}`).join(),
];
const B3S = [
  `${TRACE}-${SPAN}-1-05e3ac9a4f6e3b90`,
  `${TRACE}-${SPAN}-d`,
  `${SPAN}-${SPAN}`,
  "0",
  "d",
];

const PARENT =
  /^(?!ff)(..)-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/s;
const MEMBER =
  /^([a-z0-9][a-z0-9_*/@-]{0,255})=[ !-+\--<>-~]{0,255}[!-+\--<>-~]$/;
const B3 =
  /^(?!0{32})(?:[0-9a-f]{16}){1,2}-(?!0{16})[0-9a-f]{16}(?:-[01d](?:-(?!0{16})[0-9a-f]{16})?)?$/;

function parentOf(text: string): string | undefined {
  const [, version, trace, span, flags, more] = PARENT.exec(text) ?? [];
  if (version === undefined || !/^[0-9a-f]{2}$/.test(version)) return undefined;
  if (version === "00" && more !== undefined) return undefined;
  return `00-${trace}-${span}-0${Number.parseInt(flags, 16) & 3}`;
}

function stateOf(text: string): string | undefined {
  const members = text
    .split(",")
    .map((each) => each.replaceAll(/^[ \t]+|[ \t]+$/g, ""))
    .filter((each) => each !== "");
  const keys = members.map((each) => MEMBER.exec(each)?.[1]);
  if (members.length > 32 || new Set(keys).size < keys.length) return undefined;
  return keys.includes(undefined) ? undefined : members.join();
}

function b3Of(text: string): string | undefined {
  const isShortZero = /^0{16}-/.test(text);
  const isTaken = /^[01d]$/.test(text) || (B3.test(text) && !isShortZero);
  return isTaken ? text : undefined;
}

function subject(
  name: string,
  texts: string[],
  read: (text: string) => string | undefined,
): Subject {
  return {
    name,
    theme: "tracing",
    input: (random: Random) => mutated(random, texts),
    fault(output, input) {
      const expected = read(input.toString());
      const actual = output?.toString();
      return actual === expected
        ? undefined
        : `${actual ?? "null"} instead of ${expected ?? "null"}`;
    },
  };
}

/** What reads the headers of traces. */
export const TRACING_SUBJECTS: Subject[] = [
  subject("traceparent", PARENTS, parentOf),
  subject("tracestate", STATES, stateOf),
  subject("b3", B3S, b3Of),
];
