import { BlockList, isIP } from "node:net";
import { MIMEType } from "node:util";
import type { Random } from "../fuzz/random.ts";
import { mutated, randomBytes } from "./mutate.ts";
import type { Subject } from "./subject.ts";

const QUERIES = [
  "",
  "a=1&b=2",
  "a=%20+%zz&&b==c&%61=d&e",
  "%EF%BB%BF=%FE%FF&%F0%9F%98%80=é",
];
const PATHS = ["/", "/a/b%2Fc?d=e#f", "/a//?b&&c=%", "*", "/é?ü=\u{1f600}"];
const COOKIES = ["a=1; b=2", 'a="x y";b;;c = d ', "=a;a=;é=ü"];
const SET_COOKIES = [
  "id=1; Path=/; Secure; HttpOnly; SameSite=None; Partitioned",
  "__Host-a=b; Max-Age=-1; expires=Wed, 09 Jun 2021 10:18:14 GMT; Domain=.x",
  "a; path=x;;secure=1; Max-Age=99999999999999999999",
  "a=b; Expires=1:2:3 4 jan 05",
];
const TYPES = [
  "text/html; charset=utf-8",
  'multipart/form-data;boundary="a \\"b\\""',
  "application/problem+json ; a=b;;c",
];
const ACCEPTS = [
  "text/*;q=0.3, text/html;level=1, */*;q=0.5",
  "gzip;q=1.0, identity; q=0.5, *;q=0",
  "da, en-gb;q=0.8, en;q=0.7",
];
const CREDENTIALS = [
  "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
  "Bearer mF_9.B5f-4.1JqM==",
  'Digest username="Mufasa", realm="a\\"b", nc=00000001',
];
const FORWARDED = [
  'for="[2001:db8::1]:4711";proto=https;by=203.0.113.43, for=unknown',
  'For=192.0.2.43,for="198.51.100.17:_p" ; host="a,b"',
];
const ADDRESSES = [
  "192.0.2.1",
  "255.255.255.255",
  "2001:db8:0:0:1:0:0:1",
  "::ffff:1.2.3.4",
  "::",
  "fe80::1%eth0",
  "1:2:3:4:5:6:7::",
  "abcd:ef01:2345:6789:ABCD:EF01:2345:6789",
];
const ENDPOINTS = ["192.0.2.1:80", "[2001:db8::1]:65535", "[::1]", "::1"];
const TAGS = ['"a", W/"b",,"c,d"', 'W/"a\\"', "*", '""'];
const RANGES = [
  "bytes=0-499,-5,500-",
  "bytes 42-1233/1234",
  "bytes */1234",
  "bytes=99999999999999999999-",
];
const CONTROLS = [
  'public, max-age="60", private="a, b", s-maxage=1',
  "no-store,MAX-AGE=1,,max-age=2,?",
];
const DATES = [
  "Sun, 06 Nov 1994 08:49:37 GMT",
  "Sunday, 06-Nov-94 08:49:37 GMT",
  "Sun Nov  6 08:49:37 1994",
];
const ITEMS = [
  "-999999999999999;a;b=1.5",
  '"a \\"b\\" \\\\";c=:aGVsbG8=:',
  '%"f%c3%bc";d=@-5;e=?0',
  "*foo/bar:x;f",
];
const LISTS = ['a, (b "c";d);e, 1.5', "(), (  a )  , ?1"];
const DICTIONARIES = ["a=1, b;c, d=(e f);g", "u=5,i", "a=?1,a=0.5"];
const PARTS = [
  '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--',
  "--b\r\n\r\n\r\n--b \r\nA: b\r\n\r\n\r\n--c\r\n--\r\n--b--\r\n",
];

