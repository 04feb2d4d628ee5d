import typed from "assemblyscript/binaryen";
import type {
  Binaryen,
  BinaryenModule,
} from "../../transform/contract/binaryen.js";

/** The compiler's Binaryen, with what its types leave out. */
export const binaryen = typed as unknown as Binaryen;

/** Returns a module of its text. */
export function parse(text: string): BinaryenModule {
  return typed.parseText(text) as unknown as BinaryenModule;
}
