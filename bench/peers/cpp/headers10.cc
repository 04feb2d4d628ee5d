// Gets 10 headers, sets 8, removes 1, and iterates over all of them.
#include "proxy_wasm_intrinsics.h"

static const char* const NAMES[] = {"x-h0", "x-h1", "x-h2", "x-h3",
                                    "x-h4", "x-h5", "x-h6", "x-h7"};

class Headers10 : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onRequestHeaders(uint32_t, bool) override {
    auto path = getRequestHeader(":path");
    auto agent = getRequestHeader("user-agent");
    size_t lengths = 0;
    for (const char* name : NAMES) lengths += getRequestHeader(name)->size();
    addRequestHeader("x-add-0", path->view());
    addRequestHeader("x-add-1", agent->view());
    addRequestHeader("x-add-2", std::to_string(lengths));
    auto all = getRequestHeaderPairs();
    for (auto& [name, value] : all->pairs()) sum_ += name.size() + value.size();
    return FilterHeadersStatus::Continue;
  }

  FilterHeadersStatus onResponseHeaders(uint32_t, bool) override {
    replaceResponseHeader("x-set-0", "value-0");
    replaceResponseHeader("x-set-1", "value-1");
    replaceResponseHeader("x-set-2", "value-2");
    replaceResponseHeader("x-set-3", "value-3");
    removeResponseHeader("x-remove");
    replaceResponseHeader("x-set-4", std::to_string(sum_));
    return FilterHeadersStatus::Continue;
  }

private:
  size_t sum_ = 0;
};

static RegisterContextFactory factory(CONTEXT_FACTORY(Headers10), ROOT_FACTORY(RootContext), "f");
