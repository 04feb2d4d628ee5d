/** The media types of manifests. A registry may answer with any of them. */
export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const DOCKER_MANIFEST =
  "application/vnd.docker.distribution.manifest.v2+json";
export const DOCKER_INDEX =
  "application/vnd.docker.distribution.manifest.list.v2+json";

/** The *compat* variant: an image like any other. */
export const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
export const OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
export const DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";

/** What stands for a configuration where there is none, as for a signature. */
export const OCI_EMPTY = "application/vnd.oci.empty.v1+json";

/** The *oci* variant: a configuration and a bare module. */
export const WASM_CONFIG = "application/vnd.module.wasm.config.v1+json";
export const WASM_LAYER = "application/vnd.module.wasm.content.layer.v1+wasm";

/** The description of a plugin in Higress's images, with a schema of its settings. */
export const SPEC_LAYER = "application/vnd.module.wasm.spec.v1+yaml";

export const MANIFEST_TYPES = [
  OCI_MANIFEST,
  OCI_INDEX,
  DOCKER_MANIFEST,
  DOCKER_INDEX,
];

/** Whether a manifest of this type lists other manifests. */
export function isIndexType(mediaType: string): boolean {
  return mediaType === OCI_INDEX || mediaType === DOCKER_INDEX;
}

/** Whether a layer of this type is a tar archive, compressed or not. */
export function isArchiveType(mediaType: string): boolean {
  return /^application\/vnd\.(oci\.image\.layer|docker\.image\.rootfs)\..*\btar\b/.test(
    mediaType,
  );
}

/**
 * Whether a layer of this type is a bare module: that of the *oci* variant, or of
 * `wasm-to-oci` and others, which the proxies' agents refuse.
 */
export function isModuleType(mediaType: string): boolean {
  return /^application\/(wasm|vnd\.(module\.)?wasm\.(content\.)?.*[+]wasm)$/.test(
    mediaType,
  );
}
