/** Reads properties by paths that are bytes already: segments joined by NULs. */
import { proxy_get_property } from "../abi/env";
import { Status } from "../abi/enums";
import {
  outAddress,
  outSize,
  takeBytes,
  takeNumber,
  takeText,
} from "../abi/memory";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";

/** Returns a property as text, or `null`. */
export function readText(path: usize, size: usize): string | null {
  return find(path, size) == Status.Ok ? takeText() : null;
}

/** Returns a property as bytes, or `null`. */
export function readBytes(path: usize, size: usize): Uint8Array | null {
  return find(path, size) == Status.Ok ? takeBytes() : null;
}

/** Returns a property as a number of the type's size, or `fallback`. */
export function readNumber<T>(path: usize, size: usize, fallback: T): T {
  return find(path, size) == Status.Ok ? takeNumber<T>(fallback) : fallback;
}

/** Returns what a map has under a key as text, or `null`. */
export function readTextOf(
  path: usize,
  size: usize,
  key: string,
): string | null {
  return findOf(path, size, key) == Status.Ok ? takeText() : null;
}

/** Returns what a map has under a key as bytes, or `null`. */
export function readBytesOf(
  path: usize,
  size: usize,
  key: string,
): Uint8Array | null {
  return findOf(path, size, key) == Status.Ok ? takeBytes() : null;
}

/** Returns what a namespace of a Metadata has under a key as text, or `null`. */
export function readMetadata(
  path: usize,
  size: usize,
  namespace: string,
  key: string,
): string | null {
  if (namespace.length == 0 || key.length == 0) return null;
  const at = scratch(size + 2 + encodedRoom(namespace) + encodedRoom(key));
  memory.copy(at, path, size);
  let end = at + size;
  store<u8>(end++, 0);
  end += encode(namespace, end);
  store<u8>(end++, 0);
  end += encode(key, end);
  return readText(at, end - at);
}

function find(path: usize, size: usize): Status {
  return proxy_get_property(path, size, outAddress(), outSize());
}

function findOf(path: usize, size: usize, key: string): Status {
  // The host would take an empty last segment for none, and give the whole map.
  if (key.length == 0) return Status.NotFound;
  const at = scratch(size + 1 + encodedRoom(key));
  memory.copy(at, path, size);
  store<u8>(at + size, 0);
  return find(at, size + 1 + encode(key, at + size + 1));
}
