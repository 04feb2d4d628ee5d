// Limits the requests of each client, over all workers: a token bucket by the generic cell rate
// algorithm.
#include <math.h>

#include "clock.h"
#include "json.h"
#include "table.h"

typedef struct {
  double rate;
  double burst;
  /** The nanoseconds of a token, and of all that a bucket has. */
  uint64_t token;
  uint64_t whole;
  table* clients;
} settings;

static bool read_setting(void* made, buffer key, json* in) {
  settings* into = made;
  if (same(key, TEXT("rate"))) return json_number(in, &into->rate);
  if (same(key, TEXT("burst"))) return json_number(in, &into->burst);
  return json_skip(in);
}

HOOK(void*, http_filter_config_new, void* host, buffer name, buffer text) {
  settings* made = calloc(1, sizeof(settings));
  if (!json_document(text, read_setting, made) || made->rate <= 0) return NULL;
  made->token = (uint64_t)ceil(1e9 / made->rate);
  made->whole = made->token * (uint64_t)made->burst;
  made->clients = new_table();
  return made;
}

static bool take(settings* self, buffer client) {
  const uint64_t time = now();
  pthread_mutex_lock(&self->clients->lock);
  uint64_t* full_at = &entry_of(self->clients, client)->time;
  const uint64_t then = (*full_at > time ? *full_at : time) + self->token;
  const bool is_allowed = then - time <= self->whole;
  if (is_allowed) *full_at = then;
  pthread_mutex_unlock(&self->clients->lock);
  return is_allowed;
}

HOOK(int, http_filter_request_headers, void* host, settings* self, bool end) {
  if (take(self, get(host, TEXT("x-client")))) return CONTINUE;
  char room[24];
  const uint64_t seconds = self->token / 1000000000;
  const buffer text = digits(room, seconds > 1 ? seconds : 1);
  header retry_after = {"retry-after", 11, text.ptr, text.length};
  envoy_dynamic_module_callback_http_send_response(host, 429, &retry_after, 1, NONE, NONE);
  return STOP_ITERATION;
}
