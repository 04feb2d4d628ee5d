// Collects a request's body and converts it to upper case.
#include "envoy.h"

HOOK(int, http_filter_request_headers, void* host, void* self, bool end) {
  set(host, REQUEST, TEXT("content-length"), NONE);
  return CONTINUE;
}

/** Envoy's buffers are its own memory, so the letters are changed where they are. */
static void to_upper_case(void* host, int body) {
  const size_t count = envoy_dynamic_module_callback_http_get_body_chunks_size(host, body);
  if (count == 0) return;
  buffer chunks[count];
  envoy_dynamic_module_callback_http_get_body_chunks(host, body, chunks);
  for (size_t i = 0; i < count; i++) {
    char* at = (char*)chunks[i].ptr;
    char* end = at + chunks[i].length;
    for (; at < end; at++) {
      if (*at >= 'a' && *at <= 'z') *at -= 32;
    }
  }
}

HOOK(int, http_filter_request_body, void* host, void* self, bool end) {
  if (!end) return STOP_AND_BUFFER;
  to_upper_case(host, BUFFERED_REQUEST_BODY);
  to_upper_case(host, REQUEST_BODY);
  return CONTINUE;
}
