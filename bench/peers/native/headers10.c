// Gets 10 headers, sets 8, removes 1, and iterates over all of them.
#include "envoy.h"

typedef struct {
  size_t sum;
} filter;

static const buffer NAMES[8] = {
    {"x-h0", 4}, {"x-h1", 4}, {"x-h2", 4}, {"x-h3", 4},
    {"x-h4", 4}, {"x-h5", 4}, {"x-h6", 4}, {"x-h7", 4},
};

HOOK(void*, http_filter_new, void* config, void* host) { return calloc(1, sizeof(filter)); }
HOOK(void, http_filter_destroy, void* self) { free(self); }

static void add(void* host, buffer name, buffer value) {
  envoy_dynamic_module_callback_http_add_header(host, REQUEST, name, value);
}

HOOK(int, http_filter_request_headers, void* host, filter* self, bool end) {
  char room[24];
  const buffer path = get(host, TEXT(":path"));
  const buffer agent = get(host, TEXT("user-agent"));
  size_t lengths = 0;
  for (int i = 0; i < 8; i++) lengths += get(host, NAMES[i]).length;
  add(host, TEXT("x-add-0"), path);
  add(host, TEXT("x-add-1"), agent);
  add(host, TEXT("x-add-2"), digits(room, lengths));
  const size_t count = envoy_dynamic_module_callback_http_get_headers_size(host, REQUEST);
  header all[count];
  envoy_dynamic_module_callback_http_get_headers(host, REQUEST, all);
  for (size_t i = 0; i < count; i++) self->sum += all[i].key_length + all[i].value_length;
  return CONTINUE;
}

HOOK(int, http_filter_response_headers, void* host, filter* self, bool end) {
  char room[24];
  set(host, RESPONSE, TEXT("x-set-0"), TEXT("value-0"));
  set(host, RESPONSE, TEXT("x-set-1"), TEXT("value-1"));
  set(host, RESPONSE, TEXT("x-set-2"), TEXT("value-2"));
  set(host, RESPONSE, TEXT("x-set-3"), TEXT("value-3"));
  set(host, RESPONSE, TEXT("x-remove"), NONE);
  set(host, RESPONSE, TEXT("x-set-4"), digits(room, self->sum));
  return CONTINUE;
}
