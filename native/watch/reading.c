#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_from(int file, char *bytes, int64_t length, int64_t at, int64_t *got) {
  for (*got = 0; *got < length;) {
    const ssize_t more = pread(file, bytes + *got, (size_t)(length - *got), at + *got);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return errno;
    if (more == 0) return 0; /* somebody has cut it meanwhile */
    *got += more;
  }
  return 0;
}

static int end_of(int file, char *bytes, int64_t room, struct file_end *end) {
  struct stat about;
  if (fstat(file, &about)) return errno;
  end->file_bytes = about.st_size;
  const int64_t length = about.st_size < room ? about.st_size : room;
  return read_from(file, bytes, length, about.st_size - length, &end->bytes);
}

int read_end(const char *path, char *bytes, int64_t room, struct file_end *end) {
  const int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return errno;
  const int error = end_of(file, bytes, room, end);
  (void)close(file);
  return error;
}
