import { CliError } from "../cli-error.ts";
import { inspectModule } from "../inspect/inspect-module.ts";
import type { ImagePlace } from "../oci/image-place.ts";
import { readImage } from "../oci/read-image.ts";

/**
 * Throws a CliError where an image holds a module that proxies refuse: somebody
 * would find out when it is deployed.
 *
 *     await checkPushed(place, "v1");
 */
export async function checkPushed(
  place: ImagePlace,
  tagOrDigest: string,
): Promise<void> {
  const { module } = await readImage(place, tagOrDigest);
  const { findings, proxy } = await inspectModule(new Uint8Array(module));
  const found = findings.find(({ severity }) => severity === "error");
  if (found === undefined) return;
  throw new CliError(
    `Cannot push ${place.nameOf(tagOrDigest)}: ${proxy} refuses its module. ` +
      `${found.what} ${found.mend} With --force it is pushed nevertheless.`,
  );
}
