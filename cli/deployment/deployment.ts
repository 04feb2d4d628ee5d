import { z } from "zod";
import { parseReference } from "../oci/reference.ts";
import { parseService } from "../base/service-address.ts";
import { DEFAULTS } from "./defaults.ts";
import { goRegexFault } from "./go-regex.ts";
import { kubernetesLabel, kubernetesName, labels } from "./kubernetes-names.ts";

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits in lower case");

const port = z.int().min(1).max(65535);

const kind = z
  .string()
  .max(63, "must have at most 63 characters")
  .regex(
    /^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/,
    "must be the name of a kind, such as Gateway",
  );

/** What a manifest attaches to, in the words of the Gateway API. */
const targetRef = z.strictObject({
  kind,
  name: kubernetesName,
  /** The group that the kind is of, unless it is one of the usual. */
  group: z.union([z.literal(""), kubernetesName]).optional(),
  /** A listener of a Gateway, or a rule of a route. */
  sectionName: kubernetesName.optional(),
});

/** What a manifest attaches to by its labels, for Envoy Gateway. */
const targetSelector = z.strictObject({ kind, matchLabels: labels });

/** Of Higress: other settings for some of the traffic. */
const matchRule = z.strictObject({
  domain: z.array(z.string().min(1)).optional(),
  ingress: z.array(z.string().min(1)).optional(),
  service: z.array(z.string().min(1)).optional(),
  config: z.record(z.string(), z.json()).optional(),
  configDisable: z.boolean().optional(),
});

/** The most that Istio's and Envoy Gateway's resources take. */
const MAX_TARGETS = 16;

const MAX_ENVIRONMENT_NAME = 256;

const environmentName = z
  .string()
  .max(
    MAX_ENVIRONMENT_NAME,
    `must have at most ${MAX_ENVIRONMENT_NAME} characters`,
  )
  .regex(/^[^=\0]+$/, 'must be the name of a variable, without "="');

/** An address such as `https://auth.example`, which is checked and kept. */
const serviceAddress = z.string().superRefine((text, context) => {
  try {
    parseService(text);
  } catch (error) {
    const { message } = error as Error;
    context.addIssue({ code: "custom", message: message.replace(/\.$/, "") });
  }
});

/**
 * How a filter is deployed: what every manifest is made from.
 *
 * The keys of `deployment.yaml`; the flags of `proxy-wasm manifest` are these
 * in kebab-case.
 */
const keys = z.strictObject({
  name: kubernetesName,
  namespace: kubernetesLabel.default(DEFAULTS.namespace),
  /** Where the proxy has the filter: in HTTP streams, TCP connections, … */
  form: z
    .enum(["http", "network", "accessLog", "service"])
    .default(DEFAULTS.form),
  /** Where the proxy gets the module: `oci:`, `https:`, `http:` or `file:`. */
  url: z
    .string()
    .regex(
      /^(oci|https?|file):\/\/./,
      "must begin with oci://, https://, http:// or file://",
    )
    .regex(/^[^\s\p{Cc}]*$/u, "must have no space in it"),
  /** The same module on this machine, to be read for what depends on it. */
  module: z.string().min(1).optional(),
  /** Of the manifest where the url is an image, else of the `.wasm` file. */
  sha256: sha256.optional(),
  pullPolicy: z.enum(["IfNotPresent", "Always"]).optional(),
  /** A Secret of the type kubernetes.io/dockerconfigjson. */
  pullSecret: kubernetesName.optional(),
  rootId: z.string().max(256, "must have at most 256 characters").optional(),
  vmId: z.string().optional(),
  /** Text as it is; anything else as JSON. */
  configuration: z.json().optional(),
  vmConfiguration: z.json().optional(),
  environment: z.record(environmentName, z.string()).optional(),
  /** Variables of the proxy's own environment that the filter may see. */
  hostEnvironment: z.array(environmentName).optional(),
  failPolicy: z.enum(["closed", "open", "reload"]).optional(),
  phase: z.enum(["AUTHN", "AUTHZ", "STATS"]).optional(),
  priority: z.int32().optional(),
  /** The labels of the pods whose proxies take the filter. */
  labels: labels.optional(),
  targetRefs: z.array(targetRef).min(1).max(MAX_TARGETS).optional(),
  /** What Envoy Gateway finds by labels. */
  targetSelectors: z.array(targetSelector).min(1).max(MAX_TARGETS).optional(),
  /** Of Envoy Gateway: how a route's policy and its Gateway's are merged. */
  mergeType: z.enum(["StrategicMerge", "JSONMerge"]).optional(),
  matchRules: z.array(matchRule).min(1).optional(),
  context: z
    .enum(["any", "inbound", "outbound", "gateway"])
    .default(DEFAULTS.context),
  ports: z.array(port).min(1).optional(),
  /** A regular expression over the version of Istio's proxies. */
  proxyVersion: z.string().superRefine(checkRegex).optional(),
  /** `least`: only what the module needs; or a list of names. */
  capabilities: z
    .union([z.enum(["all", "least"]), z.array(z.string().min(1))])
    .default(DEFAULTS.capabilities),
  /** Since Envoy 1.35. */
  allowOnHeadersStopIteration: z.boolean().optional(),
  /** A service that runs once, on the main thread. */
  singleton: z.boolean().optional(),
  /** The services that the filter calls, by the names of their clusters. */
  clusters: z.record(z.string().min(1), serviceAddress).optional(),
});

/** The same, with what one key means for another. */
export const deploymentSchema = keys
  .superRefine(checkImage)
  .superRefine(checkEnvironment);

/** How a filter is deployed, with the defaults filled in. */
export type Deployment = z.infer<typeof deploymentSchema>;

/** What a file or the flags said of it, before the defaults. */
export type DeploymentInput = Partial<z.input<typeof deploymentSchema>>;

function checkRegex(text: string, context: z.RefinementCtx): void {
  const message = goRegexFault(text);
  if (message !== undefined) context.addIssue({ code: "custom", message });
}

type Keys = z.infer<typeof keys>;

function checkImage({ url, sha256 }: Keys, context: z.RefinementCtx): void {
  if (!url.startsWith("oci://")) return;
  try {
    const { digest } = parseReference(url);
    if (digest === undefined || sha256 === undefined) return;
    if (digest === `sha256:${sha256}`) return;
    const message = "is not the digest in the url";
    context.addIssue({ code: "custom", path: ["sha256"], message });
  } catch (error) {
    const reason = (error as Error).message.replace(/\.$/, "");
    context.addIssue({ code: "custom", path: ["url"], message: reason });
  }
}

function checkEnvironment(
  { environment = {}, hostEnvironment = [] }: Keys,
  context: z.RefinementCtx,
): void {
  const seen = new Set(Object.keys(environment));
  for (const [index, name] of hostEnvironment.entries()) {
    if (seen.has(name)) {
      const path = ["hostEnvironment", index];
      const message = `${name} is there already, and a variable has one value`;
      context.addIssue({ code: "custom", path, message });
    }
    seen.add(name);
  }
}
