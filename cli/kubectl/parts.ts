import { shortDigest } from "../base/short-digest.ts";
import { getList } from "./live-resource.ts";
import {
  nameOfDocument,
  nameResource,
  type Resource,
  type ResourceName,
} from "./resource.ts";
import type { ClusterOptions } from "./run-kubectl.ts";

/** The label of what a deployment needs besides its plugins, such as clusters. */
const PART_OF = "proxy-wasm-as.github.io/part-of";

/** What may be a part, by the platform that a type of resource is of. */
const PART_TYPES: [platform: RegExp, types: string[]][] = [
  [
    /\.istio\.io$/,
    [
      "serviceentries.networking.istio.io",
      "destinationrules.networking.istio.io",
      "envoyfilters.networking.istio.io",
    ],
  ],
  [
    /\.gateway\.envoyproxy\.io$/,
    [
      "envoypatchpolicies.gateway.envoyproxy.io",
      "backends.gateway.envoyproxy.io",
    ],
  ],
];

/** The documents of a deployment: its plugins, and what these need. */
export interface PartedDocuments {
  plugins: Resource[];
  parts: Resource[];
}

/**
 * Tells the plugins among the documents of a kind from what they need, and labels the
 * latter, so that `undeploy` finds it by the name of the first plugin.
 *
 *     const { plugins, parts } = partDocuments("wasmplugin", documents);
 */
export function partDocuments(
  kindName: string,
  documents: Resource[],
): PartedDocuments {
  const { type } = nameResource(kindName, "", "");
  const isPlugin = (document: Resource): boolean =>
    nameOfDocument(document).type === type && !isClusters(document, documents);
  const plugins = documents.filter(isPlugin);
  const [first] = plugins;
  const rest = documents.filter((document) => !isPlugin(document));
  if (first === undefined) return { plugins: rest, parts: [] };
  const parts = rest.map((document) => {
    const { metadata } = document;
    const part = { [PART_OF]: partOf(nameOfDocument(first)) };
    const labels = { ...metadata.labels, ...part };
    return { ...document, metadata: { ...metadata, labels } };
  });
  return { plugins, parts };
}

/** The parts of a deployment that a cluster has. */
export async function liveParts(
  name: ResourceName,
  options: ClusterOptions,
): Promise<ResourceName[]> {
  const [, types = []] =
    PART_TYPES.find(([platform]) => platform.test(name.type)) ?? [];
  const selector = `--selector=${PART_OF}=${partOf(name)}`;
  const found: ResourceName[] = [];
  for (const type of types) {
    const at = [type, `--namespace=${name.namespace}`, selector];
    const items = await getList(at, options);
    found.push(
      ...items.map(({ kind, metadata }) => ({
        ...{ type, kind, namespace: name.namespace, name: metadata.name },
      })),
    );
  }
  return found;
}

/** An EnvoyFilter with the clusters that another one calls. */
function isClusters({ kind, metadata }: Resource, among: Resource[]): boolean {
  const [, of] = /^(.+)-clusters$/.exec(metadata.name) ?? [];
  return (
    kind === "EnvoyFilter" && among.some((each) => each.metadata.name === of)
  );
}

/** A label's value has at most 63 characters, and a name has up to 253. */
function partOf({ type, name }: ResourceName): string {
  return shortDigest(`${type}/${name}`, 16);
}
