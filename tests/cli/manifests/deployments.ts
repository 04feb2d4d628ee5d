import type { DeploymentInput } from "../../../cli/deployment/deployment.ts";

const DIGEST = "0123456789abcdef".repeat(4);

/** The least that a deployment says. */
export const LEAST = {
  name: "add-header",
  url: "oci://registry.example/filters/add-header:v1",
} satisfies DeploymentInput;

/** All that Istio's own resources can say. */
export const ISTIO = {
  ...LEAST,
  namespace: "shop",
  sha256: DIGEST,
  pullPolicy: "IfNotPresent",
  pullSecret: "regcred",
  rootId: "add_header",
  configuration: { name: "hello", value: "world" },
  environment: { STAGE: "prod" },
  hostEnvironment: ["POD_NAME"],
  failPolicy: "reload",
  phase: "AUTHN",
  priority: 100,
  labels: { app: "productpage" },
  context: "inbound",
  ports: [9080, 9443],
} satisfies DeploymentInput;

/** All that Envoy's own configuration can say. */
export const ENVOY_FIELDS = {
  name: "add-header",
  url: "file:///var/local/lib/wasm-filters/add-header.wasm",
  rootId: "add_header",
  vmId: "shared",
  configuration: "world",
  vmConfiguration: { level: 1 },
  environment: { STAGE: "prod" },
  hostEnvironment: ["POD_NAME"],
  failPolicy: "open",
  capabilities: ["proxy_log", "proxy_on_response_headers"],
  allowOnHeadersStopIteration: true,
} satisfies DeploymentInput;
