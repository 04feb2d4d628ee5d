// A clock of the day that is ahead by the seconds in a file, for a process that preloads this.
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile const int64_t *offset;

__attribute__((constructor)) static void map_offset(void) {
  const char *path = getenv("CLOCK_OFFSET_FILE");
  int file = path ? open(path, O_RDONLY) : -1;
  if (file < 0) return;
  void *at = mmap(0, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
  if (at != MAP_FAILED) offset = at;
}

int clock_gettime(clockid_t id, struct timespec *time) {
  int status = syscall(SYS_clock_gettime, id, time);
  if (status == 0 && id == CLOCK_REALTIME && offset) time->tv_sec += *offset;
  return status;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  int status = syscall(SYS_gettimeofday, time, zone);
  if (status == 0 && offset) time->tv_sec += *offset;
  return status;
}
