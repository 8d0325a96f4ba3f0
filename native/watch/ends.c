#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

static int watched = -1;
static void (*tell_end)(int watch);

static void *run(void *unused) {
  struct epoll_event events[16];
  (void)unused;
  for (;;) {
    const int count = epoll_wait(watched, events, 16, -1);
    for (int i = 0; i < count; i += 1) tell_end(events[i].data.fd);
  }
  return NULL;
}

int ends_begin(void (*tell)(int watch)) {
  if (watched >= 0) return EBUSY;
  const int made = epoll_create1(EPOLL_CLOEXEC);
  if (made < 0) return errno;
  watched = made;
  tell_end = tell;
  const int error = start_thread(run, NULL);
  if (!error) return 0;
  (void)close(made);
  watched = -1;
  return error;
}

/* A watch is the process's descriptor: it is this process's whoever gets the pid later. */
int ends_watch(int pid) {
  const int process = (int)syscall(SYS_pidfd_open, pid, 0);
  if (process < 0) return -errno;
  struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.fd = process};
  if (epoll_ctl(watched, EPOLL_CTL_ADD, process, &event) == 0) return process;
  const int error = errno;
  (void)close(process);
  return -error;
}

void ends_unwatch(int watch) { (void)close(watch); }
