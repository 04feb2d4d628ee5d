import {
  proxy_add_header_map_value,
  proxy_get_header_map_pairs,
  proxy_get_header_map_size,
  proxy_get_header_map_value,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
  proxy_set_header_map_pairs,
} from "../abi/env";
import { callIndirect } from "../abi/call-indirect";
import { copyBytes } from "../abi/copy-bytes";
import { MapType, Status } from "../abi/enums";
import { REFUSED } from "../abi/field-rule";
import { TOKEN } from "../abi/field-name";
import { EncodedField } from "../abi/encoded-field";
import {
  dropBlock,
  outAddress,
  outSize,
  outU32,
  takeBuffer,
  takeBytes,
  takeText,
  wantBuffer,
} from "../abi/memory";
import { scratch } from "../abi/scratch";
import { decode, encodedRoom } from "../abi/utf8";
import { ABI, ABI_0_1_0 } from "../abi/version";
import { CHECKS_NAMES } from "../features";
import { HeaderEntries } from "./header-entries";
import { HeaderList } from "./header-list";
import {
  dropKept,
  keepPairs,
  keptPairs,
  keptValue,
  noteEdit,
  noteFound,
} from "../abi/kept-headers";
import {
  hasOneValue,
  mayHave,
  mayHaveStatus,
  replaceSpecial,
} from "./special-header";

const HANDLES = memory.data(8, 8);

/**
 * The headers, or the trailers, of a request or a response.
 *
 * Reads like the Web's `Headers`, with three differences: `get` gives the first
 * of several values, as the host does, where the Web joins them (`getAll` gives
 * all); each method that changes something returns a `Status`; and each has a bytes form
 * for values that are not UTF-8.
 *
 * Names match in any case; the proxy keeps them in lower case. A map that the
 * proxy does not have now reads as empty, and refuses changes with
 * `Status.BadArgument`: in Envoy 1.40 request headers are gone once they were
 * continued, so a response callback finds none.
 *
 * Setters refuse with `Status.BadArgument`, before the host is asked, a name that is
 * not a token (letters, digits and ``!#$%&'*+-.^_`|~``), and a value with NUL, CR or
 * LF: Envoy would write them onto the connection as they are. A lone surrogate in a
 * text is sent as U+FFFD. Of names that begin with a colon a request has `:method`,
 * `:path`, `:authority`, `:scheme` and `:protocol`, with a value that has neither a
 * space nor a control, and a response has `:status`, 200 to 599. Each has one value:
 * `append` refuses them, and `host` in a request, which is its `:authority`.
 *
 * HTTP allows no body with the statuses 204, 205 and 304: where one is sent all the
 * same, the client takes it for the next response. So they are refused unless
 * `onResponseHeaders` was called with `endOfStream`; where a body may come, answer by
 * `sendLocalResponse`, which drops it.
 *
 * ```ts
 * const agent = this.request.headers.get("user-agent");
 * if (agent != null && agent.includes("curl")) {
 *   this.request.headers.set("x-client", "curl");
 * }
 * ```
 */
@unmanaged
@final
export class HeaderMap {
  /** Returns the map of a type. */
  static of(type: MapType): HeaderMap {
    return changetype<HeaderMap>(HANDLES + type);
  }

  // A map has no state here: its address alone says which one it is, so that a
  // filter's `this.response.headers` compiles to a constant.
  private get type(): MapType {
    return <MapType>(changetype<usize>(this) - HANDLES);
  }

  /** How many entries there are, counting each value; reads the whole map. */
  get size(): i32 {
    return this.entries().length;
  }

  /**
   * How many bytes all names and values take, without separators; 0 for a map that
   * the proxy does not have, or that cannot be changed now. Copies nothing.
   */
  get byteSize(): i32 {
    const out = outAddress();
    proxy_get_header_map_size(this.type, out);
    return <i32>outU32();
  }

  /**
   * Returns the first value of a header as text, or `null` where there is none;
   * an empty value is `""`. Invalid UTF-8 reads as U+FFFD: compare secrets and
   * signatures by `getBytes`.
   */
  get(name: string): string | null {
    const field = EncodedField.of(name, scratch(encodedRoom(name)));
    const kept = keptValue(this.type, field);
    if (kept != 0) return decode(<u32>kept, <usize>(kept >> 32));
    return this.find(name, field) == Status.Ok ? takeText() : null;
  }

  /** Returns the first value of a header as it was sent, or `null`. */
  getBytes(name: string): Uint8Array | null {
    const field = EncodedField.of(name, scratch(encodedRoom(name)));
    const kept = keptValue(this.type, field);
    if (kept != 0) return copyBytes(<u32>kept, <usize>(kept >> 32));
    return this.find(name, field) == Status.Ok ? takeBytes() : null;
  }

  /** Returns all values of a header in their order, as text; empty for none. */
  getAll(name: string): string[] {
    const values: string[] = [];
    const entries = this.entries();
    for (let i = 0; i < entries.length; i++) {
      if (entries.hasName(i, name)) values.push(entries.value(i));
    }
    return values;
  }

