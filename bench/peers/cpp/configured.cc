// Takes a response header's value from its configuration.
#include "proxy_wasm_intrinsics.h"

class Plugin : public RootContext {
public:
  using RootContext::RootContext;
  std::string greeting = "world";

  bool onConfigure(size_t size) override {
    auto text = getBufferBytes(WasmBufferType::PluginConfiguration, 0, size);
    if (text->size() > 0) greeting = text->toString();
    return true;
  }
};

class AddHeader : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onResponseHeaders(uint32_t, bool) override {
    replaceResponseHeader("hello", static_cast<Plugin*>(root())->greeting);
    return FilterHeadersStatus::Continue;
  }
};

static RegisterContextFactory factory(CONTEXT_FACTORY(AddHeader), ROOT_FACTORY(Plugin), "f");
