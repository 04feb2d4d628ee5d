/** Headers that a message has only once, and whose values HTTP restricts. */
import {
  proxy_get_header_map_value,
  proxy_replace_header_map_value,
} from "../abi/env";
import { MapType, Status } from "../abi/enums";
import {
  HOST,
  isBodiless,
  isValueOf,
  OF_REQUEST,
  PSEUDO,
  STATUS,
  statusOf,
} from "../abi/field-name";
import { EncodedField } from "../abi/encoded-field";
import { dropBlock, outAddress, outSize, outU32 } from "../abi/memory";
import { removeLength } from "./content-length";
import { hasResponseEnded } from "./response-end";

/** Replaces a header whose name says what its value may be. */
export function replaceSpecial(
  type: MapType,
  name: EncodedField,
  value: EncodedField,
): Status {
  const kind = name.kind;
  const isStatus = kind == STATUS && isSent(type);
  if (
    !mayHave(type, kind) ||
    (isSent(type) && !isValueOf(kind, value.start, value.size)) ||
    (isStatus && !mayHaveStatus(type, statusOf(value.start, value.size)))
  ) {
    return Status.BadArgument;
  }
  const losesLength = isStatus && hasForeignLength(name);
  const status: Status = proxy_replace_header_map_value(
    type,
    name.start,
    name.size,
    value.start,
    value.size,
  );
  if (losesLength && status == Status.Ok) removeLength(type);
  return status;
}

/** Tells whether a map may have a name of this kind, or of these kinds. */
export function mayHave(type: MapType, kinds: u32): bool {
  const allowed =
    type == MapType.RequestHeaders
      ? OF_REQUEST
      : type == MapType.ResponseHeaders
        ? STATUS
        : 0;
  return (kinds & PSEUDO & ~allowed) == 0 || !isSent(type);
}

/** Tells whether a map may have only one value under a name of this kind. */
export function hasOneValue(type: MapType, kind: u32): bool {
  if (kind == HOST) return type == MapType.RequestHeaders;
  return (kind & PSEUDO) != 0 && isSent(type);
}

/** Tells whether a map may have a status, 0 for none: one without a body needs the end. */
export function mayHaveStatus(type: MapType, status: i32): bool {
  return !isBodiless(status) || hasResponseEnded() || !isSent(type);
}

/** Tells whether a map is sent on: the headers of an answer to a call are not. */
function isSent(type: MapType): bool {
  return type <= MapType.ResponseTrailers;
}

/**
 * Tells whether the response's `content-length` is that of another body: a 304 says
 * how long a 200 would be, and a 204 may not have one. `name` is that of its status.
 */
function hasForeignLength(name: EncodedField): bool {
  if (hasResponseEnded()) return true;
  const type = MapType.ResponseHeaders;
  const out = outAddress();
  proxy_get_header_map_value(type, name.start, name.size, out, outSize());
  const old = statusOf(outU32(), load<u32>(outSize()));
  dropBlock();
  return old == 304;
}
