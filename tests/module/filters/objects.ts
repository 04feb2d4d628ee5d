import { findDamage } from "proxy-wasm-as/assembly/runtime/integrity";

/** Objects that refer to each other, for tests that call a module as no proxy would. */
class Thing {
  left: Thing | null = null;
  right: Thing | null = null;

  constructor(readonly id: i32) {}
}

/** Heap memory at first, as a request's objects are. */
const roots = new StaticArray<Thing | null>(32);

/** In the module's static memory: the collector does not own it. */
const fixed: StaticArray<Thing | null> = [null, null, null, null];

let texts: string[] = [];

export function make(root: i32, id: i32): void {
  roots[root] = new Thing(id);
}

export function drop(root: i32): void {
  roots[root] = null;
}

/** Has a root's object refer to that of another root, or to none. */
export function tie(root: i32, isLeft: bool, other: i32): void {
  const thing = roots[root];
  if (thing == null) return;
  if (isLeft) thing.left = roots[other];
  else thing.right = roots[other];
}

export function fix(at: i32, root: i32): void {
  fixed[at] = roots[root];
}

/** Returns the number of the object at the end of a path, a bit a step, or -1. */
export function idAt(root: i32, path: u32, steps: i32): i32 {
  return idFrom(roots[root], path, steps);
}

export function idFixed(at: i32, path: u32, steps: i32): i32 {
  return idFrom(fixed[at], path, steps);
}

function idFrom(start: Thing | null, path: u32, steps: i32): i32 {
  let thing = start;
  for (let step = 0; step < steps && thing != null; step++) {
    thing = (path >> step) & 1 ? thing.left : thing.right;
  }
  return thing == null ? -1 : thing.id;
}

/** Pins a root's object; returns its address. */
export function pin(root: i32): usize {
  return __pin(changetype<usize>(roots[root]));
}

export function unpin(address: usize): void {
  __unpin(address);
}

export function idOf(address: usize): i32 {
  return changetype<Thing>(address).id;
}

/** The address that a new object is given. */
export function newAddress(): usize {
  return changetype<usize>(new Thing(0));
}

/** Grows an array of texts; returns whether all are as they were made. */
export function growTexts(count: i32): bool {
  texts = [];
  for (let i = 0; i < count; i++) texts.push("text " + i.toString());
  for (let i = 0; i < count; i++) {
    if (texts[i] != "text " + i.toString()) return false;
  }
  return true;
}

export function collect(): void {
  __collect();
}

/** Tells whether the heap is as it should be. */
export function isWhole(): bool {
  return findDamage() == null;
}

const buffers = new StaticArray<ArrayBuffer | null>(16);

/** Makes an object of a size, and drops the one that was in its place. */
export function keepBytes(place: i32, size: i32): void {
  buffers[place] = new ArrayBuffer(size);
}
