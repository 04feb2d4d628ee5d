// Counts the tokens of a streamed answer, which its last event says.
#include "nlohmann/json.hpp"
#include "proxy_wasm_intrinsics.h"

using nlohmann::json;

class Plugin : public RootContext {
public:
  using RootContext::RootContext;
  uint32_t tokens = 0;

  bool onConfigure(size_t) override {
    return defineMetric(MetricType::Counter, "bench_tokens", &tokens) == WasmResult::Ok;
  }
};

class CountTokens : public Context {
public:
  using Context::Context;

  FilterDataStatus onResponseBody(size_t size, bool end_of_stream) override {
    held_ += getBufferBytes(WasmBufferType::HttpResponseBody, 0, size)->view();
    readEvents();
    if (end_of_stream && total_ > 0) incrementMetric(static_cast<Plugin*>(root())->tokens, total_);
    return FilterDataStatus::Continue;
  }

private:
  // Events end by an empty line, and their data is one line.
  void readEvents() {
    const std::string_view held = held_;
    size_t at = 0;
    for (size_t next; (next = held.find("\n\n", at)) != held.npos; at = next + 2) {
      const std::string_view event = held.substr(at, next - at);
      if (event.substr(0, 6) == "data: ") readData(event.substr(6));
    }
    held_.erase(0, at);
  }

  void readData(std::string_view data) {
    const json event = json::parse(data, nullptr, false);
    if (!event.is_object()) return;
    const auto usage = event.find("usage");
    if (usage == event.end() || !usage->is_object()) return;
    const auto total = usage->find("total_tokens");
    if (total != usage->end() && total->is_number()) total_ = total->get<int64_t>();
  }

  // An event that is not whole.
  std::string held_;
  int64_t total_ = 0;
};

static RegisterContextFactory factory(CONTEXT_FACTORY(CountTokens), ROOT_FACTORY(Plugin), "f");
