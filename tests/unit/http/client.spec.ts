import { MapType } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { Authorization } from "proxy-wasm-as/assembly/http/authorization";
import { Challenge } from "proxy-wasm-as/assembly/http/challenge";
import { Forwarded } from "proxy-wasm-as/assembly/http/forwarded";
import { TrustedProxies } from "proxy-wasm-as/assembly/http/trusted-proxies";
import { CidrSet } from "proxy-wasm-as/assembly/net/cidr-set";
import { addHeader, openMap, reset } from "../test-host";

const MAP = MapType.RequestHeaders;
const headers = HeaderMap.of(MAP);

function bearer(header: string): string | null {
  const authorization = Authorization.parse(header);
  return authorization == null ? null : authorization.bearer;
}

/** Shows elements as a header has them, with their addresses. */
function forwarded(header: string): string {
  const elements = Forwarded.parse(header);
  if (elements == null) return "malformed";
  let text = "";
  for (let i = 0; i < elements.length; i++) {
    const address = elements[i].forAddress;
    text += elements[i].toString() + " " + (address ? address.toString() : "-");
    text += "\n";
  }
  return text;
}

/** The client of a request with this `x-forwarded-for`. */
function client(
  proxies: TrustedProxies,
  list: string,
  peer: string | null = null,
): string {
  reset();
  openMap(MAP);
  if (list.length > 0) addHeader(MAP, "x-forwarded-for", list);
  const address = proxies.clientOf(headers, peer);
  return address == null ? "none" : address.toString();
}

