// Asks another service about each request, and continues when it answers.
#include "envoy.h"

HOOK(int, http_filter_request_headers, void* host, void* self, bool end) {
  header headers[3] = {
      {":method", 7, "GET", 3}, {":path", 5, "/check", 6}, {":authority", 10, "auth", 4},
  };
  uint64_t id;
  envoy_dynamic_module_callback_http_filter_http_callout(
      host, &id, TEXT("auth"), headers, 3, NONE, 5000);
  return STOP_ITERATION;
}

HOOK(void, http_filter_http_callout_done, void* host, void* self, uint64_t id, int result,
     header* headers, size_t headers_size, buffer* chunks, size_t chunks_size) {
  envoy_dynamic_module_callback_http_filter_continue_decoding(host);
}
