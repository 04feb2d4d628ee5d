import { isDigest } from "./digest.ts";
import { ImageError } from "./image-error.ts";

/** A repository: the images in it differ by their tags. */
export interface Repository {
  /** The host, with the port if there is one. */
  registry: string;
  repository: string;
}

/** The name of an image: its repository, and a tag or a digest in it. */
export interface Reference extends Repository {
  tag?: string;
  digest?: string;
}

export const DOCKER_HUB = "docker.io";

const DEFAULT_TAG = "latest";

const TAG = /^\w[\w.-]{0,127}$/;

const HOST =
  /^(\[[0-9a-f:]+\]|[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)(:\d{1,5})?$/i;

const REPOSITORY =
  /^[a-z0-9]+((\.|__?|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|__?|-+)[a-z0-9]+)*)*$/;

const MAX_LENGTH = 255;
const MAX_PORT = 65_535;

/**
 * Reads the name of an image as Docker does: without a registry it is Docker
 * Hub's, without a tag or a digest it is `latest`. A leading `oci://`, which
 * Istio's resources have, is ignored.
 *
 *     parseReference("ghcr.io/me/add-header:v1").tag; // "v1"
 */
export function parseReference(text: string): Reference {
  const reference = parseName(text);
  const { tag, digest } = reference;
  if (tag !== undefined || digest !== undefined) return reference;
  return { ...reference, tag: DEFAULT_TAG };
}

/**
 * Reads the name of a repository as `parseReference` reads that of an image.
 *
 *     parseRepository("add-header").repository; // "library/add-header"
 */
export function parseRepository(text: string): Repository {
  const { tag, digest, ...repository } = parseName(text);
  if (tag === undefined && digest === undefined) return repository;
  throw new ImageError(
    "BAD_REFERENCE",
    `"${text}" is not the name of a repository: write it as [HOST[:PORT]/]NAME, without a tag or a digest.`,
  );
}

function parseName(text: string): Reference {
  const plain = text.replace(/^oci:\/\//, "");
  if (/^\w+:\/\//.test(plain)) {
    throw bad(text, "it is a URL; leave out what is before the host");
  }
  const [name, digest, ...more] = plain.split("@");
  if (more.length > 0) throw bad(text, "it has more than one @");
  if (digest !== undefined && !isDigest(digest)) {
    throw bad(
      text,
      "what follows @ is not a digest, which is sha256: and 64 digits of 0-f",
    );
  }
  const { path, tag } = splitTag(name, text);
  const place = splitRegistry(path);
  checkPlace(place, text);
  return {
    ...place,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/**
 * Reads the name of a registry, also one that is written as a URL.
 *
 *     parseRegistry("https://ghcr.io/"); // "ghcr.io"
 */
export function parseRegistry(text: string): string {
  const host = text.replace(/^https?:\/\//, "").replace(/\/(v[12]\/?)?$/, "");
  if (isHost(host)) return host === "index.docker.io" ? DOCKER_HUB : host;
  throw new ImageError(
    "BAD_REFERENCE",
    `"${text}" is not the name of a registry: write it as HOST[:PORT].`,
  );
}

/**
 * Writes a name in full, so that two names are equal where their texts are.
 *
 *     formatReference(parseReference("add-header"));
 *     // "docker.io/library/add-header:latest"
 */
export function formatReference(reference: Reference): string {
  const { registry, repository, tag, digest } = reference;
  return (
    `${registry}/${repository}` +
    (tag === undefined ? "" : `:${tag}`) +
    (digest === undefined ? "" : `@${digest}`)
  );
}

/** Writes a name as people do, without what Docker Hub's names leave out. */
export function familiarName(reference: Reference): string {
  return formatReference(reference).replace(/^docker\.io\/(library\/)?/, "");
}

/** Returns what names an image in its repository: its digest, if it has one. */
export function tagOrDigestOf({ tag, digest }: Reference): string {
  return digest ?? tag ?? DEFAULT_TAG;
}

function splitTag(
  name: string,
  text: string,
): { path: string; tag: string | undefined } {
  const colon = name.lastIndexOf(":");
  // A colon before a slash belongs to a port.
  if (colon <= name.lastIndexOf("/")) return { path: name, tag: undefined };
  const tag = name.slice(colon + 1);
  const path = name.slice(0, colon);
  if (/(^|[:/])sha256$/.test(path) || /^[0-9a-f]{64}$/.test(tag)) {
    throw bad(text, "its tag is a digest; write a digest as NAME@sha256:…");
  }
  if (!TAG.test(tag)) {
    throw bad(
      text,
      `"${tag}" is not a tag, which has up to 128 letters, digits, "_", "." and "-", ` +
        `of which "." and "-" are not the first`,
    );
  }
  return { path, tag };
}

function splitRegistry(path: string): Repository {
  const slash = path.indexOf("/");
  const first = path.slice(0, Math.max(slash, 0));
  const hasHost = /[.:]/.test(first) || first === "localhost";
  if (hasHost && !/^(index\.)?docker\.io$/.test(first)) {
    return { registry: first, repository: path.slice(slash + 1) };
  }
  const rest = hasHost ? path.slice(slash + 1) : path;
  const repository = rest.includes("/") ? rest : `library/${rest}`;
  return { registry: DOCKER_HUB, repository };
}

function checkPlace({ registry, repository }: Repository, text: string): void {
  if (hasWrongPort(registry)) throw bad(text, "its port is not 1 to 65535");
  if (!isHost(registry)) throw bad(text, `"${registry}" is not a host`);
  if (REPOSITORY.test(repository) && repository.length <= MAX_LENGTH) return;
  const lower = repository.toLowerCase();
  throw lower !== repository && REPOSITORY.test(lower)
    ? bad(text, "the name of a repository is in lower case")
    : bad(text, "write it as [HOST[:PORT]/]NAME[:TAG][@sha256:DIGEST]");
}

/** Whether a text is a host with a port that does not exist. */
function hasWrongPort(text: string): boolean {
  const port = /:(\d+)$/.exec(text)?.[1];
  return port !== undefined && (Number(port) < 1 || Number(port) > MAX_PORT);
}

/** Whether a text is a host, with or without a port, that a request can go to. */
function isHost(text: string): boolean {
  return (
    HOST.test(text) && !hasWrongPort(text) && URL.canParse(`https://${text}/`)
  );
}

function bad(text: string, why: string): ImageError {
  return new ImageError(
    "BAD_REFERENCE",
    `"${text}" is not the name of an image: ${why}.`,
  );
}
