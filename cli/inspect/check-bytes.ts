import type { Finding } from "./inspection.ts";
import { hasWholeSections } from "./module-layout.ts";
import type { ProxyVersion } from "./proxy-versions.ts";

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** Returns why the bytes are not a valid module; undefined where they are. */
export function checkBytes(
  bytes: Uint8Array<ArrayBuffer>,
  proxy: ProxyVersion,
): Finding | undefined {
  if (!MAGIC.every((byte, at) => bytes[at] === byte)) {
    return notWasm(bytes, proxy);
  }
  if (!hasWholeSections(bytes)) return cutOff();
  return WebAssembly.validate(bytes) ? undefined : invalid(bytes);
}

function notWasm(bytes: Uint8Array, { generation }: ProxyVersion): Finding {
  // Envoy 1.40 says nothing of its own of an empty file.
  const log = bytes.length > 0 && generation.markerLog;
  const isOther = MAGIC.slice(0, 4).every((byte, at) => bytes[at] === byte);
  const what = isOther
    ? "The file is Wasm of another version, such as a component."
    : "The file is not Wasm.";
  return {
    id: "not-wasm",
    severity: "error",
    what: bytes.length === 0 ? "The file is empty." : what,
    why: 'A module begins with the bytes 00 61 73 6d 01 00 00 00, "\\0asm" and version 1.',
    fix: isOther
      ? "Build a module: with Rust, for wasm32-wasip1 and not for wasm32-wasip2."
      : "Name the module that the compiler wrote, a file that ends with .wasm.",
    ...(log && { log }),
  };
}

function cutOff(): Finding {
  return {
    id: "corrupted",
    severity: "error",
    what: "The module ends before its last section does, or a custom section before its name.",
    why: "Some of its bytes are missing or changed: a download that broke off, or a build that still ran.",
    fix: "Build or download it again.",
    log: "Failed to parse corrupted Wasm module",
  };
}

/** What Node's V8, which is much like Envoy's, does not compile. */
function invalid(bytes: Uint8Array<ArrayBuffer>): Finding {
  return {
    id: "code-invalid",
    severity: "error",
    what: `The module does not compile: ${compileError(bytes)}.`,
    why: `Node ${process.versions.node}, whose V8 is much like a proxy's, refuses it.`,
    fix: "Build it again, without features of Wasm that are newer than the proxy.",
    log: "Failed to load Wasm bytecode",
  };
}

function compileError(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    new WebAssembly.Module(bytes);
    return "it is not valid";
  } catch (error) {
    return (error as Error).message.replace(/^WebAssembly\.Module\(\): /, "");
  }
}
