import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { withoutCustomSections } from "./without-custom-sections.ts";

/** The part of binaryen that is used here. */
interface Binaryen {
  readBinary(bytes: Uint8Array): { emitText(): string; dispose(): void };
}

/** An instruction on vectors, in the text format. */
const VECTOR = /\((v128|[if]\d+x\d+)\./;

/**
 * Whether a valid module has instructions on vectors; undefined where assemblyscript,
 * which brings what reads them, is not installed, or is older than the module.
 */
export async function usesSimd(
  bytes: Uint8Array,
): Promise<boolean | undefined> {
  const binaryen = await loadBinaryen();
  if (binaryen === undefined) return undefined;
  try {
    // Tools may write anything into custom sections, and binaryen reads them all.
    const module = binaryen.readBinary(withoutCustomSections(bytes));
    const text = module.emitText();
    module.dispose();
    return VECTOR.test(text);
  } catch {
    // It throws what is not an Error for newer instructions.
    return undefined;
  }
}

async function loadBinaryen(): Promise<Binaryen | undefined> {
  let file: string;
  try {
    const compiler = import.meta.resolve("assemblyscript/asc");
    file = createRequire(compiler).resolve("binaryen");
  } catch {
    return undefined;
  }
  const module = (await import(pathToFileURL(file).href)) as {
    default: Binaryen;
  };
  return module.default;
}
