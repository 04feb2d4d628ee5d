import { ANSWERS } from "./scenarios/answers.ts";
import { REQUESTS } from "./scenarios/requests.ts";
import { ROUTING } from "./scenarios/routing.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { VERSIONS } from "./scenarios/abi-versions.ts";
import { BODIES } from "./scenarios/bodies.ts";
import { CAPABILITIES } from "./scenarios/capabilities.ts";
import { EXPRESSIONS } from "./scenarios/expressions.ts";
import { FOREIGN_FUNCTIONS } from "./scenarios/foreign-functions.ts";
import { GRPC_CALLS } from "./scenarios/grpc-calls.ts";
import { HANDLER_BODIES } from "./scenarios/handler-bodies.ts";
import { HANDLERS } from "./scenarios/handlers.ts";
import { HEADERS } from "./scenarios/headers.ts";
import { HTTP_CALLS } from "./scenarios/http-calls.ts";
import { LIFECYCLE } from "./scenarios/lifecycle.ts";
import { LOADING } from "./scenarios/loading.ts";
import { LOCAL_RESPONSES } from "./scenarios/local-responses.ts";
import { PROPERTIES } from "./scenarios/properties.ts";
import { RESPONSE_PROPERTIES } from "./scenarios/response-properties.ts";
import { QUEUES } from "./scenarios/queues.ts";
import { SERVICES } from "./scenarios/services.ts";
import { SHARED } from "./scenarios/shared.ts";
import { STEPS } from "./scenarios/steps.ts";
import { STREAM_ENDS } from "./scenarios/stream-ends.ts";
import { TCP_PROPERTIES } from "./scenarios/tcp-properties.ts";
import { TCP } from "./scenarios/tcp.ts";
import { TRAPS } from "./scenarios/traps.ts";
import { WORKERS } from "./scenarios/workers.ts";

/**
 * All scenarios by topic, which is also the name of the files here and in
 * `observations`.
 */
export const TOPICS: Record<string, Scenario[]> = {
  lifecycle: LIFECYCLE,
  headers: HEADERS,
  bodies: BODIES,
  "local-responses": LOCAL_RESPONSES,
  properties: PROPERTIES,
  "response-properties": RESPONSE_PROPERTIES,
  loading: LOADING,
  shared: SHARED,
  queues: QUEUES,
  "foreign-functions": FOREIGN_FUNCTIONS,
  expressions: EXPRESSIONS,
  steps: STEPS,
  "stream-ends": STREAM_ENDS,
  services: SERVICES,
  tcp: TCP,
  "tcp-properties": TCP_PROPERTIES,
  traps: TRAPS,
  workers: WORKERS,
  capabilities: CAPABILITIES,
  "abi-versions": VERSIONS,
  "http-calls": HTTP_CALLS,
  "grpc-calls": GRPC_CALLS,
  handlers: HANDLERS,
  "handler-bodies": HANDLER_BODIES,
  requests: REQUESTS,
  routing: ROUTING,
  answers: ANSWERS,
};

/** All scenarios. */
export const SCENARIOS: Scenario[] = Object.values(TOPICS).flat();

/**
 * The scenarios that tests of builds run, which compare one build with another in the
 * emulator: every third, and all of them in `npm run test:builds`.
 */
export const SAMPLE: Scenario[] = SCENARIOS.filter(
  (_, index) => process.env.ALL_SCENARIOS === "1" || index % 3 === 0,
);
