import { CliError } from "../base/cli-error.ts";
import { print } from "../base/print.ts";
import {
  familiarName,
  tagOrDigestOf,
  type Reference,
} from "../oci/reference.ts";
import { findSignature } from "../signing/image-signatures.ts";
import { readVerifyingKey } from "../signing/key-files.ts";
import type { JsonOption, RegistryOptions } from "./options.ts";
import { withRegistry } from "./open-images.ts";

/** The options of `proxy-wasm verify`. */
export type VerifyOptions = RegistryOptions & JsonOption & { key: string };

/**
 * Checks that an image in its registry is signed by a key, and prints its name with the
 * digest that was signed. Throws a CliError where it is not.
 */
export async function verifyImage(
  reference: Reference,
  options: VerifyOptions,
): Promise<void> {
  const key = await readVerifyingKey(options.key);
  const { digest, count, manifest } = await withRegistry(
    reference,
    options,
    async (images) => {
      const { descriptor } = await images.manifest(tagOrDigestOf(reference));
      const { digest } = descriptor;
      return { digest, ...(await findSignature(images, digest, key)) };
    },
  );
  const { registry, repository } = reference;
  const name = familiarName({ registry, repository, digest });
  if (manifest === undefined) throw notSigned(name, count, options.key);
  print(
    options.json
      ? JSON.stringify({ name, digest, signature: manifest }, null, 2)
      : name,
  );
}

function notSigned(name: string, count: number, file: string): CliError {
  return new CliError(
    count === 0
      ? `${name} has no signature: push it with --sign, or sign it with cosign.`
      : `${name} is not signed by the key in ${file}: it has ${count === 1 ? "one signature" : `${count} signatures`}, of other keys or other images.`,
  );
}
