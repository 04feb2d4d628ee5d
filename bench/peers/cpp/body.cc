// Collects a request's body and converts it to upper case.
#include "proxy_wasm_intrinsics.h"

static void toUpperCase(std::string& text) {
  for (char& letter : text) {
    if (letter >= 'a' && letter <= 'z') letter -= 'a' - 'A';
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
