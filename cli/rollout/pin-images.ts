import { CliError } from "../base/cli-error.ts";
import type { Resource } from "../kubectl/resource.ts";
import { parseReference, type Reference } from "../oci/reference.ts";

/** Finds the digest of the image that a tag names now. */
export type ResolveDigest = (reference: Reference) => Promise<string>;

const SCHEME = "oci://";

/** The keys under which resources and Envoy have the place of an image. */
const KEYS = ["url", "uri"];

/**
 * Documents in which each image has its digest in its name, beside the tag: what a
 * tag names may change, and a proxy that starts later then gets the same module.
 *
 * A digest that is there already is taken, without a look at the registry. Throws a
 * {@link CliError} that says how to do without, where the registry gives none.
 *
 *     await pinImages(documents, resolve);
 *     // oci://ghcr.io/me/auth:v1 → oci://ghcr.io/me/auth:v1@sha256:…
 */
export async function pinImages(
  documents: Resource[],
  resolve: ResolveDigest,
): Promise<Resource[]> {
  const known = new Map<string, Promise<string>>();
  const digestOf = (reference: Reference, written: string) => {
    const found = known.get(written) ?? resolving(reference, written, resolve);
    known.set(written, found);
    return found;
  };
  return Promise.all(
    documents.map(
      async (document) => (await pinned(document, digestOf)) as Resource,
    ),
  );
}

type DigestOf = (reference: Reference, written: string) => Promise<string>;

async function pinned(
  value: unknown,
  digestOf: DigestOf,
  around: { key?: string; sha256?: unknown } = {},
): Promise<unknown> {
  if (Array.isArray(value)) {
    return Promise.all(value.map((each) => pinned(each, digestOf)));
  }
  if (value === null || typeof value !== "object") return value;
  const holder = value as Record<string, unknown>;
  // Beside Envoy's `http_uri`, and beside the `url` of the other resources.
  const sha256 = holder.sha256 ?? around.sha256;
  const isImage = around.key === "image";
  const entries = Object.entries(holder).map(async ([key, each]) => {
    const inner =
      isUrl(key, each) && (isImage || each.startsWith(SCHEME))
        ? await pinnedUrl(each, sha256, digestOf)
        : await pinned(each, digestOf, { key, sha256 });
    return [key, inner] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function isUrl(key: string, value: unknown): value is string {
  return KEYS.includes(key) && typeof value === "string";
}

/** What is before the digest stays as it is written. */
async function pinnedUrl(
  url: string,
  sha256: unknown,
  digestOf: DigestOf,
): Promise<string> {
  const reference = parseReference(url);
  if (reference.digest !== undefined) return url;
  const digest =
    typeof sha256 === "string"
      ? `sha256:${sha256}`
      : await digestOf(reference, url.replace(SCHEME, ""));
  return `${url}@${digest}`;
}

async function resolving(
  reference: Reference,
  written: string,
  resolve: ResolveDigest,
): Promise<string> {
  try {
    return await resolve(reference);
  } catch (cause) {
    const { message } = cause as Error;
    throw new CliError(
      `Cannot pin ${written} to its digest: ${message} Give the digest that "proxy-wasm push" printed as --sha256, or deploy the tag as it is by --no-pin.`,
      { cause },
    );
  }
}