describe("Authorization", () => {
  test("Authorization.bearer reads tokens of RFC 6750", () => {
    expect(bearer("Bearer mF_9.B5f-4.1JqM")).toBe("mF_9.B5f-4.1JqM");
    expect(bearer("bEARER  a~+/== \t")).toBe("a~+/==");
    const wrong = [
      "",
      " ",
      "Bearer",
      "Bearer ",
      "Bearer =",
      "Bearer a b",
      "Bearer a,b",
      "Bearer a=b",
      "Bearer é",
      "Bearera",
      "Bearer:a",
      "Basic YWxhZGRpbjpvcGVuc2VzYW1l",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(bearer(wrong[i])).toBeNull(wrong[i]);
    }
  });

  // RFC 7617, sections 2 and 2.1.
  test("Authorization.basic reads users and passwords", () => {
    const basic = Authorization.parse(
      "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    )!.basic!;
    expect(basic.user).toBe("Aladdin");
    expect(basic.password).toBe("open sesame");
    const utf8 = Authorization.parse("Basic dGVzdDoxMjPCow==")!.basic!;
    expect(utf8.password).toBe("123£");
    expect(Authorization.basicFor("test", "123£")).toBe(
      "Basic dGVzdDoxMjPCow==",
    );
    const colons = Authorization.parse(Authorization.basicFor("", "a:b"))!;
    expect(colons.basic!.user).toBe("");
    expect(colons.basic!.password).toBe("a:b");
    const wrong = [
      "Basic",
      "Basic YQ==",
      "Basic !",
      "Basic YToK",
      "Bearer YTpi",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(Authorization.parse(wrong[i])!.basic).toBeNull(wrong[i]);
    }
  });

  test("Authorization.parameter reads what Digest has", () => {
    const digest = Authorization.parse(
      'Digest username="Mufasa, \\"x\\"", Realm = "a=b" ,qop=auth, nc=00000001',
    )!;
    expect(digest.scheme).toBe("digest");
    expect(digest.parameter("username")).toBe('Mufasa, "x"');
    expect(digest.parameter("realm")).toBe("a=b");
    expect(digest.parameter("NC")).toBe("00000001");
    expect(digest.parameter("nonce")).toBeNull();
  });

  test("Authorization.bearerOf reads a request's header", () => {
    reset();
    openMap(MAP);
    expect(Authorization.bearerOf(headers)).toBeNull();
    addHeader(MAP, "authorization", "Bearer abc");
    expect(Authorization.bearerOf(headers)).toBe("abc");
  });

  test("Challenge writes parameters as quoted strings, and no others", () => {
    expect(new Challenge("Negotiate").toString()).toBe("Negotiate");
    expect(
      new Challenge("Bearer")
        .realm('a "b"')
        .parameter("error", "x\r\ny")
        .parameter("a b", "c")
        .parameter("scope", "r w")
        .toString(),
    ).toBe('Bearer realm="a \\"b\\"", scope="r w"');
  });
});

describe("Forwarded", () => {
  // RFC 7239, section 4.
  test("Forwarded.parse reads the examples of the RFC", () => {
    expect(forwarded('for="_gazonk"')).toBe("for=_gazonk -\n");
    expect(forwarded('For="[2001:db8:cafe::17]:4711"')).toBe(
      'for="[2001:db8:cafe::17]:4711" 2001:db8:cafe::17\n',
    );
    expect(forwarded("for=192.0.2.60;proto=http;by=203.0.113.43")).toBe(
      "for=192.0.2.60;proto=http;by=203.0.113.43 192.0.2.60\n",
    );
    expect(forwarded("for=192.0.2.43, for=198.51.100.17")).toBe(
      "for=192.0.2.43 192.0.2.43\nfor=198.51.100.17 198.51.100.17\n",
    );
    expect(forwarded('for="192.0.2.43:47011",for=unknown')).toBe(
      'for="192.0.2.43:47011" 192.0.2.43\nfor=unknown -\n',
    );
    expect(forwarded('for="1.2.3.4:_p" ; host="a,b"')).toBe(
      'for="1.2.3.4:_p";host="a,b" 1.2.3.4\n',
    );
  });

  test("Forwarded.parse gives null where an element is not well-formed", () => {
    expect(forwarded("")).toBe("");
    expect(forwarded(",, ,for=a,")).toBe("for=a -\n");
    const wrong = [
      "for",
      "for=a;;",
      "for=b c",
      "for=1.2.3.4;x",
      "for=a;for=b",
      'for=1.2.3.4, for="5.6.7.8, for=9.9.9.9',
      'for=1.2.3.4;x=", for="[::1]"',
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(forwarded(wrong[i])).toBe("malformed", wrong[i]);
    }
    expect(forwarded('for="2001:db8::1"')).toBe('for="2001:db8::1" -\n');
  });
});

describe("TrustedProxies", () => {
  test("TrustedProxies.hops counts from the right", () => {
    const list = "6.6.6.6, 1.1.1.1,  2.2.2.2";
    expect(client(TrustedProxies.hops(0), list)).toBe("2.2.2.2");
    expect(client(TrustedProxies.hops(1), list)).toBe("1.1.1.1");
    expect(client(TrustedProxies.hops(1), list, "3.3.3.3:80")).toBe("2.2.2.2");
    expect(client(TrustedProxies.hops(3), list)).toBe("none");
    expect(client(TrustedProxies.hops(1), "evil, 2.2.2.2")).toBe("none");
    expect(client(TrustedProxies.hops(0), "")).toBe("none");
  });

  test("TrustedProxies.in goes past those that are trusted", () => {
    const proxies = TrustedProxies.in(CidrSet.of(["10.0.0.0/8", "fd00::/8"])!);
    expect(client(proxies, "6.6.6.6, 1.1.1.1, 10.0.0.1, fd00::1")).toBe(
      "1.1.1.1",
    );
    expect(client(proxies, "1.1.1.1, 10.0.0.1", "[fd00::2]:80")).toBe(
      "1.1.1.1",
    );
    expect(client(proxies, "1.1.1.1", "2.2.2.2")).toBe("2.2.2.2");
    expect(client(proxies, "10.0.0.2, 10.0.0.1")).toBe("10.0.0.2");
    expect(client(proxies, "1.1.1.1, evil, 10.0.0.1")).toBe("none");
    expect(client(proxies, "")).toBe("none");
  });

  test("TrustedProxies.clientOfForwarded goes by the forwarded header", () => {
    reset();
    addHeader(MAP, "forwarded", "for=6.6.6.6, for=1.1.1.1");
    addHeader(MAP, "forwarded", 'for="10.0.0.1:80"');
    const proxies = TrustedProxies.hops(1);
    const address = proxies.clientOfForwarded(headers);
    expect(address!.toString()).toBe("1.1.1.1");
    addHeader(MAP, "forwarded", 'for="');
    expect(TrustedProxies.hops(2).clientOfForwarded(headers)).toBeNull();
  });
});
