import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { SharedData } from "proxy-wasm-as/assembly/api/shared-data";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { callCount, refuse, reset, writeShared } from "../test-host";

beforeEach(() => reset());

describe("SharedData.get", () => {
  test("SharedData.get returns what SharedData.set has set", () => {
    expect(SharedData.set("ké", "vé")).toBe(Status.Ok);
    expect(SharedData.get("ké")).toBe("vé");
  });

  test("SharedData.get returns null for an absent value, and an empty one for an empty one", () => {
    SharedData.set("empty", "");
    expect(SharedData.get("empty")).toBe("");
    expect(SharedData.get("absent")).toBeNull();
    expect(SharedData.getBytes("absent")).toBeNull();
    expect(SharedData.read("absent")).toBeNull();
  });

  test("SharedData.getBytes returns what SharedData.setBytes has set", () => {
    expect(SharedData.setBytes("b", Uint8Array.wrap(hex("ff 00 61")))).toBe(
      Status.Ok,
    );
    expect(arrayHex(SharedData.getBytes("b")!)).toBe("ff0061");
  });

  test("SharedData.get frees what the host allocates", () => {
    SharedData.set("k", "value");
    expect(
      blocksLost(() => {
        SharedData.get("k");
        SharedData.getBytes("k");
        SharedData.read("k");
      }),
    ).toBe(0);
  });
});

describe("SharedData.compareAndSet", () => {
  test("SharedData.read returns the version for SharedData.compareAndSet", () => {
    SharedData.set("k", "one");
    const read = SharedData.read("k")!;
    expect(read.text()).toBe("one");
    expect(SharedData.compareAndSet("k", "two", read.cas)).toBe(Status.Ok);
    expect(SharedData.get("k")).toBe("two");
  });

  test("SharedData.compareAndSet keeps what another worker has written", () => {
    SharedData.set("k", "zero");
    const cas = SharedData.read("k")!.cas;
    writeShared("k", "one");
    const status = SharedData.compareAndSet("k", "two", cas);
    expect(status).toBe(Status.CasMismatch);
    expect(SharedData.get("k")).toBe("one");
  });

  test("SharedData.compareAndSet refuses version 0, which the host takes for any", () => {
    SharedData.set("k", "one");
    expect(SharedData.compareAndSet("k", "two", 0)).toBe(Status.BadArgument);
    expect(SharedData.get("k")).toBe("one");
  });

  test("SharedData.compareAndSetBytes sets bytes by their version", () => {
    SharedData.set("k", "zero");
    const old = SharedData.read("k")!.cas;
    writeShared("k", "one");
    const bytes = Uint8Array.wrap(hex("ff"));
    const set = SharedData.compareAndSetBytes("k", bytes, old);
    expect(set).toBe(Status.CasMismatch);
    expect(SharedData.compareAndSetBytes("k", bytes, 0)).toBe(
      Status.BadArgument,
    );
    const now = SharedData.read("k")!.cas;
    expect(SharedData.compareAndSetBytes("k", bytes, now)).toBe(Status.Ok);
    expect(arrayHex(SharedData.getBytes("k")!)).toBe("ff");
  });
});

describe("SharedData.create", () => {
  test("SharedData.create sets an absent value, and no other", () => {
    expect(SharedData.create("k", "one")).toBe(Status.Ok);
    expect(SharedData.create("k", "two")).toBe(Status.CasMismatch);
    expect(SharedData.get("k")).toBe("one");
  });

  test("SharedData.createBytes sets an absent value, and no other", () => {
    const bytes = Uint8Array.wrap(hex("01"));
    expect(SharedData.createBytes("k", bytes)).toBe(Status.Ok);
    expect(SharedData.createBytes("k", bytes)).toBe(Status.CasMismatch);
  });
});

/** Writes as another worker does between a read and a write, twice. */
function race(old: string | null): string {
  if (old == null || old.length < 3) {
    const other = old == null ? "a" : old + "a";
    writeShared("k", other);
  }
  return (old == null ? "" : old) + "b";
}

describe("SharedData.update", () => {
  test("SharedData.update makes a value of none, and of what is there", () => {
    const change = (old: string | null): string =>
      old == null ? "1" : old + "+1";
    expect(SharedData.update("k", change)).toBe(Status.Ok);
    expect(SharedData.update("k", change)).toBe(Status.Ok);
    expect(SharedData.get("k")).toBe("1+1");
  });

  test("SharedData.update tries again with what another worker has written", () => {
    expect(SharedData.update("k", race)).toBe(Status.Ok);
    expect(SharedData.get("k")).toBe("aaab");
  });

  test("SharedData.update gives up after its attempts", () => {
    expect(SharedData.update("k", race, 2)).toBe(Status.CasMismatch);
    expect(SharedData.get("k")).toBe("aa");
    expect(SharedData.update("k", race, 0)).toBe(Status.CasMismatch);
  });

  test("SharedData.update tries no refusal again", () => {
    refuse("proxy_set_shared_data", Status.InternalFailure);
    expect(SharedData.update("k", race)).toBe(Status.InternalFailure);
    expect(callCount("proxy_set_shared_data")).toBe(1);
  });

  test("SharedData.updateBytes makes bytes of none, and of what is there", () => {
    const change = (old: Uint8Array | null): Uint8Array => {
      const next = new Uint8Array(1);
      next[0] = old == null ? 1 : old[0] + 1;
      return next;
    };
    expect(SharedData.updateBytes("k", change)).toBe(Status.Ok);
    expect(SharedData.updateBytes("k", change)).toBe(Status.Ok);
    expect(arrayHex(SharedData.getBytes("k")!)).toBe("02");
  });
});
