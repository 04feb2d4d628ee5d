import {
  Expression,
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  LocalResponse,
  log,
  PluginContext,
  registerRootContext,
  required,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** What allows a request, in CEL. */
  @required
  expression: string = "";
}

class Plugin extends PluginContext<Settings> {
  private expression: Expression | null = null;

  override onSettings(): bool {
    this.expression = Expression.create(this.settings.expression);
    if (this.expression == null)
      log.error("$.expression: the proxy cannot read it as CEL");
    return this.expression != null;
  }

  /** Evaluates the expression for the current request; false without a result. */
  allows(): bool {
    const expression = this.expression;
    return expression != null && expression.evaluateBoolOr(false);
  }

  override createHttpContext(): HttpContext {
    return new CelFilter();
  }
}

class CelFilter extends HttpContextOf<Plugin> {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    if (this.plugin.allows()) return FilterHeadersStatus.Continue;
    this.sendLocalResponse(
      new LocalResponse(403).text("Forbidden by expression").details("cel"),
    );
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Plugin>("cel_filter");
