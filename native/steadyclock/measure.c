/*
 * Nanoseconds per call, fastest of nine rounds of a million:
 *   cc -O2 native/steadyclock/measure.c -o /tmp/measure
 *   /tmp/measure; LD_PRELOAD=<libsteadyclock.so> STEADY_CLOCK_OFFSET_US=1 /tmp/measure
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/time.h>
#include <time.h>

enum { calls = 1000000, rounds = 9 };

static double now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC_RAW, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

#define MEASURE(name, call)                                     \
  do {                                                          \
    double best = 1e9;                                          \
    for (int round = 0; round < rounds; round += 1) {           \
      const double from = now_ns();                             \
      for (int i = 0; i < calls; i += 1) (void)(call);          \
      const double each = (now_ns() - from) / calls;            \
      if (each < best) best = each;                             \
    }                                                           \
    printf("%-24s %6.1f ns\n", name, best);                     \
  } while (0)

int main(void) {
  struct timespec t;
  struct timeval v;
  MEASURE("gettimeofday", gettimeofday(&v, NULL));
  MEASURE("clock_gettime realtime", clock_gettime(CLOCK_REALTIME, &t));
  MEASURE("  … coarse", clock_gettime(CLOCK_REALTIME_COARSE, &t));
  MEASURE("  … monotonic", clock_gettime(CLOCK_MONOTONIC, &t));
  MEASURE("time", time(NULL));
}
