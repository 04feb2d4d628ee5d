import { InvalidArgumentError } from "commander";
import { ImageError } from "../oci/image-error.ts";
import {
  parseReference,
  parseRegistry,
  parseRepository,
  type Reference,
  type Repository,
} from "../oci/reference.ts";

/** A reference with a tag, to write to. */
export type TaggedReference = Reference & { tag: string };

/** Reads an argument that names an image. */
export function imageArgument(text: string): Reference {
  return usage(() => parseReference(text));
}

/** Reads one more argument that names an image. */
export function imageArguments(
  text: string,
  before: Reference[] = [],
): Reference[] {
  return [...before, imageArgument(text)];
}

/** Reads an argument that names an image by a tag and not by a digest. */
export function tagArgument(text: string): TaggedReference {
  const { digest, tag, ...rest } = imageArgument(text);
  if (digest === undefined && tag !== undefined) return { ...rest, tag };
  throw new InvalidArgumentError(
    "Name a tag: the digest follows from the content of the image.",
  );
}

/** Reads an argument that names a repository. */
export function repositoryArgument(text: string): Repository {
  return usage(() => parseRepository(text));
}

/** Reads an argument that names a registry. */
export function registryArgument(text: string): string {
  return usage(() => parseRegistry(text));
}

/** Reads an option `key=value`, and adds it to those before it. */
export function annotationOption(
  text: string,
  before: Record<string, string> = {},
): Record<string, string> {
  const equals = text.indexOf("=");
  if (equals > 0) {
    return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
  }
  throw new InvalidArgumentError("Write it as KEY=VALUE.");
}

/** Turns an ImageError into a usage error, for which commander exits with 2. */
function usage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    throw new InvalidArgumentError(error.message);
  }
}
