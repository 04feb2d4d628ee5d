import type { Answer } from "./hostile-answer.ts";

const WASM = "type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm";
const ADMIN = "type.googleapis.com/envoy.admin.v3";
const CONTROL = "\u001b[2J\r\n\u202e";

/** A configuration with a plugin, one that was refused, and texts that reach a terminal. */
const DUMP = {
  configs: [
    {
      "@type": `${ADMIN}.ListenersConfigDump`,
      static_listeners: [
        {
          listener: {
            filter_chains: [{ filters: [filter("plain"), filter(CONTROL)] }],
          },
        },
      ],
      dynamic_listeners: [
        { name: `a ${CONTROL}`, error_state: { details: CONTROL } },
      ],
    },
    {
      "@type": `${ADMIN}.EcdsConfigDump`,
      ecds_filters: [
        {
          ecds_filter: filter("discovered"),
          last_updated: "2026-11-30T00:00:00Z",
          error_state: { details: "refused" },
        },
      ],
    },
  ],
};

const STATISTICS = {
  stats: [
    { name: "wasm.envoy.wasm.runtime.v8.active", value: 2 },
    { name: `wasm.${CONTROL}`, value: 1 },
  ],
};

const INFO = { command_line_options: { concurrency: 2 } };

/** What an admin interface of Envoy answers that is in the same place as the registry. */
export function adminAnswers(): [path: string, answer: Answer][] {
  return [
    ["/config_dump", answerOf(DUMP)],
    [
      "/stats?format=json&filter=^wasm|extension_config_discovery",
      answerOf(STATISTICS),
    ],
    ["/server_info", answerOf(INFO)],
  ];
}

function filter(name: string): object {
  return {
    name,
    typed_config: {
      "@type": WASM,
      config: {
        name,
        root_id: "a",
        vm_config: { code: { local: { filename: `/a/${CONTROL}` } } },
      },
    },
  };
}

function answerOf(value: object): Answer {
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: new Uint8Array(Buffer.from(JSON.stringify(value))),
  };
}
