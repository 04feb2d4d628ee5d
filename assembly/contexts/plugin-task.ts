import { Status } from "../abi/enums";
import { addTask, Alarm } from "../api/clockwork";
import { Script } from "../api/script";
import { Context } from "./context";

/**
 * Code of a plugin that runs beside its streams and may wait, as in a loop that fetches
 * something, keeps it in the plugin and sleeps. `RootContext.startTask` starts it, or
 * `registerPluginTask` a plugin that has nothing else, such as a background service.
 *
 * It waits as a handler does, and the proxy goes on meanwhile. Each worker has a plugin, and
 * so a task, of its own, and so has Envoy's main thread; a service that is a singleton has
 * one. Where `run` throws, the VM ends as with any trap.
 *
 * ```ts
 * class Beat extends PluginTask {
 *   run(): void {
 *     while (true) {
 *       const answer = new HttpCall("monitor").path("/beat").method("POST").wait();
 *       if (answer.status != 200) log.warn("no monitor");
 *       sleep(10_000);
 *     }
 *   }
 * }
 * registerPluginTask<Beat>("beat");
 * ```
 */
export abstract class PluginTask {
  // What is not for filters begins with `sdk`, as in a context.
  private sdkRoot: Context | null = null;
  private sdkScript: TaskScript | null = null;

  /**
   * The plugin that has started the task, cast to its own class as in
   * `this.root as Plugin`; throws before it was started.
   */
  get root(): Context {
    const root = this.sdkRoot;
    if (root == null) throw new Error("Cannot find a plugin: start the task");
    return root;
  }

  /** Whether it was started, and has not ended. */
  get isRunning(): bool {
    const script = this.sdkScript;
    return script != null && !script.isOver;
  }

  /** The code of the task. */
  abstract run(): void;

  /**
   * Ends the task where it waits; nothing more of it runs. A task that calls this itself runs
   * on until it waits, or returns.
   */
  stop(): void {
    const script = this.sdkScript;
    if (script != null) script.drop();
  }

  /** Called by `RootContext.startTask`. */
  sdkStart(root: Context): void {
    if (this.isRunning) throw new Error("Cannot start a task that runs");
    this.sdkRoot = root;
    this.sdkScript = new TaskScript(this, root).begin();
  }
}

/** The code of a task, for its plugin. */
class TaskScript extends Script {
  constructor(
    private readonly task: PluginTask,
    private readonly root: Context,
  ) {
    super();
  }

  get owner(): u32 {
    return this.root.id;
  }

  get plugin(): u32 {
    return this.root.id;
  }

  run(): void {
    this.task.run();
  }

  settle(): void {}

  activate(): bool {
    return this.root.activate() == Status.Ok;
  }

  /** Has the code begin at the plugin's next tick. */
  begin(): TaskScript {
    addTask(this);
    new TaskStart(this);
    return this;
  }
}

/** The next tick, at which a task begins. */
class TaskStart extends Alarm {
  constructor(private readonly sdkTask: TaskScript) {
    super(0, sdkTask);
  }

  sdkFinish(): void {
    const script = this.sdkTask;
    if (!script.isOver && script.activate()) script.proceed();
  }
}
