import {
  log,
  registerRootContext,
  RootContext,
  setInterval,
} from "proxy-wasm-as";

const PERIOD_MS: u32 = 5000;

class HelloWorld extends RootContext {
  override onVmStart(): bool {
    log.info("Hello, World!");
    return true;
  }

  override onConfigure(): bool {
    const period = U32.parseInt(this.configuration.text());
    setInterval<HelloWorld>(
      this,
      (self) => self.tell(),
      period > 0 ? period : PERIOD_MS,
    );
    return true;
  }

  private tell(): void {
    const now = new Date(Date.now()).toISOString();
    const number = <i32>(Math.random() * 256);
    log.info(`It's ${now}, your lucky number is ${number}.`);
  }
}

registerRootContext<HelloWorld>("hello_world");
