import type { Response } from "undici";
import { pointedTo } from "./pointed-to.ts";
import { RegistryError } from "./registry-error.ts";
import type { Session } from "./session.ts";
import { dropBody } from "./body-reader.ts";

/** Where a blob is sent, and the scopes for that. */
export interface UploadTarget {
  /** The path of the repository: `/v2/me/add-header`. */
  path: string;
  action: string;
  scopes: string[];
}

/** An upload that has begun. */
export interface StartedUpload {
  /** Where the next request goes; each answer may name another place. */
  location: URL;
  /** The smallest part that the registry accepts. */
  minChunkSize: number;
}

/** Begins an upload. */
export async function beginUpload(
  session: Session,
  { path, action, scopes }: UploadTarget,
): Promise<StartedUpload> {
  const request = { method: "POST", action, scopes } as const;
  const response = await session.send(`${path}/blobs/uploads/`, request);
  if (response.status !== 202) throw await session.failure(response, action);
  await dropBody(response);
  const location = locationOf(response);
  if (location === undefined) {
    throw new RegistryError(
      "BAD_ANSWER",
      `${session.registry} begins an upload without naming its location.`,
    );
  }
  const minimum = Number(response.headers.get("oci-chunk-min-length") ?? 0);
  return { location, minChunkSize: minimum || 0 };
}

/** Ends an upload, with all bytes or after they were sent. */
export async function finishUpload(
  session: Session,
  location: URL,
  digest: string,
  body: Uint8Array | undefined,
  { action, scopes }: UploadTarget,
): Promise<void> {
  const target = new URL(location);
  target.searchParams.set("digest", digest);
  const headers: Record<string, string> =
    body === undefined ? {} : { "content-type": "application/octet-stream" };
  const request = { method: "PUT", action, scopes, headers, body } as const;
  const response = await session.send(target, request);
  if (response.status !== 201 && response.status !== 204) {
    throw await session.failure(response, action);
  }
  await dropBody(response);
}

/** Returns the location that an answer names, which may be relative. */
export function locationOf(response: Response): URL | undefined {
  const location = response.headers.get("location");
  return location === null
    ? undefined
    : pointedTo(new URL(response.url), location);
}
