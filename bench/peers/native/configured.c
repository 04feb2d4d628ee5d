// Takes a response header's value from its configuration, and has a state for each stream.
#include "envoy.h"

typedef struct {
  const buffer* greeting;
} filter;

HOOK(void*, http_filter_config_new, void* host, buffer name, buffer text) {
  buffer* greeting = malloc(sizeof(buffer));
  *greeting = text.length > 0 ? (buffer){strndup(text.ptr, text.length), text.length} : TEXT("world");
  return greeting;
}

HOOK(void*, http_filter_new, void* config, void* host) {
  filter* made = malloc(sizeof(filter));
  made->greeting = config;
  return made;
}

HOOK(void, http_filter_destroy, void* self) { free(self); }

HOOK(int, http_filter_response_headers, void* host, filter* self, bool end) {
  set(host, RESPONSE, TEXT("hello"), *self->greeting);
  return CONTINUE;
}
