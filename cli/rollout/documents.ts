import { DEFAULTS } from "../deployment/defaults.ts";
import type { DeploymentInput } from "../deployment/deployment.ts";
import type { RegistryOptions } from "../images/options.ts";
import { contextNamespace } from "../kubectl/context-namespace.ts";
import type { Resource } from "../kubectl/resource.ts";
import type { ClusterOptions } from "../kubectl/run-kubectl.ts";
import type { ManifestKind } from "../manifests/kinds.ts";
import { makeManifest } from "../manifests/make-manifest.ts";
import { pinImages } from "./pin-images.ts";
import { resolveDigest } from "./resolve-digest.ts";

export interface PinOptions {
  /** Gives each image its digest, which is so unless it is false. */
  pin?: boolean;
}

/** What `deploy` gives to a cluster, with its notes. */
export interface Documents {
  documents: Resource[];
  notes: string[];
  comment: string[];
}

/**
 * The documents of a deployment as `deploy` applies them: in the namespace of the
 * kubeconfig's context where none is given, and with the digest of each image.
 *
 *     await deployedDocuments(kind, { file: "deployment.yaml", flags: {} }, {});
 */
export async function deployedDocuments(
  kind: ManifestKind,
  asked: { file?: string; flags: DeploymentInput },
  options: ClusterOptions & RegistryOptions & PinOptions,
): Promise<Documents> {
  const namespace =
    asked.flags.namespace ??
    (await contextNamespace(options)) ??
    DEFAULTS.namespace;
  const made = await makeManifest(kind, { ...asked, defaults: { namespace } });
  const documents = made.documents as Resource[];
  return {
    documents:
      options.pin === false
        ? documents
        : await pinImages(documents, resolveDigest(options)),
    notes: made.notes,
    comment: made.comment ?? [],
  };
}
