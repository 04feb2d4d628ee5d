import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import {
  createServer as createPlainServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import { buffer } from "node:stream/consumers";

/** What a registry in Node asks of its clients. */
export interface NodeRegistryOptions {
  /** The user and the password that each request must have. */
  login?: { user: string; password: string };
  tls?: { cert: string; key: string; clientAuthority?: string };
}

/** A registry that runs in this thread, until it ends. */
export interface NodeRegistry {
  /** Its host and port. */
  host: string;
  /** Ends it before its thread does. */
  stop(): void;
}

interface Manifest {
  type: string;
  bytes: Buffer;
}

/** What one name holds. */
class Repository {
  readonly blobs = new Set<string>();
  /** By digest. */
  readonly manifests = new Map<string, Manifest>();
  /** The digests of tags. */
  readonly tags = new Map<string, string>();
}

/** What a request is about, when its path has been read. */
interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  url: URL;
  name: string;
}

/** An answer other than success. */
class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Starts a registry that keeps its images in memory, as far as the tests ask of the OCI
 * Distribution Specification 1.1 and as docker-registry 2.8 answers: without referrers,
 * and with deletion turned off. The tests use it where there is no docker-registry.
 *
 *     const { host } = await startNodeRegistry({});
 */
export async function startNodeRegistry({
  login,
  tls,
}: NodeRegistryOptions): Promise<NodeRegistry> {
  const registry = new Registry(login);
  const listen: RequestListener = (request, response) => {
    registry.answer(request, response).catch((error: unknown) => {
      refuse(response, error);
    });
  };
  const server = tls
    ? withPlainRefused(
        createTlsServer(
          {
            cert: tls.cert,
            key: tls.key,
            ...(tls.clientAuthority !== undefined && {
              ca: tls.clientAuthority,
              requestCert: true,
            }),
          },
          listen,
        ),
      )
    : createServer(listen);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket.on("close", () => sockets.delete(socket)));
  });
  const stop = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { host: `127.0.0.1:${port}`, stop };
}

/** A TLS server that answers plain HTTP as Go's do: with 400, and why. */
function withPlainRefused(secure: Server): Server {
  return createPlainServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (chunk: Buffer) => {
      if (chunk[0] !== TLS_HANDSHAKE) {
        socket.end(`HTTP/1.0 400 Bad Request\r\n\r\n${PLAIN}\n`);
        return;
      }
      socket.pause();
      socket.unshift(chunk);
      secure.emit("connection", socket);
    });
  });
}

/** The type of a TLS record with which a client begins. */
const TLS_HANDSHAKE = 0x16;

const PLAIN = "Client sent an HTTP request to an HTTPS server.";

