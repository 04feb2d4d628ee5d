import { REFUSED } from "../abi/field-rule";
import {
  AUTHORITY,
  HOST,
  isValueOf,
  PSEUDO,
  STATUS,
  statusOf,
  TOKEN,
} from "../abi/field-name";
import { EncodedField } from "../abi/encoded-field";
import { headSize, MAX_PAIRS, MAX_PAIRS_SIZE } from "../abi/pairs";
import { PairsWriter } from "../abi/pairs-writer";
import { scratch } from "../abi/scratch";
import { encodedRoom } from "../abi/utf8";
import { Status } from "../abi/enums";
import { CHECKS_NAMES } from "../features";

/** The bytes of a header's two sizes. */
const SIZES: usize = 8;

/**
 * An ordered list of headers, for calls that take all of them at once.
 *
 * A refused header, `Status.BadArgument`, is left out and the list stays as it
 * was: a name that is not a token, a value with NUL, CR or LF, a pseudo-header such
 * as `:status` with a value that it cannot have or a second time (see `HeaderMap`), and
 * whatever would take the list over what a proxy accepts: 1,024 entries or 1 MiB
 * encoded, beyond which Envoy takes the list for an empty one.
 *
 * ```ts
 * const headers = new HeaderList();
 * headers.append("content-type", "text/plain");
 * headers.append("x-served-by", "filter");
 * this.response.headers.replaceAll(headers);
 * ```
 */
export class HeaderList {
  /** For each header its two sizes, its name, NUL, its value, NUL. */
  private data: ArrayBuffer | null = null;
  private used: usize = 0;
  private count: i32 = 0;
  /** The kinds of names in the list that are not like any other; for the SDK. */
  kinds: u32 = 0;
  /** The status in the list, 0 where there is none; for the SDK. */
  status: i32 = 0;

  /** How many headers are in the list. */
  get length(): i32 {
    return this.count;
  }

  /** How many bytes `encodeTo` writes. */
  get encodedSize(): usize {
    return headSize(0) + this.used;
  }

  /** Adds a header after those of the same name; lone surrogates are sent as U+FFFD. */
  append(name: string, value: string): Status {
    const room = encodedRoom(name);
    const at = scratch(room + encodedRoom(value));
    return this.add(
      EncodedField.ofName(name, at),
      EncodedField.ofValue(value, at + room),
    );
  }

  /** Adds a header whose value is any bytes but NUL, CR and LF. */
  appendBytes(name: string, value: Uint8Array): Status {
    const at = scratch(encodedRoom(name));
    return this.add(EncodedField.ofName(name, at), EncodedField.ofBytes(value));
  }

  /** Returns a copy of the list; for the SDK. */
  sdkCopy(): HeaderList {
    const list = new HeaderList();
    const data = this.data;
    if (data != null) list.data = data.slice(0);
    list.used = this.used;
    list.count = this.count;
    list.kinds = this.kinds;
    list.status = this.status;
    return list;
  }

  /** Writes the list in the pairs encoding to `target`, `encodedSize` bytes. */
  encodeTo(target: usize): void {
    this.writeTo(PairsWriter.begin(target, this.count));
  }

  /** Writes all headers after others; they need `encodedSize` bytes at most. */
  writeTo(pairs: PairsWriter): void {
    let at = changetype<usize>(this.data);
    const end = this.end;
    while (at < end) {
      const name = load<u32>(at);
      const value = load<u32>(at, 4);
      pairs.addEncoded(at + SIZES, name, value);
      at += SIZES + <usize>name + <usize>value + 2;
    }
  }

  private add(name: EncodedField, value: EncodedField): Status {
    const nameSize = name.size;
    const valueSize = value.size;
    if (nameSize == REFUSED || valueSize == REFUSED) return Status.BadArgument;
    if (CHECKS_NAMES && !this.takes(name.kind, value)) {
      return Status.BadArgument;
    }
    const size = SIZES + nameSize + valueSize + 2;
    if (!this.reserve(size)) return Status.BadArgument;
    const at = this.end;
    store<u32>(at, <u32>nameSize);
    store<u32>(at, <u32>valueSize, 4);
    value.writeTo(name.writeTo(at + SIZES));
    this.count++;
    this.used += size;
    if (CHECKS_NAMES && name.kind != TOKEN) {
      this.kinds |= name.kind;
      if (name.kind == STATUS) this.status = statusOf(value.start, valueSize);
    }
    return Status.Ok;
  }

  /** Tells whether the list takes a name of this kind, with this value. */
  private takes(kind: u32, value: EncodedField): bool {
    if (kind == TOKEN) return true;
    // The proxy would join both values.
    const same = kind & (AUTHORITY | HOST) ? AUTHORITY | HOST : kind & PSEUDO;
    return (this.kinds & same) == 0 && isValueOf(kind, value.start, value.size);
  }

  /** The address after the last header. */
  private get end(): usize {
    return changetype<usize>(this.data) + this.used;
  }

  /** Makes room for one more header; false where a proxy would not accept it. */
  private reserve(size: usize): bool {
    const needed = this.used + size;
    if (<u32>this.count >= MAX_PAIRS || headSize(0) + needed > MAX_PAIRS_SIZE) {
      return false;
    }
    const old = this.data;
    if (old == null || needed > <usize>old.byteLength) {
      const larger = new ArrayBuffer((<i32>max<usize>(needed, 128)) << 1);
      memory.copy(changetype<usize>(larger), changetype<usize>(old), this.used);
      this.data = larger;
    }
    return true;
  }
}
