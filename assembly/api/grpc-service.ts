/**
 * The `envoy.config.core.v3.GrpcService` that tells the proxy whom to call.
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
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";

const ENVOY_GRPC = 1;
const GOOGLE_GRPC = 2;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

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
  const reader = new FieldReader(message.dataStart, message.byteLength);
  let found: bool = false;
  while (reader.next()) {
    const isTarget = reader.field == ENVOY_GRPC || reader.field == GOOGLE_GRPC;
    if (isTarget && reader.type == LENGTH) found = true;
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

/** Goes through the fields of a message without a look into them. */
class FieldReader {
  field: u64 = 0;
  type: u64 = 0;
  private isBroken: bool = false;
  private readonly end: usize;

  constructor(
    private at: usize,
    size: usize,
  ) {
    this.end = at + size;
  }

  /** Tells whether the last field ended where the message does. */
  get isWhole(): bool {
    return !this.isBroken && this.at == this.end;
  }

  next(): bool {
    if (this.at == this.end) return false;
    const tag = this.varint();
    this.field = tag >> 3;
    this.type = tag & 7;
    if (this.field == 0) this.isBroken = true;
    else if (this.type == VARINT) this.varint();
    else if (this.type == FIXED64) this.skip(8);
    else if (this.type == LENGTH) this.skip(this.varint());
    else if (this.type == FIXED32) this.skip(4);
    else this.isBroken = true;
    return !this.isBroken;
  }

  private skip(size: u64): void {
    if (size > <u64>(this.end - this.at)) this.isBroken = true;
    else this.at += <usize>size;
  }

  private varint(): u64 {
    let value: u64 = 0;
    for (let shift: u64 = 0; shift < 64; shift += 7) {
      if (this.at == this.end) break;
      const byte = <u64>load<u8>(this.at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    this.isBroken = true;
    return 0;
  }
}
