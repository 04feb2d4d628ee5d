/*
 * What all workers share: values by text, behind a lock. A table is never emptied, as data that
 * Wasm filters share is not.
 */
#pragma once

#include <pthread.h>

#include "envoy.h"

enum { CHAINS = 4096 };

typedef struct entry {
  struct entry* next;
  buffer key;
  uint64_t time;
  buffer value;
} entry;

typedef struct {
  pthread_mutex_t lock;
  entry* chains[CHAINS];
} table;

static inline table* new_table(void) {
  table* made = calloc(1, sizeof(table));
  pthread_mutex_init(&made->lock, NULL);
  return made;
}

static inline buffer copied(buffer text) {
  char* copy = malloc(text.length + 1);
  memcpy(copy, text.ptr, text.length);
  return (buffer){copy, text.length};
}

/** The entry of a key, a new one if there is none. The caller holds the lock. */
static inline entry* entry_of(table* all, buffer key) {
  uint32_t hash = 2166136261;
  for (size_t i = 0; i < key.length; i++) hash = (hash ^ (unsigned char)key.ptr[i]) * 16777619;
  entry** chain = &all->chains[hash % CHAINS];
  for (entry* each = *chain; each != NULL; each = each->next) {
    if (same(each->key, key)) return each;
  }
  entry* made = malloc(sizeof(entry));
  *made = (entry){.next = *chain, .key = copied(key), .value = NONE};
  return *chain = made;
}
