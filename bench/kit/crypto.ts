import { createHash, createHmac } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Theme, Work } from "./work.ts";

const FILTER = "bench/filters/kit/crypto.ts";

/** Bytes that are all different enough. */
function bytesOf(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, i) => (i * 151) & 255));
}

function hash(name: string, size: number): Work {
  return {
    name: `${name}OfBytes`,
    of: `${size} bytes`,
    input: bytesOf(size),
    node: (input) => createHash(name).update(input).digest(),
    rust: `${name}_of_bytes`,
    imports: [name],
    uses: stopIf(`${name}(new Uint8Array(count))[0] == 1`),
  };
}

function hmac(name: string, of: string, size: number): Work {
  const key = Buffer.alloc(name === "sha256" ? 32 : 64);
  return {
    name: `hmac${of}`,
    of: `${size} bytes`,
    input: bytesOf(size),
    node: (input) => createHmac(name, key).update(input).digest(),
    rust: `hmac_${name}`,
    imports: ["Hmac", of],
    uses: stopIf(
      `new Hmac<${of}>(new Uint8Array(count)).sign(new Uint8Array(count))[0] == 1`,
    ),
  };
}

/** A statement that needs a value, and little else. */
function stopIf(condition: string): string {
  return `if (${condition}) return FilterHeadersStatus.StopIteration;`;
}

const KIB = bytesOf(1024);

/** The hashes and codecs of docs/kit/crypto.md. */
export const CRYPTO: Theme = {
  name: "crypto",
  filter: FILTER,
  works: [
    hash("sha1", 256),
    hash("sha256", 64),
    hash("sha256", 256),
    hash("sha256", 16384),
    hash("sha384", 256),
    hash("sha512", 256),
    hash("sha512", 16384),
    hmac("sha256", "Sha256", 256),
    hmac("sha512", "Sha512", 256),
    {
      name: "crc32OfBytes",
      of: "1 KiB",
      input: KIB,
      node: (input) => crc32(input),
      rust: "crc32_of_bytes",
      imports: ["crc32"],
      uses: stopIf("crc32(new Uint8Array(count)) == 1"),
    },
    {
      name: "base64Encodes",
      of: "1 KiB",
      input: KIB,
      node: (input) => input.toString("base64"),
      rust: "base64_encodes",
      imports: ["base64Encode"],
      uses: stopIf("base64Encode(new Uint8Array(count)).length == 1"),
    },
    {
      name: "base64Decodes",
      of: "1 KiB",
      input: Buffer.from(KIB.toString("base64")),
      node: decoder("base64"),
      rust: "base64_decodes",
      imports: ["base64Decode"],
      uses: stopIf("base64Decode(count.toString()) == null"),
    },
    {
      name: "base64UrlEncodes",
      of: "1 KiB",
      input: KIB,
      node: (input) => input.toString("base64url"),
      rust: "base64_url_encodes",
    },
    {
      name: "base64UrlDecodes",
      of: "1 KiB",
      input: Buffer.from(KIB.toString("base64url")),
      node: decoder("base64url"),
      rust: "base64_url_decodes",
    },
    {
      name: "base64UrlDecodesBytes",
      of: "1 KiB",
      input: Buffer.from(KIB.toString("base64url")),
      rust: "base64_url_decodes",
    },
    {
      name: "hexEncodes",
      of: "1 KiB",
      input: KIB,
      node: (input) => input.toString("hex"),
      imports: ["hexEncode"],
      uses: stopIf("hexEncode(new Uint8Array(count)).length == 1"),
    },
    {
      name: "hexDecodes",
      of: "1 KiB",
      input: Buffer.from(KIB.toString("hex")),
      node: decoder("hex"),
      imports: ["hexDecode"],
      uses: stopIf("hexDecode(count.toString()) == null"),
    },
  ],
};

function decoder(encoding: BufferEncoding): (input: Buffer) => Buffer {
  let text = "";
  return (input) => {
    if (text === "") text = input.toString();
    return Buffer.from(text, encoding);
  };
}
