// Adds a response header.
#include "envoy.h"

HOOK(int, http_filter_response_headers, void* host, void* self, bool end) {
  set(host, RESPONSE, TEXT("hello"), TEXT("world"));
  return CONTINUE;
}
