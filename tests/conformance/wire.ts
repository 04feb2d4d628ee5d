import type { Header, Headers, UpstreamAnswer } from "../../host/index.ts";

type Body = UpstreamAnswer["body"];

/** The pairs of headers. */
export function pairsOf(headers: Headers = []): Header[] {
  return Array.isArray(headers)
    ? [...(headers as readonly Header[])]
    : Object.entries(headers);
}

/** The parts of a body, as bytes. */
export function partsOf(body: Body): Uint8Array[] {
  if (body === undefined) return [];
  const parts = Array.isArray(body) ? body : [body];
  return parts.map((part) =>
    typeof part === "string" ? Buffer.from(part) : part,
  );
}

/** Headers with the one that HTTP/1.1 needs to frame the body. */
export function framed(
  headers: Headers | undefined,
  body: Body,
  trailers: Headers | undefined,
): Header[] {
  const pairs = pairsOf(headers);
  const has = (name: string) => pairs.some(([each]) => each === name);
  if (has("content-length") || has("transfer-encoding")) return pairs;
  const parts = partsOf(body);
  if (parts.length > 1 || trailers !== undefined) {
    return [...pairs, ["transfer-encoding", "chunked"]];
  }
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return [...pairs, ["content-length", String(size)]];
}

/** The bytes of an answer, in the parts in which they go out. */
export function answerBytes(answer: UpstreamAnswer): Buffer[] {
  const { status = 200, body, trailers } = answer;
  const headers = framed(answer.headers, body, trailers);
  const chunked = headers.some(([name]) => name === "transfer-encoding");
  const head = [
    `HTTP/1.1 ${status} OK`,
    ...headers.map((each) => each.join(": ")),
  ];
  const parts = partsOf(body).map((part) => {
    if (!chunked) return Buffer.from(part);
    const size = Buffer.from(`${part.length.toString(16)}\r\n`);
    return Buffer.concat([size, part, Buffer.from("\r\n")]);
  });
  const tail = pairsOf(trailers).map((each) => `${each.join(": ")}\r\n`);
  const end = chunked ? [Buffer.from(`0\r\n${tail.join("")}\r\n`)] : [];
  const first = Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1");
  return [
    Buffer.concat([first, ...parts.slice(0, 1)]),
    ...parts.slice(1),
    ...end,
  ];
}

/** The headers of a step, with the one that frames its message. */
export function framedStep(step: {
  at: "request" | "response";
  status?: number;
  headers?: Headers;
  end?: boolean;
}): Header[] {
  const pairs = pairsOf(step.headers);
  if (pairs.some(([name]) => name === "content-length")) return pairs;
  if (!step.end) return [...pairs, ["transfer-encoding", "chunked"]];
  const bare = step.at === "request" || hasNoBody(String(step.status ?? 200));
  return bare ? pairs : [...pairs, ["content-length", "0"]];
}

/** Whether a response with a status ends after its headers. */
export function hasNoBody(status: string): boolean {
  return /^(1\d\d|204|304)$/.test(status);
}
