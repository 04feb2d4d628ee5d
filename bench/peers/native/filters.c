/*
 * The works of the bench as a dynamic module of Envoy: native code in Envoy's process, with
 * no memory of its own: the least that a filter can cost where it may do anything.
 *
 * Built by `npm run bench:peers` with the system's C compiler. The declarations are those
 * of Envoy 1.40's ABI, as far as the works need it:
 * https://github.com/envoyproxy/envoy/blob/v1.40.0/source/extensions/dynamic_modules/abi/abi.h
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char* ptr;
  size_t length;
} buffer;

typedef struct {
  const char* key;
  size_t key_length;
  const char* value;
  size_t value_length;
} header;

enum map { REQUEST = 0, RESPONSE = 2 };
enum body { RECEIVED = 0, BUFFERED = 1 };
enum { INFO = 2 };
enum { CONTINUE = 0, STOP_ITERATION = 1, STOP_AND_BUFFER = 1 };

#define CALLBACK(type, name, ...) type envoy_dynamic_module_callback_##name(__VA_ARGS__)
#define EXPORT __attribute__((visibility("default")))

CALLBACK(bool, http_get_header, void*, int, buffer, buffer*, size_t, size_t*);
CALLBACK(size_t, http_get_headers_size, void*, int);
CALLBACK(bool, http_get_headers, void*, int, header*);
CALLBACK(bool, http_add_header, void*, int, buffer, buffer);
CALLBACK(bool, http_set_header, void*, int, buffer, buffer);
CALLBACK(size_t, http_get_body_size, void*, int);
CALLBACK(size_t, http_get_body_chunks_size, void*, int);
CALLBACK(bool, http_get_body_chunks, void*, int, buffer*);
CALLBACK(bool, http_drain_body, void*, int, size_t);
CALLBACK(bool, http_append_body, void*, int, buffer);
CALLBACK(int, http_filter_http_callout, void*, uint64_t*, buffer, header*, size_t, buffer, uint64_t);
CALLBACK(void, http_filter_continue_decoding, void*);
CALLBACK(void, log, int, buffer);
CALLBACK(bool, log_enabled, int);

#define TEXT(text) ((buffer){text, sizeof(text) - 1})
static const buffer NONE = {NULL, 0};

typedef struct {
  char work[32];
  buffer greeting;
} settings;

typedef struct {
  const settings* settings;
  size_t sum;
} filter;

static bool does(const filter* self, const char* work) {
  return strcmp(self->settings->work, work) == 0;
}

static buffer get(void* host, buffer name) {
  buffer value = NONE;
  envoy_dynamic_module_callback_http_get_header(host, REQUEST, name, &value, 0, NULL);
  return value;
}

static buffer digits(char room[24], size_t number) {
  return (buffer){room, (size_t)snprintf(room, 24, "%zu", number)};
}

EXPORT const char* envoy_dynamic_module_on_program_init(void) { return "v0.2.0"; }

EXPORT void* envoy_dynamic_module_on_http_filter_config_new(void* host, buffer name, buffer text) {
  settings* made = calloc(1, sizeof(settings));
  char* greeting = malloc(text.length + 1);
  memcpy(greeting, text.ptr, text.length);
  made->greeting = text.length > 0 ? (buffer){greeting, text.length} : TEXT("world");
  snprintf(made->work, sizeof(made->work), "%.*s", (int)name.length, name.ptr);
  return made;
}

EXPORT void envoy_dynamic_module_on_http_filter_config_destroy(void* config) {}

EXPORT void* envoy_dynamic_module_on_http_filter_new(void* config, void* host) {
  filter* made = malloc(sizeof(filter));
  *made = (filter){config, 0};
  return made;
}

EXPORT void envoy_dynamic_module_on_http_filter_destroy(void* self) { free(self); }

static void read_headers(void* host, filter* self) {
  static const buffer NAMES[8] = {
      {"x-h0", 4}, {"x-h1", 4}, {"x-h2", 4}, {"x-h3", 4},
      {"x-h4", 4}, {"x-h5", 4}, {"x-h6", 4}, {"x-h7", 4},
  };
  char room[24];
  const buffer path = get(host, TEXT(":path"));
  const buffer agent = get(host, TEXT("user-agent"));
  size_t lengths = 0;
  for (int i = 0; i < 8; i++) lengths += get(host, NAMES[i]).length;
  envoy_dynamic_module_callback_http_add_header(host, REQUEST, TEXT("x-add-0"), path);
  envoy_dynamic_module_callback_http_add_header(host, REQUEST, TEXT("x-add-1"), agent);
  envoy_dynamic_module_callback_http_add_header(host, REQUEST, TEXT("x-add-2"), digits(room, lengths));
  const size_t count = envoy_dynamic_module_callback_http_get_headers_size(host, REQUEST);
  header all[count];
  envoy_dynamic_module_callback_http_get_headers(host, REQUEST, all);
  for (size_t i = 0; i < count; i++) self->sum += all[i].key_length + all[i].value_length;
}

static void log_path(void* host) {
  char line[1024];
  if (!envoy_dynamic_module_callback_log_enabled(INFO)) return;
  const buffer path = get(host, TEXT(":path"));
  const int size = snprintf(line, sizeof(line), "request path: %.*s", (int)path.length, path.ptr);
  envoy_dynamic_module_callback_log(INFO, (buffer){line, (size_t)size});
}

static void ask(void* host) {
  header headers[3] = {
      {":method", 7, "GET", 3}, {":path", 5, "/check", 6}, {":authority", 10, "auth", 4},
  };
  uint64_t id;
  envoy_dynamic_module_callback_http_filter_http_callout(
      host, &id, TEXT("auth"), headers, 3, NONE, 5000);
}

EXPORT int envoy_dynamic_module_on_http_filter_request_headers(void* host, filter* self, bool end) {
  if (does(self, "headers10")) read_headers(host, self);
  if (does(self, "log")) log_path(host);
  if (does(self, "body") || does(self, "body-tuned")) {
    envoy_dynamic_module_callback_http_set_header(host, REQUEST, TEXT("content-length"), NONE);
  }
  if (!does(self, "http-call")) return CONTINUE;
  ask(host);
  return STOP_ITERATION;
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

EXPORT int envoy_dynamic_module_on_http_filter_request_body(void* host, filter* self, bool end) {
  if (!does(self, "body") && !does(self, "body-tuned")) return CONTINUE;
  if (!end) return STOP_AND_BUFFER;
  to_upper_case(host, BUFFERED);
  to_upper_case(host, RECEIVED);
  return CONTINUE;
}

EXPORT int envoy_dynamic_module_on_http_filter_request_trailers(void* host, void* self) {
  return CONTINUE;
}

EXPORT int envoy_dynamic_module_on_http_filter_response_headers(void* host, filter* self, bool end) {
  if (does(self, "add-header")) {
    envoy_dynamic_module_callback_http_set_header(host, RESPONSE, TEXT("hello"), TEXT("world"));
  } else if (does(self, "configured")) {
    envoy_dynamic_module_callback_http_set_header(host, RESPONSE, TEXT("hello"), self->settings->greeting);
  } else if (does(self, "headers10")) {
    char room[24];
    envoy_dynamic_module_callback_http_set_header(host, RESPONSE, TEXT("x-set-0"), TEXT("value-0"));
    envoy_dynamic_module_callback_http_set_header(host, RESPONSE, TEXT("x-set-1"), TEXT("value-1"));
    envoy_dynamic_module_callback_http_set_header(host, RESPONSE, TEXT("x-set-2"), TEXT("value-2"));
    envoy_dynamic_module_callback_http_set_header(host, RESPONSE, TEXT("x-set-3"), TEXT("value-3"));
    envoy_dynamic_module_callback_http_set_header(host, RESPONSE, TEXT("x-remove"), NONE);
    envoy_dynamic_module_callback_http_set_header(host, RESPONSE, TEXT("x-set-4"), digits(room, self->sum));
  }
  return CONTINUE;
}

EXPORT int envoy_dynamic_module_on_http_filter_response_body(void* host, void* self, bool end) {
  return CONTINUE;
}

EXPORT int envoy_dynamic_module_on_http_filter_response_trailers(void* host, void* self) {
  return CONTINUE;
}

EXPORT void envoy_dynamic_module_on_http_filter_stream_complete(void* host, void* self) {}

EXPORT void envoy_dynamic_module_on_http_filter_http_callout_done(
    void* host, void* self, uint64_t id, int result, header* headers, size_t headers_size,
    buffer* chunks, size_t chunks_size) {
  envoy_dynamic_module_callback_http_filter_continue_decoding(host);
}

/* Envoy looks these up when it loads a module; no work has them called. */
#define UNUSED(name) EXPORT void envoy_dynamic_module_on_http_filter_##name(void) {}
UNUSED(http_stream_headers)
UNUSED(http_stream_data)
UNUSED(http_stream_trailers)
UNUSED(http_stream_complete)
UNUSED(http_stream_reset)
UNUSED(scheduled)
UNUSED(downstream_above_write_buffer_high_watermark)
UNUSED(downstream_below_write_buffer_low_watermark)
EXPORT int envoy_dynamic_module_on_http_filter_local_reply(void) { return 0; }
