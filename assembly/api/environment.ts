import { outAddress, outSize, outU64 } from "../abi/memory";
import { decode } from "../abi/utf8";
import { environ_get, environ_sizes_get } from "../abi/wasi_snapshot_preview1";
import { getOrNull } from "./lookup";

/** More bytes of variables, and of where they are, are not read. */
const MOST: u64 = 1 << 24;

/** The environment variables that the VM's configuration passes on; they stay. */
@final
export class Environment {
  constructor(private readonly variables: Map<string, string>) {}

  /** How many variables there are. */
  get size(): i32 {
    return this.variables.size;
  }

  /** Tells whether there is a variable. */
  has(name: string): bool {
    return this.variables.has(name);
  }

  /** Returns a variable, `null` where it is not passed on. */
  get(name: string): string | null {
    return getOrNull(this.variables, name);
  }

  /** The names of all variables. */
  keys(): string[] {
    return this.variables.keys();
  }

  /** The values of all variables, in the order of their names. */
  values(): string[] {
    return this.variables.values();
  }
}

/**
 * Reads the environment variables that the VM's configuration passes on, in
 * Envoy `vm_config.environment_variables`; the proxy's own are not among them. There are
none where they take more than 16 MiB.
 */
export function readEnvironment(): Environment {
  const variables = new Map<string, string>();
  readVariables(variables);
  return new Environment(variables);
}

function readVariables(variables: Map<string, string>): void {
  if (environ_sizes_get(outAddress(), outSize()) != 0) return;
  const sizes = outU64();
  const count = <u32>sizes;
  if (((<u64>count) << 2) + (sizes >> 32) > MOST) return;
  const texts = (<usize>count) << 2;
  const size = texts + <usize>(sizes >> 32);
  const addresses = heap.alloc(size);
  memory.fill(addresses, 0, size);
  if (environ_get(addresses, addresses + texts) == 0) {
    for (let i: u32 = 0; i < count; i++) {
      const start: usize = load<u32>(addresses + ((<usize>i) << 2));
      if (start < addresses + texts) continue;
      addVariable(variables, start, addresses + size);
    }
  }
  heap.free(addresses);
}

function addVariable(
  variables: Map<string, string>,
  start: usize,
  limit: usize,
): void {
  let end = start;
  while (end < limit && load<u8>(end) != 0) end++;
  if (end >= limit) return;
  const text = decode(start, end - start);
  const equals = text.indexOf("=");
  if (equals > 0) variables.set(text.slice(0, equals), text.slice(equals + 1));
}
