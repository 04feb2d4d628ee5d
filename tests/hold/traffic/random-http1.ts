import type { Random } from "../../fuzz/random.ts";

type Field = [name: string, value: string];

const ODD = [
  "\0",
  "\t",
  "\x7f",
  "\x80",
  "\xff",
  "\r",
  "\n",
  " ",
  ":",
  '"',
  "é",
];

/** A request as a hostile client sends it, or a correct one. */
export function randomRequest(random: Random): string {
  const method = random.oneIn(6)
    ? random.pick([
        "CONNECT",
        "OPTIONS",
        "TRACE",
        "get",
        "A",
        "M-SEARCH",
        "G T",
        "",
      ])
    : random.pick(["GET", "POST", "POST", "PUT", "HEAD", "DELETE"]);
  const target = random.oneIn(5)
    ? random.pick([
        ...[
          "*",
          "",
          "//",
          "/%00",
          "/%zz",
          "/a/../b",
          "/#x",
          "http://b/c",
          "a:1",
        ],
        ...["/\x80", "/ /", `/${"a".repeat(9000)}`, "HTTP/1.1", "/?\t"],
      ])
    : random.pick(["/", "/a", "/a?b=c"]);
  const version = random.oneIn(12)
    ? random.pick([
        "HTTP/1.0",
        "HTTP/0.9",
        "HTTP/2.0",
        "HTTP/1.2",
        "http/1.1",
        "",
      ])
    : "HTTP/1.1";
  const { fields, body } = randomBody(random);
  const hosts: Field[] = random.oneIn(12)
    ? random.some(2, () => ["host", random.pick(["a", "", "a b", "a:99999"])])
    : [["host", "a"]];
  const all = [...hosts, ...fields, ...randomFields(random, REQUEST_FIELDS)];
  return `${method} ${target} ${version}${end(random)}${written(random, all)}${body}`;
}

/** An answer as a hostile server sends it, or a correct one. */
export function randomResponse(random: Random): string {
  const interim = random.oneIn(6)
    ? random
        .some(2, () => random.pick(["100", "102", "103", "199", "101"]))
        .map((status) => `HTTP/1.1 ${status} x\r\nlink: a\r\n\r\n`)
        .join("")
    : "";
  const status = random.oneIn(10)
    ? random.pick([
        "0",
        "99",
        "101",
        "600",
        "999",
        "1000",
        "abc",
        "-1",
        "200.5",
        "",
      ])
    : random.pick([
        "200",
        "200",
        "200",
        "204",
        "304",
        "205",
        "206",
        "404",
        "503",
      ]);
  const version = random.oneIn(12)
    ? random.pick(["HTTP/1.0", "HTTP/0.9", "HTTP/2", "HTTQ/1.1", "ICY"])
    : "HTTP/1.1";
  const { fields, body } = randomBody(random);
  const all: Field[] = [["date", "x"], ...fields];
  all.push(...randomFields(random, RESPONSE_FIELDS));
  const more = random.oneIn(15) ? "HTTP/1.1 200 OK\r\n\r\nmore" : "";
  return `${interim}${version} ${status} OK${end(random)}${written(random, all)}${body}${more}`;
}

const REQUEST_FIELDS: readonly Field[] = [
  ["connection", "close"],
  ["connection", "keep-alive"],
  ["connection", "upgrade"],
  ["connection", "x-a, close, te"],
  ["upgrade", "websocket"],
  ["upgrade", "h2c"],
  ["http2-settings", "AAMAAABkAAQAAP__"],
  ["expect", "100-continue"],
  ["expect", "200-ok"],
  ["te", "trailers"],
  ["accept", "*/*"],
  ["x-forwarded-for", "1.2.3.4"],
  ["x-envoy-retry-on", "5xx"],
  ["x-request-id", "1"],
  ["proxy-connection", "close"],
  ["keep-alive", "timeout=1"],
];

const RESPONSE_FIELDS: readonly Field[] = [
  ["connection", "close"],
  ["connection", "upgrade"],
  ["upgrade", "websocket"],
  ["server", "mine"],
  ["set-cookie", "a=b"],
  ["content-encoding", "gzip"],
  ["trailer", "x-t"],
  ["x-envoy-upstream-service-time", "5"],
  ["x-envoy-overloaded", "true"],
];

