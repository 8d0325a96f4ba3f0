/*
 * Windows frees what is allocated beyond a file's end when its last handle is closed (MS-FSCC 2.4.4). So the
 * handle of a reservation stays open: it lasts as long as this process, and the next one reserves again.
 */
#define WIN32_LEAN_AND_MEAN
#define _WIN32_WINNT 0x0600
#include "disk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

struct reservation {
  struct reservation *next;
  HANDLE file;
  char path[]; /* as it was given */
};

static struct reservation *reservations;
static SRWLOCK lock = SRWLOCK_INIT;

static int error_number(DWORD code) {
  switch (code) {
    case ERROR_SUCCESS: return 0;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL: return ENOSPC;
    case ERROR_WRITE_PROTECT: return EROFS;
    case ERROR_ACCESS_DENIED: return EACCES;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND: return ENOENT;
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION: return EBUSY;
    case ERROR_INVALID_FUNCTION:
    case ERROR_CALL_NOT_IMPLEMENTED:
    case ERROR_NOT_SUPPORTED: return ENOTSUP;
    case ERROR_INVALID_PARAMETER:
    case ERROR_INVALID_NAME: return EINVAL;
    case ERROR_NOT_READY: return ENODEV;
    case ERROR_NOT_ENOUGH_MEMORY: return ENOMEM;
    default: return EIO;
  }
}

static int last_error(void) { return error_number(GetLastError()); }

static HANDLE open_file(const char *path, DWORD disposition) {
  const int length = MultiByteToWideChar(CP_UTF8, 0, path, -1, NULL, 0);
  wchar_t *wide = malloc((size_t)length * sizeof *wide);
  if (wide == NULL) {
    SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    return INVALID_HANDLE_VALUE;
  }
  (void)MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, length);
  const DWORD shared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const HANDLE file = CreateFileW(wide, GENERIC_READ | GENERIC_WRITE | DELETE, shared, NULL, disposition, FILE_ATTRIBUTE_NORMAL, NULL);
  const DWORD code = GetLastError();
  free(wide);
  SetLastError(code);
  return file;
}

/* Less than the file's length would cut its content. */
static int allocate(HANDLE file, const FILE_STANDARD_INFO *now, int64_t bytes) {
  FILE_ALLOCATION_INFO wanted;
  wanted.AllocationSize.QuadPart = bytes > now->EndOfFile.QuadPart ? bytes : now->EndOfFile.QuadPart;
  return SetFileInformationByHandle(file, FileAllocationInfo, &wanted, sizeof wanted) ? 0 : last_error();
}

static int grow(HANDLE file, int64_t bytes) {
  FILE_STANDARD_INFO now;
  if (!GetFileInformationByHandleEx(file, FileStandardInfo, &now, sizeof now)) return last_error();
  return now.AllocationSize.QuadPart >= bytes ? 0 : allocate(file, &now, bytes);
}

static int give_back(HANDLE file, int64_t keep_bytes) {
  FILE_STANDARD_INFO now;
  if (!GetFileInformationByHandleEx(file, FileStandardInfo, &now, sizeof now)) return last_error();
  return now.AllocationSize.QuadPart <= keep_bytes ? 0 : allocate(file, &now, keep_bytes);
}

static struct reservation **find(const char *path) {
  struct reservation **at = &reservations;
  while (*at && strcmp((*at)->path, path) != 0) at = &(*at)->next;
  return at;
}

static int hold(const char *path, HANDLE file) {
  struct reservation *held = malloc(sizeof *held + strlen(path) + 1);
  if (held == NULL) return ENOMEM;
  held->file = file;
  held->next = reservations;
  (void)strcpy(held->path, path);
  reservations = held;
  return 0;
}

static void remove_file(HANDLE file) {
  FILE_DISPOSITION_INFO gone = {TRUE};
  (void)SetFileInformationByHandle(file, FileDispositionInfo, &gone, sizeof gone);
}

static int reserve_new(const char *path, int64_t bytes) {
  const HANDLE file = open_file(path, OPEN_ALWAYS);
  if (file == INVALID_HANDLE_VALUE) return last_error();
  const bool created = GetLastError() != ERROR_ALREADY_EXISTS;
  int error = grow(file, bytes);
  if (!error) error = hold(path, file);
  if (error && created) remove_file(file);
  if (error) (void)CloseHandle(file);
  return error;
}

int disk_reserve(const char *path, int64_t bytes) {
  AcquireSRWLockExclusive(&lock);
  struct reservation *held = *find(path);
  const int error = held ? grow(held->file, bytes) : reserve_new(path, bytes);
  ReleaseSRWLockExclusive(&lock);
  return error;
}

static int release_held(struct reservation **at, int64_t keep_bytes) {
  struct reservation *held = *at;
  const int error = give_back(held->file, keep_bytes);
  if (error || keep_bytes > 0) return error;
  *at = held->next;
  (void)CloseHandle(held->file);
  free(held);
  return 0;
}

/* What no process holds is not reserved. */
int disk_release(const char *path, int64_t keep_bytes) {
  AcquireSRWLockExclusive(&lock);
  struct reservation **at = find(path);
  const int error = *at ? release_held(at, keep_bytes) : 0;
  ReleaseSRWLockExclusive(&lock);
  return error;
}

int disk_drop_cache(const char *path, bool *dropped) {
  (void)path;
  *dropped = false;
  return 0;
}
