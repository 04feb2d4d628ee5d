import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

/** How many streams allocate objects of one size, before the next size's turn. */
const STREAMS = 1_000;
const BYTES_OF_A_STREAM = 4_096;

let streams = 0;
let kept: StaticArray<u8>[] = [];

/** Keeps 4 MiB in objects of one size, then in objects of the next. */
class ChangingSizes extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (streams % STREAMS == 0) kept = [];
    const size = 16 + (streams / STREAMS) * 100;
    for (let i = 0; i < BYTES_OF_A_STREAM / size; i++) {
      kept.push(new StaticArray<u8>(size));
    }
    streams++;
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<ChangingSizes>("changing_sizes");
