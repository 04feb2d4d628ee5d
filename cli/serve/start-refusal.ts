import type { HostError } from "../../host/index.ts";
import type { LineSymbolicator } from "../symbolicate/symbolicate-line.ts";
import { trapPlace } from "./vm-end.ts";

/**
 * Why a plugin did not start, in the filter's own words if it logged any.
 *
 *     startRefusal(error, "no key", symbolicate); // "The filter refused its configuration: no key"
 */
export function startRefusal(
  { message }: HostError,
  lastLine: string | undefined,
  symbolicate: LineSymbolicator,
): string {
  if (message.startsWith("Function: ")) {
    return `The filter ended its VM${trapPlace(message, symbolicate)}; a proxy would not start it.`;
  }
  if (message.startsWith("Failed to configure")) {
    return `The filter refused its configuration: ${lastLine ?? said("onConfigure")}`;
  }
  if (message.startsWith("Failed to start")) {
    return `The filter refused to start: ${lastLine ?? said("onVmStart")}`;
  }
  return `A proxy would not start the filter: ${message}`;
}

function said(callback: string): string {
  return `${callback} returned false and logged nothing; have it say why with log.error.`;
}
