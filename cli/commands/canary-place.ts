import { InvalidArgumentError } from "commander";
import type { CanaryPlace } from "../rollout/canary.ts";

/**
 * Reads where a canary is, from a command line: a label, or a target.
 *
 *     parseCanaryPlace("track=canary"); // { label: "track", value: "canary" }
 *     parseCanaryPlace("HTTPRoute/web-canary"); // { kind: "HTTPRoute", … }
 */
export function parseCanaryPlace(text: string): CanaryPlace {
  const [, label, value] = /^([^=]+)=([^=]+)$/.exec(text) ?? [];
  if (label !== undefined && value !== undefined) return { label, value };
  const [, kind, name] = /^([A-Z]\w*)\/([^/=]+)$/.exec(text) ?? [];
  if (kind !== undefined && name !== undefined) return { kind, name };
  throw new InvalidArgumentError(
    "It must be a label of pods, LABEL=VALUE, or a target, KIND/NAME.",
  );
}
