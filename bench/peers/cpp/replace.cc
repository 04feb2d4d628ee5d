// Replaces three texts in a response, part by part.
#include <algorithm>
#include <array>

#include "proxy_wasm_intrinsics.h"

static constexpr std::array<std::string_view, 3> NEEDLES = {"password", "secret", "token"};
static constexpr std::array<std::string_view, 3> REPLACEMENTS = {"PASS", "HIDDEN", "REPLACED"};
static constexpr size_t LONGEST = 8;

class Replace : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onResponseHeaders(uint32_t, bool) override {
    removeResponseHeader("content-length");
    return FilterHeadersStatus::Continue;
  }

  FilterDataStatus onResponseBody(size_t size, bool end_of_stream) override {
    held_ += getBufferBytes(WasmBufferType::HttpResponseBody, 0, size)->view();
    setBuffer(WasmBufferType::HttpResponseBody, 0, size, replaced(end_of_stream));
    return FilterDataStatus::Continue;
  }

private:
  std::string replaced(bool is_last) {
    const std::string_view held = held_;
    const size_t kept = is_last ? 0 : LONGEST - 1;
    // What begins in front of this is whole.
    size_t end = held.size() > kept ? held.size() - kept : 0;
    std::array<size_t, NEEDLES.size()> found;
    for (size_t i = 0; i < found.size(); i++) found[i] = held.find(NEEDLES[i]);
    std::string out;
    out.reserve(held.size());
    size_t at = 0;
    for (;;) {
      const size_t first = std::min_element(found.begin(), found.end()) - found.begin();
      if (found[first] >= end) break;
      out += held.substr(at, found[first] - at);
      out += REPLACEMENTS[first];
      at = found[first] + NEEDLES[first].size();
      for (size_t i = 0; i < found.size(); i++) {
        if (found[i] < at) found[i] = held.find(NEEDLES[i], at);
      }
    }
    end = std::max(end, at);
    out += held.substr(at, end - at);
    held_.erase(0, end);
    return out;
  }

  // The end of what came, which may begin a needle.
  std::string held_;
};

static RegisterContextFactory factory(CONTEXT_FACTORY(Replace), ROOT_FACTORY(RootContext), "f");
