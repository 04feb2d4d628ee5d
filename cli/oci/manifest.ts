import { asDescriptor, type Descriptor } from "./descriptor.ts";
import { ImageError } from "./image-error.ts";
import {
  isIndexType,
  MANIFEST_TYPES,
  OCI_INDEX,
  OCI_MANIFEST,
} from "./media-types.ts";

/** One image. */
export interface Manifest {
  kind: "manifest";
  mediaType: string;
  config: Descriptor;
  layers: Descriptor[];
  annotations: Record<string, string>;
  /** What the manifest is, where it is not an image to run. */
  artifactType?: string;
  /** The manifest that this one is attached to, as a signature is. */
  subject?: Descriptor;
}

/** A list of images, one for each platform. */
export interface Index {
  kind: "index";
  mediaType: string;
  manifests: Descriptor[];
  annotations: Record<string, string>;
  artifactType?: string;
  subject?: Descriptor;
}

interface Json {
  mediaType?: unknown;
  schemaVersion?: unknown;
  config?: unknown;
  layers?: unknown;
  manifests?: unknown;
  annotations?: Record<string, string>;
  artifactType?: unknown;
  subject?: unknown;
}

/**
 * Reads a manifest of OCI or Docker, or an index. Throws an ImageError that
 * names `what` for anything else.
 *
 *     parseManifest(bytes, "add-header:v1").kind; // "manifest"
 */
export function parseManifest(
  bytes: Uint8Array,
  what: string,
): Manifest | Index {
  const json = readJson(bytes, what);
  const mediaType = mediaTypeOf(json);
  const annotations = json.annotations ?? {};
  if (!MANIFEST_TYPES.includes(mediaType)) {
    throw bad(what, `it has the media type ${mediaType}`);
  }
  const part = (name: string) => `${name} of the manifest of ${what}`;
  const { artifactType, subject } = json;
  const more = {
    ...(typeof artifactType === "string" && { artifactType }),
    ...(subject !== undefined && {
      subject: asDescriptor(subject, part("The subject")),
    }),
  };
  if (isIndexType(mediaType)) {
    const manifests = descriptors(json.manifests, part("An entry"));
    if (manifests === undefined) throw bad(what, "it lists no manifests");
    return { kind: "index", mediaType, manifests, annotations, ...more };
  }
  const layers = descriptors(json.layers, part("A layer"));
  if (layers === undefined) throw bad(what, "it lists no layers");
  const config = asDescriptor(json.config, part("The config"));
  return { kind: "manifest", mediaType, config, layers, annotations, ...more };
}

function readJson(bytes: Uint8Array, what: string): Json {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (json instanceof Object) return json;
  } catch {
    // Said below.
  }
  throw bad(what, "it is not a JSON object");
}

/** OCI's first version had no media type; the members tell what it is. */
function mediaTypeOf(json: Json): string {
  if (typeof json.mediaType === "string") return json.mediaType;
  if (json.schemaVersion === 1) return "of Docker's schema 1";
  return Array.isArray(json.manifests) ? OCI_INDEX : OCI_MANIFEST;
}

function descriptors(list: unknown, what: string): Descriptor[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.map((each) => asDescriptor(each, what));
}

function bad(what: string, why: string): ImageError {
  return new ImageError(
    "BAD_MANIFEST",
    `The manifest of ${what} cannot be read: ${why}.`,
  );
}
