import { encodePropertyPairs } from "../../abi/pairs.ts";
import { INTERNAL_FAILURE, SERIALIZATION_FAILURE } from "../../abi/status.ts";
import { notEmulated } from "../../base/host-error.ts";
import { cel, type CelLibrary } from "./library.ts";

type CelResult = ReturnType<ReturnType<CelLibrary["plan"]>>;

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
    return encodePropertyPairs(
      [...result].map((each) => [encodeText(each), ""]),
    );
  }
  if (!isCelMap(result)) return encodeScalar(result);
  // Envoy's order of entries is unspecified.
  if (result.size > 1)
    throw notEmulated(
      "A map of several entries as the result of an expression",
    );
  return encodePropertyPairs(
    [...result].map(([key, value]) => [encodeText(key), encodeText(value)]),
  );
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
  else throw notEmulated("A result of this type in an expression");
  return bytes;
}
