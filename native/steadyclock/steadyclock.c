/*
 * Preloaded into a capture, so that a step of the system clock does not reach its media. With
 * STEADY_CLOCK_OFFSET_US=<wall clock minus CLOCK_MONOTONIC> the wall clock is CLOCK_MONOTONIC plus that
 * offset for as long as the process lives; without it, or if it is no number, everything is as it was.
 *
 * Deadlines on the wall clock are computed from the clock that is told here and would be waited for on the
 * one that was stepped: an hour too long (ffmpeg's UDP reader then hears no signal) or not at all. So they
 * are waited for on CLOCK_MONOTONIC as well.
 *
 * No locks, no allocation; nothing is written after start-up except addresses that come out the same each time.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define OVERRIDES __attribute__((visibility("default")))

enum { ns_per_s = 1000000000, us_per_s = 1000000, ns_per_us = 1000 };

_Static_assert(sizeof(time_t) == 8 && sizeof(long) == 8, "64-bit systems only");

typedef int read_clock(clockid_t, struct timespec *);
typedef int wait_on(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
typedef int wait_for(sem_t *, const struct timespec *);

/* Before this library's turn to initialise; libraries that come up earlier may ask for the time. */
static int from_kernel(clockid_t id, struct timespec *now) { return (int)syscall(SYS_clock_gettime, id, now); }

static read_clock *next_clock = from_kernel;
static bool steady;
static struct timespec offset;

static struct timespec from_us(int64_t us) {
  int64_t s = us / us_per_s, rest_us = us % us_per_s;
  if (rest_us < 0) {
    s -= 1;
    rest_us += us_per_s;
  }
  return (struct timespec){.tv_sec = s, .tv_nsec = rest_us * ns_per_us};
}

__attribute__((constructor)) static void start(void) {
  read_clock *found = (read_clock *)dlsym(RTLD_NEXT, "clock_gettime");
  if (found) next_clock = found;
  const char *text = getenv("STEADY_CLOCK_OFFSET_US");
  if (text == NULL) return;
  char *end;
  errno = 0;
  const long long us = strtoll(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0') return;
  offset = from_us(us);
  steady = true;
}

static clockid_t steady_id(clockid_t id) {
  if (id == CLOCK_REALTIME) return CLOCK_MONOTONIC;
  return id == CLOCK_REALTIME_COARSE ? CLOCK_MONOTONIC_COARSE : id;
}

static struct timespec plus_offset(struct timespec t) {
  t.tv_sec += offset.tv_sec;
  t.tv_nsec += offset.tv_nsec;
  if (t.tv_nsec < ns_per_s) return t;
  return (struct timespec){.tv_sec = t.tv_sec + 1, .tv_nsec = t.tv_nsec - ns_per_s};
}

/* Not the exported name: within a library that is a call by way of the linker again. */
static inline int read_now(clockid_t id, struct timespec *now) {
  const clockid_t other = steady ? steady_id(id) : id;
  if (other == id) return next_clock(id, now);
  struct timespec monotonic;
  const int failed = next_clock(other, &monotonic);
  if (!failed) *now = plus_offset(monotonic);
  return failed;
}

OVERRIDES int clock_gettime(clockid_t id, struct timespec *now) { return read_now(id, now); }

OVERRIDES int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec t;
  if (zone) *(struct timezone *)zone = (struct timezone){0, 0}; /* as glibc */
  const int failed = read_now(CLOCK_REALTIME, &t);
  if (!failed) *now = (struct timeval){.tv_sec = t.tv_sec, .tv_usec = t.tv_nsec / ns_per_us};
  return failed;
}

/* The second that the kernel's own `time` tells is that of the coarse clock. */
OVERRIDES time_t time(time_t *copy) {
  struct timespec now;
  if (read_now(CLOCK_REALTIME_COARSE, &now)) return -1;
  if (copy) *copy = now.tv_sec;
  return now.tv_sec;
}

/*
 * The same moment on CLOCK_MONOTONIC; false when it is not on the wall clock told here. A deadline on
 * CLOCK_MONOTONIC itself counts from the start of the machine and lies decades below the offset.
 */
static bool on_monotonic(const struct timespec *deadline, struct timespec *monotonic) {
  if (!steady || deadline->tv_sec <= offset.tv_sec) return false;
  const bool borrow = deadline->tv_nsec < offset.tv_nsec;
  monotonic->tv_sec = deadline->tv_sec - offset.tv_sec - (borrow ? 1 : 0);
  monotonic->tv_nsec = deadline->tv_nsec - offset.tv_nsec + (borrow ? ns_per_s : 0);
  return true;
}

OVERRIDES int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict deadline) {
  static wait_on *next;
  struct timespec monotonic;
  if (on_monotonic(deadline, &monotonic)) return pthread_cond_clockwait(condition, mutex, CLOCK_MONOTONIC, &monotonic);
  if (next == NULL) next = (wait_on *)dlsym(RTLD_NEXT, "pthread_cond_timedwait");
  return next(condition, mutex, deadline);
}

OVERRIDES int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict deadline) {
  static wait_for *next;
  struct timespec monotonic;
  if (on_monotonic(deadline, &monotonic)) return sem_clockwait(semaphore, CLOCK_MONOTONIC, &monotonic);
  if (next == NULL) next = (wait_for *)dlsym(RTLD_NEXT, "sem_timedwait");
  return next(semaphore, deadline);
}
