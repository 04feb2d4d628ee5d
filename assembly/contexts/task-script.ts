import { Status } from "../abi/enums";
import { addTask, Alarm } from "../api/clockwork";
import { Script } from "../api/script";
import { PluginTask } from "./plugin-task";
import { RootContext } from "./root-context";

/** The code of a task, for its plugin. */
export class TaskScript extends Script {
  constructor(
    private readonly task: PluginTask,
    private readonly root: RootContext,
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
