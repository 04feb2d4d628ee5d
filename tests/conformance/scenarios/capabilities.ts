import type { Scenario } from "../scenario/scenario.ts";

const CALLBACKS = [
  "proxy_on_vm_start",
  "proxy_on_context_create",
  "proxy_on_configure",
  "proxy_on_request_headers",
  // With these the SDK finds the plugin and its configuration.
  "proxy_get_property",
  "proxy_get_buffer_bytes",
  "proxy_get_buffer_status",
  "proxy_log",
];

/** Plugins with restricted capabilities. */
export const CAPABILITIES: Scenario[] = [
  {
    name: "a forbidden host function answers InternalFailure and logs",
    plugins: [
      {
        allowedCapabilities: CALLBACKS,
        configuration:
          "request-headers: get-map 0 :path; set-map 0 a=b; set-property a b; log-level; local 403 no; tick 10; end; set-data a b",
      },
    ],
  },
  {
    name: "a forbidden callback is never called",
    never: ["response-headers", "log", "done", "delete"],
    plugins: [
      {
        allowedCapabilities: [...CALLBACKS, "proxy_get_header_map_value"],
        configuration:
          "request-headers: args\nresponse-headers: args\nlog: args\ndone: args\ndelete: args",
      },
    ],
  },
  {
    name: "an empty list of capabilities restricts nothing",
    plugins: [
      { allowedCapabilities: [], configuration: "request-headers: args" },
    ],
  },
  {
    name: "forbidden WASI functions answer 76",
    filter: "tests/conformance/filters/environment.ts",
    plugins: [
      { allowedCapabilities: CALLBACKS, environment: { STAGE: "there" } },
    ],
  },
  {
    name: "a plugin without proxy_on_context_create is refused",
    plugins: [{ allowedCapabilities: ["proxy_on_configure", "proxy_log"] }],
    refused: true,
  },
  {
    name: "plugins with different variables have their own VMs",
    since: {
      envoy: "1.39",
      before:
        "they share the VM of the first, and its variables (envoyproxy/envoy#44563)",
    },
    filter: "tests/conformance/filters/environment.ts",
    plugins: [
      { vmId: "one", environment: { STAGE: "first" } },
      {
        vmId: "one",
        rootId: "other",
        environment: { STAGE: "second", EMPTY: "" },
      },
    ],
  },
  {
    name: "plugins with different capabilities have their own VMs",
    since: {
      envoy: "1.40",
      before:
        "they share the VM of the first, and its capabilities (envoyproxy/envoy#46893)",
    },
    plugins: [
      {
        vmId: "one",
        configuration: "request-headers: get-map 0 :path; define-metric 0 a",
      },
      {
        vmId: "one",
        rootId: "other",
        allowedCapabilities: CALLBACKS,
        configuration: "request-headers: get-map 0 :path; define-metric 0 a",
      },
      {
        vmId: "one",
        rootId: "other",
        allowedCapabilities: [...CALLBACKS, "proxy_define_metric"],
        configuration: "request-headers: get-map 0 :path; define-metric 0 b",
      },
    ],
  },
];