function randomFields(random: Random, known: readonly Field[]): Field[] {
  const fields = random.some(3, () => random.pick(known));
  if (!random.oneIn(6)) return fields;
  const odd = random.pick<Field>([
    ["x-odd", `a${random.pick(ODD)}b`],
    [`x${random.pick(ODD)}odd`, "a"],
    ["x-long", "v".repeat(random.pick([100, 8000, 70_000]))],
    ["", "no name"],
    ["x-fold", "a\r\n b"],
    ["x_under", "a"],
    [":path", "/other"],
    ["X-Upper", "A"],
    ["x-empty", ""],
  ]);
  const many = random.oneIn(10) ? random.pick([50, 101, 500]) : 1;
  for (let i = 0; i < many; i++) fields.push(odd);
  return fields;
}

/** A body with what announces it: right, or a lie. */
function randomBody(random: Random): { fields: Field[]; body: string } {
  const content = "body".repeat(random.pick([0, 1, 3, 300, 5000]));
  switch (random.oneIn(9) ? 4 : random.pick([0, 1, 2, 3, 5, 6, 7])) {
    case 0:
    case 1:
      return { fields: [], body: random.oneIn(6) ? content : "" };
    case 2:
    case 3:
      return {
        fields: [["content-length", `${content.length}`]],
        body: content,
      };
    case 4: {
      const { length } = content;
      const lie = random.pick([
        ...[
          length + 5,
          Math.max(0, length - 3),
          -1,
          "+4",
          "0x4",
          "4,4",
          "4, 5",
        ],
        ...["", " 4 ", "99999999999999999999", "4.0", "04"],
      ]);
      const fields: Field[] = [["content-length", `${lie}`]];
      if (random.oneIn(3)) fields.push(["content-length", `${length}`]);
      return { fields, body: content };
    }
    default: {
      const coding = random.oneIn(7)
        ? random.pick([
            ...["Chunked", "gzip, chunked", "chunked, chunked", "identity"],
            ...["chunked,", "\tchunked", "xchunked", "chunked, gzip", ""],
          ])
        : "chunked";
      const fields: Field[] = [["transfer-encoding", coding]];
      if (random.oneIn(8)) fields.push(["content-length", "3"]);
      return { fields, body: randomChunks(random) };
    }
  }
}

function randomChunks(random: Random): string {
  const chunks = random.some(4, () => {
    const data = "chunk".repeat(random.pick([1, 1, 2, 40, 3500]));
    const size = data.length.toString(16);
    if (random.oneIn(4)) return `${size};ext=1\r\n${data}\r\n`;
    if (!random.oneIn(6)) return `${size}\r\n${data}\r\n`;
    return random.pick([
      `${size};ext=1\r\n${data}\r\n`,
      `${size};ext="a\r\nb"\r\n${data}\r\n`,
      `${size} ; a=${"x".repeat(5000)}\r\n${data}\r\n`,
      `000000000000${size}\r\n${data}\r\n`,
      `${size.toUpperCase()}\r\n${data}\r\n`,
      `0x${size}\r\n${data}\r\n`,
      `${size}\n${data}\n`,
      `${size}\r\n${data}`,
      `-${size}\r\n${data}\r\n`,
      `${size}\r\n${data}more\r\n`,
      `ffffffffffffffff\r\n${data}\r\n`,
      `7fffffffffffffff1\r\n${data}\r\n`,
      `\r\n${data}\r\n`,
      `${size}\r\n${data}\r`,
      ` ${size}\r\n${data}\r\n`,
    ]);
  });
  const last = random.oneIn(6)
    ? random.pick(["", "0", "0\r\n", "00;a=b\r\n"])
    : "0\r\n";
  const trailers = random.oneIn(3)
    ? random
        .some(3, () =>
          random.pick([
            ...[
              "x-t: 1\r\n",
              "x-u: \r\n",
              "content-length: 5\r\n",
              "host: b\r\n",
            ],
            ...["transfer-encoding: chunked\r\n", "x-t : 1\r\n", "bad\r\n"],
            ...["x-\0: 1\r\n", `x-l: ${"t".repeat(9000)}\r\n`, " x: 1\r\n"],
          ]),
        )
        .join("")
    : "";
  const stop = random.oneIn(8)
    ? random.pick(["", "\n", "\r", "x\r\n"])
    : "\r\n";
  return chunks.join("") + last + trailers + stop;
}

function written(random: Random, fields: readonly Field[]): string {
  const lines = fields.map(([name, value]) => {
    const colon = random.oneIn(30)
      ? random.pick([" : ", ":", ":\t", ""])
      : ": ";
    return `${name}${colon}${value}${end(random)}`;
  });
  return lines.join("") + end(random);
}

function end(random: Random): string {
  return random.oneIn(60) ? random.pick(["\n", "\r", "\r\r\n", ""]) : "\r\n";
}
