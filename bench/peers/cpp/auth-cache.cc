// Asks a service who sends a request, at most once a minute for each token.
#include <cstring>
#include <optional>

#include "proxy_wasm_intrinsics.h"

static constexpr uint64_t TTL = 60'000'000'000;

class Auth : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onRequestHeaders(uint32_t, bool) override {
    auto token = getRequestHeader("authorization");
    if (token->data() == nullptr || token->size() == 0) return refuse();
    key_ = "users:" + token->toString();
    if (auto user = known()) {
      replaceRequestHeader("x-found", *user);
      return FilterHeadersStatus::Continue;
    }
    const auto id = this->id();
    const auto asked = root()->httpCall(
        "auth",
        {{":method", "GET"}, {":path", "/auth"}, {":authority", "auth"}, {"authorization", token->toString()}},
        "", {}, 5000, [id](uint32_t, size_t, uint32_t) {
          auto* context = static_cast<Auth*>(getContext(id));
          if (context != nullptr) context->answered();
        });
    return asked == WasmResult::Ok ? FilterHeadersStatus::StopIteration : refuse();
  }

private:
  static FilterHeadersStatus refuse() {
    sendLocalResponse(401, "", "", {});
    return FilterHeadersStatus::StopIteration;
  }

  void answered() {
    const auto answers = WasmHeaderMapType::HttpCallResponseHeaders;
    const bool is_ok = getHeaderMapValue(answers, ":status")->view() == "200";
    const std::string user = getHeaderMapValue(answers, "x-user")->toString();
    setEffectiveContext();
    if (!is_ok || user.empty()) {
      refuse();
      return;
    }
    keep(user);
    replaceRequestHeader("x-found", user);
    continueRequest();
  }

  // A user is kept behind the time at which it ends.
  std::optional<std::string> known() const {
    WasmDataPtr bytes;
    uint64_t end = 0;
    if (getSharedData(key_, &bytes) != WasmResult::Ok || bytes->size() < sizeof(end)) return {};
    std::memcpy(&end, bytes->data(), sizeof(end));
    if (end < getCurrentTimeNanoseconds()) return {};
    return std::string(bytes->view().substr(sizeof(end)));
  }

  void keep(const std::string& user) const {
    const uint64_t end = getCurrentTimeNanoseconds() + TTL;
    const std::string bytes(reinterpret_cast<const char*>(&end), sizeof(end));
    setSharedData(key_, bytes + user);
  }

  std::string key_;
};

static RegisterContextFactory factory(CONTEXT_FACTORY(Auth), ROOT_FACTORY(RootContext), "f");
