// Counts the tokens of a streamed answer, which its last event says.
#define _GNU_SOURCE
#include "json.h"
#include "text.h"

typedef struct {
  size_t counter;
} settings;

typedef struct {
  const settings* settings;
  /** An event that is not whole. */
  text held;
  double total;
} filter;

HOOK(void*, http_filter_config_new, void* host, buffer name, buffer text) {
  settings* made = malloc(sizeof(settings));
  envoy_dynamic_module_callback_http_filter_config_define_counter(
      host, TEXT("bench_tokens"), NULL, 0, &made->counter);
  return made;
}

HOOK(void*, http_filter_new, void* config, void* host) {
  filter* made = calloc(1, sizeof(filter));
  made->settings = config;
  return made;
}

HOOK(void, http_filter_destroy, filter* self) {
  free(self->held.ptr);
  free(self);
}

static bool read_usage(void* total, buffer key, json* in) {
  return same(key, TEXT("total_tokens")) ? json_number(in, total) : json_skip(in);
}

static bool read_event(void* total, buffer key, json* in) {
  const bool is_usage = same(key, TEXT("usage")) && json_space(in) && *in->at == '{';
  return is_usage ? json_object(in, read_usage, total) : json_skip(in);
}

/** Events end by an empty line, and their data is one line. */
static void read_events(filter* self) {
  const char* at = self->held.ptr;
  const char* end = at + self->held.length;
  const char* next;
  while ((next = memmem(at, (size_t)(end - at), "\n\n", 2)) != NULL) {
    double total = -1;
    if (next - at > 6 && memcmp(at, "data: ", 6) == 0) {
      const buffer data = {at + 6, (size_t)(next - at - 6)};
      if (json_document(data, read_event, &total) && total >= 0) self->total = total;
    }
    at = next + 2;
  }
  drop(&self->held, (size_t)(at - self->held.ptr));
}

HOOK(int, http_filter_response_body, void* host, filter* self, bool end) {
  append_body(&self->held, host, RESPONSE_BODY);
  read_events(self);
  if (end && self->total > 0) {
    envoy_dynamic_module_callback_http_filter_increment_counter(
        host, self->settings->counter, NULL, 0, (uint64_t)self->total);
  }
  return CONTINUE;
}
