// Logs each request's path.
#include "envoy.h"

HOOK(int, http_filter_request_headers, void* host, void* self, bool end) {
  char line[1024];
  if (!envoy_dynamic_module_callback_log_enabled(INFO)) return CONTINUE;
  const buffer path = get(host, TEXT(":path"));
  const int size = snprintf(line, sizeof(line), "request path: %.*s", (int)path.length, path.ptr);
  envoy_dynamic_module_callback_log(INFO, (buffer){line, (size_t)size});
  return CONTINUE;
}
