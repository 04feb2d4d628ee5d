import { MODELS_HAVE_MAPS, MODELS_HAVE_MODELS } from "../features";
import { Reading } from "./reading";

/** Whether types name functions: those of maps and models. */
export const HAS_LINKS: bool = MODELS_HAVE_MAPS || MODELS_HAVE_MODELS;

/** Makes a map, tells whether it has a key, or puts a value from an address there. */
export type MapOf = (map: usize, key: string, value: usize) => usize;

/** Reads a model into what is there, or a new one; returns it. */
export type ModelOf = (old: usize) => usize;

/** Returns the function that a type names, of which the number is behind its first byte. */
export function linkOf(type: usize): usize {
  const link: usize = load<u8>(type, 1);
  return load<usize>(Reading.links + (link << 2));
}
