import {
  FilterHeadersStatus,
  HeaderList,
  HttpContext,
  HttpContextOf,
  JsonModel,
  length,
  log,
  PluginContext,
  registerRootContext,
  required,
  Status,
} from "proxy-wasm-as";

class Header extends JsonModel {
  /** The name of the header. */
  @required
  header: string = "";
  /** What it says. */
  @required
  @length(1)
  value: string = "";
}

class Settings extends Header {
  /** Further headers. */
  more: Header[] = [];
}

class Plugin extends PluginContext<Settings> {
  override onSettings(): bool {
    if (!isHeader(this.settings)) return false;
    const more = this.settings.more;
    for (let i = 0; i < more.length; i++) {
      if (!isHeader(more[i])) return false;
    }
    return true;
  }

  override createHttpContext(): HttpContext {
    return new AddHeaders();
  }
}

/** What no response can carry is refused now, not with each response. */
function isHeader(setting: Header): bool {
  const { header, value } = setting;
  const isSent =
    !header.startsWith(":") &&
    new HeaderList().append(header, value) == Status.Ok;
  if (isSent) log.info(`header from config: ${header} = ${value}`);
  else log.error(`no response can carry the header ${header}: ${value}`);
  return isSent;
}

class AddHeaders extends HttpContextOf<Plugin> {
  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const { header, value, more } = this.plugin.settings;
    this.response.headers.append(header, value);
    for (let i = 0; i < more.length; i++) {
      this.response.headers.append(more[i].header, more[i].value);
    }
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("add_header_json");
