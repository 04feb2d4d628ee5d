import { Status } from "../abi/enums";
import { decode, encodedSize } from "../abi/utf8";
import { Body } from "./body";
import { Script } from "./script";

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
