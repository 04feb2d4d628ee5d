// Refuses a body that is not JSON, and names its model in a header.
#include "nlohmann/json.hpp"
#include "proxy_wasm_intrinsics.h"

using nlohmann::json;

class PickJson : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onRequestHeaders(uint32_t, bool) override {
    return FilterHeadersStatus::StopIteration;
  }

  FilterDataStatus onRequestBody(size_t size, bool end_of_stream) override {
    if (!end_of_stream) return FilterDataStatus::StopIterationAndBuffer;
    auto body = getBufferBytes(WasmBufferType::HttpRequestBody, 0, size);
    // Without exceptions, the third argument has it answer with "discarded" instead.
    const json parsed = json::parse(body->view(), nullptr, false);
    if (parsed.is_discarded() || !parsed.is_object()) {
      sendLocalResponse(400, "", "", {});
      return FilterDataStatus::StopIterationNoBuffer;
    }
    const auto model = parsed.find("model");
    const bool is_text = model != parsed.end() && model->is_string();
    replaceRequestHeader("x-found", is_text ? model->get_ref<const std::string&>() : "none");
    return FilterDataStatus::Continue;
  }
};

static RegisterContextFactory factory(CONTEXT_FACTORY(PickJson), ROOT_FACTORY(RootContext), "f");
