import { proxy_get_buffer_bytes, proxy_get_buffer_status } from "../abi/env";
import { BufferType, Status } from "../abi/enums";
import {
  outAddress,
  outSize,
  outU32,
  takeBytes,
  takeText,
} from "../abi/memory";

const ALL: usize = 0x7fff_ffff;

/**
 * The body of an answer, read from the proxy when it is asked for; only within
 * the callback that got the answer.
 *
 * ```ts
 * new HttpCall("auth").path("/check").send<Example>(this, (self, response) => {
 *   log.info(response.body.size.toString() + " bytes: " + response.body.text());
 * });
 * ```
 */
@unmanaged
@final
export class CalloutBody {
  /** Returns the body that is in a buffer of the host. */
  static of(type: BufferType): CalloutBody {
    return changetype<CalloutBody>(handles() + type);
  }

  // As in HeaderMap, the address alone says which body it is.
  private get type(): BufferType {
    return <BufferType>(changetype<usize>(this) - handles());
  }

  /** How many bytes it has, 0 where there is none. */
  get size(): i32 {
    const out = outAddress();
    const status = proxy_get_buffer_status(this.type, out, outSize());
    return status == Status.Ok ? <i32>outU32() : 0;
  }

  /** Returns it as text, `""` where there is none; invalid UTF-8 reads as U+FFFD. */
  text(): string {
    this.read();
    return takeText();
  }

  /** Returns it as bytes, a copy. */
  bytes(): Uint8Array {
    this.read();
    return takeBytes();
  }

  private read(): void {
    proxy_get_buffer_bytes(this.type, 0, ALL, outAddress(), outSize());
  }
}

// In a function, so that only a module that calls it has the memory.
function handles(): usize {
  return memory.data(16, 8);
}
