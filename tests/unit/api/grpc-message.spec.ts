import { detailsOf, messageOf } from "proxy-wasm-as/assembly/api/grpc-message";

describe("grpc-message", () => {
  test("messageOf and detailsOf take apart what Envoy says", () => {
    expect(messageOf("not%20you{via_upstream}")).toBe("not you");
    expect(detailsOf("not%20you{via_upstream}")).toBe("via_upstream");
    const nested = "reset{before{remote_reset}}";
    expect(messageOf(nested)).toBe("reset");
    expect(detailsOf(nested)).toBe("before{remote_reset}");
    expect(messageOf("a {b}{via_upstream}")).toBe("a {b}");
  });

  test("messageOf is empty where the server gave no message", () => {
    expect(messageOf("via_upstream")).toBe("");
    expect(detailsOf("via_upstream")).toBe("via_upstream");
    const broken = "upstream_reset_after_response_started{remote_reset}";
    expect(messageOf(broken)).toBe("");
    expect(detailsOf(broken)).toBe(broken);
    expect(messageOf("response_timeout")).toBe("");
    expect(detailsOf("response_timeout")).toBe("response_timeout");
    expect(messageOf("{x}")).toBe("");
    expect(messageOf("")).toBe("");
    expect(detailsOf("")).toBe("");
  });

  test("messageOf keeps a message without details", () => {
    expect(messageOf("plain")).toBe("plain");
    expect(detailsOf("plain")).toBe("");
    expect(messageOf("a } b}")).toBe("a } b}");
  });

  test("messageOf decodes percent-encoded UTF-8, and keeps what is none", () => {
    expect(messageOf("%C3%A9%e2%82%ac%25")).toBe("é€%");
    expect(messageOf("100% %2 %zz %ff")).toBe("100% %2 %zz \ufffd");
    expect(messageOf("é%")).toBe("é%");
  });
});
