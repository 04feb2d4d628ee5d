import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import {
  JsonRpcCode,
  JsonRpcKind,
  JsonRpcMessage,
} from "proxy-wasm-as/assembly/streams/json-rpc-message";
import { JsonRpcMessages } from "proxy-wasm-as/assembly/streams/json-rpc-messages";

function parse(text: string): JsonRpcMessages | null {
  return JsonRpcMessages.parse(utf8Encode(text));
}

/** The kinds of the messages, a letter each. */
function kinds(text: string): string {
  const messages = parse(text);
  if (messages == null) return "null";
  let letters = "";
  for (let i = 0; i < messages.length; i++) {
    letters += "IQNRE".charAt(messages.at(i).kind);
  }
  return messages.isBatch ? `[${letters}]` : letters;
}

function refused(text: string): string {
  const answer = parse(text)!.refusal(JsonRpcCode.InvalidParams, 'no "a"');
  return answer == null ? "null" : utf8Decode(answer);
}

describe("JsonRpcMessages", () => {
  test("JsonRpcMessages reads the examples of JSON-RPC 2.0", () => {
    // JSON-RPC 2.0, section 7.
    expect(
      kinds(
        '{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}',
      ),
    ).toBe("Q");
    expect(
      kinds('{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}'),
    ).toBe("N");
    expect(kinds('{"jsonrpc": "2.0", "result": 19, "id": 1}')).toBe("R");
    expect(
      kinds(
        '{"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "1"}',
      ),
    ).toBe("E");
    expect(
      kinds('{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]'),
    ).toBe("null");
    expect(kinds('{"jsonrpc": "2.0", "method": 1, "params": "bar"}')).toBe("I");
    expect(kinds("[]")).toBe("null");
    expect(kinds("[1,2,3]")).toBe("[III]");
    expect(
      kinds(
        '[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},{"foo": "boo"}]',
      ),
    ).toBe("[QNI]");
  });

  test("JsonRpcMessages tells what is not a message", () => {
    expect(kinds('{"method":"a","id":1}')).toBe("I");
    expect(kinds('{"jsonrpc":2.0,"method":"a","id":1}')).toBe("I");
    expect(kinds('{"jsonrpc":"2.0","method":"a","id":{}}')).toBe("I");
    expect(kinds('{"jsonrpc":"2.0","method":"a","params":1}')).toBe("I");
    expect(kinds('{"jsonrpc":"2.0","id":1}')).toBe("I");
    expect(kinds('{"jsonrpc":"2.0","id":1,"result":1,"error":{}}')).toBe("I");
    expect(kinds('{"jsonrpc":"2.0","id":1,"error":{"code":1}}')).toBe("I");
    expect(kinds('{"jsonrpc":"2.0","result":1}')).toBe("I");
    expect(kinds('"2.0"')).toBe("I");
  });

  test("JsonRpcMessage has what a message says", () => {
    const call = parse(
      '{"jsonrpc":"2.0","id":"a\\u0062","method":"tools/call","params":{"name":"rm"}}',
    )!.at(0);
    expect(call.kind).toBe(JsonRpcKind.Request);
    expect(call.method).toBe("tools/call");
    expect(call.id!.text).toBe("ab");
    expect(call.params!.getText("name")).toBe("rm");
    const error = parse(
      '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no","data":[1]}}',
    )!.at(0);
    expect(error.kind).toBe(JsonRpcKind.Error);
    expect(error.id).toBeNull();
    expect(error.errorCode).toBe(-32700);
    expect(error.errorMessage).toBe("no");
    expect(error.errorData!.length).toBe(1);
  });

  test("JsonRpcMessages.refusal answers each call with its own id", () => {
    const error = '"error":{"code":-32602,"message":"no \\"a\\""}}';
    expect(
      refused('{"jsonrpc":"2.0","id":12345678901234567890,"method":"a"}'),
    ).toBe('{"jsonrpc":"2.0","id":12345678901234567890,' + error);
    expect(
      refused('{"jsonrpc":"2.0","id":"\\ud83d\\ude00","method":"a"}'),
    ).toBe('{"jsonrpc":"2.0","id":"😀",' + error);
    expect(refused('{"jsonrpc":"2.0","method":"a"}')).toBe("null");
    expect(
      refused(
        '[{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","method":"b"},2]',
      ),
    ).toBe(
      `[{"jsonrpc":"2.0","id":1,${error},{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}]`,
    );
    expect(utf8Decode(JsonRpcMessages.parseError())).toBe(
      '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}',
    );
    expect(new JsonRpcMessage().kind).toBe(JsonRpcKind.Invalid);
  });
});
