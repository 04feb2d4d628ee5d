import { proxy_get_shared_data, proxy_set_shared_data } from "../abi/env";
import { Status } from "../abi/enums";
import { outAddress, outSize } from "../abi/memory";
import { encode, encodedSize } from "../abi/utf8";

/** What `cas` is where a value was not read: such a value is written over. */
const ANY: u32 = 0;

/** A version that no value has, so that only an absent value is written over. */
const NONE: u32 = 0xffff_ffff;

/** How often a change is tried again where another worker was first. */
export const ATTEMPTS: i32 = 64;

/** A key of shared data, encoded once, with the version that was read last. */
export class SharedKey {
  private readonly bytes: ArrayBuffer;
  private cas: u32 = NONE;

  /** Encodes a name; `room` more bytes follow it, which `setNumber` sets. */
  constructor(name: string, room: i32 = 0) {
    const size = <i32>encodedSize(name);
    this.bytes = new ArrayBuffer(size + room);
    encode(name, changetype<usize>(this.bytes));
  }

  /** Sets the four bytes behind the name. */
  setNumber(number: u32): void {
    const bytes = changetype<usize>(this.bytes);
    store<u32>(bytes + this.bytes.byteLength - 4, number);
  }

  /** Has the host write the value, which one of `abi/memory.ts` is to take where it is Ok. */
  read(): Status {
    const cas = memory.data(4, 4);
    store<u32>(cas, ANY);
    const status = proxy_get_shared_data(
      changetype<usize>(this.bytes),
      this.bytes.byteLength,
      outAddress(),
      outSize(),
      cas,
    );
    // A host that tells no version has none.
    const version = load<u32>(cas);
    this.cas = status == Status.Ok && version != ANY ? version : NONE;
    return status;
  }

  /** Writes the value if it is still the one that was read, or absent where none was. */
  replace(value: usize, size: usize): Status {
    return this.write(value, size, this.cas);
  }

  /** Writes the value, whatever it is. */
  set(value: usize, size: usize): Status {
    return this.write(value, size, ANY);
  }

  private write(value: usize, size: usize, cas: u32): Status {
    const bytes = changetype<usize>(this.bytes);
    return proxy_set_shared_data(
      bytes,
      this.bytes.byteLength,
      value,
      size,
      cas,
    );
  }
}
