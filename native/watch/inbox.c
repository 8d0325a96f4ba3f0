#define _GNU_SOURCE
#include "watch.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int bind_loopback(int inbox, uint16_t port, uint16_t *bound) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof address;
  const int yes = 1;
  if (setsockopt(inbox, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes)) return errno;
  if (bind(inbox, (struct sockaddr *)&address, sizeof address) || getsockname(inbox, (struct sockaddr *)&address, &length)) return errno;
  *bound = ntohs(address.sin_port);
  return 0;
}

int inbox_open(uint16_t port, uint16_t *bound) {
  const int inbox = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (inbox < 0) return -errno;
  const int error = bind_loopback(inbox, port, bound);
  if (!error) return inbox;
  (void)close(inbox);
  return -error;
}

/* The system stamps packets with the wall clock, which may have been set since: whoever knows better keeps it within bounds. */
static double ms_since(struct msghdr *message) {
  for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
    struct timespec came, now;
    memcpy(&came, CMSG_DATA(part), sizeof came);
    if (clock_gettime(CLOCK_REALTIME, &now)) return 0;
    return (double)(now.tv_sec - came.tv_sec) * 1e3 + (double)(now.tv_nsec - came.tv_nsec) / 1e6;
  }
  return 0;
}

int inbox_next(int inbox, char *packet, int size, double *ago_ms) {
  union {
    char bytes[CMSG_SPACE(sizeof(struct timespec))];
    struct cmsghdr aligned;
  } control;
  struct iovec part = {packet, (size_t)size};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  ssize_t length;
  do length = recvmsg(inbox, &message, 0);
  while (length < 0 && errno == EINTR);
  if (length >= 0) *ago_ms = ms_since(&message);
  return (int)length;
}
