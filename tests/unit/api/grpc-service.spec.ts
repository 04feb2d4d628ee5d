import {
  clusterService,
  isGrpcService,
} from "proxy-wasm-as/assembly/api/grpc-service";
import { arrayHex, hex } from "../bytes";

function isTarget(bytes: string): bool {
  return isGrpcService(Uint8Array.wrap(hex(bytes)));
}

describe("grpc-service", () => {
  test("clusterService encodes envoy_grpc with the cluster's name", () => {
    expect(arrayHex(clusterService("auth"))).toBe("0a06" + "0a04" + "61757468");
    expect(arrayHex(clusterService("é"))).toBe("0a04" + "0a02" + "c3a9");
  });

  test("clusterService encodes lengths of one to three bytes", () => {
    const lengths: i32[] = [0, 1, 125, 126, 127, 128, 16381, 16384];
    const heads: string[] = [
      "0a020a00",
      "0a030a01",
      "0a7f0a7d",
      "0a80010a7e",
      "0a81010a7f",
      "0a83010a8001",
      "0a8080010afd7f",
      "0a8480010a808001",
    ];
    for (let i = 0; i < lengths.length; i++) {
      const message = clusterService("c".repeat(lengths[i]));
      expect(arrayHex(message)).toBe(heads[i] + "63".repeat(lengths[i]));
      expect(isGrpcService(message)).toBe(true);
    }
  });

  test("isGrpcService refuses a name that Envoy would take for a message", () => {
    const name = String.UTF8.encode("empty");
    expect(isGrpcService(Uint8Array.wrap(name))).toBe(false);
  });

  test("isGrpcService takes a target among other fields of each type", () => {
    expect(isTarget("1801 21 0000000000000000 0a00 2d00000000")).toBe(true);
    expect(isTarget("12020a00")).toBe(true);
  });

  test("isGrpcService refuses what is empty, broken or cut off", () => {
    expect(isTarget("")).toBe(false);
    expect(isTarget("1801")).toBe(false);
    expect(isTarget("0a")).toBe(false);
    expect(isTarget("0a05 0000")).toBe(false);
    expect(isTarget("0a00 0b")).toBe(false);
    expect(isTarget("0a00 00")).toBe(false);
    expect(isTarget("0a00 2d0000")).toBe(false);
    expect(isTarget("0a00 18ffffffffffffffffffff01")).toBe(false);
    expect(isTarget("0800")).toBe(false);
    expect(isTarget("0affffffffffffffffff01")).toBe(false);
  });
});
