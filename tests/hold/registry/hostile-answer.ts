import { gzipSync } from "node:zlib";
import type { Random } from "../../fuzz/random.ts";
import { mutateBytes } from "../../mutants/mutate-bytes.ts";

/** An answer of a registry, before it is on the wire. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Uint8Array<ArrayBuffer>;
  /** How the body is sent, if not at once. */
  way?: "endless" | "slowly" | "cut" | "never";
  /** What is sent instead of HTTP. */
  raw?: string;
}

/** Hosts to which a registry points. */
export interface Places {
  /** The registry itself. */
  own: string;
  /** Another host, which must not see a secret. */
  other: string;
}

/** What a terminal would do something with, and a line that looks like an own one. */
const CONTROL =
  "\u001b[2J\u001b]0;title\u0007\r\n✔ Pushed\u0000\u009b31m\u202e";

const STATUSES = [
  ...[200, 201, 202, 204, 206, 301, 302, 303, 307, 308, 400, 401, 403, 404],
  ...[405, 409, 413, 416, 429, 500, 502, 503, 599],
];

const TYPES = [
  ...["application/vnd.oci.image.index.v1+json", "text/html", ""],
  ...["application/vnd.oci.image.manifest.v1+json", "application/json"],
  ...["application/vnd.docker.distribution.manifest.v1+prettyjws", "x/y;="],
];

/** Changes an answer, once or more often. */
export function hostile(
  random: Random,
  answer: Answer,
  places: Places,
): Answer {
  const changed = { ...answer, headers: { ...answer.headers } };
  for (let left = 1 + random.below(2); left > 0; left--) {
    random.pick(CHANGES)(changed, random, places);
  }
  return changed;
}

type Change = (answer: Answer, random: Random, places: Places) => void;

const CHANGES: readonly Change[] = [
  (answer, random) => (answer.status = random.pick(STATUSES)),
  (answer, random, places) => {
    answer.status = random.pick([301, 302, 303, 307, 308]);
    answer.headers.location = random.pick(locations(places));
  },
  (answer, random, places) => {
    answer.status = 401;
    answer.headers["www-authenticate"] = random.pick(challenges(places));
  },
  (answer, random) => {
    answer.headers["content-type"] = random.pick(TYPES);
  },
  (answer, random) => {
    answer.headers["docker-content-digest"] = random.pick([
      ...[
        `sha256:${"0".repeat(64)}`,
        "sha256:../../x",
        "md5:1",
        "x".repeat(999),
      ],
    ]);
  },
  (answer, random) => {
    const size = random.pick([0, 1, answer.body.length + 9, 2 ** 40]);
    answer.headers["content-length"] = String(size);
  },
  (answer, random, { own, other }) => {
    answer.headers.link = random.pick([
      '</v2/me/image/tags/list?n=1&last=a>; rel="next"',
      `<http://${own}/v2/me/image/tags/list>; rel=next`,
      `<http://${other}/v2/me/image/tags/list>; rel="next"`,
      '<file:///etc/passwd>; rel="next"',
      "<".repeat(5000),
    ]);
  },
  (answer, random) => {
    answer.status = random.pick([429, 503]);
    answer.headers["retry-after"] = random.pick([
      "0",
      "1e99",
      "-5",
      CONTROL_FREE,
    ]);
  },
  (answer, random) => {
    answer.way = random.pick(["endless", "slowly", "cut", "never"]);
  },
  (answer) => {
    answer.headers["content-encoding"] = "gzip";
    answer.body = new Uint8Array(gzipSync(Buffer.alloc(50_000_000)));
    delete answer.headers["content-length"];
  },
  (answer, random) => {
    if (answer.body.length > 0) answer.body = mutateBytes(answer.body, random);
  },
  (answer, random) => (answer.body = wrongJson(random, answer.body)),
  (answer) => (answer.body = Buffer.alloc(6_000_000, " ")),
  (answer, random) => {
    answer.status = random.pick([400, 403, 500]);
    answer.body = Buffer.from(
      JSON.stringify({
        errors: [{ code: "DENIED", message: CONTROL, detail: 1 }],
      }),
    );
  },
  (answer, random) => {
    answer.raw = random.pick([
      "garbage\r\n\r\n",
      "HTTP/1.1 200 OK\r\n\r\n",
      `HTTP/1.1 200 ${CONTROL}\r\ncontent-length: 0\r\n\r\n`,
      `HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}\r\n\r\n`,
      "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000),
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
      "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
      "",
    ]);
  },
];

const CONTROL_FREE = "Fri, 31 Dec 9999 23:59:59 GMT";

function locations({ own, other }: Places): string[] {
  return [
    ...["", "/", "?a", "../../..", "//", `//${other}/x`, `http://${other}/x`],
    ...[`http://${own}/v2/me/image/manifests/v1`, "file:///etc/passwd"],
    ...[
      `http://me:secret@${other}/`,
      "javascript:1",
      "http://[::1",
      "gopher://x",
    ],
    ...[
      `/v2/${"a/".repeat(3000)}`,
      `/v2/me/image/blobs/uploads/1?${"x=1&".repeat(99)}`,
    ],
  ];
}

function challenges({ own, other }: Places): string[] {
  return [
    ...["", "Basic", "Bearer", 'Basic realm="', "Bearer realm=", "Negotiate"],
    ...[`Bearer realm="http://${other}/token",service="x"`],
    ...[`Bearer realm="http://${own}/token",service="${"s".repeat(9000)}"`],
    ...['Bearer realm="file:///etc/passwd"', 'Bearer realm="not a url"'],
    ...[`Basic realm="${"\\".repeat(999)}`, 'Bearer a=1, b="2", realm="x'],
    ...[`Bearer realm="http://${own}/v2/me/image/manifests/v1",scope="* * *"`],
  ];
}

const VALUES: readonly unknown[] = [
  ...[null, true, 0, -1, 1e300, 1.5, "", [], {}, [[]], [null], { a: null }],
  ...["sha256:0", "../../../../etc/passwd", CONTROL, "x".repeat(100_000)],
  "[".repeat(2000),
];

/** A JSON body in which some values are others. */
function wrongJson(random: Random, body: Uint8Array): Uint8Array<ArrayBuffer> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString());
  } catch {
    value = random.pick(VALUES);
  }
  const text = JSON.stringify(value, (_, each: unknown) =>
    random.oneIn(5) ? random.pick(VALUES) : each,
  );
  // Deeper than a parser that calls itself can go.
  if (random.oneIn(9)) return Buffer.from("[".repeat(200_000));
  return Buffer.from(text ?? "null");
}
