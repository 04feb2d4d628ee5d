import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { buffer } from "node:stream/consumers";
import { describe, type Descriptor } from "../../../cli/oci/descriptor.ts";
import * as types from "../../../cli/oci/media-types.ts";
import type { Answer } from "./hostile-answer.ts";
import { SAMPLE_MODULE } from "../../cli/oci/sample-module.ts";

/** The tags of the images that `putImages` makes. */
export const TAGS = [
  ...["v1", "paths", "links", "bomb", "sparse", "deep", "wide", "many", "huge"],
  ...["config", "empty", "strange"],
];

interface Put {
  blob(bytes: Uint8Array, mediaType: string): Promise<Descriptor>;
  manifest(value: object, mediaType: string, tag?: string): Promise<Descriptor>;
}

/**
 * Puts images into a registry that keep the protocol, and are hostile inside. Returns, by
 * their paths, the manifests that it refuses.
 */
export async function putImages(
  host: string,
  name: string,
  authorization: string,
): Promise<Map<string, Answer>> {
  const refused = new Map<string, Answer>();
  const put = putter(host, name, authorization, refused);
  const config = await put.blob(Buffer.from("{}"), types.OCI_CONFIG);
  const image = (layers: Descriptor[], tag?: string, own: object = {}) =>
    put.manifest(
      {
        schemaVersion: 2,
        mediaType: types.OCI_MANIFEST,
        config,
        layers,
        ...own,
      },
      types.OCI_MANIFEST,
      tag,
    );
  const layer = async (archive: Uint8Array) =>
    put.blob(gzipSync(archive), types.OCI_LAYER);

  const good = await layer(await archiveOf([["plugin.wasm", SAMPLE_MODULE]]));
  const goodImage = await image([good], "v1");
  const paths = [
    "../../../escaped",
    "/tmp/escaped",
    "..\\escaped",
    "a\u001b[2J",
  ];
  const files = paths.map((path): [string, Uint8Array] => [
    path,
    SAMPLE_MODULE,
  ]);
  await image([await layer(await archiveOf(files))], "paths");
  await image([await layer(await linksArchive())], "links");
  await image([await layer(Buffer.alloc(300 << 20))], "bomb");
  await image([await layer(await sparseArchive())], "sparse");
  await nest(put, goodImage);
  await image(new Array<Descriptor>(5000).fill(good), "many");
  await image([good], "huge", {
    annotations: { a: "x".repeat(3_900_000), "\u001b[2J": "\r\n\u0007" },
  });
  await image([good], "config", { config: { ...config, size: 1 << 30 } });
  await image([], "empty");
  await image([{ ...good, size: -1, digest: "sha256:../../x" }], "strange");
  return refused;
}

/** Indexes in indexes, and one that names the same image a thousand times. */
async function nest(put: Put, image: Descriptor): Promise<void> {
  let inner = image;
  for (let depth = 0; depth < 30; depth++) {
    inner = await put.manifest(
      { schemaVersion: 2, mediaType: types.OCI_INDEX, manifests: [inner] },
      types.OCI_INDEX,
      depth === 29 ? "deep" : undefined,
    );
  }
  await put.manifest(
    {
      schemaVersion: 2,
      mediaType: types.OCI_INDEX,
      manifests: new Array<Descriptor>(3000).fill(image),
    },
    types.OCI_INDEX,
    "wide",
  );
}

async function archiveOf(files: [string, Uint8Array][]): Promise<Buffer> {
  const archive = pack();
  for (const [name, bytes] of files)
    archive.entry({ name }, Buffer.from(bytes));
  archive.finalize();
  return buffer(archive);
}

async function linksArchive(): Promise<Buffer> {
  const archive = pack();
  archive.entry({
    name: "plugin.wasm",
    type: "symlink",
    linkname: "/etc/passwd",
  });
  archive.entry({
    name: "b.wasm",
    type: "link",
    linkname: "../../../etc/passwd",
  });
  archive.entry({
    name: "dev",
    type: "character-device",
    devmajor: 1,
    devminor: 5,
  });
  archive.entry({ name: "fifo", type: "fifo" });
  archive.finalize();
  return buffer(archive);
}

/** An archive whose file is said to have more bytes than follow. */
async function sparseArchive(): Promise<Buffer> {
  const whole = await archiveOf([["plugin.wasm", SAMPLE_MODULE]]);
  const header = Buffer.from(whole.subarray(0, 512));
  header.write("77777777777\0", 124);
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return Buffer.concat([header, whole.subarray(512)]);
}

function putter(
  host: string,
  name: string,
  authorization: string,
  refused: Map<string, Answer>,
): Put {
  const base = `http://${host}/v2/${name}`;
  const ask = (url: string, method: string, body?: Uint8Array, type = "") =>
    fetch(url, {
      method,
      headers: {
        authorization,
        connection: "close",
        ...(type !== "" && { "content-type": type }),
      },
      ...(body !== undefined && { body: new Uint8Array(body) }),
    });
  return {
    async blob(bytes, mediaType) {
      const descriptor = describe(bytes, mediaType);
      const begun = await ask(`${base}/blobs/uploads/`, "POST");
      const url = new URL(begun.headers.get("location")!, base);
      url.searchParams.set("digest", descriptor.digest);
      const { ok, status } = await ask(url.href, "PUT", bytes);
      if (!ok) throw new Error(`${url.href}: ${status}`);
      return descriptor;
    },
    async manifest(value, mediaType, tag) {
      const body = new Uint8Array(Buffer.from(JSON.stringify(value)));
      const descriptor = describe(body, mediaType);
      const place = tag ?? descriptor.digest;
      const url = `${base}/manifests/${place}`;
      const { ok } = await ask(url, "PUT", body, mediaType);
      const headers = { "content-type": mediaType };
      const path = `/v2/${name}/manifests/${place}`;
      if (!ok) refused.set(path, { status: 200, headers, body });
      return descriptor;
    },
  };
}
