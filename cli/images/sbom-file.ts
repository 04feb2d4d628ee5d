import { CliError } from "../base/cli-error.ts";
import { readFileOf } from "../base/read-file-of.ts";
import type { Attachment } from "../oci/attach.ts";

/** The media types by which scanners find what an image is made of. */
const CYCLONE_DX = "application/vnd.cyclonedx+json";
const SPDX = "application/spdx+json";

/**
 * Reads a software bill of materials, in JSON as `npm sbom` writes it. Throws a CliError
 * where the file is neither CycloneDX nor SPDX.
 *
 *     await attach(store, image, await readSbom("sbom.cdx.json"));
 */
export async function readSbom(file: string): Promise<Attachment> {
  const bytes = await readFileOf("the bill of materials", file);
  const type = typeOf(bytes);
  if (type !== undefined) return { bytes, type, annotations: {} };
  throw new CliError(
    `Cannot attach ${file}: it is not a bill of materials in JSON, CycloneDX or SPDX, as npm sbom --sbom-format cyclonedx writes it.`,
  );
}

function typeOf(bytes: Uint8Array): string | undefined {
  try {
    const json = JSON.parse(Buffer.from(bytes).toString()) as {
      bomFormat?: unknown;
      spdxVersion?: unknown;
    } | null;
    if (json?.bomFormat === "CycloneDX") return CYCLONE_DX;
    return typeof json?.spdxVersion === "string" ? SPDX : undefined;
  } catch {
    return undefined;
  }
}
