import { checkDigest, digestOf, isDigest } from "../oci/digest.ts";
import { describe } from "../oci/descriptor.ts";
import type { AttachingStore, Content } from "../oci/image-store.ts";
import { checkSize } from "../oci/limits.ts";
import { parseManifest } from "../oci/manifest.ts";
import { MANIFEST_TYPES, OCI_INDEX } from "../oci/media-types.ts";
import { familiarName, type Repository } from "../oci/reference.ts";
import { dropBody, readAll } from "./body-reader.ts";
import { download } from "./download.ts";
import { MAX_PAGE } from "./limits.ts";
import {
  askReferrers,
  manifestsOf,
  referrersTag,
  withReferrer,
} from "./referrers.ts";
import { RegistryError } from "./registry-error.ts";
import { retrying, type RetryOptions } from "./retrying.ts";
import type { Session } from "./session.ts";
import { upload } from "./upload.ts";

export interface RegistryStoreOptions extends RetryOptions {
  /** What the command does there: its token allows no more. */
  access: "pull" | "push";
  /** Larger blobs are sent in parts of this size; 8 MiB by default. */
  chunkSize?: number;
  /** Called with the number of bytes moved and of all bytes of a blob. */
  onProgress?(digest: string, done: number, total: number): void;
}

const CHUNK_SIZE = 8 * 1024 * 1024;

/**
 * The images of one repository of a registry.
 *
 *     const store = registryStore(session, reference, { access: "pull" });
 *     await copyImage(store, "v1", layout, { tag: "v1" });
 */
export function registryStore(
  session: Session,
  { registry, repository }: Repository,
  options: RegistryStoreOptions,
): AttachingStore {
  const path = `/v2/${repository}`;
  const actions = options.access === "push" ? "pull,push" : "pull";
  const scopes = [`repository:${repository}:${actions}`];
  const nameOf = (name: string) =>
    familiarName({
      registry,
      repository,
      ...(isDigest(name) ? { digest: name } : { tag: name }),
    });
  const at = { session, path, scopes };
  const whole = familiarName({ registry, repository });
  const reportOf = (digest: string) => ({
    onProgress: (done: number, total: number) =>
      options.onProgress?.(digest, done, total),
  });
  const manifests = manifestsOfRepository({ ...at, nameOf }, options);
  return {
    nameOf,
    ...manifests,
    readBlob: (descriptor, sink) => {
      checkSize(descriptor, whole);
      const { digest } = descriptor;
      const target = `${path}/blobs/${digest}`;
      const action = `pull ${whole}`;
      const settings = { ...options, action, scopes, ...reportOf(digest) };
      return download(session, target, descriptor, settings, sink);
    },
    addBlob: (descriptor, read, from) =>
      upload(session, descriptor, read, {
        ...options,
        ...reportOf(descriptor.digest),
        path,
        scopes,
        from,
        action: `push to ${whole}`,
        chunkSize: options.chunkSize ?? CHUNK_SIZE,
      }),
  };
}

interface ManifestsOptions {
  session: Session;
  path: string;
  scopes: string[];
  nameOf(tagOrDigest: string): string;
}

/** The part of a store that reads and writes manifests. */
function manifestsOfRepository(
  { nameOf, ...at }: ManifestsOptions,
  options: RegistryStoreOptions,
): Omit<AttachingStore, "nameOf" | "readBlob" | "addBlob"> {
  const manifest = (name: string) =>
    retrying(() => pullManifest({ ...at, name: nameOf(name) }, name), options);
  const addManifest = async (content: Content, tag?: string): Promise<void> => {
    const name = nameOf(tag ?? content.descriptor.digest);
    const listsReferrers = await retrying(
      () => pushManifest({ ...at, name }, content, tag),
      options,
    );
    const parsed = parseManifest(content.bytes, name);
    if (parsed.subject === undefined || listsReferrers) return;
    const listTag = referrersTag(parsed.subject.digest);
    const before = await unlessAbsent(manifest(listTag));
    const bytes = withReferrer(before, content, parsed);
    if (bytes === undefined) return;
    const descriptor = describe(bytes, OCI_INDEX);
    await addManifest({ bytes, descriptor }, listTag);
  };
  return {
    manifest,
    addManifest,
    async referrers(digest) {
      const action = `list what is attached to ${nameOf(digest)}`;
      const request = { ...at, action };
      const asked = await retrying(
        () => askReferrers(request, digest),
        options,
      );
      if (asked !== undefined) return asked;
      const listed = await unlessAbsent(manifest(referrersTag(digest)));
      return listed ? manifestsOf(listed) : [];
    },
    async existingTags(tags) {
      const found = await Promise.all(
        tags.map((tag) => unlessAbsent(manifest(tag))),
      );
      return tags.filter((_, index) => found[index] !== undefined);
    },
  };
}

/** What the requests for a manifest have in common. */
interface ManifestRequest {
  session: Session;
  path: string;
  scopes: string[];
  /** What a sentence calls the image. */
  name: string;
}

/** Returns what a registry has; undefined where it answers that it has none. */
async function unlessAbsent<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    const isAbsent =
      error instanceof RegistryError && error.code === "NOT_FOUND";
    if (isAbsent) return undefined;
    throw error;
  }
}

async function pullManifest(
  { session, path, scopes, name }: ManifestRequest,
  tagOrDigest: string,
): Promise<Content> {
  const action = `pull ${name}`;
  const headers = { accept: MANIFEST_TYPES.join(", ") };
  const target = `${path}/manifests/${tagOrDigest}`;
  const response = await session.send(target, { action, scopes, headers });
  if (!response.ok) throw await session.failure(response, action);
  const bytes = await readAll(response, session.registry, MAX_PAGE);
  const said = response.headers.get("docker-content-digest") ?? "";
  const digest = isDigest(tagOrDigest) ? tagOrDigest : said;
  if (isDigest(digest)) {
    checkDigest(bytes, digest, `The manifest of ${name}`);
  }
  const { mediaType } = parseManifest(bytes, name);
  const size = bytes.length;
  return { descriptor: { mediaType, digest: digestOf(bytes), size }, bytes };
}

/** Writes a manifest, and returns whether the registry lists referrers by itself. */
async function pushManifest(
  { session, path, scopes, name }: ManifestRequest,
  { descriptor, bytes }: Content,
  tag: string | undefined,
): Promise<boolean> {
  const { digest, mediaType } = descriptor;
  const action = `push ${name}`;
  const response = await session.send(`${path}/manifests/${tag ?? digest}`, {
    method: "PUT",
    action,
    scopes,
    headers: { "content-type": mediaType },
    body: bytes,
  });
  if (!response.ok) throw await session.failure(response, action);
  await dropBody(response);
  const said = response.headers.get("docker-content-digest") ?? digest;
  if (said === digest || !isDigest(said)) {
    return response.headers.has("oci-subject");
  }
  throw new RegistryError(
    "BAD_ANSWER",
    `${session.registry} stored ${name} as ${said}, not as ${digest}: it changed the image.`,
  );
}