  /** Returns all values of a header in their order, as bytes; empty for none. */
  getAllBytes(name: string): Uint8Array[] {
    const values: Uint8Array[] = [];
    const entries = this.entries();
    for (let i = 0; i < entries.length; i++) {
      if (entries.hasName(i, name)) values.push(entries.valueBytes(i));
    }
    return values;
  }

  /** Tells whether there is a header of this name, even if its value is empty. */
  has(name: string): bool {
    const field = EncodedField.of(name, scratch(encodedRoom(name)));
    if (keptValue(this.type, field) != 0) return true;
    if (this.find(name, field) != Status.Ok) return false;
    dropBlock();
    return true;
  }

  /** Replaces all values of a header by one, or adds it. */
  set(name: string, value: string): Status {
    const room = encodedRoom(name);
    const at = scratch(room + encodedRoom(value));
    return this.replace(
      EncodedField.ofName(name, at),
      EncodedField.ofValue(value, at + room),
    );
  }

  /** Replaces all values of a header by one of any bytes but NUL, CR and LF. */
  setBytes(name: string, value: Uint8Array): Status {
    const at = scratch(encodedRoom(name));
    return this.replace(
      EncodedField.ofName(name, at),
      EncodedField.ofBytes(value),
    );
  }

  /** Adds a value beside those that a header has. */
  append(name: string, value: string): Status {
    const room = encodedRoom(name);
    const at = scratch(room + encodedRoom(value));
    return this.add(
      EncodedField.ofName(name, at),
      EncodedField.ofValue(value, at + room),
    );
  }

  /** Adds a value of any bytes but NUL, CR and LF beside those that a header has. */
  appendBytes(name: string, value: Uint8Array): Status {
    const at = scratch(encodedRoom(name));
    return this.add(EncodedField.ofName(name, at), EncodedField.ofBytes(value));
  }

  /** Removes all values of a header; Ok also where there was none. */
  delete(name: string): Status {
    const field = EncodedField.of(name, scratch(encodedRoom(name)));
    noteEdit(this.type, field);
    return proxy_remove_header_map_value(this.type, field.start, field.size);
  }

  /** Returns a copy of all headers as they are now. */
  entries(): HeaderEntries {
    const kept = keptPairs(this.type);
    if (kept != null) return new HeaderEntries(kept);
    const out = outAddress();
    wantBuffer();
    proxy_get_header_map_pairs(this.type, out, outSize());
    const pairs = takeBuffer();
    keepPairs(this.type, pairs);
    return new HeaderEntries(pairs);
  }

  /** Calls a function with the value and the name of each header, as they are now. */
  forEach(fn: (value: string, name: string) => void): void {
    this.entries().forEach(fn);
  }

  /**
   * Replaces all headers by those of the list, pseudo-headers included: a request
   * needs its `:method`, `:path` and `:authority`, a response its `:status`. One that
   * the map cannot have, or not now, is refused as by `set`.
   */
  replaceAll(headers: HeaderList): Status {
    if (
      CHECKS_NAMES &&
      (!mayHave(this.type, headers.kinds) ||
        !mayHaveStatus(this.type, headers.status))
    ) {
      return Status.BadArgument;
    }
    dropKept();
    const size = headers.encodedSize;
    const at = scratch(size);
    headers.encodeTo(at);
    return proxy_set_header_map_pairs(this.type, at, size);
  }

  /** Asks the host for a header; `field` is its name. */
  private find(name: string, field: EncodedField): Status {
    const out = outAddress();
    const status = proxy_get_header_map_value(
      this.type,
      field.start,
      field.size,
      out,
      outSize(),
    );
    if (ABI == ABI_0_1_0 && status == Status.Ok && load<u32>(outSize()) == 0) {
      return this.findEmpty(name);
    }
    if (status == Status.Ok) noteFound();
    return status;
  }

  /** ABI 0.1.0 gives an empty value for none: looks whether there is one. */
  private findEmpty(name: string): Status {
    dropBlock();
    const entries = this.entries();
    outAddress();
    for (let i = 0; i < entries.length; i++) {
      if (entries.hasName(i, name)) return Status.Ok;
    }
    return Status.NotFound;
  }

  private replace(name: EncodedField, value: EncodedField): Status {
    if (name.size == REFUSED || value.size == REFUSED) {
      return Status.BadArgument;
    }
    noteEdit(this.type, name);
    return CHECKS_NAMES && name.kind != TOKEN
      ? callIndirect(replaceSpecial)(this.type, name, value)
      : proxy_replace_header_map_value(
          this.type,
          name.start,
          name.size,
          value.start,
          value.size,
        );
  }

  private add(name: EncodedField, value: EncodedField): Status {
    if (
      name.size == REFUSED ||
      value.size == REFUSED ||
      (CHECKS_NAMES && hasOneValue(this.type, name.kind))
    ) {
      return Status.BadArgument;
    }
    noteEdit(this.type, name);
    return proxy_add_header_map_value(
      this.type,
      name.start,
      name.size,
      value.start,
      value.size,
    );
  }
}
