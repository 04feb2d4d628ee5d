import { z } from "zod";
import { DEFAULTS } from "../deployment/defaults.ts";
import type { DeploymentInput } from "../deployment/deployment.ts";

import type { Known } from "./known.ts";

const contexts = ["any", "inbound", "outbound", "gateway"] as const;

/** What wasme's operator read, and what its documentation shows. */
const schema = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: z.string().optional(),
  }),
  spec: z.object({
    filter: z.object({
      id: z.string().optional(),
      image: z.string().min(1),
      config: z.unknown().optional(),
      rootID: z.string().optional(),
      imagePullOptions: z
        .object({
          pullSecret: z.string().optional(),
          insecureSkipVerify: z.boolean().optional(),
          plainHttp: z.boolean().optional(),
        })
        .optional(),
      patchContext: z.enum(contexts).optional(),
    }),
    deployment: z
      .object({
        istio: z
          .object({
            kind: z.string().optional(),
            labels: z.record(z.string(), z.string()).optional(),
            istioNamespace: z.string().optional(),
          })
          .optional(),
      })
      .optional(),
  }),
});

/** A deployment, and what of the old resource is not in it. */
export interface Converted {
  input: DeploymentInput;
  notes: string[];
  /** The image, where only it says which root id its module has. */
  imageWithoutRootId?: string;
}

/**
 * The deployment that wasme's FilterDeployment described.
 *
 * Throws a `ZodError` for a resource without an image.
 *
 *     filterDeployment(parse(yaml), {}).input.url; // "oci://webassemblyhub.io/…"
 */
export function filterDeployment(
  document: unknown,
  { rootIds }: Known,
): Converted {
  const { metadata, spec } = schema.parse(document);
  const { filter, deployment } = spec;
  const istio = deployment?.istio;
  const pull = filter.imagePullOptions;
  const { image } = filter;
  const rootId = filter.rootID || rootIds?.get(image);
  const labels =
    istio?.labels && Object.keys(istio.labels).length > 0
      ? istio.labels
      : undefined;
  const input: DeploymentInput = {
    name: metadata.name,
    namespace: metadata.namespace,
    url: `oci://${image}`,
    rootId,
    configuration: configurationOf(filter.config),
    context: filter.patchContext ?? "inbound",
    labels,
    pullSecret: pull?.pullSecret,
  };
  const notes = notesOf(
    ...rootIdNotes(image, filter.rootID, rootId),
    ...otherNotes(metadata.name, spec),
    [
      labels === undefined,
      `labels are missing: the resource is for every proxy in ${metadata.namespace ?? DEFAULTS.namespace}`,
    ],
  );
  return {
    input: withoutUndefined(input),
    notes,
    ...(filter.rootID ? {} : { imageWithoutRootId: image }),
  };
}

type Note = [when: unknown, note: string];

function rootIdNotes(
  image: string,
  written: string | undefined,
  rootId: string | undefined,
): Note[] {
  return [
    [
      rootId === undefined,
      `rootID is missing: wasme took it from ${image}; give --read-images to have it read, or write it into the resource`,
    ],
    [!written && rootId, `rootID ${rootId}: it is the one that ${image} names`],
    [
      /^webassemblyhub\.io\//.test(image),
      `image ${image}: webassemblyhub.io has ended; push the module to another registry by "proxy-wasm push"`,
    ],
  ];
}

function otherNotes(
  name: string,
  { filter, deployment }: z.infer<typeof schema>["spec"],
): Note[] {
  const istio = deployment?.istio;
  const pull = filter.imagePullOptions;
  return [
    [
      istio?.kind,
      `kind ${istio?.kind}: the labels alone select the pods, whatever made them`,
    ],
    [
      istio?.istioNamespace,
      "istioNamespace: istiod finds the resource in its own namespace",
    ],
    [filter.id, `id ${filter.id}: the resource is known by its name, ${name}`],
    [
      pull?.pullSecret,
      `pullSecret ${pull?.pullSecret}: it must be of the type kubernetes.io/dockerconfigjson now`,
    ],
    [
      pull?.insecureSkipVerify || pull?.plainHttp,
      "insecureSkipVerify and plainHttp: name the registry in the agent's WASM_INSECURE_REGISTRIES",
    ],
  ];
}

/** A string that holds JSON becomes what it holds: Istio sends it as JSON. */
function configurationOf(config: unknown): DeploymentInput["configuration"] {
  const value =
    config instanceof Object && "value" in config ? config.value : config;
  if (typeof value !== "string") {
    return value as DeploymentInput["configuration"];
  }
  try {
    const parsed = JSON.parse(value) as DeploymentInput["configuration"];
    return parsed instanceof Object ? parsed : value;
  } catch {
    return value;
  }
}

function notesOf(...pairs: Note[]): string[] {
  return pairs.filter(([asked]) => asked).map(([, note]) => `${note}.`);
}

function withoutUndefined(input: DeploymentInput): DeploymentInput {
  const entries = Object.entries(input);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
