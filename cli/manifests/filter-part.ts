import type { Deployment } from "../deployment/deployment.ts";

/** A filter of a manifest. */
export interface FilterPart {
  deployment: Deployment;
  /** The bytes of the deployment's `module`, where it has one. */
  module?: Uint8Array;
}
