import { proxy_set_buffer_bytes } from "../abi/env";
import { BufferType, MapType, Status } from "../abi/enums";
import { dropKept } from "../abi/kept-headers";
import { dropBlock, outSize, outU32 } from "../abi/memory";
import { decode, encode, encodedSize } from "../abi/utf8";
import { BodyView } from "./body-view";
import { HOLDS_REQUESTS, HOLDS_RESPONSES } from "../features";
import { removeLength } from "./content-length";
import { WaitLimit } from "./pending";
import { Script } from "./script";
import { areHeadersGone } from "./sent-headers";

/** Beyond the end of every buffer, and longer than every one. */
const END: usize = 0xffff_ffff;

/**
 * A body, or the data of a TCP connection: what the proxy holds of it now, not a
 * copy. It can be read and changed in the callbacks of its own body or direction, and
 * in others after `StopIterationAndBuffer`; before the body has begun it is empty. Do
 * not touch it in other callbacks after `StopIterationAndWatermark` or
 * `StopIterationNoBuffer`: Envoy 1.40 has freed it, and may crash.
 *
 * The filters after this one and the peer see a change. Each method that changes
 * something returns a `Status`: `Status.BadArgument` where the proxy holds no such body,
 * and then nothing has changed. In a trailers callback that is a body whose last part
 * went on, as nothing can follow it. Positions and sizes are bytes. A lone surrogate in
 * a text is sent as U+FFFD.
 *
 * A change removes the message's `content-length` while its headers can still be
 * changed; over HTTP/1.1 the body is then sent in chunks. Once a callback has continued
 * the headers they cannot be changed, and a length that no longer fits breaks the
 * message: a filter that changes a body removes the length itself, in
 * `onRequestHeaders` or `onResponseHeaders`.
 *
 * ```ts
 * class Redact extends HttpContext {
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.response.headers.delete("content-length");
 *     return FilterHeadersStatus.Continue;
 *   }
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
 *     this.redact();
 *     return FilterDataStatus.Continue;
 *   }
 *   // Where there are trailers, no part of the body has endOfStream.
 *   onResponseTrailers(count: i32): FilterTrailersStatus {
 *     this.redact();
 *     return FilterTrailersStatus.Continue;
 *   }
 *   private redact(): void {
 *     const body = this.response.body;
 *     body.set(body.text().replaceAll("secret", "[redacted]"));
 *   }
 * }
 * registerHttpContext<Redact>("redact");
 * ```
 */
@unmanaged
@final
export class Body extends BodyView {
  /** Returns the buffer of a type. */
  static of(type: BufferType): Body {
    return changetype<Body>(BodyView.of(type));
  }

  /** Adds a text in front of what the proxy holds. */
  prepend(text: string): Status {
    return this.putText(0, 0, text);
  }

  /** Adds bytes in front of what the proxy holds. */
  prependBytes(bytes: Uint8Array): Status {
    return this.put(0, 0, bytes.dataStart, bytes.byteLength);
  }

  /** Adds a text after what the proxy holds. */
  append(text: string): Status {
    return this.putText(END, 0, text);
  }

  /** Adds bytes after what the proxy holds. */
  appendBytes(bytes: Uint8Array): Status {
    return this.put(END, 0, bytes.dataStart, bytes.byteLength);
  }

  /** Replaces all that the proxy holds by a text. */
  set(text: string): Status {
    return this.putText(0, END, text);
  }

  /** Replaces all that the proxy holds by bytes. */
  setBytes(bytes: Uint8Array): Status {
    return this.put(0, END, bytes.dataStart, bytes.byteLength);
  }

  /** Drops all that the proxy holds. */
  clear(): Status {
    return this.put(0, END, 0, 0);
  }

  /**
   * Replaces `length` bytes from `start` on by a text; a length of 0 inserts it,
   * and one beyond the end is cut. `Status.BadArgument` for a start outside of the
   * body or a negative length.
   */
  replace(start: i32, length: i32, text: string): Status {
    const size = encodedSize(text);
    const at = heap.alloc(size);
    const status = this.splice(start, length, at, encode(text, at));
    heap.free(at);
    return status;
  }

  /** Replaces `length` bytes from `start` on by bytes; see `replace`. */
  replaceBytes(start: i32, length: i32, bytes: Uint8Array): Status {
    return this.splice(start, length, bytes.dataStart, bytes.byteLength);
  }

  /**
   * Waits, in a handler's method, until the proxy holds all of the body; returns it, or
   * `null` where it is larger than `limit` bytes. A request that is larger is answered with
   * 413; a response is broken off, as its headers have gone on.
   *
   * The headers go on before: a proxy has no body while it holds them. So edit them first,
   * and remove the `content-length` of a body that you will change. Of a message without a
   * body the headers are still held.
   *
   * With `until`, such as a `Pause` as a limit, it also returns `null` once that is there
   * before the end of the body: its `isThere` tells the two apart. Then nothing was answered,
   * and what the proxy holds goes on as the method ends.
   *
   * ```ts
   * class NoSecrets extends HttpHandler {
   *   onRequest(): void {
   *     const limit = new Pause(5000);
   *     const body = this.request.body.collect(64 * 1024, limit);
   *     if (body == null) {
   *       if (limit.isThere) this.respond(new LocalResponse(408));
   *     } else if (body.text().includes("secret")) {
   *       this.respond(new LocalResponse(422));
   *     }
   *   }
   * }
   * registerHttpHandler<NoSecrets>("no_secrets");
   * ```
   */
  collect(limit: i32, until: WaitLimit | null = null): Body | null {
    return Script.running.collect(this.type, limit, changetype<usize>(until))
      ? this
      : null;
  }

