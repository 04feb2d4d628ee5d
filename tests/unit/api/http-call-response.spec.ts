import { BufferType, MapType } from "proxy-wasm-as/assembly/abi/enums";
import {
  HttpCallOutcome,
  HttpCallResponse,
} from "proxy-wasm-as/assembly/api/http-call-response";
import { hex } from "../bytes";
import { addHeader, reset, setBuffer, setStatusMessage } from "../test-host";

const HEADERS = MapType.HttpCallResponseHeaders;

function answer(status: string): HttpCallResponse {
  addHeader(HEADERS, ":status", status);
  return HttpCallResponse.of(1, false);
}

beforeEach(() => reset());

describe("HttpCallResponse", () => {
  test("HttpCallResponse.status, HttpCallResponse.headers, HttpCallResponse.trailers, HttpCallResponse.body and HttpCallResponse.failure are the answer's", () => {
    const response = answer("201");
    addHeader(HEADERS, "x-a", "1");
    addHeader(MapType.HttpCallResponseTrailers, "x-t", "2");
    setBuffer(BufferType.HttpCallResponseBody, hex("61 62"));
    expect(response.outcome).toBe(HttpCallOutcome.Answered);
    expect(response.status).toBe(201);
    expect(response.headers.get("x-a")).toBe("1");
    expect(response.trailers.get("x-t")).toBe("2");
    expect(response.body.text()).toBe("ab");
    expect(response.failure).toBe("");
  });

  test("HttpCallResponse.outcome is TimedOut and Failed for Envoy's own 504, 503 and 502", () => {
    setBuffer(BufferType.HttpCallResponseBody, hex("6c617465"));
    const late = answer("504");
    expect(late.outcome).toBe(HttpCallOutcome.TimedOut);
    expect(late.failure).toBe("late");
    reset();
    expect(answer("503").outcome).toBe(HttpCallOutcome.Failed);
    reset();
    expect(answer("502").outcome).toBe(HttpCallOutcome.Failed);
  });

  test("HttpCallResponse.outcome is Answered for a 502, 503 or 504 of the upstream", () => {
    addHeader(HEADERS, "x-envoy-upstream-service-time", "0");
    expect(answer("504").outcome).toBe(HttpCallOutcome.Answered);
    reset();
    addHeader(HEADERS, "x-envoy-upstream-service-time", "0");
    expect(answer("503").outcome).toBe(HttpCallOutcome.Answered);
    reset();
    addHeader(HEADERS, "x-envoy-upstream-service-time", "0");
    expect(answer("502").outcome).toBe(HttpCallOutcome.Answered);
    reset();
    expect(answer("500").outcome).toBe(HttpCallOutcome.Answered);
  });

  test("HttpCallResponse.outcome without an answer depends on the time", () => {
    setStatusMessage("reset");
    const failed = HttpCallResponse.of(0, false);
    expect(failed.outcome).toBe(HttpCallOutcome.Failed);
    expect(failed.failure).toBe("reset");
    expect(failed.status).toBe(0);
    const late = HttpCallResponse.of(0, true);
    expect(late.outcome).toBe(HttpCallOutcome.TimedOut);
  });
});
