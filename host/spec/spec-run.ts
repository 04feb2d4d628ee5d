import { isAsked } from "./asked-tests.ts";
import type { SourceLines } from "./source-lines.ts";
import type { SpecExports, SpecInstance } from "./spec-instance.ts";

type Reporter = (...args: number[]) => unknown;

/** The functions that as-pect gives a spec, as far as a run changes them. */
export interface RunnerImports {
  env: { abort: Reporter };
  __aspect: Record<string, Reporter>;
}

/** The functions by which a spec registers callbacks, with no name in front. */
const HOOKS = ["beforeAll", "beforeEach", "afterAll", "afterEach"];

/** Those that have a name in front of the callback. */
const GROUP = "reportGroupTypeNode";
const TESTS = ["reportTestTypeNode", "reportNegatedTestNode"];

/** Where `createReflectedValue` has the type of a value, and the value. */
const TYPE = 7;
const VALUE = 10;
const STRING_TYPE = 2;

/** A callback is an address in static memory, which is far below these 16 MiB. */
const INSTANCE_BITS = 24;
const CALLBACK_MASK = (1 << INSTANCE_BITS) - 1;

/** The frames between a line of a spec and what it calls in vain. */
const MAX_FRAMES = 50;

/** How many lines of the filter's log a failure shows. */
const MAX_LOGS = 20;

/** Above every address of a module's memory, which ends below 4 GiB. */
const LAST_TEXT = 0xffff_fff0;

/**
 * Several instances of one spec that as-pect takes for one: the tests of each come
 * one after the other, with the name of its build. Each failure says its source line,
 * and what the filter logged.
 *
 * as-pect knows tests and texts by addresses in the module, and keeps a text that
 * it has read once. So a callback gets the number of its instance in its upper bits, and
 * a text that may change an address that no module has.
 *
 *     const run = new SpecRun(instances, lines);
 *     run.link(0, imports);
 */
export class SpecRun {
  readonly #instances: readonly SpecInstance[];
  readonly #lines: SourceLines;
  readonly #texts = new Map<number, string>();
  /** What fails the running test of an instance, with a sentence. */
  readonly #fail = new Map<SpecInstance, (text: string) => void>();
  readonly #clear: (() => void)[] = [];
  #current: SpecInstance;
  /** The callback that runs, and those that failed in the first instance. */
  #callback = 0;
  readonly #failed = new Set<number>();
  /** The names of groups, with those around them, by their callbacks. */
  readonly #groups = new Map<number, string>();
  readonly #tests = new Set<number>();
  #group = "";
  /** Whether what a spec registers now stands outside of any group. */
  #isAtTop = false;

  constructor(instances: readonly SpecInstance[], lines: SourceLines) {
    this.#instances = instances;
    this.#lines = lines;
    this.#current = instances[0];
  }

  /** Makes the functions that as-pect gives an instance tell the instances apart. */
  link(index: number, { env, __aspect: aspect }: RunnerImports): void {
    const instance = this.#instances[index];
    const { spec } = instance;
    const own = (callback: number) =>
      callback < 0 ? callback : callback | (index << INSTANCE_BITS);
    replace(aspect, HOOKS, (report) => (callback) => report(own(callback)));
    replace(aspect, [GROUP], (report) => (name, callback, ...rest) => {
      const text = this.#named(instance, spec.text(name));
      this.#groups.set(own(callback), this.#inGroup(text));
      return report(this.#address(text), own(callback), ...rest);
    });
    replace(aspect, TESTS, (report) => (name, callback, ...rest) => {
      const text = this.#named(instance, spec.text(name));
      if (!isAsked(this.#inGroup(text))) return;
      this.#tests.add(own(callback));
      return report(this.#address(text), own(callback), ...rest);
    });
    replace(aspect, ["createReflectedValue"], (create) => (...args) => {
      const isText = args[TYPE] === STRING_TYPE && args[VALUE] !== 0;
      if (isText) args[VALUE] = this.#address(spec.text(args[VALUE]));
      return create(...args);
    });
    // The first instance has compared them; a second one with the same name is new.
    if (index > 0) aspect.reportExpectedSnapshot = () => {};
    // as-pect would show those of the last test with what fails otherwise.
    this.#clear.push(aspect.clearActual, aspect.clearExpected);
    const { abort } = env;
    this.#fail.set(instance, (text) => abort(this.#address(text), 0, 0, 0));
    env.abort = (message) =>
      this.fail(instance, message === 0 ? "Aborted" : spec.text(message));
  }

  /** Fails the running test of an instance, with the line that runs. */
  fail(instance: SpecInstance, reason: string): void {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = MAX_FRAMES;
    const { stack } = new Error();
    Error.stackTraceLimit = stackTraceLimit;
    this.#failAt(instance, reason, stack);
  }

  /** The exports that as-pect uses: those of the instance whose turn it is. */
  get exports(): SpecExports {
    const own: Partial<SpecExports> = {
      _start: () => this.#start(),
      __call: (callback) => this.#call(callback),
      __getString: (address) =>
        this.#texts.get(address >>> 0) ??
        this.#current.exports.__getString(address),
    };
    return new Proxy({} as SpecExports, {
      get: (_, name: keyof SpecExports) =>
        own[name] ?? this.#current.exports[name],
    });
  }

  #start(): void {
    this.#isAtTop = true;
    for (const instance of this.#instances) {
      this.#current = instance;
      this.#watched(instance, () => instance.exports._start());
    }
    this.#isAtTop = false;
  }

  #call(numbered: number): void {
    const instance = this.#instances[numbered >>> INSTANCE_BITS];
    this.#current = instance;
    this.#callback = numbered & CALLBACK_MASK;
    this.#group = this.#groups.get(numbered) ?? "";
    for (const clear of this.#clear) clear();
    try {
      this.#watched(instance, () => instance.exports.__call(this.#callback));
    } finally {
      // What the next test shows begins here, hooks in front of it included.
      if (this.#tests.has(numbered)) instance.spec.takeLogs();
    }
  }

  #watched(instance: SpecInstance, run: () => void): void {
    instance.hasFailed = false;
    try {
      run();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { message, stack } = error;
      if (!instance.hasFailed) this.#failAt(instance, message, stack);
      error.stack = this.#lines.translate(stack);
      throw error;
    }
  }

  #failAt(instance: SpecInstance, reason: string, stack?: string): void {
    const line = this.#lines.firstIn(stack);
    const [first] = this.#instances;
    if (instance === first) this.#failed.add(this.#callback);
    const isAlone = instance !== first && !this.#failed.has(this.#callback);
    const words = [
      reason,
      line === null ? "" : `at ${line}`,
      isAlone ? `(passes on the ${first.build.name})` : "",
    ];
    instance.hasFailed = true;
    const sentence = words.filter((word) => word !== "").join(" ");
    const logs = instance.spec.takeLogs();
    const shown = logs.slice(-MAX_LOGS).map((line) => `\n      [Log] ${line}`);
    this.#fail.get(instance)!(sentence + shown.join(""));
  }

  #inGroup(name: string): string {
    return this.#group === "" ? name : `${this.#group} ${name}`;
  }

  #named({ build }: SpecInstance, name: string): string {
    const isNamed = this.#isAtTop && this.#instances.length > 1;
    return isNamed ? `${name} (${build.name})` : name;
  }

  #address(text: string): number {
    const address = LAST_TEXT - this.#texts.size;
    this.#texts.set(address, text);
    return address;
  }
}

function replace(
  functions: Record<string, Reporter>,
  names: readonly string[],
  by: (before: Reporter) => Reporter,
): void {
  for (const name of names) functions[name] = by(functions[name]);
}
