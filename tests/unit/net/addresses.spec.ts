import { Cidr } from "proxy-wasm-as/assembly/net/cidr";
import { CidrSet } from "proxy-wasm-as/assembly/net/cidr-set";
import { IpAddress } from "proxy-wasm-as/assembly/net/ip-address";

function shown(text: string): string {
  const address = IpAddress.parse(text);
  return address == null ? "none" : address.toString();
}

function at(text: string): string {
  const address = IpAddress.ofEndpoint(text);
  return address == null ? "none" : address.toString();
}

function range(text: string): string {
  const cidr = Cidr.parse(text);
  return cidr == null ? "none" : cidr.toString();
}

function ip(text: string): IpAddress {
  return IpAddress.parse(text)!;
}

describe("IpAddress", () => {
  test("IpAddress.parse reads IPv4 without leading zeros", () => {
    expect(shown("192.0.2.255")).toBe("192.0.2.255");
    expect(shown("0.0.0.0")).toBe("0.0.0.0");
    expect(ip("255.254.253.10").v4).toBe(0xfffefd0a);
    const wrong = [
      "",
      "1",
      "1.2.3",
      "1.2.3.4.5",
      "1.2.3.256",
      "1.2.3.04",
      "1.2.3.0004",
      "1.2.3.",
      ".1.2.3",
      "1..2.3",
      " 1.2.3.4",
      "1.2.3.4 ",
      "0x1.2.3.4",
      "1.2.3.-4",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(shown(wrong[i])).toBe("none", wrong[i]);
    }
  });

  // RFC 4291, section 2.2, and RFC 5952, sections 4 and 5.
  test("IpAddress.toString writes IPv6 as RFC 5952 does", () => {
    expect(shown("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789")).toBe(
      "abcd:ef01:2345:6789:abcd:ef01:2345:6789",
    );
    expect(shown("2001:DB8:0:0:8:800:200C:417A")).toBe(
      "2001:db8::8:800:200c:417a",
    );
    expect(shown("FF01:0:0:0:0:0:0:101")).toBe("ff01::101");
    expect(shown("0:0:0:0:0:0:0:1")).toBe("::1");
    expect(shown("0:0:0:0:0:0:0:0")).toBe("::");
    expect(shown("1:0:0:0:0:0:0:0")).toBe("1::");
    expect(shown("0:0:0:0:0:0:13.1.68.3")).toBe("::d01:4403");
    expect(shown("::FFFF:129.144.52.38")).toBe("::ffff:129.144.52.38");
    expect(shown("::ffff:8190:3426")).toBe("::ffff:129.144.52.38");
    expect(shown("2001:db8::0001")).toBe("2001:db8::1");
    expect(shown("2001:db8:0:1:1:1:1:1")).toBe("2001:db8:0:1:1:1:1:1");
    expect(shown("2001:db8::1:1:1:1:1")).toBe("2001:db8:0:1:1:1:1:1");
    expect(shown("2001:0:0:1:0:0:0:1")).toBe("2001:0:0:1::1");
    expect(shown("2001:db8:0:0:1:0:0:1")).toBe("2001:db8::1:0:0:1");
    expect(shown("fe80::1%eth0")).toBe("fe80::1%eth0");
    expect(shown("1:2:3:4:5:6:7::")).toBe("1:2:3:4:5:6:7:0");
    expect(shown("::2:3:4:5:6:7:8")).toBe("0:2:3:4:5:6:7:8");
  });

  test("IpAddress.parse gives null for what is not IPv6", () => {
    const wrong = [
      ":",
      ":::",
      "1",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7:8::",
      "1::2::3",
      "1:",
      ":1",
      "::1:",
      "12345::",
      "g::",
      "1:2:3:4:5:6:7:1.2.3.4",
      "::1.2.3",
      "::1.2.3.4:5",
      "1.2.3.4::",
      "::1%",
      "::1%a%b",
      "::1%a\n",
      "[::1]",
      "::1 ",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(shown(wrong[i])).toBe("none", wrong[i]);
    }
  });

  test("IpAddress.ofEndpoint takes a port", () => {
    expect(at("192.0.2.1:8080")).toBe("192.0.2.1");
    expect(at("192.0.2.1")).toBe("192.0.2.1");
    expect(at("[2001:db8::1]:0")).toBe("2001:db8::1");
    expect(at("[2001:db8::1]")).toBe("2001:db8::1");
    expect(at("2001:db8::1")).toBe("2001:db8::1");
    const wrong = [
      "1.2.3.4:",
      "1.2.3.4:65536",
      "1.2.3.4:a",
      "[::1",
      "[::1]x",
      "[::1]:",
      "[1.2.3.4]:80",
      ":80",
      "/tmp/envoy.sock",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(at(wrong[i])).toBe("none", wrong[i]);
    }
  });

  test("IpAddress tells what kind it is, and has bytes", () => {
    expect(ip("127.9.9.9").isLoopback && ip("::1").isLoopback).toBe(true);
    expect(ip("::ffff:127.0.0.1").isLoopback).toBe(true);
    const privates = ["10.1.1.1", "172.31.0.1", "192.168.0.1", "fd00::1"];
    for (let i = 0; i < privates.length; i++) {
      expect(ip(privates[i]).isPrivate).toBe(true, privates[i]);
    }
    const others = ["11.1.1.1", "172.32.0.1", "192.169.0.1", "fe00::1"];
    for (let i = 0; i < others.length; i++) {
      expect(ip(others[i]).isPrivate).toBe(false, others[i]);
    }
    expect(ip("169.254.1.1").isLinkLocal && ip("febf::").isLinkLocal).toBe(
      true,
    );
    expect(ip("0.0.0.0").isUnspecified && ip("::").isUnspecified).toBe(true);
    expect(ip("239.1.1.1").isMulticast && ip("ff02::1").isMulticast).toBe(true);
    expect(ip("::ffff:1.2.3.4").unmapped().equals(ip("1.2.3.4"))).toBe(true);
    expect(ip("::ffff:1.2.3.4").equals(ip("1.2.3.4"))).toBe(false);
    expect(ip("fe80::1%a").equals(ip("fe80::1%b"))).toBe(false);
    const bytes = ip("2001:db8::1").toBytes();
    expect(bytes.length).toBe(16);
    expect(IpAddress.ofBytes(bytes)!.toString()).toBe("2001:db8::1");
    expect(IpAddress.ofBytes(ip("1.2.3.4").toBytes())!.v4).toBe(0x01020304);
    expect(IpAddress.ofBytes(new Uint8Array(5))).toBeNull();
  });
});

