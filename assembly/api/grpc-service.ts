/**
 * The `envoy.config.core.v3.GrpcService` that tells the proxy which server to call.
 *
 *     0a ll 0a ll c c c     field 1, envoy_grpc: field 1, cluster_name
 *
 * A host takes a plain cluster name as well, but tries to read it as this message
 * first: Envoy 1.40 takes some names, such as `empty`, for a message without a
 * target and ends the whole proxy, "panic: unset oneof". So a name is never sent
 * as it is, and a message that names no target is refused here.
 *
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
import { ProtobufReader } from "../abi/protobuf";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";

const ENVOY_GRPC = 1;
const GOOGLE_GRPC = 2;

/** The tag of field 1 with a length. */
const FIRST: u8 = 0x0a;

/** Returns the encoded message for a cluster. */
export function clusterService(cluster: string): Uint8Array {
  const name = scratch(encodedRoom(cluster));
  const size = encode(cluster, name);
  const inner: usize = varintSize(size) + size + 1;
  const message = new Uint8Array(<i32>(varintSize(inner) + inner + 1));
  let at = message.dataStart;
  at = writeLength(inner, at);
  at = writeLength(size, at);
  memory.copy(at, name, size);
  return message;
}

/** Tells whether bytes are an encoded message that names a target. */
export function isGrpcService(message: Uint8Array): bool {
  const reader = new ProtobufReader(message);
  let found: bool = false;
  while (reader.next()) {
    const isTarget = reader.field == ENVOY_GRPC || reader.field == GOOGLE_GRPC;
    if (isTarget && reader.isBytes) found = true;
  }
  return found && reader.isWhole;
}

function writeLength(size: usize, start: usize): usize {
  let at = start;
  store<u8>(at++, FIRST);
  let rest = size;
  while (rest >= 0x80) {
    store<u8>(at++, <u8>(rest | 0x80));
    rest >>= 7;
  }
  store<u8>(at++, <u8>rest);
  return at;
}

function varintSize(value: usize): usize {
  let size: usize = 1;
  for (let rest = value >> 7; rest > 0; rest >>= 7) size++;
  return size;
}
