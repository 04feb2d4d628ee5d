import {
  cluster,
  FilterHeadersStatus,
  GrpcCall,
  GrpcStatus,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  LocalResponse,
  log,
  PluginContext,
  registerRootContext,
  required,
} from "proxy-wasm-as";
import { checkRequest } from "./check-request";

class Settings extends JsonModel {
  /** The cluster of the service that decides. */
  @required
  @cluster
  cluster: string = "";
}

class Plugin extends PluginContext<Settings> {
  override createHttpContext(): HttpContext {
    return new GrpcAuth();
  }
}

class GrpcAuth extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    const headers = this.request.headers;
    const type = headers.get("content-type");
    if (type == null || !type.startsWith("application/grpc")) {
      const text = "Service accessible only to gRPC clients.\n";
      return this.respond(new LocalResponse(503).text(text));
    }
    const path = headers.get(":path");
    if (path == null) return this.forbid();
    // Whoever may call may first ask what there is to call.
    if (path.startsWith("/grpc.reflection.")) return;
    const token = headers.get("authorization");
    const cluster = this.plugin.settings.cluster;
    const answer = new GrpcCall(cluster, "auth.v1.Auth", "Check")
      .message(checkRequest(path, token ?? ""))
      .timeout(1000)
      .wait();
    if (answer.status != GrpcStatus.Ok) return this.forbid();
    log.info("Access granted.");
  }

  private forbid(): void {
    log.info("Access forbidden.");
    this.respond(
      new LocalResponse(200)
        .text("Aborted by Proxy-Wasm!")
        .grpcStatus(GrpcStatus.Aborted),
    );
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.response.headers.set("powered-by", "proxy-wasm");
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("grpc_auth");