/** What reads headers, URLs, addresses and forms. */
export const HTTP_SUBJECTS: Subject[] = [
  subject("searchParams", QUERIES, (output, input) => {
    const params = new URLSearchParams(`?${asciiOf(input)}`);
    const expected = [...params].flat().join("\n");
    return differs(output, expected);
  }),
  subject("searchParamsSet", QUERIES, (output) =>
    output === undefined ? "what was set is not read" : undefined,
  ),
  subject("requestUrl", PATHS, (output, input) =>
    output?.equals(input) ? undefined : `${String(output)} came out`,
  ),
  subject("pathname", PATHS, (output) => {
    const path = String(output);
    const isPath = /^\/([\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*$/.test(path);
    const url = new URL(`http://a${path}`);
    return isPath && !url.search && !url.hash ? undefined : path;
  }),
  subject("cookies", COOKIES, (output, input) => {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(input);
    return differs(output, text.startsWith(" ") ? text.slice(1) : text);
  }),
  subject("setCookie", SET_COOKIES, isNot("another")),
  subject("mediaType", TYPES, (output, input) => {
    if (String(output) === "another") return "it is read as another one";
    const type = mimeType(input.toString());
    if (output === undefined || type === undefined) return undefined;
    return differs(output, type);
  }),
  subject("accept", ACCEPTS, (output) =>
    /^(\d{1,4} ?){3}$/.test(String(output)) ? undefined : String(output),
  ),
  subject("authorization", CREDENTIALS, (output, input) => {
    const basic = /^\s*basic +([\w+/]+=*)\s*$/i.exec(input.toString());
    if (!basic || output === undefined || output.length === 0) return undefined;
    const text = Buffer.from(basic[1] ?? "", "base64").toString();
    return differs(output, text.replace(":", "\n"));
  }),
  subject("forwarded", FORWARDED),
  subject("ipAddress", ADDRESSES, (output, input) =>
    addressFault(output, input.toString()),
  ),
  subject("endpoint", [...ENDPOINTS, ...ADDRESSES], (output, input) => {
    const match = /^\[(.*)\](?::\d+)?$|^([\d.]+)(?::\d+)?$|^(.*)$/s.exec(
      input.toString(),
    );
    const address = match?.[1] ?? match?.[2] ?? match?.[3] ?? "";
    return output === undefined ? undefined : addressFault(output, address);
  }),
  {
    name: "cidrSet",
    theme: "http",
    input: (random) => Buffer.from(rangesText(random)),
    fault: cidrFault,
  },
  subject("entityTags", TAGS, isNot("another")),
  subject("ranges", RANGES, isNot("outside")),
  subject("cacheControl", CONTROLS, (output, input) =>
    // A quoted string without its end takes all that follows it.
    input.includes('"') ? undefined : differs(output, "60"),
  ),
  subject("httpDate", DATES, (output, input) => {
    const moment = Date.parse(input.toString());
    // Node knows no leap second, and reads years of two digits in another way.
    if (output === undefined || Number.isNaN(moment)) return undefined;
    return differs(output, String(moment));
  }),
  ...[
    { name: "structuredItem", texts: ITEMS },
    { name: "structuredList", texts: LISTS },
    { name: "structuredDictionary", texts: DICTIONARIES },
  ].map(({ name, texts }) =>
    subject(name, texts, (output, input, module) => {
      if (output === undefined) return undefined;
      return differs(output, String(module.run(`${name}Once`, input)));
    }),
  ),
  {
    name: "multipart",
    theme: "http",
    input: (random) =>
      Buffer.concat([Buffer.of(random.below(32)), mutated(random, PARTS)]),
    fault: isNot("another"),
  },
];

function subject(
  name: string,
  texts: string[],
  fault?: Subject["fault"],
): Subject {
  return {
    name,
    theme: "http",
    input: (random) =>
      random.oneIn(8) ? randomBytes(random, 12) : mutated(random, texts),
    ...(fault && { fault }),
  };
}

function isNot(text: string): NonNullable<Subject["fault"]> {
  return (output) => (String(output) === text ? text : undefined);
}

function differs(
  output: Buffer | undefined,
  expected: string,
): string | undefined {
  return output?.equals(Buffer.from(expected))
    ? undefined
    : `${String(output)}, not ${expected}`;
}

/** Writes what is not ASCII as it is in a URL. */
function asciiOf(input: Buffer): string {
  return [...input]
    .map((byte) =>
      byte < 0x80
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, "0")}`,
    )
    .join("");
}

function mimeType(text: string): string | undefined {
  try {
    return new MIMEType(text).essence;
  } catch {
    return undefined;
  }
}

function addressFault(
  output: Buffer | undefined,
  text: string,
): string | undefined {
  const [address = "", zone] = text.split(/%(.*)/s);
  const isZone = zone === undefined || /^[\w.~-]+$/.test(zone);
  const version = isZone && !text.endsWith("\n") ? isIP(address) : 0;
  if (version === 0 || (version === 4 && zone !== undefined)) {
    return output === undefined ? undefined : `${text} is taken`;
  }
  if (output === undefined) return `${text} is refused`;
  if (version === 4) return differs(output, address);
  const { hostname } = new URL(`http://[${address}]`);
  const mapped = /^\[::ffff:(\w+):(\w+)\]$/.exec(hostname);
  const groups = mapped?.slice(1).map((group) => parseInt(group, 16));
  const bytes = groups?.flatMap((group) => [group >> 8, group & 255]);
  const shown = bytes ? `::ffff:${bytes.join(".")}` : hostname.slice(1, -1);
  return differs(output, zone === undefined ? shown : `${shown}%${zone}`);
}

/** An address that is often near the ranges in the lines below it. */
function rangesText(random: Random): string {
  const bytes = () => `${random.below(3)}.${random.pick([0, 1, 254, 255])}`;
  const v4 = () => `10.${random.below(2)}.${bytes()}`;
  const group = () => random.pick(["0", "1", "ffff", "8000"]);
  const v6 = () => `2001:db8:${group()}:${group()}:${group()}::${group()}`;
  const address = () => random.pick([v4, v4, v6, v6, () => `::ffff:${v4()}`])();
  // Wider ranges of IPv6 have IPv4-mapped addresses in them, which are IPv4 to the SDK.
  const range = () => {
    const base = address();
    const isMapped = base.startsWith("::ffff:");
    const least = isMapped ? 96 : isIP(base) === 4 ? 0 : 8;
    const most = isIP(base) === 4 ? 32 : 128;
    return `${base}/${least + random.below(most - least + 1)}`;
  };
  const count = random.below(6);
  return [address(), ...Array.from({ length: count }, range)].join("\n");
}

function cidrFault(
  output: Buffer | undefined,
  input: Buffer,
): string | undefined {
  const [address = "", ...ranges] = input.toString().split("\n");
  const list = new BlockList();
  for (const range of ranges) {
    const [base = "", bits] = range.split("/");
    list.addSubnet(base, Number(bits), isIP(base) === 4 ? "ipv4" : "ipv6");
  }
  const unmapped = address.replace("::ffff:", "");
  const isIn =
    list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6") ||
    list.check(unmapped, isIP(unmapped) === 4 ? "ipv4" : "ipv6");
  return differs(output, isIn ? "in" : "out");
}
