// Limits the requests of each client, over all workers: a token bucket by the generic cell rate
// algorithm in shared data.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "nlohmann/json.hpp"
#include "proxy_wasm_intrinsics.h"

using nlohmann::json;

class Plugin : public RootContext {
public:
  using RootContext::RootContext;
  // The nanoseconds of a token, and of all that a bucket has.
  uint64_t token = 0;
  uint64_t whole = 0;

  bool onConfigure(size_t size) override {
    auto text = getBufferBytes(WasmBufferType::PluginConfiguration, 0, size);
    const json settings = json::parse(text->view(), nullptr, false);
    if (!settings.is_object()) return false;
    const double rate = settings.value("rate", 0.0);
    if (rate <= 0) return false;
    token = static_cast<uint64_t>(std::ceil(1e9 / rate));
    whole = token * settings.value("burst", 0u);
    return true;
  }
};

class Limiter : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onRequestHeaders(uint32_t, bool) override {
    if (take(getRequestHeader("x-client")->view())) return FilterHeadersStatus::Continue;
    const auto seconds = std::max<uint64_t>(plugin().token / 1'000'000'000, 1);
    sendLocalResponse(429, "", "", {{"retry-after", std::to_string(seconds)}});
    return FilterHeadersStatus::StopIteration;
  }

private:
  Plugin& plugin() { return *static_cast<Plugin*>(root()); }

  bool take(std::string_view client) {
    const uint64_t now = getCurrentTimeNanoseconds();
    const std::string key = "clients:" + std::string(client);
    for (int tries = 0; tries < 64; tries++) {
      WasmDataPtr bytes;
      uint32_t cas = 0;
      const auto found = getSharedData(key, &bytes, &cas);
      if (found != WasmResult::Ok && found != WasmResult::NotFound) return false;
      uint64_t full_at = 0;
      if (found == WasmResult::Ok && bytes->size() == sizeof(full_at)) {
        std::memcpy(&full_at, bytes->data(), sizeof(full_at));
      }
      full_at = std::max(full_at, now) + plugin().token;
      if (full_at - now > plugin().whole) return false;
      const char* begin = reinterpret_cast<const char*>(&full_at);
      const auto set = setSharedData(key, {begin, sizeof(full_at)}, cas);
      if (set == WasmResult::Ok) return true;
      if (set != WasmResult::CasMismatch) return false;
    }
    return false;
  }
};

static RegisterContextFactory factory(CONTEXT_FACTORY(Limiter), ROOT_FACTORY(Plugin), "f");
