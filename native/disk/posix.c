/* Linux; macOS as far as it is possible there. */
#define _GNU_SOURCE
#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* What the file takes, counted from its beginning; holes in its content are as good as taken. */
static int64_t taken_bytes(const struct stat *file) {
  const int64_t allocated = (int64_t)file->st_blocks * 512;
  return allocated > file->st_size ? allocated : file->st_size;
}

/* Allocates from the end of the file up to `bytes`, without moving that end. */
static int allocate(int fd, const struct stat *file, int64_t bytes) {
  if (bytes <= file->st_size) return 0;
#ifdef __APPLE__
  const int64_t missing = bytes - taken_bytes(file);
  fstore_t store = {F_ALLOCATEALL, F_PEOFPOSMODE, 0, missing, 0};
  return missing > 0 && fcntl(fd, F_PREALLOCATE, &store) == -1 ? errno : 0;
#else
  int failed;
  do failed = fallocate(fd, FALLOC_FL_KEEP_SIZE, file->st_size, bytes - file->st_size);
  while (failed && errno == EINTR);
  return failed ? errno : 0;
#endif
}

/*
 * Cutting the file where it ends anyway frees everything beyond that end, on ext4, xfs, tmpfs and overlay;
 * punching a hole there does nothing on ext4. What is to be kept is therefore allocated again; for that
 * moment (ext4: 0.8 ms for each GiB kept) it is free for others. If they took it, all of it stays free: half
 * of it would leave a full disk.
 */
static int free_beyond(int fd, int64_t keep_bytes) {
  struct stat file;
  if (fstat(fd, &file) || ftruncate(fd, file.st_size) || fstat(fd, &file)) return errno;
  const int error = allocate(fd, &file, keep_bytes);
  if (error && ftruncate(fd, file.st_size)) return errno;
  return error;
}

/* Would this many more bytes fit? Trying it would fill the disk under a running recording for a moment. */
static int fits(int fd, int64_t more_bytes) {
  struct statvfs disk;
  if (fstatvfs(fd, &disk)) return errno;
  const bool unlimited = disk.f_blocks == 0; /* a tmpfs without a size says nothing */
  return unlimited || more_bytes <= (int64_t)disk.f_bavail * (int64_t)disk.f_frsize ? 0 : ENOSPC;
}

static int open_or_create(const char *path, bool *created) {
  int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  *created = fd >= 0;
  return fd >= 0 || errno != EEXIST ? fd : open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

/* ext4 keeps what it got before the disk was full: half a reservation, and no room for anybody. */
static int allocate_or_restore(int fd, const struct stat *before, int64_t bytes) {
  int error = allocate(fd, before, bytes);
  if (error) (void)free_beyond(fd, taken_bytes(before)); /* the first error is the one to tell */
  return error;
}

static int reserve_in(int fd, int64_t bytes) {
  struct stat file;
  if (fstat(fd, &file)) return errno;
  if (!S_ISREG(file.st_mode)) return EINVAL;
  int error = fits(fd, bytes - taken_bytes(&file));
  return error ? error : allocate_or_restore(fd, &file, bytes);
}

int disk_reserve(const char *path, int64_t bytes) {
  bool created;
  int fd = open_or_create(path, &created);
  if (fd < 0) return errno;
  int error = reserve_in(fd, bytes);
  if (error && created) (void)unlink(path);
  (void)close(fd);
  return error;
}

static int release_in(int fd, int64_t keep_bytes) {
  struct stat file;
  if (fstat(fd, &file)) return errno;
  if (!S_ISREG(file.st_mode)) return EINVAL;
  return taken_bytes(&file) <= keep_bytes ? 0 : free_beyond(fd, keep_bytes);
}

int disk_release(const char *path, int64_t keep_bytes) {
  int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return errno == ENOENT ? 0 : errno;
  int error = release_in(fd, keep_bytes);
  (void)close(fd);
  return error;
}

#ifdef __linux__

enum { window_pages = 16384 }; /* 64 MiB at a time, a byte of answer for each page */

/* Asked of the kernel, not assumed: it keeps pages that somebody has mapped, and file systems without a disk. */
static int any_in_memory(int fd, int64_t size, bool *any) {
  static const unsigned char in_memory = 1;
  const int64_t page = sysconf(_SC_PAGESIZE);
  unsigned char pages[window_pages];
  *any = false;
  for (int64_t at = 0; at < size && !*any; at += page * window_pages) {
    const int64_t length = size - at < page * window_pages ? size - at : page * window_pages;
    void *window = mmap(NULL, (size_t)length, PROT_NONE, MAP_SHARED, fd, at);
    if (window == MAP_FAILED) return errno;
    const int error = mincore(window, (size_t)length, pages) ? errno : 0;
    (void)munmap(window, (size_t)length);
    if (error) return error;
    for (int64_t i = 0; i < (length + page - 1) / page; i += 1) *any = *any || (pages[i] & in_memory) != 0;
  }
  return 0;
}

static int drop(int fd, bool *dropped) {
  struct stat file;
  if (fstat(fd, &file)) return errno;
  if (!S_ISREG(file.st_mode)) return EINVAL;
  if (fdatasync(fd)) return errno; /* what is not on the disk yet cannot be forgotten */
  bool any;
  int error = posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  if (!error) error = any_in_memory(fd, file.st_size, &any);
  if (!error) *dropped = !any;
  return error;
}

int disk_drop_cache(const char *path, bool *dropped) {
  int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return errno;
  int error = drop(fd, dropped);
  (void)close(fd);
  return error;
}

#else

int disk_drop_cache(const char *path, bool *dropped) {
  (void)path;
  *dropped = false;
  return 0;
}

#endif
