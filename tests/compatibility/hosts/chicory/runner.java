import com.dylibso.chicory.wasm.Parser;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.roastedroot.proxywasm.LogLevel;
import io.roastedroot.proxywasm.internal.Action;
import io.roastedroot.proxywasm.internal.ArrayProxyMap;
import io.roastedroot.proxywasm.internal.Handler;
import io.roastedroot.proxywasm.internal.HttpContext;
import io.roastedroot.proxywasm.internal.ProxyMap;
import io.roastedroot.proxywasm.internal.ProxyWasm;
import io.roastedroot.proxywasm.internal.StreamType;
import io.roastedroot.proxywasm.internal.WasmResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Runs a scenario in proxy-wasm-java-host, and prints what was seen as JSON: MODULE SCENARIO. */
final class Runner implements Handler {
  static final class Message {
    List<List<String>> headers = List.of();
    List<String> body = List.of();
  }

  static final class Scenario {
    String rootId = "";
    String configuration = "";
    Message request;
    Message response = new Message();
    List<Message> calls = List.of();
  }

  record Passed(List<List<String>> headers, String body) {}

  record Call(String cluster, List<List<String>> headers, String body) {}

  static final class Result {
    Passed upstream;
    Passed downstream;
    List<String> logs = new ArrayList<>();
    List<Call> calls = new ArrayList<>();
    String error;
  }

  private final Scenario scenario;
  private final Result seen = new Result();
  private ProxyWasm module;
  private ProxyMap request = new ArrayProxyMap();
  private ProxyMap response = new ArrayProxyMap();
  private ProxyMap answer = new ArrayProxyMap();
  private byte[] body = new byte[0];
  private boolean isContinued;
  private boolean isAnswered;
  private int answers;

  private Runner(Scenario scenario) {
    this.scenario = scenario;
  }

  @Override
  public void log(LogLevel level, String message) {
    seen.logs.add(level.name().toLowerCase(Locale.ROOT) + " " + message);
  }

  @Override
  public LogLevel getLogLevel() {
    return LogLevel.TRACE;
  }

  @Override
  public byte[] getPluginConfig() {
    return bytes(scenario.configuration);
  }

  @Override
  public byte[] getProperty(List<String> path) {
    return path.equals(List.of("plugin_root_id")) ? bytes(scenario.rootId) : null;
  }

  @Override
  public ProxyMap getHttpRequestHeaders() {
    return request;
  }

  @Override
  public ProxyMap getHttpResponseHeaders() {
    return response;
  }

  @Override
  public byte[] getHttpRequestBody() {
    return body;
  }

  @Override
  public byte[] getHttpResponseBody() {
    return body;
  }

  @Override
  public WasmResult setHttpRequestBody(byte[] bytes) {
    body = bytes;
    return WasmResult.OK;
  }

  @Override
  public WasmResult setHttpResponseBody(byte[] bytes) {
    body = bytes;
    return WasmResult.OK;
  }

  @Override
  public WasmResult setAction(StreamType stream, Action action) {
    isContinued = action == Action.CONTINUE;
    return WasmResult.OK;
  }

  @Override
  public WasmResult sendHttpResponse(int status, byte[] details, byte[] text, ProxyMap map, int grpc) {
    var headers = new ArrayList<List<String>>();
    headers.add(List.of(":status", Integer.toString(status)));
    headers.addAll(pairs(map));
    seen.downstream = new Passed(headers, text(text));
    isAnswered = true;
    return WasmResult.OK;
  }

  @Override
  public int httpCall(String cluster, ProxyMap headers, byte[] text, ProxyMap trailers, int timeout) {
    seen.calls.add(new Call(cluster, pairs(headers), text(text)));
    return seen.calls.size();
  }

  @Override
  public int dispatchHttpCall(String cluster, ProxyMap headers, byte[] text, ProxyMap trailers, int timeout) {
    return httpCall(cluster, headers, text, trailers, timeout);
  }

  /** Answers calls until the filter lets the message go on; false where it never does. */
  private boolean isLetOn(Action action) {
    isContinued = action == Action.CONTINUE;
    while (!isContinued && !isAnswered) {
      if (answers >= seen.calls.size() || answers >= scenario.calls.size()) return false;
      var next = scenario.calls.get(answers++);
      module.sendHttpCallResponse(answers, map(next.headers), new ArrayProxyMap(), bytes(String.join("", next.body)));
    }
    return !isAnswered;
  }

  private Passed pass(Message message, Function<Boolean, Action> onHeaders, Function<Boolean, Action> onBody, ProxyMap headers) {
    if (!isLetOn(onHeaders.apply(message.body.isEmpty()))) return null;
    var out = new StringBuilder();
    for (int at = 0; at < message.body.size(); at++) {
      body = bytes(text(body) + message.body.get(at));
      boolean isEnd = at + 1 == message.body.size();
      var action = onBody.apply(isEnd);
      if ((action == Action.CONTINUE || isEnd) && isLetOn(action)) {
        out.append(text(body));
        body = new byte[0];
      }
    }
    body = new byte[0];
    return new Passed(pairs(headers), out.toString());
  }

  private void run(Path file) throws Exception {
    module = ProxyWasm.builder().withPluginHandler(this).build(Parser.parse(file));
    if (scenario.request == null) return;
    HttpContext stream = module.createHttpContext(this);
    request = map(scenario.request.headers);
    // The host calls only what the module has.
    seen.upstream = pass(scenario.request,
        when(stream::hasOnRequestHeaders, stream::callOnRequestHeaders),
        when(stream::hasOnRequestBody, stream::callOnRequestBody), request);
    if (seen.upstream != null && !isAnswered) {
      response = map(scenario.response.headers);
      seen.downstream = pass(scenario.response,
          when(stream::hasOnResponseHeaders, stream::callOnResponseHeaders),
          when(stream::hasOnResponseBody, stream::callOnResponseBody), response);
    }
    stream.close();
  }

  private static Function<Boolean, Action> when(BooleanSupplier has, Function<Boolean, Action> call) {
    return isEnd -> has.getAsBoolean() ? call.apply(isEnd) : Action.CONTINUE;
  }

  private static ProxyMap map(List<List<String>> headers) {
    var map = new ArrayProxyMap();
    for (var header : headers) map.add(header.get(0), header.get(1));
    return map;
  }

  private static List<List<String>> pairs(ProxyMap map) {
    var pairs = new ArrayList<List<String>>();
    for (var entry : map.entries()) pairs.add(List.of(entry.getKey(), entry.getValue()));
    return pairs;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public static void main(String[] args) throws Exception {
    var scenario = new Gson().fromJson(Files.readString(Path.of(args[1])), Scenario.class);
    var runner = new Runner(scenario);
    try {
      runner.run(Path.of(args[0]));
    } catch (Throwable error) {
      runner.seen.error = String.valueOf(error);
    }
    System.out.println(new GsonBuilder().serializeNulls().create().toJson(runner.seen));
  }
}
