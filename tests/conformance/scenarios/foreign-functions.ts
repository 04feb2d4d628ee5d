import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { encodeMessage } from "../../../host/abi/protobuf.ts";
import type { Scenario } from "../scenario/scenario.ts";

const EC = generateKeyPairSync("ec", { namedCurve: "P-256" });
const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
const TEXT = Buffer.from("what is signed");

const publicDer = (key: KeyObject) =>
  key.export({ type: "spki", format: "der" });
const privateDer = (key: KeyObject) =>
  key.export({ type: "pkcs8", format: "der" });

function message(...fields: [number, Uint8Array | string][]): string {
  return `0x${encodeMessage(fields).toString("hex")}`;
}

function verifying(
  hash: string,
  key: KeyObject,
  signature: Uint8Array,
  text: Uint8Array = TEXT,
): string {
  const argument = message(
    [1, hash],
    [2, publicDer(key)],
    [3, signature],
    [4, text],
  );
  return `foreign verify_signature ${argument}`;
}

const GOOD = sign("sha256", TEXT, EC.privateKey);
const PEM = EC.publicKey.export({ type: "spki", format: "pem" }).toString();
const STATE = "envoy.network.upstream_server_name";

function declaring(name: string, readOnly: boolean, type = 0): string {
  const flag = readOnly ? "1001" : "1000";
  const bytes = encodeMessage([[1, name]]).toString("hex");
  return `foreign declare_property 0x${bytes}${flag}180${type}`;
}

const SERVICES = "tests/envoy/filters/plugin-services.ts";

/** What Envoy offers beyond the ABI. */
export const FOREIGN_FUNCTIONS: Scenario[] = [
  {
    name: "an address as a name is resolved at once, even in an answer",
    filter: SERVICES,
    plugins: [{ rootId: "resolver", configuration: "127.0.0.1 ::1" }],
    exchanges: [{ path: "/192.0.2.1" }, { path: "/127.0.0.1" }],
  },
  {
    name: "an unknown foreign function",
    script:
      "configure: foreign no_such a\nrequest-headers: foreign no_such; foreign-silent no_such",
  },
  {
    name: "data is compressed and uncompressed",
    script:
      "request-headers: foreign compress aaaaaaaaaaaaaaaa; foreign uncompress last; foreign compress; foreign uncompress last; foreign-silent compress a",
  },
  {
    name: "data that was not compressed is not uncompressed",
    script:
      "request-headers: foreign uncompress; foreign uncompress a; foreign uncompress 0x789c4b; foreign uncompress 0x789c4b0400006200620a; foreign-silent uncompress a",
  },
  {
    name: "the route is chosen again in every callback that asks for it",
    script:
      "configure: foreign clear_route_cache\nrequest-headers: foreign clear_route_cache; foreign clear_route_cache a\nlog: foreign clear_route_cache",
  },
  {
    name: "a signature is verified",
    script: `request-headers: ${[
      verifying("sha256", EC.publicKey, GOOD),
      verifying("SHA256", EC.publicKey, GOOD),
      verifying("sha256", EC.publicKey, GOOD, Buffer.from("another")),
      verifying("sha1", EC.publicKey, GOOD),
      verifying("md5", EC.publicKey, GOOD),
      verifying("sha256", RSA.publicKey, GOOD),
      verifying("sha512", RSA.publicKey, sign("sha512", TEXT, RSA.privateKey)),
      verifying("sha256", EC.publicKey, Buffer.alloc(0)),
    ].join("; ")}`,
  },
  {
    name: "a signature is verified with a key as text",
    since: {
      envoy: "1.37",
      before: "keys of `verify_signature` are DER, never PEM",
    },
    script: `request-headers: foreign verify_signature ${message(
      [1, "sha256"],
      [3, GOOD],
      [4, TEXT],
      [5, PEM],
    )}`,
  },
  {
    name: "an invalid key, or two keys, verify nothing",
    since: {
      envoy: "1.37",
      before:
        "`verify_signature` answers `Ok` with the reason, not `BadArgument`",
    },
    script: `request-headers: ${[
      message([1, "sha256"]),
      message([1, "sha256"], [2, "no key"]),
      message([1, "sha256"], [5, "no key"]),
      message([2, publicDer(EC.publicKey)], [5, PEM]),
      message([2, privateDer(EC.privateKey)]),
      "0xff",
    ]
      .map((each) => `foreign verify_signature ${each}`)
      .join("; ")}`,
  },
  {
    name: "a text is signed",
    since: { envoy: "1.37", before: "there is no foreign function `sign`" },
    script: `request-headers: ${[
      message([1, "sha256"], [2, privateDer(RSA.privateKey)], [3, TEXT]),
      message([1, "md5"], [2, privateDer(RSA.privateKey)], [3, TEXT]),
      message([1, "sha256"], [2, "no key"], [3, TEXT]),
      message([1, "sha256"], [3, TEXT]),
      "0xff",
    ]
      .map((each) => `foreign sign ${each}`)
      .join("; ")}`,
  },
  {
    name: "filter state of the proxy is set and read",
    script: `configure: foreign set_envoy_filter_state ${message([1, STATE], [2, "a"])}\nrequest-headers: foreign set_envoy_filter_state ${message([1, STATE], [2, "a.example"])}; property filter_state/${STATE}; foreign set_envoy_filter_state ${message([1, "no.such"], [2, "a"])}; foreign set_envoy_filter_state 0xff\nlog: property filter_state/${STATE}`,
  },
  {
    name: "filter state of the proxy is set for a connection",
    script: `new-connection: foreign set_envoy_filter_state ${message([1, STATE], [2, "a.example"])}; property filter_state/${STATE}`,
    connections: [[]],
  },
  {
    name: "a property is declared once, and written once",
    script: `configure: ${declaring("once", true)}; ${declaring("once", false)}; ${declaring("often", false, 1)}; foreign declare_property 0xff; foreign declare_property\nrequest-headers: set-property once 1; set-property once 2; property once; set-property often 1; set-property often 2; property often; ${declaring("later", true)}; set-property later 1; set-property later 2`,
    exchanges: [{}, {}],
  },
  {
    name: "properties that a filter sets belong to its stream, in all plugins",
    plugins: [
      {
        configuration:
          "request-headers: set-property mine 1\nresponse-headers: property mine\nlog: property mine",
      },
      {
        rootId: "other",
        configuration:
          "request-headers: property mine; property filter_state/wasm.mine\nresponse-headers: set-property mine 2",
      },
    ],
    exchanges: [{}, {}],
  },
];
