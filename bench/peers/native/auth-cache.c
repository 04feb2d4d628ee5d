// Asks a service who sends a request, at most once a minute for each token.
#include "clock.h"
#include "table.h"

static const uint64_t TTL = 60000000000;

HOOK(void*, http_filter_config_new, void* host, buffer name, buffer text) { return new_table(); }

/** Names the user in a header where it is known. */
static bool name_known(void* host, table* users, buffer token) {
  pthread_mutex_lock(&users->lock);
  const entry* found = entry_of(users, token);
  const bool is_known = found->time >= now();
  if (is_known) set(host, REQUEST, TEXT("x-found"), found->value);
  pthread_mutex_unlock(&users->lock);
  return is_known;
}

static void keep(table* users, buffer token, buffer user) {
  pthread_mutex_lock(&users->lock);
  entry* found = entry_of(users, token);
  free((char*)found->value.ptr);
  found->value = copied(user);
  found->time = now() + TTL;
  pthread_mutex_unlock(&users->lock);
}

HOOK(int, http_filter_request_headers, void* host, table* users, bool end) {
  const buffer token = get(host, TEXT("authorization"));
  if (token.ptr == NULL) return refuse(host, 401);
  if (name_known(host, users, token)) return CONTINUE;
  header headers[4] = {
      {":method", 7, "GET", 3},
      {":path", 5, "/auth", 5},
      {":authority", 10, "auth", 4},
      {"authorization", 13, token.ptr, token.length},
  };
  uint64_t id;
  const int failed = envoy_dynamic_module_callback_http_filter_http_callout(
      host, &id, TEXT("auth"), headers, 4, NONE, 5000);
  return failed ? refuse(host, 401) : STOP_ITERATION;
}

HOOK(void, http_filter_http_callout_done, void* host, table* users, uint64_t id, int result,
     header* headers, size_t count, buffer* chunks, size_t chunks_size) {
  buffer status = NONE, user = NONE;
  for (size_t i = 0; i < count; i++) {
    const buffer key = {headers[i].key, headers[i].key_length};
    const buffer value = {headers[i].value, headers[i].value_length};
    if (same(key, TEXT(":status"))) status = value;
    if (same(key, TEXT("x-user"))) user = value;
  }
  if (user.ptr == NULL || !same(status, TEXT("200"))) {
    refuse(host, 401);
    return;
  }
  keep(users, get(host, TEXT("authorization")), user);
  set(host, REQUEST, TEXT("x-found"), user);
  envoy_dynamic_module_callback_http_filter_continue_decoding(host);
}
