import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { GrpcStatus } from "proxy-wasm-as/assembly/abi/grpc-status";
import { LocalResponse } from "proxy-wasm-as/assembly/api/local-response";
import { blocksLost } from "../blocks";
import { hex } from "../bytes";
import { callCount, readActions, refuse, reset } from "../test-host";

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.wrap(hex(digits));
}

beforeEach(() => reset());

describe("LocalResponse", () => {
  test("LocalResponse.send sends a status, and nothing that was not set", () => {
    expect(new LocalResponse(204).send()).toBe(Status.Ok);
    expect(readActions()).toBe("1 local 204||||");
  });

  test("LocalResponse.send sends all that was set", () => {
    const response = new LocalResponse(403)
      .text("nö")
      .header("a", "1")
      .headerBytes("b", bytesOf("32"))
      .header("a", "é")
      .details("why_not")
      .grpcStatus(GrpcStatus.PermissionDenied);
    expect(response.send()).toBe(Status.Ok);
    expect(readActions()).toBe("1 local 403|why_not|nö|a=1&b=2&a=é|7");
  });

  test("LocalResponse.text and LocalResponse.bytes replace the body", () => {
    const response = new LocalResponse(200);
    response.text("text").bytes(bytesOf("00 62 79").subarray(1)).send();
    response.text("a" + String.fromCharCode(0xdc00)).send();
    expect(readActions()).toBe("1 local 200||by||; 1 local 200||a\ufffd||");
  });

  test("LocalResponse.send sends no body where HTTP allows none", () => {
    const statuses: i32[] = [204, 205, 304];
    for (let i = 0; i < statuses.length; i++) {
      new LocalResponse(statuses[i]).text("oops").header("a", "1").send();
    }
    expect(readActions()).toBe(
      "1 local 204|||a=1|; 1 local 205|||a=1|; 1 local 304|||a=1|",
    );
  });

  test("LocalResponse.send can be called again", () => {
    const response = new LocalResponse(503).text("later");
    expect(response.send()).toBe(Status.Ok);
    expect(response.send()).toBe(Status.Ok);
    expect(callCount("proxy_send_local_response")).toBe(2);
  });

  test("LocalResponse.send hands on what the host answers", () => {
    refuse("proxy_send_local_response", Status.InternalFailure);
    expect(new LocalResponse(200).send()).toBe(Status.InternalFailure);
  });
});

describe("what LocalResponse refuses", () => {
  test("LocalResponse.send refuses a status outside of 200 to 599", () => {
    const statuses: i32[] = [i32.MIN_VALUE, -1, 0, 100, 199, 600, 65736];
    for (let i = 0; i < statuses.length; i++) {
      expect(new LocalResponse(statuses[i]).send()).toBe(Status.BadArgument);
    }
    expect(callCount("proxy_send_local_response")).toBe(0);
    expect(new LocalResponse(200).send()).toBe(Status.Ok);
    expect(new LocalResponse(599).send()).toBe(Status.Ok);
  });

  test("LocalResponse.header refuses what HeaderList does, and pseudo-headers", () => {
    const names: string[] = ["", "a b", "a\n", ":status", ":x", "a:b"];
    for (let i = 0; i < names.length; i++) {
      const response = new LocalResponse(200).header(names[i], "1");
      expect(response.header("good", "1").send()).toBe(Status.BadArgument);
    }
    const split = new LocalResponse(200).header("a", "b\r\nc: d");
    expect(split.send()).toBe(Status.BadArgument);
    expect(callCount("proxy_send_local_response")).toBe(0);
  });

  test("LocalResponse.headerBytes refuses the same", () => {
    const line = new LocalResponse(200).headerBytes("a", bytesOf("0a"));
    expect(line.send()).toBe(Status.BadArgument);
    const pseudo = new LocalResponse(200).headerBytes(
      ":status",
      bytesOf("323030"),
    );
    expect(pseudo.send()).toBe(Status.BadArgument);
  });

  test("LocalResponse.grpcStatus is one that there is, or none", () => {
    const statuses: i32[] = [17, -2, i32.MAX_VALUE];
    for (let i = 0; i < statuses.length; i++) {
      const response = new LocalResponse(200).grpcStatus(statuses[i]);
      expect(response.send()).toBe(Status.BadArgument);
    }
    const none = new LocalResponse(200).grpcStatus(GrpcStatus.InvalidCode);
    expect(none.send()).toBe(Status.Ok);
  });

  test("LocalResponse.details may be any text", () => {
    new LocalResponse(200).details("ü").send();
    expect(readActions()).toBe("1 local 200|ü|||");
  });
});

describe("LocalResponse and memory", () => {
  test("LocalResponse keeps nothing", () => {
    const lost = blocksLost(() => {
      // The collector runs only when it is told to.
      new LocalResponse(200).text("a").header("b", "c").send();
    });
    expect(lost).toBe(0);
  });
});
