import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { LifeSpan } from "proxy-wasm-as/assembly/api/filter-state";
import {
  declareProperty,
  PropertyType,
} from "proxy-wasm-as/assembly/api/property-declaration";
import { bufferHex, hex } from "../bytes";
import { answerForeign, foreignArgument, reset } from "../test-host";

const NAME = "declare_property";

beforeEach(() => reset());

describe("declareProperty", () => {
  test("declareProperty sends all that is declared", () => {
    answerForeign(NAME, Status.Ok);
    const status = declareProperty(
      "é",
      PropertyType.Protobuf,
      true,
      LifeSpan.DownstreamRequest,
      Uint8Array.wrap(hex("ff")),
    );
    expect(status).toBe(Status.Ok);
    expect(bufferHex(foreignArgument(NAME))).toBe("0a02c3a9100118032201ff2801");
  });

  test("declareProperty declares bytes that may change by default", () => {
    answerForeign(NAME, Status.Ok);
    declareProperty("a");
    expect(bufferHex(foreignArgument(NAME))).toBe("0a0161");
  });

  test("declareProperty answers what the proxy answers", () => {
    expect(declareProperty("a")).toBe(Status.Ok);
    expect(declareProperty("a")).toBe(Status.BadArgument);
    answerForeign(NAME, Status.NotFound);
    expect(declareProperty("a")).toBe(Status.NotFound);
  });
});
