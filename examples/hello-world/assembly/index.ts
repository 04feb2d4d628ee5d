import { log, registerRootContext, RootContext, Status } from "proxy-wasm-as";

const PERIOD_MS: u32 = 5000;

class HelloWorld extends RootContext {
  override onVmStart(): bool {
    log.info("Hello, World!");
    return true;
  }

  override onConfigure(): bool {
    const period = U32.parseInt(this.configuration.text());
    return this.setTickPeriod(period > 0 ? period : PERIOD_MS) == Status.Ok;
  }

  override onTick(): void {
    const now = new Date(Date.now()).toISOString();
    const number = <i32>(Math.random() * 256);
    log.info(`It's ${now}, your lucky number is ${number}.`);
  }
}

registerRootContext<HelloWorld>("hello_world");
