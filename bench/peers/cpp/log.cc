// Logs each request's path.
#include "proxy_wasm_intrinsics.h"

class LogPath : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onRequestHeaders(uint32_t, bool) override {
    LOG_INFO("request path: " + getRequestHeader(":path")->toString());
    return FilterHeadersStatus::Continue;
  }
};

static RegisterContextFactory factory(CONTEXT_FACTORY(LogPath), ROOT_FACTORY(RootContext), "f");
