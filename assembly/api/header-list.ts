import { isFieldName, isFieldValue } from "../abi/field";
import { headSize, MAX_PAIRS, MAX_PAIRS_SIZE, storeSizes } from "../abi/pairs";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";
import { Status } from "../abi/enums";

/**
 * An ordered list of headers, for calls that take all of them at once.
 *
 * A refused header, `Status.BadArgument`, is left out and the list stays as it
 * was: an empty name, a name with a control or a space, a value with NUL, CR or
 * LF, and whatever would take the list over what a proxy accepts: 1,024 entries
 * or 1 MiB encoded, beyond which Envoy takes the list for an empty one.
 *
 * ```ts
 * const headers = new HeaderList();
 * headers.append("content-type", "text/plain");
 * headers.append("x-served-by", "filter");
 * this.response.headers.replaceAll(headers);
 * ```
 */
export class HeaderList {
  private sizes: u32[] = [];
  private data: ArrayBuffer = new ArrayBuffer(0);
  private used: usize = 0;

  /** How many headers are in the list. */
  get length(): i32 {
    return this.sizes.length >> 1;
  }

  /** How many bytes `encodeTo` writes. */
  get encodedSize(): usize {
    return headSize(this.length) + this.used;
  }

  /** Adds a header behind those of the same name; lone surrogates are sent as U+FFFD. */
  append(name: string, value: string): Status {
    const at = scratch(encodedRoom(name) + encodedRoom(value));
    const nameSize = encode(name, at);
    const valueSize = encode(value, at + nameSize);
    return this.add(at, nameSize, at + nameSize, valueSize);
  }

  /** Adds a header whose value is any bytes but NUL, CR and LF. */
  appendBytes(name: string, value: Uint8Array): Status {
    const at = scratch(encodedRoom(name));
    return this.add(at, encode(name, at), value.dataStart, value.byteLength);
  }

  /** Adds all headers of another list, or none where they are too many. */
  appendAll(others: HeaderList): Status {
    const count = this.length + others.length;
    const used = this.used + others.used;
    if (<u32>count > MAX_PAIRS || headSize(count) + used > MAX_PAIRS_SIZE) {
      return Status.BadArgument;
    }
    this.reserve(used);
    memory.copy(
      changetype<usize>(this.data) + this.used,
      changetype<usize>(others.data),
      others.used,
    );
    this.sizes = this.sizes.concat(others.sizes);
    this.used = used;
    return Status.Ok;
  }

  /** Writes the list in the pairs encoding to `target`, `encodedSize` bytes. */
  encodeTo(target: usize): void {
    const count = this.length;
    store<u32>(target, count);
    for (let i = 0; i < count; i++) {
      storeSizes(target, i, this.sizes[i << 1], this.sizes[(i << 1) + 1]);
    }
    memory.copy(
      target + headSize(count),
      changetype<usize>(this.data),
      this.used,
    );
  }

  private add(
    name: usize,
    nameSize: usize,
    value: usize,
    valueSize: usize,
  ): Status {
    const size = nameSize + valueSize + 2;
    if (
      !isFieldName(name, nameSize) ||
      !isFieldValue(value, valueSize) ||
      <u32>this.length >= MAX_PAIRS ||
      headSize(this.length + 1) + this.used + size > MAX_PAIRS_SIZE
    ) {
      return Status.BadArgument;
    }
    this.reserve(this.used + size);
    const at = changetype<usize>(this.data) + this.used;
    memory.copy(at, name, nameSize);
    store<u8>(at + nameSize, 0);
    memory.copy(at + nameSize + 1, value, valueSize);
    store<u8>(at + size - 1, 0);
    this.sizes.push(<u32>nameSize);
    this.sizes.push(<u32>valueSize);
    this.used += size;
    return Status.Ok;
  }

  private reserve(size: usize): void {
    if (size <= <usize>this.data.byteLength) return;
    const larger = new ArrayBuffer((<i32>max<usize>(size, 256)) << 1);
    memory.copy(
      changetype<usize>(larger),
      changetype<usize>(this.data),
      this.used,
    );
    this.data = larger;
  }
}
