import { z } from "zod";
import type { DeploymentInput } from "../deployment/deployment.ts";

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
}

/**
 * The deployment that wasme's FilterDeployment described.
 *
 * Throws a `ZodError` for a resource without an image.
 *
 *     filterDeployment(parse(yaml)).input.url; // "oci://webassemblyhub.io/…"
 */
export function filterDeployment(document: unknown): Converted {
  const { metadata, spec } = schema.parse(document);
  const { filter, deployment } = spec;
  const istio = deployment?.istio;
  const pull = filter.imagePullOptions;
  const input: DeploymentInput = {
    name: metadata.name,
    namespace: metadata.namespace,
    url: `oci://${filter.image}`,
    rootId: filter.rootID,
    configuration: configurationOf(filter.config),
    context: filter.patchContext ?? "inbound",
    labels: istio?.labels,
    pullSecret: pull?.pullSecret,
  };
  const notes = notesOf(
    [
      istio?.kind,
      `kind ${istio?.kind}: the labels alone select the pods, whatever made them`,
    ],
    [
      istio?.istioNamespace,
      "istioNamespace: istiod finds the resource in its own namespace",
    ],
    [
      filter.id,
      `id ${filter.id}: the resource is known by its name, ${metadata.name}`,
    ],
    [
      pull?.pullSecret,
      `pullSecret ${pull?.pullSecret}: it must be of the type kubernetes.io/dockerconfigjson now`,
    ],
    [
      pull?.insecureSkipVerify || pull?.plainHttp,
      "insecureSkipVerify and plainHttp: name the registry in the agent's WASM_INSECURE_REGISTRIES",
    ],
  );
  return { input: withoutUndefined(input), notes };
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

function notesOf(...pairs: [unknown, string][]): string[] {
  return pairs.filter(([asked]) => asked).map(([, note]) => `${note}.`);
}

function withoutUndefined(input: DeploymentInput): DeploymentInput {
  const entries = Object.entries(input);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
