import { asDescriptor, type Descriptor } from "../oci/descriptor.ts";
import type { Content } from "../oci/image-store.ts";
import { parseManifest, type Index, type Manifest } from "../oci/manifest.ts";
import { OCI_INDEX } from "../oci/media-types.ts";
import { dropBody, readAll } from "./body-reader.ts";
import { MAX_PAGE } from "./limits.ts";
import { nextPage } from "./next-page.ts";
import { RegistryError } from "./registry-error.ts";
import type { Session } from "./session.ts";

/** Far more than anybody attaches to an image. */
const MAX_PAGES = 100;

/** What registries answer that do not know the referrers API. */
const UNKNOWN = [400, 404, 405, 406, 501];

/** Where referrers are asked for. */
export interface ReferrersRequest {
  session: Session;
  /** The path of the repository: `/v2/me/add-header`. */
  path: string;
  scopes: string[];
  action: string;
}

/**
 * Asks a registry for the manifests that refer to a digest, page by page. Returns
 * undefined where it does not know that API.
 *
 *     await askReferrers(request, "sha256:…");
 */
export async function askReferrers(
  { session, path, scopes, action }: ReferrersRequest,
  digest: string,
): Promise<Descriptor[] | undefined> {
  const found: Descriptor[] = [];
  let next: string | URL | undefined = `${path}/referrers/${digest}`;
  for (let page = 0; next !== undefined; page++) {
    if (page > MAX_PAGES) throw bad(session, "has no end of referrers");
    const headers = { accept: OCI_INDEX };
    const response = await session.send(next, { action, scopes, headers });
    if (UNKNOWN.includes(response.status)) {
      await dropBody(response);
      return undefined;
    }
    if (!response.ok) throw await session.failure(response, action);
    const bytes = await readAll(response, session.registry, MAX_PAGE);
    // Some answer with a page for people.
    const type = response.headers.get("content-type") ?? "";
    if (!type.startsWith(OCI_INDEX)) return undefined;
    found.push(...manifestsIn(session, bytes));
    next = nextPage(response);
  }
  return found;
}

/** The tag that stands for the referrers of a digest where there is no API for them. */
export function referrersTag(digest: string): string {
  return digest.replace(":", "-");
}

/**
 * Returns the index under the tag of a subject's referrers, with one more; undefined
 * where it lists that one already.
 *
 *     withReferrer(undefined, content, parseManifest(content.bytes, name));
 */
export function withReferrer(
  before: Content | undefined,
  { descriptor }: Content,
  manifest: Manifest | Index,
): Uint8Array | undefined {
  const { mediaType, digest, size } = descriptor;
  const known = before ? manifestsOf(before) : [];
  if (known.some((each) => each.digest === digest)) return undefined;
  const artifactType =
    manifest.artifactType ??
    (manifest.kind === "manifest" ? manifest.config.mediaType : undefined);
  const { annotations } = manifest;
  const referrer: Descriptor = {
    mediaType,
    digest,
    size,
    ...(artifactType !== undefined && { artifactType }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [...known, referrer],
    }),
  );
}

/** The manifests that the index under the tag of a subject's referrers lists. */
export function manifestsOf({ bytes }: Content): Descriptor[] {
  const index = parseManifest(bytes, "the referrers");
  return index.kind === "index" ? index.manifests : [];
}

function manifestsIn(session: Session, bytes: Uint8Array): Descriptor[] {
  const what = `A referrer that ${session.registry} lists`;
  let list: unknown;
  try {
    const text = new TextDecoder().decode(bytes);
    list = (JSON.parse(text) as { manifests?: unknown } | null)?.manifests;
  } catch {
    // Said below.
  }
  if (list === null) return [];
  if (!Array.isArray(list)) throw bad(session, "sends no list of referrers");
  return list.map((each) => asDescriptor(each, what));
}

function bad({ registry }: Session, what: string): RegistryError {
  return new RegistryError("BAD_ANSWER", `${registry} ${what}.`);
}
