import { proxy_call_foreign_function } from "../abi/env";
import { Status } from "../abi/enums";
import { dropBlock, giveOut, takeBytes } from "../abi/memory";
import { scratch } from "../abi/scratch";
import { decode, encode, encodedRoom } from "../abi/utf8";
import { dropKept } from "../abi/kept-headers";

/**
 * What a foreign function answered.
 *
 * ```ts
 * const result = callForeignFunction("get_secret", new Uint8Array(0));
 * if (result.status == Status.Ok) log.info(result.bytes().length.toString());
 * ```
 */
export class ForeignResult {
  constructor(
    /** Ok, or why it failed; `Status.NotFound` where there is no such function. */
    readonly status: Status,
    private readonly data: Uint8Array,
  ) {}

  /** Returns the answer as bytes; empty where the call failed or had none. */
  bytes(): Uint8Array {
    return this.data;
  }

  /** Returns the answer as text; invalid UTF-8 reads as U+FFFD. */
  text(): string {
    return decode(this.data.dataStart, this.data.byteLength);
  }
}

/**
 * Calls a function that the proxy has beyond the ABI, by its name.
 *
 * A proxy without it answers `Status.NotFound`, so a filter can ask what there
 * is. Those of Envoy have functions of their own here: `compress`, `uncompress`,
 * `clearRouteCache`, `setEnvoyFilterState`, `declareProperty`, `Expression`,
 * `PublicKey` and `PrivateKey`. An answer that comes with a failure is dropped.
 *
 * ```ts
 * const result = callForeignFunction("get_secret", new Uint8Array(0));
 * if (result.status == Status.NotFound) log.warn("this proxy has no secrets");
 * ```
 */
export function callForeignFunction(
  name: string,
  argument: Uint8Array,
): ForeignResult {
  const status = invoke(name, argument.dataStart, argument.byteLength);
  return new ForeignResult(
    status,
    status == Status.Ok ? takeBytes() : new Uint8Array(0),
  );
}

/**
 * Calls a foreign function with bytes at an address. Its answer is the host's block
 * where it is Ok; else there is none.
 */
export function invoke(name: string, argument: usize, size: usize): Status {
  const at = scratch(encodedRoom(name));
  const nameSize = encode(name, at);
  dropKept();
  // The host may call back before it returns, and what then runs call the host.
  const own = heap.alloc(sizeof<u64>());
  store<u64>(own, 0);
  const status: Status = proxy_call_foreign_function(
    at,
    nameSize,
    argument,
    size,
    own,
    own + sizeof<u32>(),
  );
  giveOut(load<u64>(own));
  heap.free(own);
  // Unlike all others, this one writes out-parameters with a failure, too.
  if (status != Status.Ok) dropBlock();
  return status;
}

/** Calls a foreign function whose answer does not matter. */
export function invokeForStatus(name: string, argument: Uint8Array): Status {
  const status = invoke(name, argument.dataStart, argument.byteLength);
  if (status == Status.Ok) dropBlock();
  return status;
}
