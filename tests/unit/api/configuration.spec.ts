import { BufferType } from "proxy-wasm-as/assembly/abi/enums";
import { Configuration } from "proxy-wasm-as/assembly/api/configuration";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { collectAndOverwrite } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { addHeader, callCount, refuse, reset, setBuffer } from "../test-host";

const TYPE = BufferType.PluginConfiguration;

function loaded(bytes: string): Configuration {
  const buffer = hex(bytes);
  setBuffer(TYPE, buffer);
  const configuration = new Configuration();
  configuration.load(TYPE, buffer.byteLength);
  return configuration;
}

function expectEmpty(configuration: Configuration): void {
  expect(configuration.size).toBe(0);
  expect(configuration.text()).toBe("");
  expect(configuration.bytes().length).toBe(0);
}

beforeEach(() => reset());

describe("Configuration", () => {
  test("Configuration is empty before it is loaded", () => {
    expectEmpty(new Configuration());
  });

  test("Configuration.text reads UTF-8", () => {
    const configuration = loaded("7b22c3a9223a317d");
    expect(configuration.size).toBe(8);
    expect(configuration.text()).toBe('{"é":1}');
    expect(configuration.text()).toBe('{"é":1}');
  });

  test("Configuration.text reads what is not UTF-8 as U+FFFD", () => {
    expect(loaded("61 ff c3 28").text()).toBe("a\ufffd\ufffd(");
  });

  test("Configuration.jsonReader reads what it holds, and finds a fault in nothing", () => {
    const reader = loaded("7b22c3a9223a317d").jsonReader();
    expect(reader.enterObject()).toBe(true);
    expect(reader.nextKey()).toBe(true);
    expect(reader.keyIs("é")).toBe(true);
    expect(reader.readI32Or(0)).toBe(1);
    expect(loaded("").jsonReader().finish()).toBe(false);
  });

  test("Configuration.json gives what the text holds, and null where it is not JSON", () => {
    expect(loaded("7b22c3a9223a317d").json()!.getNumberOr("é", 0)).toBe(1);
    expect(loaded("7b").json()).toBeNull();
    expect(loaded("").json()).toBeNull();
    // Bytes that are not UTF-8.
    expect(loaded("22ff22").json()).toBeNull();
  });

  test("Configuration.bytes keeps what is not UTF-8", () => {
    expect(arrayHex(loaded("00 ff c3 28").bytes())).toBe("00ffc328");
  });

  test("Configuration.bytes is a copy", () => {
    const configuration = loaded("61 62");
    configuration.bytes()[0] = 0x7a;
    expect(configuration.text()).toBe("ab");
  });

  test("Configuration.load does not ask the host for an empty configuration", () => {
    expectEmpty(loaded(""));
    expect(callCount("proxy_get_buffer_bytes")).toBe(0);
  });

  test("Configuration.load leaves it empty where the host refuses", () => {
    refuse("proxy_get_buffer_bytes", 2);
    expectEmpty(loaded("61 62"));
  });

  test("Configuration.load takes nothing of the call before where the host refuses", () => {
    addHeader(0, "name", "another call's answer");
    expect(HeaderMap.of(0).has("name")).toBe(true);
    refuse("proxy_get_buffer_bytes", 2);
    expectEmpty(loaded("61 62"));
  });

  test("Configuration.load replaces what was loaded before, by nothing too", () => {
    const configuration = loaded("61 62");
    setBuffer(TYPE, hex("63"));
    configuration.load(TYPE, 1);
    expect(configuration.text()).toBe("c");
    configuration.load(TYPE, 0);
    expectEmpty(configuration);
  });

  test("Configuration keeps its text when the host's buffer is gone", () => {
    const configuration = loaded("61 62");
    reset();
    collectAndOverwrite();
    expect(configuration.text()).toBe("ab");
  });
});
