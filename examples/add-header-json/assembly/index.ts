import {
  FilterHeadersStatus,
  HeaderList,
  HttpContext,
  JsonKind,
  JsonValue,
  log,
  registerRootContext,
  RootContext,
  Status,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  readonly names: string[] = [];
  readonly values: string[] = [];

  override onConfigure(): bool {
    if (this.configuration.size == 0) return true;
    const settings = this.configuration.json();
    if (settings != null && this.addAll(settings)) return true;
    log.critical(
      'invalid configuration format; expected {"header": "<header name>", "value": "<header value>"}',
    );
    return false;
  }

  private addAll(settings: JsonValue): bool {
    if (settings.kind != JsonKind.List) return this.add(settings);
    for (let i = 0; i < settings.length; i++) {
      if (!this.add(settings.at(i)!)) return false;
    }
    return true;
  }

  private add(setting: JsonValue): bool {
    const header = setting.getText("header");
    const value = setting.getText("value");
    if (header == null || value == null || value.length == 0) return false;
    // What no response can carry is refused now, not with each response.
    if (header.startsWith(":")) return false;
    if (new HeaderList().append(header, value) != Status.Ok) return false;
    this.names.push(header);
    this.values.push(value);
    log.info(`header from config: ${header} = ${value}`);
    return true;
  }

  override createHttpContext(): HttpContext {
    return new AddHeaders();
  }
}

class AddHeaders extends HttpContext {
  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const plugin = this.root as Plugin;
    for (let i = 0; i < plugin.names.length; i++) {
      this.response.headers.append(plugin.names[i], plugin.values[i]);
    }
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("add_header_json");
