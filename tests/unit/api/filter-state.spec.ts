import { Status } from "proxy-wasm-as/assembly/abi/enums";
import {
  LifeSpan,
  setEnvoyFilterState,
} from "proxy-wasm-as/assembly/api/filter-state";
import { bufferHex } from "../bytes";
import { answerForeign, foreignArgument, reset } from "../test-host";

const NAME = "set_envoy_filter_state";

beforeEach(() => reset());

describe("setEnvoyFilterState", () => {
  test("setEnvoyFilterState sends key, value and life span", () => {
    answerForeign(NAME, Status.Ok);
    const span = LifeSpan.DownstreamConnection;
    expect(setEnvoyFilterState("ab", "é", span)).toBe(Status.Ok);
    expect(bufferHex(foreignArgument(NAME))).toBe("0a0261621202c3a91802");
  });

  test("setEnvoyFilterState keeps it as long as the filter chain by default", () => {
    answerForeign(NAME, Status.Ok);
    setEnvoyFilterState("a", "b");
    expect(bufferHex(foreignArgument(NAME))).toBe("0a0161120162");
  });

  test("setEnvoyFilterState answers what the proxy answers", () => {
    expect(setEnvoyFilterState("a", "b")).toBe(Status.NotFound);
    answerForeign(NAME, Status.BadArgument);
    expect(setEnvoyFilterState("a", "b")).toBe(Status.BadArgument);
  });
});
