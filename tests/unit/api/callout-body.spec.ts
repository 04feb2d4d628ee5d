import { BufferType } from "proxy-wasm-as/assembly/abi/enums";
import { CalloutBody } from "proxy-wasm-as/assembly/api/callout-body";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { reset, setBuffer } from "../test-host";

const HTTP = BufferType.HttpCallResponseBody;
const GRPC = BufferType.GrpcReceiveBuffer;

beforeEach(() => reset());

describe("CalloutBody", () => {
  test("CalloutBody.size, CalloutBody.text and CalloutBody.bytes read the buffer of their type", () => {
    setBuffer(HTTP, hex("c3a9 ff"));
    setBuffer(GRPC, hex("61"));
    expect(CalloutBody.of(HTTP).size).toBe(3);
    expect(CalloutBody.of(HTTP).text()).toBe("é\ufffd");
    expect(arrayHex(CalloutBody.of(HTTP).bytes())).toBe("c3a9ff");
    expect(CalloutBody.of(GRPC).text()).toBe("a");
  });

  test("CalloutBody is empty where there is none", () => {
    const body = CalloutBody.of(HTTP);
    expect(body.size).toBe(0);
    expect(body.text()).toBe("");
    expect(body.bytes().length).toBe(0);
  });

  test("CalloutBody.text and bytes leave nothing behind", () => {
    setBuffer(HTTP, hex("61"));
    const lost = blocksLost(() => {
      CalloutBody.of(HTTP).text();
      CalloutBody.of(HTTP).bytes();
    });
    expect(lost).toBe(0);
  });
});
