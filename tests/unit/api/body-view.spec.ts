import { BufferType } from "proxy-wasm-as/assembly/abi/enums";
import { BodyView } from "proxy-wasm-as/assembly/api/body-view";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { reset, setBuffer } from "../test-host";

const HTTP = BufferType.HttpCallResponseBody;
const GRPC = BufferType.GrpcReceiveBuffer;

beforeEach(() => reset());

describe("BodyView", () => {
  test("BodyView.size, BodyView.text and BodyView.bytes read the buffer of their type", () => {
    setBuffer(HTTP, hex("c3a9 ff"));
    setBuffer(GRPC, hex("61"));
    expect(BodyView.of(HTTP).size).toBe(3);
    expect(BodyView.of(HTTP).text()).toBe("é\ufffd");
    expect(arrayHex(BodyView.of(HTTP).bytes())).toBe("c3a9ff");
    expect(BodyView.of(GRPC).text()).toBe("a");
  });

  test("BodyView.json and BodyView.jsonReader read the buffer of their type", () => {
    setBuffer(HTTP, hex("5b31 5d"));
    expect(BodyView.of(HTTP).json()!.length).toBe(1);
    const reader = BodyView.of(HTTP).jsonReader();
    expect(reader.enterList()).toBe(true);
    expect(reader.nextItem()).toBe(true);
    expect(reader.readI32Or(0)).toBe(1);
    expect(reader.finish()).toBe(true);
  });

  test("BodyView is empty where there is none", () => {
    const body = BodyView.of(HTTP);
    expect(body.size).toBe(0);
    expect(body.text()).toBe("");
    expect(body.bytes().length).toBe(0);
    expect(body.json()).toBeNull();
    expect(body.jsonReader().finish()).toBe(false);
  });

  test("BodyView.text and bytes leave nothing behind", () => {
    setBuffer(HTTP, hex("61"));
    const lost = blocksLost(() => {
      BodyView.of(HTTP).text();
      BodyView.of(HTTP).bytes();
      BodyView.of(HTTP).jsonReader();
    });
    expect(lost).toBe(0);
  });
});
