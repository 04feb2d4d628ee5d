import {
  Expression,
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  private expression: Expression | null = null;

  onConfigure(): bool {
    const json = this.configuration.json();
    const source = json != null ? json.getText("expression") : null;
    if (source != null) this.expression = Expression.create(source);
    if (this.expression == null) {
      log.error('Configure an expression, such as {"expression":"true"}');
    }
    return this.expression != null;
  }

  /** Evaluates the expression for the current request; false without a result. */
  allows(): bool {
    const expression = this.expression;
    return expression != null && expression.evaluateBoolOr(false);
  }

  createHttpContext(): HttpContext {
    return new CelFilter();
  }
}

class CelFilter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if ((this.root as Plugin).allows()) return FilterHeadersStatus.Continue;
    this.sendLocalResponse(
      new LocalResponse(403).text("Forbidden by expression").details("cel"),
    );
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Plugin>("cel_filter");
