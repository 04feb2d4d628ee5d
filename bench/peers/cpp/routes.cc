// Names the first pattern that a path matches in a header, by the standard library's regex, which
// tries one pattern after another and goes back where it fails.
#include <regex>
#include <vector>

#include "proxy_wasm_intrinsics.h"

static const char* const ROUTES[] = {
    R"(^/$)",
    R"(^/health$)",
    R"(^/metrics$)",
    R"(^/login$)",
    R"(^/logout$)",
    R"(^/static/.*\.(css|js|png)$)",
    R"(^/api/v1/users$)",
    R"(^/api/v1/users/[0-9]+$)",
    R"(^/api/v1/users/[0-9]+/orders$)",
    R"(^/api/v1/users/[0-9]+/orders/[0-9a-f-]+$)",
    R"(^/api/v1/teams/[a-z0-9-]+/members$)",
    R"(^/api/v1/search$)",
    R"(^/api/v2/users/[0-9]+$)",
    R"(^/api/v2/users/[0-9]+/orders$)",
    R"(^/api/v[0-9]+/status$)",
    R"(^/admin(/|$))",
    R"(^/blog/[0-9]{4}/[0-9]{2}/[a-z0-9-]+$)",
    R"(^/download/[^/]+/(latest|v[0-9.]+)$)",
    R"(^/images/.+\.(jpg|webp)$)",
    R"(^/docs/.*$)",
};

class Plugin : public RootContext {
public:
  using RootContext::RootContext;

  bool onConfigure(size_t) override {
    routes_.clear();
    for (const char* route : ROUTES) routes_.emplace_back(route, std::regex::optimize);
    return true;
  }

  int first(std::string_view path) const {
    for (size_t i = 0; i < routes_.size(); i++) {
      if (std::regex_search(path.begin(), path.end(), routes_[i])) return static_cast<int>(i);
    }
    return -1;
  }

private:
  std::vector<std::regex> routes_;
};

class Routes : public Context {
public:
  using Context::Context;

  FilterHeadersStatus onRequestHeaders(uint32_t, bool) override {
    const int route = static_cast<Plugin*>(root())->first(getRequestHeader(":path")->view());
    if (route < 0) {
      sendLocalResponse(404, "", "", {});
      return FilterHeadersStatus::StopIteration;
    }
    replaceRequestHeader("x-found", std::to_string(route));
    return FilterHeadersStatus::Continue;
  }
};

static RegisterContextFactory factory(CONTEXT_FACTORY(Routes), ROOT_FACTORY(Plugin), "f");
