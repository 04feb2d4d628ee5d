import { z } from "zod";
import { DEFAULTS } from "./defaults.ts";

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits in lower case");

const kubernetesName = z
  .string()
  .max(253, "must have at most 253 characters")
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'must be lower-case letters, digits, "-" and ".", as Kubernetes wants it',
  );

const port = z.int().min(1).max(65535);

/** What a manifest attaches to, in the words of the Gateway API. */
const targetRef = z.strictObject({
  kind: z.string().min(1),
  name: z.string().min(1),
  /** The group that the kind is of, unless it is one of the usual. */
  group: z.string().optional(),
});

/**
 * How a filter is deployed: what every manifest is made from.
 *
 * The keys of `deployment.yaml`; the flags of `proxy-wasm manifest` are these
 * in kebab-case.
 */
export const deploymentSchema = z.strictObject({
  name: kubernetesName,
  namespace: kubernetesName.default(DEFAULTS.namespace),
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
    ),
  /** The same module on this machine, to be read for what depends on it. */
  module: z.string().min(1).optional(),
  /** Of the manifest where the url is an image, else of the `.wasm` file. */
  sha256: sha256.optional(),
  pullPolicy: z.enum(["IfNotPresent", "Always"]).optional(),
  /** A Secret of the type kubernetes.io/dockerconfigjson. */
  pullSecret: kubernetesName.optional(),
  rootId: z.string().optional(),
  vmId: z.string().optional(),
  /** Text as it is; anything else as JSON. */
  configuration: z.json().optional(),
  vmConfiguration: z.json().optional(),
  environment: z.record(z.string().min(1), z.string()).optional(),
  /** Variables of the proxy's own environment that the filter may see. */
  hostEnvironment: z.array(z.string().min(1)).optional(),
  failPolicy: z.enum(["closed", "open", "reload"]).optional(),
  phase: z.enum(["AUTHN", "AUTHZ", "STATS"]).optional(),
  priority: z.int32().optional(),
  /** The labels of the pods whose proxies take the filter. */
  labels: z.record(z.string().min(1), z.string()).optional(),
  targetRefs: z.array(targetRef).min(1).max(16).optional(),
  context: z
    .enum(["any", "inbound", "outbound", "gateway"])
    .default(DEFAULTS.context),
  ports: z.array(port).min(1).optional(),
  /** A regular expression over the version of Istio's proxies. */
  proxyVersion: z.string().optional(),
  /** `least`: only what the module needs; or a list of names. */
  capabilities: z
    .union([z.enum(["all", "least"]), z.array(z.string().min(1))])
    .default(DEFAULTS.capabilities),
  /** Since Envoy 1.35. */
  allowOnHeadersStopIteration: z.boolean().optional(),
  /** A service that runs once, on the main thread. */
  singleton: z.boolean().optional(),
});

/** How a filter is deployed, with the defaults filled in. */
export type Deployment = z.infer<typeof deploymentSchema>;

/** What a file or the flags said of it, before the defaults. */
export type DeploymentInput = Partial<z.input<typeof deploymentSchema>>;
