import { canonicalJson } from "../base/canonical-json.ts";
import { shortDigest } from "../base/short-digest.ts";
import type { Resource } from "./resource.ts";

const PREFIX = "proxy-wasm-as.github.io";

/** Which of the specs that were deployed this one is. */
const REVISION = `${PREFIX}/revision`;

/** The spec before it, as JSON. */
const PREVIOUS = `${PREFIX}/previous`;

/** What the API server allows all annotations of a resource. */
const MAX_ANNOTATIONS = 256 * 1024;

/**
 * A document with what `rollback` needs: the spec that it takes the place of. Where
 * `live` has this very spec from an earlier `deploy`, that one's history stays, so
 * that deploying again changes nothing.
 *
 *     withHistory(document, await liveResource(name, {}));
 */
export function withHistory(
  document: Resource,
  live: Resource | undefined,
): Resource {
  const { metadata, spec } = document;
  if (spec === undefined) return document;
  const revision = revisionOf(spec);
  const previous = previousTo(revision, live);
  const annotations = {
    ...metadata.annotations,
    [REVISION]: revision,
    ...(previous === undefined ? {} : { [PREVIOUS]: previous }),
  };
  return { ...document, metadata: { ...metadata, annotations } };
}

/** The spec that a resource had before the last `deploy`, if it is known. */
export function previousSpec({
  metadata,
}: Resource): Record<string, unknown> | undefined {
  const text = metadata.annotations?.[PREVIOUS];
  return text === undefined
    ? undefined
    : (JSON.parse(text) as Record<string, unknown>);
}

function previousTo(
  revision: string,
  live: Resource | undefined,
): string | undefined {
  if (live?.spec === undefined) return undefined;
  const { annotations = {} } = live.metadata;
  if (annotations[REVISION] === revision) return annotations[PREVIOUS];
  const text = JSON.stringify(live.spec);
  return text.length < MAX_ANNOTATIONS / 2 ? text : undefined;
}

/** A digest of the spec, whatever the order of its keys. */
function revisionOf(spec: object): string {
  return shortDigest(canonicalJson(spec));
}
