/*
 * Preloaded into a process, shifts its wall clock by what the file in HELIOGRAPH_CLOCK says: nanoseconds, 64 bits, read anew at every
 * look. Timers are not touched, as when an operator or NTP sets a clock. It asks the kernel and allocates nothing: libfaketime looks
 * symbols up when it is loaded, which hangs in the allocator that workerd is linked with.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const int64_t second = 1000000000;
static const volatile int64_t none = 0;
static const volatile int64_t *shift = &none;

__attribute__((constructor)) static void open_shift(void) {
  const char *file = getenv("HELIOGRAPH_CLOCK");
  int descriptor = file == NULL ? -1 : open(file, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  void *page = mmap(NULL, sizeof *shift, PROT_READ, MAP_SHARED, descriptor, 0);
  if (page != MAP_FAILED) shift = page;
  close(descriptor);
}

int clock_gettime(clockid_t clock, struct timespec *at) {
  int result = (int)syscall(SYS_clock_gettime, clock, at);
  if (result != 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return result;
  int64_t nanoseconds = at->tv_sec * second + at->tv_nsec + *shift;
  at->tv_sec = nanoseconds / second;
  at->tv_nsec = nanoseconds % second;
  return 0;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  (void)zone;
  struct timespec now;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return result;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at != NULL) *at = now.tv_sec;
  return now.tv_sec;
}
