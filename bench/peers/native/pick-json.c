// Refuses a body that is not JSON, and names its model in a header.
#include "json.h"
#include "text.h"

static bool read_member(void* model, buffer key, json* in) {
  return same(key, TEXT("model")) ? json_text(in, model) : json_skip(in);
}

HOOK(int, http_filter_request_headers, void* host, void* self, bool end) {
  return STOP_ITERATION;
}

HOOK(int, http_filter_request_body, void* host, void* self, bool end) {
  if (!end) return STOP_AND_BUFFER;
  text body = {NULL, 0, 0};
  append_body(&body, host, BUFFERED_REQUEST_BODY);
  append_body(&body, host, REQUEST_BODY);
  buffer model = TEXT("none");
  const bool is_json = json_document((buffer){body.ptr, body.length}, read_member, &model);
  if (is_json) set(host, REQUEST, TEXT("x-found"), model);
  free(body.ptr);
  return is_json ? CONTINUE : refuse(host, 400);
}