describe("Cidr", () => {
  test("Cidr.parse reads ranges and drops the bits behind the prefix", () => {
    expect(range("10.1.2.3/8")).toBe("10.0.0.0/8");
    expect(range("10.1.2.3")).toBe("10.1.2.3/32");
    expect(range("1.2.3.4/0")).toBe("0.0.0.0/0");
    expect(range("2001:db8:1::/33")).toBe("2001:db8::/33");
    expect(range("2001:db8:ffff:ffff:ffff::/65")).toBe(
      "2001:db8:ffff:ffff:8000::/65",
    );
    expect(range("::1")).toBe("::1/128");
    expect(range("::/0")).toBe("::/0");
    const wrong = [
      "",
      "/8",
      "10.0.0.0/",
      "10.0.0.0/33",
      "::/129",
      "10.0.0.0/08",
      "10.0.0.0/-1",
      "fe80::%a/10",
      "10.0.0.0/8/8",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(range(wrong[i])).toBe("none", wrong[i]);
    }
  });

  test("Cidr.contains keeps the versions apart, but for mapped addresses", () => {
    const v4 = Cidr.parse("10.0.0.0/8")!;
    expect(v4.contains(ip("10.255.255.255"))).toBe(true);
    expect(v4.contains(ip("11.0.0.0"))).toBe(false);
    expect(v4.contains(ip("::ffff:10.1.1.1"))).toBe(true);
    expect(v4.contains(ip("::a01:101"))).toBe(false);
    expect(Cidr.parse("0.0.0.0/0")!.contains(ip("::1"))).toBe(false);
    expect(Cidr.parse("::/0")!.contains(ip("1.2.3.4"))).toBe(false);
    expect(Cidr.parse("::/0")!.contains(ip("ffff::"))).toBe(true);
    const v6 = Cidr.parse("2001:db8::/65")!;
    expect(v6.contains(ip("2001:db8::7fff:ffff:ffff:ffff"))).toBe(true);
    expect(v6.contains(ip("2001:db8::8000:0:0:0"))).toBe(false);
  });
});

describe("CidrSet", () => {
  test("CidrSet.has agrees with the ranges one by one", () => {
    const set = new CidrSet();
    const ranges: Cidr[] = [];
    let state: u64 = 1;
    for (let i = 0; i < 120; i++) {
      state = state * 6364136223846793005 + 1442695040888963407;
      const bits = <u32>(state >> 33);
      const text =
        i % 2 == 0
          ? `10.${bits & 3}.${(bits >> 2) & 255}.${(bits >> 10) & 255}/${18 + ((bits >> 18) % 15)}`
          : `2001:db8:${(bits & 3).toString()}:${((bits >> 2) & 999).toString()}::/${44 + ((bits >> 18) % 60)}`;
      ranges.push(Cidr.parse(text)!);
      expect(set.add(text)).toBe(true);
      // Asking in between sorts, and what is added later is found as well.
      if (i == 60) expect(set.has(ip("9.9.9.9"))).toBe(false);
    }
    let found = 0;
    for (let i = 0; i < 600; i++) {
      state = state * 6364136223846793005 + 1442695040888963407;
      const bits = <u32>(state >> 33);
      const address =
        i % 2 == 0
          ? ip(`10.${bits & 7}.${(bits >> 3) & 255}.${(bits >> 11) & 255}`)
          : ip(
              `2001:db8:${(bits & 7).toString()}:${((bits >> 3) & 999).toString()}:${bits % 7}::`,
            );
      let isIn: bool = false;
      for (let j = 0; j < ranges.length && !isIn; j++) {
        isIn = ranges[j].contains(address);
      }
      if (isIn) found++;
      if (set.has(address) != isIn) expect(address.toString()).toBe("");
    }
    expect(found > 30 && found < 570).toBe(true);
  });

  test("CidrSet takes mapped ranges for IPv4, and refuses what is not a range", () => {
    const set = CidrSet.of(["::ffff:192.0.2.0/120", "0.0.0.0/32"])!;
    expect(set.has(ip("192.0.2.77"))).toBe(true);
    expect(set.has(ip("::ffff:192.0.2.77"))).toBe(true);
    expect(set.has(ip("0.0.0.0"))).toBe(true);
    expect(set.has(ip("0.0.0.1"))).toBe(false);
    expect(new CidrSet().has(ip("::"))).toBe(false);
    expect(CidrSet.of(["0.0.0.0/0"])!.has(ip("255.255.255.255"))).toBe(true);
    expect(CidrSet.of(["::/0"])!.has(ip("ffff::ffff"))).toBe(true);
    expect(CidrSet.of(["10.0.0.0/8", "x"])).toBeNull();
  });
});
