// Replaces three texts in a response, part by part.
#define _GNU_SOURCE
#include "text.h"

enum { NEEDLES = 3, LONGEST = 8 };

static const buffer FROM[NEEDLES] = {{"password", 8}, {"secret", 6}, {"token", 5}};
static const buffer TO[NEEDLES] = {{"PASS", 4}, {"HIDDEN", 6}, {"REPLACED", 8}};

/** The end of what came, which may begin a needle. */
typedef text filter;

HOOK(void*, http_filter_new, void* config, void* host) { return calloc(1, sizeof(filter)); }

HOOK(void, http_filter_destroy, filter* held) {
  free(held->ptr);
  free(held);
}

HOOK(int, http_filter_response_headers, void* host, filter* held, bool end) {
  set(host, RESPONSE, TEXT("content-length"), NONE);
  return CONTINUE;
}

/** Where a needle is next, or the end. */
static const char* next(const char* at, const char* end, buffer needle) {
  const char* found = memmem(at, (size_t)(end - at), needle.ptr, needle.length);
  return found == NULL ? end : found;
}

HOOK(int, http_filter_response_body, void* host, filter* held, bool is_last) {
  const size_t size = append_body(held, host, RESPONSE_BODY);
  const size_t kept = is_last ? 0 : LONGEST - 1;
  const char* at = held->ptr;
  const char* all = at + held->length;
  // What begins in front of this is whole.
  const char* end = held->length > kept ? all - kept : at;
  const char* found[NEEDLES];
  for (int i = 0; i < NEEDLES; i++) found[i] = next(at, all, FROM[i]);
  text out = {NULL, 0, 0};
  for (;;) {
    int first = 0;
    for (int i = 1; i < NEEDLES; i++) {
      if (found[i] < found[first]) first = i;
    }
    if (found[first] >= end) break;
    append(&out, at, (size_t)(found[first] - at));
    append(&out, TO[first].ptr, TO[first].length);
    at = found[first] + FROM[first].length;
    for (int i = 0; i < NEEDLES; i++) {
      if (found[i] < at) found[i] = next(at, all, FROM[i]);
    }
  }
  if (end < at) end = at;
  append(&out, at, (size_t)(end - at));
  envoy_dynamic_module_callback_http_drain_body(host, RESPONSE_BODY, size);
  envoy_dynamic_module_callback_http_append_body(host, RESPONSE_BODY, (buffer){out.ptr, out.length});
  drop(held, (size_t)(end - held->ptr));
  free(out.ptr);
  return CONTINUE;
}
