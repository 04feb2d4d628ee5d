/*
 * What the works need of the interface between Envoy 1.40 and a dynamic module: native code in
 * Envoy's process, with no memory of its own, the least that a filter can cost where it may do
 * anything. hooks.c has the hooks that a work leaves out. The interface is declared in
 * https://github.com/envoyproxy/envoy/blob/v1.40.0/source/extensions/dynamic_modules/abi/abi.h
 */
#pragma once

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
enum body { REQUEST_BODY = 0, BUFFERED_REQUEST_BODY = 1, RESPONSE_BODY = 2 };
enum { INFO = 2 };
enum { CONTINUE = 0, STOP_ITERATION = 1, STOP_AND_BUFFER = 1 };

#define CALLBACK(type, name, ...) type envoy_dynamic_module_callback_##name(__VA_ARGS__)
#define HOOK(type, name, ...) \
  __attribute__((visibility("default"))) type envoy_dynamic_module_on_##name(__VA_ARGS__)

CALLBACK(bool, http_get_header, void*, int, buffer, buffer*, size_t, size_t*);
CALLBACK(size_t, http_get_headers_size, void*, int);
CALLBACK(bool, http_get_headers, void*, int, header*);
CALLBACK(bool, http_add_header, void*, int, buffer, buffer);
CALLBACK(bool, http_set_header, void*, int, buffer, buffer);
CALLBACK(void, http_send_response, void*, uint32_t, header*, size_t, buffer, buffer);
CALLBACK(size_t, http_get_body_chunks_size, void*, int);
CALLBACK(bool, http_get_body_chunks, void*, int, buffer*);
CALLBACK(bool, http_drain_body, void*, int, size_t);
CALLBACK(bool, http_append_body, void*, int, buffer);
CALLBACK(int, http_filter_http_callout, void*, uint64_t*, buffer, header*, size_t, buffer, uint64_t);
CALLBACK(void, http_filter_continue_decoding, void*);
CALLBACK(int, http_filter_config_define_counter, void*, buffer, buffer*, size_t, size_t*);
CALLBACK(int, http_filter_increment_counter, void*, size_t, buffer*, size_t, uint64_t);
CALLBACK(void, log, int, buffer);
CALLBACK(bool, log_enabled, int);

#define TEXT(text) ((buffer){text, sizeof(text) - 1})
static const buffer NONE = {NULL, 0};

/** A request header, or NONE. */
static inline buffer get(void* host, buffer name) {
  buffer value = NONE;
  envoy_dynamic_module_callback_http_get_header(host, REQUEST, name, &value, 0, NULL);
  return value;
}

/** Sets a header; NONE removes it. */
static inline void set(void* host, int map, buffer name, buffer value) {
  envoy_dynamic_module_callback_http_set_header(host, map, name, value);
}

/** Answers a request in Envoy's place; the hook returns what this does. */
static inline int refuse(void* host, uint32_t status) {
  envoy_dynamic_module_callback_http_send_response(host, status, NULL, 0, NONE, NONE);
  return STOP_ITERATION;
}

/** A number's digits. */
static inline buffer digits(char room[24], size_t number) {
  return (buffer){room, (size_t)snprintf(room, 24, "%zu", number)};
}

static inline bool same(buffer one, buffer other) {
  return one.length == other.length && memcmp(one.ptr, other.ptr, one.length) == 0;
}
