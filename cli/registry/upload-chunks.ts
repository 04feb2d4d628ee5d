import type { Response } from "undici";
import type { Descriptor } from "../oci/descriptor.ts";
import { RegistryError } from "./registry-error.ts";
import { retrying, type RetryOptions } from "./retrying.ts";
import type { Session } from "./session.ts";
import {
  beginUpload,
  finishUpload,
  locationOf,
  type UploadTarget,
} from "./upload-steps.ts";
import { dropBody } from "./body-reader.ts";

export interface ChunkOptions extends UploadTarget, RetryOptions {
  chunkSize: number;
  onProgress?(done: number, total: number): void;
}

/** Where an upload is. */
interface Progress {
  location: URL;
  offset: number;
}

/** What registries answer that accept no parts, or not such parts. */
const REFUSALS = [400, 404, 405, 411, 415, 416, 501];

/**
 * Uploads a blob in parts. Where one fails for a reason that may pass, the
 * registry is asked how far it got, and the rest follows. Returns false, and
 * leaves nothing behind, where the registry accepts no parts.
 *
 *     const isDone = await uploadChunks(session, layer, bytes, options);
 */
export async function uploadChunks(
  session: Session,
  { digest }: Descriptor,
  bytes: Uint8Array,
  options: ChunkOptions,
): Promise<boolean> {
  const begun = await retrying(() => beginUpload(session, options), options);
  const chunkSize = Math.max(options.chunkSize, begun.minChunkSize);
  let progress: Progress = { location: begun.location, offset: 0 };
  // A registry may count less than it was sent, but not forever.
  let left = 2 * Math.ceil(bytes.length / chunkSize) + 8;
  while (progress.offset < bytes.length) {
    const before = progress.offset;
    const next = await retrying(async (attempt) => {
      const known =
        attempt > 1 ? await ask(session, progress, options) : progress;
      if (known === undefined || known.offset > before) return known;
      return sendChunk(session, known, bytes, chunkSize, options);
    }, options);
    if (next === undefined) return false;
    if (next.offset <= before || left-- === 0)
      throw standsStill(session.registry);
    progress = next;
    options.onProgress?.(progress.offset, bytes.length);
  }
  const { location } = progress;
  await retrying(
    () => finishUpload(session, location, digest, undefined, options),
    options,
  );
  return true;
}

/** Sends a part; returns undefined where the registry accepts no parts. */
async function sendChunk(
  session: Session,
  { location, offset }: Progress,
  bytes: Uint8Array,
  chunkSize: number,
  { action, scopes }: ChunkOptions,
): Promise<Progress | undefined> {
  const end = Math.min(offset + chunkSize, bytes.length);
  const response = await session.send(location, {
    method: "PATCH",
    action,
    scopes,
    headers: {
      "content-type": "application/octet-stream",
      "content-range": `${offset}-${end - 1}`,
    },
    body: bytes.subarray(offset, end),
  });
  if (offset === 0 && REFUSALS.includes(response.status)) {
    await dropBody(response);
    return undefined;
  }
  if (response.status !== 202) throw await session.failure(response, action);
  await dropBody(response);
  return progressIn(response, { location, offset: end });
}

/** Asks how far an upload got; returns undefined where it is gone. */
async function ask(
  session: Session,
  { location }: Progress,
  { action, scopes }: ChunkOptions,
): Promise<Progress | undefined> {
  const response = await session.send(location, { action, scopes });
  await dropBody(response);
  if (!response.ok) return undefined;
  return progressIn(response, { location, offset: 0 });
}

function progressIn(response: Response, otherwise: Progress): Progress {
  const range = /^(?:bytes=)?0-(\d+)$/.exec(
    response.headers.get("range") ?? "",
  );
  const location = locationOf(response) ?? otherwise.location;
  if (range === null) return { ...otherwise, location };
  // "0-0" means no bytes or one byte, and no part has one byte.
  const last = Number(range[1]);
  return { location, offset: last === 0 ? 0 : last + 1 };
}

function standsStill(host: string): RegistryError {
  return new RegistryError(
    "BAD_ANSWER",
    `${host} accepts a part of an upload and does not count it.`,
  );
}