function refuse(response: ServerResponse, error: unknown): void {
  if (!(error instanceof Refusal)) {
    // A request that broke off needs no answer.
    response.destroy();
    return;
  }
  const { status, code, message } = error;
  const text = JSON.stringify({ errors: [{ code, message }] });
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

const PATH = /^\/v2\/(.+?)\/(blobs|manifests|tags|referrers)\/(.*)$/;
const NAME = /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

class Registry {
  readonly #login: NodeRegistryOptions["login"];
  readonly #blobs = new Map<string, Buffer>();
  readonly #repositories = new Map<string, Repository>();
  readonly #uploads = new Map<string, Buffer[]>();

  constructor(login: NodeRegistryOptions["login"]) {
    this.#login = login;
  }

  async answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    response.setHeader("docker-distribution-api-version", "registry/2.0");
    this.#checkLogin(request, response);
    const { method = "GET", headers } = request;
    const encrypted = "encrypted" in request.socket;
    const base = `http${encrypted ? "s" : ""}://${headers.host}`;
    const url = new URL(request.url ?? "/", base);
    if (url.pathname === "/v2/") {
      return end(response, 200, "{}", { "content-type": "application/json" });
    }
    const [, name, kind, rest] = PATH.exec(url.pathname) ?? [];
    if (name === undefined || rest === undefined) {
      throw new Refusal(404, "NOT_FOUND", "no such page");
    }
    if (!NAME.test(name)) {
      throw new Refusal(400, "NAME_INVALID", "invalid repository name");
    }
    const asked = { request, response, method, url, name };
    if (kind === "tags") return this.#listTags(asked);
    if (kind === "manifests") return this.#manifest(asked, rest);
    if (kind === "blobs") {
      return rest.startsWith("uploads/")
        ? this.#upload(asked, rest.slice("uploads/".length))
        : this.#blob(asked, rest);
    }
    throw new Refusal(404, "NOT_FOUND", "no such page");
  }

  #checkLogin({ headers }: IncomingMessage, response: ServerResponse): void {
    if (this.#login === undefined) return;
    const { user, password } = this.#login;
    const wanted = Buffer.from(`${user}:${password}`).toString("base64");
    if (headers.authorization === `Basic ${wanted}`) return;
    response.setHeader("www-authenticate", 'Basic realm="the tests"');
    throw new Refusal(401, "UNAUTHORIZED", "authentication required");
  }

  #repository(name: string): Repository {
    const found = this.#repositories.get(name) ?? new Repository();
    this.#repositories.set(name, found);
    return found;
  }

  #listTags({ response, url, name }: Asked): void {
    const found = this.#repositories.get(name);
    if (found === undefined || found.manifests.size === 0) {
      throw new Refusal(
        404,
        "NAME_UNKNOWN",
        "repository name not known to registry",
      );
    }
    const last = url.searchParams.get("last") ?? "";
    const rest = [...found.tags.keys()].sort().filter((tag) => tag > last);
    const size = Number(url.searchParams.get("n") ?? rest.length);
    const tags = rest.slice(0, size);
    if (tags.length < rest.length) {
      const query = `last=${tags.at(-1)}&n=${size}`;
      const link = `</v2/${name}/tags/list?${query}>; rel="next"`;
      response.setHeader("link", link);
    }
    end(response, 200, JSON.stringify({ name, tags }), {
      "content-type": "application/json",
    });
  }

  async #manifest(asked: Asked, reference: string): Promise<void> {
    const { method, response, name } = asked;
    if (method === "PUT") return this.#putManifest(asked, reference);
    if (method === "DELETE") {
      throw new Refusal(405, "UNSUPPORTED", "The operation is unsupported.");
    }
    const found = this.#repositories.get(name);
    const digest = found?.tags.get(reference) ?? reference;
    const manifest = found?.manifests.get(digest);
    if (manifest === undefined) {
      throw new Refusal(404, "MANIFEST_UNKNOWN", "manifest unknown");
    }
    end(response, 200, method === "HEAD" ? "" : manifest.bytes, {
      "content-type": manifest.type,
      "content-length": manifest.bytes.length,
      "docker-content-digest": digest,
    });
  }

  async #putManifest(asked: Asked, reference: string): Promise<void> {
    const { request, response, name } = asked;
    const bytes = await buffer(request);
    const digest = digestOf(bytes);
    if (reference.includes(":") && reference !== digest) {
      throw new Refusal(400, "DIGEST_INVALID", "digest did not match content");
    }
    const repository = this.#repository(name);
    this.#checkParts(repository, bytes);
    const type = request.headers["content-type"] ?? "";
    repository.manifests.set(digest, { type, bytes });
    if (!reference.includes(":")) repository.tags.set(reference, digest);
    end(response, 201, "", {
      location: `/v2/${name}/manifests/${digest}`,
      "docker-content-digest": digest,
    });
  }

  /** Refuses a manifest whose blobs or manifests are not there. */
  #checkParts({ blobs, manifests }: Repository, bytes: Buffer): void {
    const { config, layers, manifests: others } = parseManifest(bytes);
    const missing = [...(config ? [config] : []), ...(layers ?? [])]
      .filter(({ digest }) => !blobs.has(digest))
      .concat((others ?? []).filter(({ digest }) => !manifests.has(digest)));
    const [first] = missing;
    if (first === undefined) return;
    throw new Refusal(
      400,
      "MANIFEST_BLOB_UNKNOWN",
      `blob unknown to registry: ${first.digest}`,
    );
  }

  #blob({ request, response, method, name }: Asked, digest: string): void {
    if (method === "DELETE") {
      throw new Refusal(405, "UNSUPPORTED", "The operation is unsupported.");
    }
    const bytes = this.#blobs.get(digest);
    const isHere = this.#repositories.get(name)?.blobs.has(digest);
    if (bytes === undefined || !isHere) {
      throw new Refusal(404, "BLOB_UNKNOWN", "blob unknown to registry");
    }
    const [, from, to] =
      /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
    const start = Number(from ?? 0);
    if (start > 0 && start >= bytes.length) {
      throw new Refusal(416, "RANGE_INVALID", "invalid range");
    }
    const part = bytes.subarray(start, to ? Number(to) + 1 : undefined);
    const until = start + part.length - 1;
    end(response, from ? 206 : 200, method === "HEAD" ? "" : part, {
      "accept-ranges": "bytes",
      "content-type": "application/octet-stream",
      "content-length": part.length,
      ...(from && {
        "content-range": `bytes ${start}-${until}/${bytes.length}`,
      }),
      "docker-content-digest": digest,
    });
  }

  async #upload(asked: Asked, id: string): Promise<void> {
    const { method, request, url } = asked;
    if (method === "POST") return this.#startUpload(asked);
    const parts = this.#uploads.get(id);
    if (parts === undefined) {
      throw new Refusal(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown");
    }
    if (method === "DELETE") {
      this.#uploads.delete(id);
      return end(asked.response, 204);
    }
    if (method === "GET") return this.#progress(asked, id, 204);
    const size = Buffer.concat(parts).length;
    const [, start] =
      /^(\d+)-/.exec(request.headers["content-range"] ?? "") ?? [];
    if (start !== undefined && Number(start) !== size) {
      throw new Refusal(416, "RANGE_INVALID", "invalid content range");
    }
    parts.push(await buffer(request));
    if (method === "PATCH") return this.#progress(asked, id, 202);
    this.#uploads.delete(id);
    this.#keep(asked, Buffer.concat(parts), url.searchParams.get("digest"));
  }

  async #startUpload(asked: Asked): Promise<void> {
    const { request, response, url, name } = asked;
    const mounted = url.searchParams.get("mount");
    const from = this.#repositories.get(url.searchParams.get("from") ?? "");
    if (mounted !== null && from?.blobs.has(mounted)) {
      this.#repository(name).blobs.add(mounted);
      return end(response, 201, "", stored(name, mounted));
    }
    const bytes = await buffer(request);
    const digest = url.searchParams.get("digest");
    if (digest !== null) return this.#keep(asked, bytes, digest);
    const id = randomUUID();
    this.#uploads.set(id, []);
    this.#progress(asked, id, 202);
  }

  #progress({ response, url, name }: Asked, id: string, status: number): void {
    const size = Buffer.concat(this.#uploads.get(id) ?? []).length;
    end(response, status, "", {
      location: `${url.origin}/v2/${name}/blobs/uploads/${id}?_state=${size}`,
      range: `0-${Math.max(0, size - 1)}`,
      "docker-upload-uuid": id,
    });
  }

  #keep({ response, name }: Asked, bytes: Buffer, digest: string | null): void {
    if (digest === null || digest !== digestOf(bytes)) {
      const message = "provided digest did not match uploaded content";
      throw new Refusal(400, "DIGEST_INVALID", message);
    }
    this.#blobs.set(digest, bytes);
    this.#repository(name).blobs.add(digest);
    end(response, 201, "", stored(name, digest));
  }
}

function stored(name: string, digest: string): Record<string, string> {
  return {
    location: `/v2/${name}/blobs/${digest}`,
    "docker-content-digest": digest,
  };
}

interface Parts {
  config?: { digest: string };
  layers?: { digest: string }[];
  manifests?: { digest: string }[];
}

function parseManifest(bytes: Buffer): Parts {
  try {
    return JSON.parse(bytes.toString()) as Parts;
  } catch {
    throw new Refusal(400, "MANIFEST_INVALID", "manifest invalid");
  }
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function end(
  response: ServerResponse,
  status: number,
  body: string | Buffer = "",
  headers: Record<string, string | number> = {},
): void {
  const { length } = Buffer.from(body);
  const sized = status === 204 ? {} : { "content-length": length };
  response.writeHead(status, { ...sized, ...headers });
  response.end(body);
}
