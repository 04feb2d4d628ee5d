import type { Scenario } from "../scenario/scenario.ts";

const READY = "queue-ready: args; dequeue-queue; dequeue-queue";

/** Queues within a VM and between VMs. */
export const QUEUES: Scenario[] = [
  {
    name: "an item wakes the plugin that registered its queue",
    script: `configure: register-queue events\nrequest-headers: enqueue-queue one; enqueue-queue two\nresponse-headers: args\n${READY}`,
    exchanges: [{}, {}],
  },
  {
    name: "an item wakes a plugin in another VM",
    plugins: [
      {
        vmId: "receiver",
        rootId: "other",
        configuration: `configure: register-queue events\nrequest-headers: args\n${READY}`,
      },
      {
        vmId: "sender",
        configuration:
          "request-headers: resolve-queue receiver events; resolve-queue receiver events; enqueue-queue 0x00ff; enqueue-queue",
      },
    ],
  },
  {
    name: "an item wakes the plugin that registered its queue last",
    never: ["queue-ready"],
    plugins: [
      {
        vmId: "one",
        configuration: `request-headers: register-queue events\n${READY}`,
      },
      {
        vmId: "one",
        rootId: "other",
        configuration: `request-headers: register-queue events; enqueue-queue item\n${READY}`,
      },
    ],
  },
  {
    name: "an item arrives once the proxy has finished what it is doing",
    plugins: [
      {
        vmId: "one",
        configuration: `configure: register-queue events\nrequest-headers: enqueue-queue item\nresponse-headers: args\n${READY}`,
      },
      { configuration: "request-headers: args\nresponse-headers: args" },
    ],
  },
  {
    name: "an item from a filter that traps wakes nobody",
    never: ["queue-ready"],
    script: `configure: register-queue events\nrequest-headers: enqueue-queue item; throw\n${READY}`,
    exchanges: [{}, {}],
  },
  {
    name: "an item from a starting plugin wakes each of its instances",
    script: `configure: register-queue events; enqueue-queue item\nrequest-headers: args\n${READY}`,
  },
  {
    name: "a queue that was never registered",
    script:
      "request-headers: resolve-queue unknown; resolve-queue no-vm unknown; forget-queue; enqueue-queue item; dequeue-queue",
  },
  {
    name: "a queue without items",
    script: "request-headers: register-queue events; dequeue-queue",
  },
  {
    name: "a queue registered again keeps its items",
    script:
      "request-headers: register-queue events; enqueue-queue one; register-queue events; dequeue-queue; resolve-queue events; register-queue other; dequeue-queue",
  },
  {
    name: "a queue without a name",
    script: "request-headers: register-queue; resolve-queue",
  },
  {
    name: "an item from a connection wakes its plugin",
    script: `downstream-data: register-queue events; enqueue-queue item\n${READY}`,
    connections: [[{ client: "one" }, { server: "two" }]],
  },
  {
    name: "an item from a tick wakes its plugin",
    script: `request-headers: register-queue events; tick 10; return 1\ntick: tick 0; enqueue-queue item; args\n${READY}; effective held; continue 0`,
    exchanges: [{ wait: 400 }],
  },
];
