// Asks another service about each request, and continues when it answers.
#include "proxy_wasm_intrinsics.h"

class Ask : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onRequestHeaders(uint32_t, bool) override {
    const auto id = this->id();
    root()->httpCall("auth", {{":method", "GET"}, {":path", "/check"}, {":authority", "auth"}},
                     "", {}, 5000, [id](uint32_t, size_t, uint32_t) {
                       if (getContext(id) == nullptr) return;
                       getContext(id)->setEffectiveContext();
                       continueRequest();
                     });
    return FilterHeadersStatus::StopIteration;
  }
};

static RegisterContextFactory factory(CONTEXT_FACTORY(Ask), ROOT_FACTORY(RootContext), "f");