  /**
   * Waits, in a handler's method, for the next part of the body, and returns it; `null`
   * after the last one. Asking for the next part, or ending the method, sends this one on
   * with the changes made to it, so that a body of any length takes little memory. The
   * headers go on as with `collect`. With `until`, it also returns `null` once that is there
   * before a part is.
   *
   * ```ts
   * class Upper extends HttpHandler {
   *   onResponse(): void {
   *     const body = this.response.body;
   *     this.response.headers.delete("content-length");
   *     for (let part = body.next(); part != null; part = body.next()) {
   *       part.set(part.text().toUpperCase());
   *     }
   *   }
   * }
   * registerHttpHandler<Upper>("upper");
   * ```
   */
  next(until: WaitLimit | null = null): BodyPart | null {
    const script = Script.running;
    const start = script.nextPart(this.type, changetype<usize>(until));
    if (start < 0) return null;
    return new BodyPart(this, script, start, this.size - start);
  }

  /** Replaces a range whose ends are those of the body. */
  private put(start: usize, size: usize, data: usize, dataSize: usize): Status {
    const type = this.type;
    dropKept();
    const status = proxy_set_buffer_bytes(type, start, size, data, dataSize);
    if (status == Status.Ok && mayHoldHeaders(type)) {
      // The headers of a request are map 0, those of a response are map 2.
      removeLength(<MapType>(type << 1));
    }
    return status;
  }

  // A body may be large, so its text does not go into the shared scratch buffer.
  private putText(start: usize, size: usize, text: string): Status {
    const at = heap.alloc(encodedSize(text));
    const status = this.put(start, size, at, encode(text, at));
    heap.free(at);
    return status;
  }

  /** Replaces any range. Envoy refuses one in the middle, so this writes all of it again. */
  private splice(
    start: i32,
    length: i32,
    data: usize,
    dataSize: usize,
  ): Status {
    const size = this.size;
    if (start < 0 || length < 0 || start > size) return Status.BadArgument;
    if (start == size) return this.put(END, 0, data, dataSize);
    // What reaches from end to end, or adds in front, needs nothing of the rest.
    if (start == 0 && (length == 0 || length >= size)) {
      return this.put(0, length == 0 ? 0 : END, data, dataSize);
    }
    const head = <usize>start;
    const rest = <usize>(size - start - min(length, size - start));
    this.fetch(0, size);
    const held: usize = outU32();
    if (held == 0) return Status.InternalFailure;
    // What was said of the size is not what came.
    if (load<u32>(outSize()) != <u32>size) {
      dropBlock();
      return Status.InternalFailure;
    }
    const whole = heap.alloc(head + dataSize + rest);
    memory.copy(whole, held, head);
    memory.copy(whole + head, data, dataSize);
    memory.copy(whole + head + dataSize, held + size - rest, rest);
    dropBlock();
    const status = this.put(0, END, whole, head + dataSize + rest);
    heap.free(whole);
    return status;
  }
}

/**
 * A part of a body, as `Body.next` returns it: a range of what the proxy holds, until the
 * next part is asked for. Parts end anywhere, also within a character.
 *
 * ```ts
 * class Count extends HttpHandler {
 *   onRequest(): void {
 *     let bytes = 0;
 *     const body = this.request.body;
 *     for (let part = body.next(); part != null; part = body.next()) {
 *       bytes += part.size;
 *     }
 *     log.info(bytes.toString() + " bytes");
 *   }
 * }
 * registerHttpHandler<Count>("count");
 * ```
 */
export class BodyPart {
  constructor(
    private readonly body: Body,
    private readonly script: Script,
    private readonly start: i32,
    private length: i32,
  ) {}

  /** How many bytes it has. */
  get size(): i32 {
    return this.length;
  }

  /** Returns it as text; a character that is cut where it ends reads as U+FFFD. */
  text(): string {
    const bytes = this.bytes();
    return decode(bytes.dataStart, bytes.byteLength);
  }

  /** Returns a copy of it. */
  bytes(): Uint8Array {
    return this.body.read(this.start, this.length);
  }

  /** Replaces it by a text. */
  set(text: string): Status {
    const status = this.body.replace(this.start, this.length, text);
    return this.resize(status, <i32>encodedSize(text));
  }

  /** Replaces it by bytes, none of which drop it. */
  setBytes(bytes: Uint8Array): Status {
    const status = this.body.replaceBytes(this.start, this.length, bytes);
    return this.resize(status, bytes.byteLength);
  }

  private resize(status: Status, length: i32): Status {
    if (status == Status.Ok) {
      this.script.lengthen(length - this.length);
      this.length = length;
    }
    return status;
  }
}

/** Tells whether the headers in front of a buffer may still be changed. */
function mayHoldHeaders(type: BufferType): bool {
  if (type == BufferType.HttpRequestBody) {
    return HOLDS_REQUESTS && !areHeadersGone(BufferType.HttpRequestBody);
  }
  return (
    HOLDS_RESPONSES &&
    type == BufferType.HttpResponseBody &&
    !areHeadersGone(BufferType.HttpResponseBody)
  );
}
