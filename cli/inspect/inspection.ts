/** Whether the proxy refuses the module, may misbehave, or one should know. */
export type Severity = "error" | "warning" | "note";

/** Something that a proxy would say or do about a module. */
export interface Finding {
  /** Which kind of finding; stays the same between versions. */
  id: string;
  severity: Severity;
  what: string;
  why: string;
  /** What to do about it. */
  fix: string;
  /** What the proxy logs, without time and component; absent where it is silent. */
  log?: string;
  /** Where a statement about a platform other than Envoy was read. */
  source?: string;
}

/** A function that a module imports; types as in the text format. */
export interface ImportReport {
  module: string;
  name: string;
  kind: string;
  type?: string;
  /** What the proxy has under the name, where that is another type or nothing. */
  problem?: string;
}

/** An exported function. */
export interface ExportReport {
  name: string;
  type: string;
  /** Whether the proxy looks for it. */
  callback: boolean;
}

/** A function's body. */
export interface FunctionSize {
  name: string;
  /** Its first byte, counted from the module's. */
  start: number;
  size: number;
}

export interface MemoryReport {
  exported: boolean;
  /** Pages of 64 KiB. */
  minimum: number;
  maximum?: number;
}

/** All that is known of a module; what could not be read is empty. */
export interface Inspection {
  /** The proxy that it was checked against. */
  proxy: string;
  size: number;
  /** The version of its marker, such as `0.2.1`. */
  abiVersion?: string;
  imports: ImportReport[];
  exports: ExportReport[];
  memory?: MemoryReport;
  hasStartSection: boolean;
  hasNames: boolean;
  /** The source map that the module names. */
  sourceMap?: string;
  /** Of each section, in the module's order. */
  sections: { name: string; size: number }[];
  /** The largest first. */
  functions: FunctionSize[];
  callbacks: string[];
  hostFunctions: string[];
  /** The least `allowed_capabilities` that the module needs. */
  capabilities: string[];
  findings: Finding[];
}

/** Whether the proxy refuses the module, or it cannot work there. */
export function isRefused({ findings }: Inspection): boolean {
  return findings.some(({ severity }) => severity === "error");
}
