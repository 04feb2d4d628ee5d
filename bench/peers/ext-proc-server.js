// @ts-check
/**
 * The header works of the bench in a server that Envoy asks: gRPC's `ExternalProcessor` on
 * Node's HTTP/2. It prints its port. Plain JavaScript, so that nothing but Node is loaded.
 *
 *     node bench/peers/ext-proc-server.js headers10
 */
import { createServer } from "node:http2";
import { pathToFileURL } from "node:url";

/** The fields of Envoy's messages, by their numbers. */
const REQUEST_HEADERS = 2;
const RESPONSE_HEADERS = 3;
const VARINT = 0;
const BYTES = 2;

const greeting = process.env.GREETING ?? "world";

/**
 * What a stream answers to headers: names and values to set, and names to remove.
 *
 * @typedef {{ set: [string, string][], remove?: string[] }} Mutation
 * @typedef {{ sum: number }} State
 * @typedef {(headers: Map<string, string>, state: State) => Mutation} Answer
 * @type {Record<string, { request?: Answer, response: Answer }>}
 */
const WORKS = {
  "add-header": { response: () => ({ set: [["hello", "world"]] }) },
  // As its users do it: the server has a configuration of its own.
  configured: { response: () => ({ set: [["hello", greeting]] }) },
  headers10: {
    request(headers, state) {
      let lengths = 0;
      for (let i = 0; i < 8; i++)
        lengths += headers.get(`x-h${i}`)?.length ?? 0;
      /** @type {[string, string][]} */
      const set = [
        ["x-add-0", headers.get(":path") ?? ""],
        ["x-add-1", headers.get("user-agent") ?? ""],
        ["x-add-2", String(lengths)],
      ];
      for (const [name, value] of [...headers, ...set]) {
        state.sum += name.length + value.length;
      }
      return { set };
    },
    response: (_, { sum }) => ({
      set: [
        ["x-set-0", "value-0"],
        ["x-set-1", "value-1"],
        ["x-set-2", "value-2"],
        ["x-set-3", "value-3"],
        ["x-set-4", String(sum)],
      ],
      remove: ["x-remove"],
    }),
  },
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const work = WORKS[process.argv[2]];
  const server = createServer();
  server.on("stream", (stream) => serve(stream, work));
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address && typeof address === "object") console.log(address.port);
  });
  // Whoever started it holds the other end.
  process.stdin.on("end", () => process.exit()).resume();
}

/**
 * @param {import("node:http2").ServerHttp2Stream} stream
 * @param {typeof WORKS[string]} work
 */
function serve(stream, work) {
  const state = { sum: 0 };
  /** @type {Buffer} */
  let rest = Buffer.alloc(0);
  stream.respond(
    { ":status": 200, "content-type": "application/grpc" },
    { waitForTrailers: true },
  );
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.on("error", () => {});
  stream.on("data", (/** @type {Buffer} */ chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      answer(stream, rest.subarray(5, end), work, state);
      rest = rest.subarray(end);
    }
  });
  stream.on("end", () => stream.end());
}

/**
 * @param {import("node:http2").ServerHttp2Stream} stream
 * @param {Buffer} message
 * @param {typeof WORKS[string]} work
 * @param {State} state
 */
function answer(stream, message, work, state) {
  for (const [field, bytes] of fieldsOf(message)) {
    if (field !== REQUEST_HEADERS && field !== RESPONSE_HEADERS) continue;
    const run = field === REQUEST_HEADERS ? work.request : work.response;
    const headers = headersOf(bytes);
    const mutation = run?.(headers, state) ?? { set: [] };
    // The answer to field 2 is field 1, and so on.
    const response = part(field - 1, part(1, part(2, mutated(mutation))));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(response.length, 1);
    stream.write(Buffer.concat([head, response]));
  }
}

/** @param {Mutation} mutation */
function mutated({ set, remove = [] }) {
  return Buffer.concat([
    ...set.map(([name, value]) => {
      const header = [part(1, Buffer.from(name)), part(3, Buffer.from(value))];
      // 2: overwrites a header that exists, or adds it.
      const action = Buffer.from([(3 << 3) | VARINT, 2]);
      return part(1, Buffer.concat([part(1, Buffer.concat(header)), action]));
    }),
    ...remove.map((name) => part(2, Buffer.from(name))),
  ]);
}

/** @param {Buffer} message */
function headersOf(message) {
  /** @type {Map<string, string>} */
  const headers = new Map();
  for (const [, map] of fieldsOf(message).filter(([field]) => field === 1)) {
    for (const [, header] of fieldsOf(map)) {
      let name = "";
      let value = "";
      for (const [field, bytes] of fieldsOf(header)) {
        if (field === 1) name = bytes.toString("latin1");
        else value = bytes.toString("latin1");
      }
      headers.set(name, value);
    }
  }
  return headers;
}

/**
 * The fields of a message that are bytes.
 *
 * @param {Buffer} message
 * @returns {[number, Buffer][]}
 */
function fieldsOf(message) {
  /** @type {[number, Buffer][]} */
  const fields = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    let factor = 1;
    for (; message[at] >= 0x80; at++, factor *= 128) {
      value += (message[at] & 0x7f) * factor;
    }
    return value + message[at++] * factor;
  };
  while (at < message.length) {
    const tag = varint();
    if ((tag & 7) !== BYTES) {
      varint();
      continue;
    }
    const size = varint();
    fields.push([tag >> 3, message.subarray(at, (at += size))]);
  }
  return fields;
}

/**
 * @param {number} field
 * @param {Buffer} bytes
 */
function part(field, bytes) {
  const head = [(field << 3) | BYTES];
  let size = bytes.length;
  for (; size >= 0x80; size >>= 7) head.push((size & 0x7f) | 0x80);
  return Buffer.concat([Buffer.from([...head, size]), bytes]);
}
