/* Bytes that grow. */
#pragma once

#include "envoy.h"

typedef struct {
  char* ptr;
  size_t length;
  size_t room;
} text;

static inline void append(text* to, const char* ptr, size_t length) {
  if (to->length + length > to->room) {
    to->room = 2 * (to->length + length);
    to->ptr = realloc(to->ptr, to->room);
  }
  memcpy(to->ptr + to->length, ptr, length);
  to->length += length;
}

/** Drops the first bytes. */
static inline void drop(text* from, size_t length) {
  memmove(from->ptr, from->ptr + length, from->length - length);
  from->length -= length;
}

/** Appends what a body has; returns its size. */
static inline size_t append_body(text* to, void* host, int body) {
  const size_t count = envoy_dynamic_module_callback_http_get_body_chunks_size(host, body);
  if (count == 0) return 0;
  buffer chunks[count];
  const size_t before = to->length;
  envoy_dynamic_module_callback_http_get_body_chunks(host, body, chunks);
  for (size_t i = 0; i < count; i++) append(to, chunks[i].ptr, chunks[i].length);
  return to->length - before;
}
