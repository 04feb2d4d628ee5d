import { createHash, createHmac } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Random } from "../fuzz/random.ts";
import { mutated, randomBytes } from "./mutate.ts";
import type { Subject } from "./subject.ts";

const TEXTS = ["", "f", "fo", "foo", "foobar", "\0ÿ\u{1f600}", "x".repeat(50)];

/** The codecs and hashes, each compared with Node's. */
export const CRYPTO_SUBJECTS: Subject[] = [
  ...(["base64", "base64url", "hex"] as const).flatMap(codec),
  same("utf8", (input) => Buffer.from(new TextDecoder(...UTF8).decode(input))),
  same("crc32", (input) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(crc32(input));
    return bytes;
  }),
  ...["sha1", "sha256", "sha384", "sha512"].map((name) =>
    same(name, (input) => createHash(name).update(input).digest()),
  ),
  same("hmacSha256", (input) => {
    const cut = input.length >> 1;
    const hmac = createHmac("sha256", input.subarray(0, cut));
    return hmac.update(input.subarray(cut)).digest();
  }),
];

const UTF8 = ["utf-8", { ignoreBOM: true }] as const;

/** A codec's two directions. */
function codec(encoding: "base64" | "base64url" | "hex"): Subject[] {
  const name = encoding === "base64url" ? "base64Url" : encoding;
  const encoded = TEXTS.map((text) => Buffer.from(text).toString(encoding));
  return [
    same(`${name}Encode`, (input) => Buffer.from(input.toString(encoding))),
    {
      name: `${name}Decode`,
      theme: "crypto",
      input: (random) =>
        random.oneIn(2) ? mutated(random, encoded) : digits(random, encoding),
      fault(output, input) {
        // Node's decoder takes what is wrong; its encoder makes only what is right.
        const bytes = Buffer.from(input.toString("latin1"), encoding);
        const text = input.toString("latin1");
        const right = encoding === "hex" ? text.toLowerCase() : text;
        const isRight = bytes.toString(encoding) === right;
        if (!isRight) return output === undefined ? undefined : "it is taken";
        if (output === undefined) return "it is refused";
        return output.equals(bytes) ? undefined : output.toString("hex");
      },
    },
  ];
}

function digits(random: Random, encoding: "base64" | "base64url" | "hex") {
  const alphabet = {
    base64: "AZaz09+/=",
    base64url: "AZaz09-_",
    hex: "09afAF",
  };
  return randomBytes(random, 12, alphabet[encoding]);
}

/** Something that takes everything, as Node does. */
function same(name: string, node: (input: Buffer) => Buffer): Subject {
  return {
    name,
    theme: "crypto",
    input: (random) => randomBytes(random, random.pick([8, 80, 400])),
    fault(output, input) {
      const expected = node(input);
      if (output?.equals(expected)) return undefined;
      return `${output?.toString("hex")}, not ${expected.toString("hex")}`;
    },
  };
}
