// The same as body.cc, eight bytes at a time.
#include "proxy_wasm_intrinsics.h"

#include <cstring>

// The high bit that marks a to z becomes the bit 0x20.
static uint64_t upperCase(uint64_t bytes) {
  const uint64_t low = bytes & 0x7f7f7f7f7f7f7f7f;
  const uint64_t fromA = low + 0x1f1f1f1f1f1f1f1f;
  const uint64_t pastZ = low + 0x0505050505050505;
  const uint64_t letters = fromA & ~pastZ & ~bytes & 0x8080808080808080;
  return bytes ^ (letters >> 2);
}

static void toUpperCase(std::string& text) {
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t bytes;
    std::memcpy(&bytes, &text[at], 8);
    bytes = upperCase(bytes);
    std::memcpy(&text[at], &bytes, 8);
  }
  for (; at < text.size(); at++) {
    if (text[at] >= 'a' && text[at] <= 'z') text[at] -= 'a' - 'A';
  }
}

class UpperCase : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onRequestHeaders(uint32_t, bool) override {
    removeRequestHeader("content-length");
    return FilterHeadersStatus::Continue;
  }

  FilterDataStatus onRequestBody(size_t size, bool end_of_stream) override {
    if (!end_of_stream) return FilterDataStatus::StopIterationAndBuffer;
    std::string text = getBufferBytes(WasmBufferType::HttpRequestBody, 0, size)->toString();
    toUpperCase(text);
    setBuffer(WasmBufferType::HttpRequestBody, 0, size, text);
    return FilterDataStatus::Continue;
  }
};

static RegisterContextFactory factory(CONTEXT_FACTORY(UpperCase), ROOT_FACTORY(RootContext), "f");
