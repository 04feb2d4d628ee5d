import { LogLevel } from "../assembly/abi/enums";

/** A line of the proxy's log. */
export class LogLine {
  constructor(
    readonly level: LogLevel,
    /** What the filter logged, or what the proxy logged about it. */
    readonly message: string,
  ) {}
}
