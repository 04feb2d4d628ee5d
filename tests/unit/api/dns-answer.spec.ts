import { DnsAnswer } from "proxy-wasm-as/assembly/api/dns-answer";
import { hex } from "../bytes";

/** "127.0.0.1:0" for 5 s, and "[::1]:0" for 2³² - 1 s. */
const TWO =
  "02000000" +
  ("05000000" + "ffffffff") +
  "3132372e302e302e313a3000" +
  "5b3a3a315d3a3000";

function answer(bytes: string): DnsAnswer | null {
  return DnsAnswer.from(hex(bytes));
}

describe("DnsAnswer", () => {
  test("DnsAnswer.address reads each address without its port", () => {
    const two = answer(TWO)!;
    expect(two.length).toBe(2);
    expect(two.address(0)).toBe("127.0.0.1");
    expect(two.address(1)).toBe("::1");
  });

  test("DnsAnswer.ttl reads the seconds of each address", () => {
    const two = answer(TWO)!;
    expect(two.ttl(0)).toBe(5);
    expect(two.ttl(1)).toBe(0xffff_ffff);
  });

  test("DnsAnswer.address takes one without a port as it is", () => {
    expect(answer("01000000 00000000 6100")!.address(0)).toBe("a");
    expect(answer("01000000 00000000 00")!.address(0)).toBe("");
  });

  test("DnsAnswer.from is null where there is no address", () => {
    expect(answer("") == null).toBe(true);
    expect(answer("00000000") == null).toBe(true);
    expect(answer("000000") == null).toBe(true);
  });

  test("DnsAnswer.from is null where the count cannot be", () => {
    expect(answer("01000000 00000000") == null).toBe(true);
    expect(answer("ffffffff 00000000 6100") == null).toBe(true);
    expect(answer("01000000 00000000 61") == null).toBe(true);
  });

  test("DnsAnswer.length is what there is of what was promised", () => {
    const two = answer("02000000 05000000 06000000 6100 6262")!;
    expect(two.length).toBe(1);
    expect(two.address(0)).toBe("a");
    const more = answer("01000000 05000000 6100 6200")!;
    expect(more.length).toBe(1);
  });

  test("DnsAnswer.address throws outside of the answer", () => {
    expect(() => {
      answer(TWO)!.address(2);
    }).toThrow();
    expect(() => {
      answer(TWO)!.address(-1);
    }).toThrow();
  });

  test("DnsAnswer.ttl throws outside of the answer", () => {
    expect(() => {
      answer(TWO)!.ttl(2);
    }).toThrow();
  });
});
