import { familiarName, type Repository } from "../oci/reference.ts";
import { RegistryError } from "./registry-error.ts";
import { retrying, type RetryOptions } from "./retrying.ts";
import type { Session } from "./session.ts";
import { beginUpload, type UploadTarget } from "./upload-steps.ts";
import { dropBody } from "./body-reader.ts";

/**
 * Rejects with a RegistryError if the user may not push to a repository. It begins an
 * upload and cancels it, because registries offer no other way to ask.
 *
 *     await checkPushPermission(session, parseRepository("ghcr.io/me/add-header"));
 */
export async function checkPushPermission(
  session: Session,
  { registry, repository }: Repository,
  options: RetryOptions = {},
): Promise<void> {
  const target: UploadTarget = {
    path: `/v2/${repository}`,
    action: `push to ${familiarName({ registry, repository })}`,
    scopes: [`repository:${repository}:pull,push`],
  };
  const { location } = await retrying(
    () => beginUpload(session, target),
    options,
  );
  await cancelUpload(session, location, target);
}

/** A failure does no harm: registries forget abandoned uploads. */
async function cancelUpload(
  session: Session,
  location: URL,
  { action, scopes }: UploadTarget,
): Promise<void> {
  try {
    const request = { method: "DELETE", action, scopes } as const;
    const response = await session.send(location, request);
    await dropBody(response);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
  }
}
