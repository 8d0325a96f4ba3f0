#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct flushing {
  pthread_mutex_t lock; /* never held while a disk is asked for anything */
  pthread_cond_t woken;
  bool over;
  int holders; /* the thread, and whoever began it */
  struct flush_figures figures;
  /* Of the thread alone. */
  int64_t every_ns, phase_ns;
  int64_t index;
  int file; /* −1 while there is none */
  char *folder;
};

static void release(struct flushing *f) {
  (void)pthread_mutex_lock(&f->lock);
  const bool last = --f->holders == 0;
  (void)pthread_mutex_unlock(&f->lock);
  if (!last) return;
  (void)pthread_cond_destroy(&f->woken);
  (void)pthread_mutex_destroy(&f->lock);
  free(f->folder);
  free(f);
}

/* As segments/files.ts names them. False for a path longer than any system takes. */
static bool path_of(const struct flushing *f, int64_t index, char *path, size_t size) {
  const int length = snprintf(path, size, "%s/%05lld.mkv", f->folder, (long long)index);
  return length > 0 && (size_t)length < size;
}

static bool exists(const struct flushing *f, int64_t index) {
  char path[4096];
  struct stat file;
  return path_of(f, index, path, sizeof path) && stat(path, &file) == 0;
}

static void close_file(struct flushing *f) {
  if (f->file >= 0) (void)close(f->file); /* nothing is written through it */
  f->file = -1;
}

static int sync_folder(const struct flushing *f) {
  const int folder = open(f->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return errno;
  const int error = fsync(folder) ? errno : 0;
  (void)close(folder);
  return error;
}

/* The file before it got its last bytes since: they are made durable as well, and so is the new one's name. */
static int next(struct flushing *f) {
  char path[4096];
  if (f->file >= 0) {
    if (fdatasync(f->file)) return errno;
    close_file(f);
    f->index += 1;
  }
  if (!path_of(f, f->index, path, sizeof path)) return ENAMETOOLONG;
  f->file = open(path, O_RDONLY | O_CLOEXEC);
  if (f->file < 0 || fdatasync(f->file)) return errno;
  return sync_folder(f);
}

static int flush(struct flushing *f) {
  if (f->file >= 0 && fdatasync(f->file)) return errno;
  /* What was found only now, as by a recorder that takes a capture over, may be nearly over itself. */
  while (exists(f, f->file >= 0 ? f->index + 1 : f->index)) {
    const int error = next(f);
    if (error) return error;
  }
  return 0;
}

static void begin_round(struct flushing *f) {
  (void)pthread_mutex_lock(&f->lock);
  f->figures.out_since_ns = monotonic_ns();
  (void)pthread_mutex_unlock(&f->lock);
}

static void end_round(struct flushing *f, int error) {
  (void)pthread_mutex_lock(&f->lock);
  struct flush_figures *figures = &f->figures;
  const int64_t took_ns = monotonic_ns() - figures->out_since_ns;
  if (took_ns > figures->longest_ns) figures->longest_ns = took_ns;
  if (error) figures->failures += 1;
  else if (f->file >= 0) figures->rounds += 1;
  figures->last_error = error;
  figures->out_since_ns = 0;
  (void)pthread_mutex_unlock(&f->lock);
}

/* A round that took too long leaves ticks out; one that is only just to come has been had (ticks.ts). */
static int64_t next_tick_ns(const struct flushing *f) {
  const int64_t now = monotonic_ns();
  const int64_t rest = f->every_ns - (now + f->every_ns - f->phase_ns) % f->every_ns;
  return now + rest + (rest < f->every_ns / 4 ? f->every_ns : 0);
}

/* False when it is over. */
static bool wait_for_tick(struct flushing *f) {
  const int64_t at_ns = next_tick_ns(f);
  const struct timespec at = {at_ns / 1000000000, at_ns % 1000000000};
  (void)pthread_mutex_lock(&f->lock);
  while (!f->over && pthread_cond_timedwait(&f->woken, &f->lock, &at) == 0) {}
  const bool over = f->over;
  (void)pthread_mutex_unlock(&f->lock);
  return !over;
}

/* A disk that fails is tried again with the next tick. */
static void *run(void *argument) {
  struct flushing *f = argument;
  while (wait_for_tick(f)) {
    begin_round(f);
    const int error = flush(f);
    if (error) close_file(f);
    end_round(f, error);
  }
  close_file(f);
  release(f);
  return NULL;
}

/* Waits are counted by the clock that nobody sets. */
static int make_condition(pthread_cond_t *condition) {
  pthread_condattr_t attributes;
  int error = pthread_condattr_init(&attributes);
  if (error) return error;
  error = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  if (!error) error = pthread_cond_init(condition, &attributes);
  (void)pthread_condattr_destroy(&attributes);
  return error;
}

struct flushing *flushing_begin(const char *folder, int64_t index, int64_t every_ns, int64_t phase_ns) {
  struct flushing *f = calloc(1, sizeof *f);
  char *copy = strdup(folder);
  if (f == NULL || copy == NULL || make_condition(&f->woken)) {
    free(copy);
    free(f);
    return NULL;
  }
  (void)pthread_mutex_init(&f->lock, NULL);
  f->folder = copy;
  f->index = index;
  f->every_ns = every_ns;
  f->phase_ns = phase_ns;
  f->file = -1;
  f->holders = 2;
  if (start_thread(run, f) == 0) return f;
  release(f);
  release(f);
  return NULL;
}

void flushing_figures(struct flushing *f, struct flush_figures *figures) {
  (void)pthread_mutex_lock(&f->lock);
  *figures = f->figures;
  (void)pthread_mutex_unlock(&f->lock);
}

void flushing_end(struct flushing *f) {
  (void)pthread_mutex_lock(&f->lock);
  f->over = true;
  (void)pthread_cond_signal(&f->woken);
  (void)pthread_mutex_unlock(&f->lock);
  release(f);
}
