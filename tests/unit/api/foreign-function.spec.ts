import { Status } from "proxy-wasm-as/assembly/abi/enums";
import {
  callForeignFunction,
  invokeForStatus,
} from "proxy-wasm-as/assembly/api/foreign-function";
import { blocksLost } from "../blocks";
import { arrayHex, bufferHex, hex } from "../bytes";
import {
  answerForeign,
  answerForeignBytes,
  foreignArgument,
  reset,
} from "../test-host";

beforeEach(() => reset());

const NOTHING = new Uint8Array(0);

describe("callForeignFunction", () => {
  test("callForeignFunction hands over bytes, and gives the answer", () => {
    answerForeignBytes("é", Status.Ok, hex("c3 a9"));
    const result = callForeignFunction("é", Uint8Array.wrap(hex("ff 00")));
    expect(bufferHex(foreignArgument("é"))).toBe("ff00");
    expect(result.status).toBe(Status.Ok);
    expect(result.text()).toBe("é");
    expect(arrayHex(result.bytes())).toBe("c3a9");
  });

  test("callForeignFunction of an unknown name is NotFound", () => {
    const result = callForeignFunction("unknown", NOTHING);
    expect(result.status).toBe(Status.NotFound);
    expect(result.bytes().length).toBe(0);
    expect(result.text()).toBe("");
  });

  test("callForeignFunction drops an answer that comes with a failure", () => {
    answerForeignBytes("a", Status.BadArgument, hex("ff"));
    const result = callForeignFunction("a", NOTHING);
    expect(result.status).toBe(Status.BadArgument);
    expect(result.bytes().length).toBe(0);
  });

  test("ForeignResult.text reads invalid UTF-8 as U+FFFD", () => {
    answerForeignBytes("a", Status.Ok, hex("ff"));
    expect(callForeignFunction("a", NOTHING).text()).toBe("\ufffd");
  });

  test("ForeignResult.bytes is empty, and ForeignResult.status Ok, where there is no answer", () => {
    answerForeign("a", Status.Ok);
    const result = callForeignFunction("a", NOTHING);
    expect(result.status).toBe(Status.Ok);
    expect(result.bytes().length).toBe(0);
  });

  test("callForeignFunction frees every block of the host's", () => {
    answerForeignBytes("some", Status.Ok, hex("ff ff"));
    answerForeignBytes("none", Status.Ok, new ArrayBuffer(0));
    answerForeignBytes("failed", Status.ParseFailure, hex("ff"));
    answerForeignBytes("nothing", Status.ParseFailure, new ArrayBuffer(0));
    expect(
      blocksLost(() => {
        callForeignFunction("some", NOTHING);
        callForeignFunction("none", NOTHING);
        callForeignFunction("failed", NOTHING);
        callForeignFunction("nothing", NOTHING);
        callForeignFunction("unknown", NOTHING);
        invokeForStatus("some", NOTHING);
        invokeForStatus("failed", NOTHING);
      }),
    ).toBe(0);
  });
});
