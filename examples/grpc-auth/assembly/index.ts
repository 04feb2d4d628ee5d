import {
  cluster,
  FilterHeadersStatus,
  GrpcCall,
  GrpcCallResponse,
  GrpcStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  LocalResponse,
  log,
  PluginContext,
  registerRootContext,
  required,
  Status,
} from "proxy-wasm-as";
import { checkRequest } from "./check-request";

class Settings extends JsonModel {
  /** The cluster of the service that decides. */
  @required
  @cluster
  cluster: string = "";
}

class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new GrpcAuth();
  }
}

class GrpcAuth extends HttpContextOf<Plugin> {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const type = this.request.headers.get("content-type");
    if (type == null || !type.startsWith("application/grpc")) {
      const text = "Service accessible only to gRPC clients.\n";
      this.sendLocalResponse(new LocalResponse(503).text(text));
      return FilterHeadersStatus.StopIteration;
    }
    const path = this.request.headers.get(":path");
    if (path == null) return this.forbid();
    // Whoever may call may first ask what there is to call.
    if (path.startsWith("/grpc.reflection.")) {
      return FilterHeadersStatus.Continue;
    }
    const token = this.request.headers.get("authorization");
    const cluster = this.plugin.settings.cluster;
    const status = new GrpcCall(cluster, "auth.v1.Auth", "Check")
      .message(checkRequest(path, token == null ? "" : token))
      .timeout(1000)
      .send<GrpcAuth>(this, (self, response) => self.decide(response));
    if (status != Status.Ok) return this.forbid();
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }

  private decide(response: GrpcCallResponse): void {
    if (response.status == GrpcStatus.Ok) {
      log.info("Access granted.");
      this.continueRequest();
    } else {
      this.forbid();
    }
  }

  private forbid(): FilterHeadersStatus {
    log.info("Access forbidden.");
    const response = new LocalResponse(200)
      .text("Aborted by Proxy-Wasm!")
      .grpcStatus(GrpcStatus.Aborted);
    this.sendLocalResponse(response);
    return FilterHeadersStatus.StopIteration;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("powered-by", "proxy-wasm");
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("grpc_auth");
