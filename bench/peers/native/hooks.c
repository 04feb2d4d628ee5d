/*
 * Envoy looks all these up when it loads a module, and calls those of a stream for each. A work
 * that has a hook of its own takes the place of the one here.
 */
#include "envoy.h"

#define DEFAULT(type, name, ...) HOOK(__attribute__((weak)) type, name, __VA_ARGS__)
#define CONTINUES(name) \
  DEFAULT(int, http_filter_##name, void* host, void* self, bool end) { return CONTINUE; }
#define UNUSED(name) DEFAULT(void, http_filter_##name, void) {}

DEFAULT(const char*, program_init, void) { return "v0.2.0"; }

DEFAULT(const void*, http_filter_config_new, void* host, buffer name, buffer text) { return ""; }
DEFAULT(void, http_filter_config_destroy, void* config) {}

/* Without a state of its own, a stream's filter is its configuration. */
DEFAULT(void*, http_filter_new, void* config, void* host) { return config; }
DEFAULT(void, http_filter_destroy, void* self) {}

CONTINUES(request_headers)
CONTINUES(request_body)
CONTINUES(response_headers)
CONTINUES(response_body)
DEFAULT(int, http_filter_request_trailers, void* host, void* self) { return CONTINUE; }
DEFAULT(int, http_filter_response_trailers, void* host, void* self) { return CONTINUE; }
DEFAULT(void, http_filter_stream_complete, void* host, void* self) {}

/* No work has these called. */
UNUSED(http_callout_done)
UNUSED(http_stream_headers)
UNUSED(http_stream_data)
UNUSED(http_stream_trailers)
UNUSED(http_stream_complete)
UNUSED(http_stream_reset)
UNUSED(scheduled)
UNUSED(downstream_above_write_buffer_high_watermark)
UNUSED(downstream_below_write_buffer_low_watermark)
DEFAULT(int, http_filter_local_reply, void) { return 0; }
