import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { clearRouteCache } from "proxy-wasm-as/assembly/api/route-cache";
import { answerForeign, callCount, reset } from "../test-host";

beforeEach(() => reset());

describe("clearRouteCache", () => {
  test("clearRouteCache calls the proxy's function", () => {
    answerForeign("clear_route_cache", Status.Ok);
    expect(clearRouteCache()).toBe(Status.Ok);
    expect(callCount("proxy_call_foreign_function")).toBe(1);
  });

  test("clearRouteCache is NotFound where the proxy has none", () => {
    answerForeign("clear_route_cache", Status.NotFound);
    expect(clearRouteCache()).toBe(Status.NotFound);
  });
});
