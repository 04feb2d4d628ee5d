// Adds a response header.
#include "proxy_wasm_intrinsics.h"

class AddHeader : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onResponseHeaders(uint32_t, bool) override {
    replaceResponseHeader("hello", "world");
    return FilterHeadersStatus::Continue;
  }
};

static RegisterContextFactory factory(CONTEXT_FACTORY(AddHeader), ROOT_FACTORY(RootContext), "f");
