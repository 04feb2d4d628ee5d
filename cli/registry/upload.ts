import type { Descriptor } from "../oci/descriptor.ts";
import { bytesOf, type Arrival, type ReadBlob } from "../oci/image-store.ts";
import { RegistryError } from "./registry-error.ts";
import { retrying, type RetryOptions } from "./retrying.ts";
import type { Session } from "./session.ts";
import { uploadChunks } from "./upload-chunks.ts";
import {
  beginUpload,
  finishUpload,
  type UploadTarget,
} from "./upload-steps.ts";
import { dropBody } from "./body-reader.ts";

export interface UploadOptions extends UploadTarget, RetryOptions {
  /** Larger blobs are sent in parts of this size. */
  chunkSize: number;
  /** A repository of the same registry that has the blob. */
  from?: string | undefined;
  /** Called with the number of bytes sent and of all bytes. */
  onProgress?(done: number, total: number): void;
}

/**
 * Makes sure that a registry has a blob. Where it lacks the blob, it mounts the blob
 * from another repository, or is sent it, whole or in parts.
 *
 *     await upload(session, layer, (sink) => sink(bytes), options);
 */
export async function upload(
  session: Session,
  descriptor: Descriptor,
  read: ReadBlob,
  options: UploadOptions,
): Promise<Arrival> {
  if (await retrying(() => has(session, descriptor, options), options)) {
    return "exists";
  }
  if (await mounts(session, descriptor, options)) return "mounted";
  const bytes = await bytesOf(read);
  const isLarge = bytes.length > options.chunkSize;
  if (!isLarge || !(await uploadChunks(session, descriptor, bytes, options))) {
    await retrying(
      () => uploadWhole(session, descriptor, bytes, options),
      options,
    );
  }
  options.onProgress?.(bytes.length, bytes.length);
  return "written";
}

async function has(
  session: Session,
  { digest }: Descriptor,
  { path, action, scopes }: UploadOptions,
): Promise<boolean> {
  const target = `${path}/blobs/${digest}`;
  const request = { method: "HEAD", action, scopes } as const;
  const response = await session.send(target, request);
  // Some have no HEAD for blobs; sending a blob twice does no harm.
  if (response.ok) return true;
  if (response.status === 404 || response.status === 405) return false;
  throw await session.failure(response, action);
}

/** Whether the registry took the blob from another repository. */
async function mounts(
  session: Session,
  { digest }: Descriptor,
  { path, action, scopes, from }: UploadOptions,
): Promise<boolean> {
  if (from === undefined || path === `/v2/${from}`) return false;
  const query = new URLSearchParams({ mount: digest, from });
  try {
    const response = await session.send(
      `${path}/blobs/uploads/?${query.toString()}`,
      {
        method: "POST",
        action,
        scopes: [...scopes, `repository:${from}:pull`],
      },
    );
    await dropBody(response);
    return response.status === 201;
  } catch (error) {
    // Mounting is only a shortcut: an ordinary upload reports the error.
    if (error instanceof RegistryError) return false;
    throw error;
  }
}

async function uploadWhole(
  session: Session,
  { digest }: Descriptor,
  body: Uint8Array,
  options: UploadOptions,
): Promise<void> {
  const { location } = await beginUpload(session, options);
  await finishUpload(session, location, digest, body, options);
}
