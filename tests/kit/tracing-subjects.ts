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
const BAGGAGES = [
  "key1=value1;property1;property2, key2 = value2, key3=value3; p=v",
  "serverNode=DF%2028,userId=Am%C3%A9lie,isProduction=false",
  "a=%ff%,b==x=\t;\tc = d ,a=1,,;=,",
  Array.from({ length: 70 }, (_, i) => `k${i}=${i}`).join(),
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

const PROPERTY = /^[!#$%&'*+.^_`|~\w-]+(?:[ \t]*=[ \t]*[!#-+\--:<-[\]-~]*)?$/;
const ENTRY = /^([!#$%&'*+.^_`|~\w-]+)[ \t]*=[ \t]*([!#-+\--:<-[\]-~]*)$/;

/** The members by key, whose values are decoded; the inputs are shorter than the limits. */
function baggageOf(text: string): string {
  const members = new Map<string, { text: string; value: string }>();
  const trimmed = (each: string) => each.replaceAll(/^[ \t]+|[ \t]+$/g, "");
  for (const member of text.split(",").map(trimmed)) {
    const [entry, ...properties] = member.split(";").map(trimmed);
    const [, key, value] = ENTRY.exec(entry) ?? [];
    if (key === undefined) continue;
    if (properties.some((each) => !PROPERTY.test(each))) continue;
    if (!members.has(key) && members.size === 64) continue;
    const bytes = value.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
    const decoded = new TextDecoder("utf-8", { ignoreBOM: true });
    members.set(key, {
      text: member,
      value: decoded.decode(Buffer.from(bytes, "latin1")),
    });
  }
  const all = [...members.values()];
  return [
    all.map((each) => each.text).join(),
    ...all.map((each) => each.value),
  ].join("\n");
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
  subject("baggage", BAGGAGES, baggageOf),
  subject("b3", B3S, b3Of),
];
