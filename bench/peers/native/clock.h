/* The time of day in nanoseconds. */
#pragma once

#include <stdint.h>
#include <time.h>

static inline uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}
