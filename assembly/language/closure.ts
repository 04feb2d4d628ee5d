/**
 * What functions need that take variables along from where they are made: closures. The
 * transform adds this file to a module that has one, and calls what is in it.
 */

/** The offset of what a function object has taken along, behind its index. */
const CAPTURED: usize = 4;

/** The bytes of a function object. */
const SIZE: usize = 8;

/** The function that is about to be called. */
let called: usize = 0;

/** A variable that several functions share. */
export class Variable<T> {
  constructor(public value: T) {}
}

/** Makes a variable that several functions share. */
export function variable<T>(value: T): Variable<T> {
  return new Variable<T>(value);
}

/** Makes a function object of class `id` that has taken something along. */
export function bind<T>(target: usize, captured: T, id: u32): usize {
  const bound = __new(SIZE, id);
  store<u32>(bound, load<u32>(target));
  store<usize>(bound, changetype<usize>(captured), CAPTURED);
  __link(bound, changetype<usize>(captured), false);
  return bound;
}

/** The same for specs, whose host may hold the object, where no collector sees it. */
export function bindForHost<T>(target: usize, captured: T, id: u32): usize {
  return __pin(bind<T>(target, captured, id));
}

/** Notes a function object just before it is called; returns it. */
export function enter(target: usize): usize {
  called = target;
  return target;
}

/** Returns the function object that was called, for the function to find what it has. */
export function current(): usize {
  const target = called;
  called = 0;
  if (target == 0 || load<usize>(target, CAPTURED) == 0) {
    throw new Error("Cannot call a function by its index: it keeps variables");
  }
  return target;
}
