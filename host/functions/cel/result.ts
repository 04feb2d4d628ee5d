import { encodePairs, type Header } from "../../abi/pairs.ts";
import { INTERNAL_FAILURE, SERIALIZATION_FAILURE } from "../../abi/status.ts";
import { notEmulated } from "../../base/host-error.ts";
import { cel, type CelLibrary } from "./library.ts";

type CelResult = ReturnType<ReturnType<CelLibrary["plan"]>>;

/** The encoding of an empty list and an empty map. */
const NO_PAIRS = Buffer.alloc(4);

/**
 * Encodes a result as Envoy does: bytes as for a property, or a status for an error
 * and for a value without bytes.
 *
 *     encodeResult(true); // 01
 */
export function encodeResult(result: CelResult): Uint8Array | number {
  const { isCelError, isCelList, isCelMap, isCelType } = cel();
  if (isCelError(result)) return INTERNAL_FAILURE;
  if (result === null || isCelType(result)) return SERIALIZATION_FAILURE;
  if (isCelList(result)) {
    return encodeAll([...result].map((each) => [encodeText(each), ""]));
  }
  if (!isCelMap(result)) return encodeScalar(result);
  // Envoy's order of entries is unspecified.
  if (result.size > 1)
    throw notEmulated("A map of several entries as a result");
  return encodeAll(
    [...result].map(([key, value]) => [encodeText(key), encodeText(value)]),
  );
}

function encodeAll(pairs: Header[]): Uint8Array {
  return pairs.length === 0 ? NO_PAIRS : encodePairs(pairs);
}

function encodeText(value: unknown): string {
  return encodeScalar(value).toString("latin1");
}

function encodeScalar(value: unknown): Buffer {
  if (typeof value === "string") return Buffer.from(value);
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === "boolean") return Buffer.from([Number(value)]);
  const bytes = Buffer.alloc(8);
  if (typeof value === "bigint") bytes.writeBigInt64LE(value);
  else if (typeof value === "number") bytes.writeDoubleLE(value);
  else if (cel().isCelUint(value)) bytes.writeBigUInt64LE(value.value);
  else throw notEmulated("A result of an expression that is of such a type");
  return bytes;
}
