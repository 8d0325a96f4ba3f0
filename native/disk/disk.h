/* What Node cannot do about disks, one implementation per kind of system: posix.c, windows.c. */
#ifndef DISK_H
#define DISK_H

#include <stdbool.h>
#include <stdint.h>

/* Paths are UTF-8. Every function works on the calling thread and returns 0 or an errno value. */

/*
 * Makes sure that the file has space on its disk to be `bytes` long; creates it when it is missing. Its length
 * and content stay as they are, holes too. After an error nothing is left behind; what was reserved before
 * still is, unless somebody else took it in that very moment.
 */
int disk_reserve(const char *path, int64_t bytes);

/*
 * Gives back what the file takes beyond `keep_bytes`, but never content. A missing file takes nothing.
 * Nobody may be writing to the file meanwhile.
 */
int disk_release(const char *path, int64_t keep_bytes);

/* Writes out the file and forgets it in memory. `*dropped`: the next read comes from the disk, every byte. */
int disk_drop_cache(const char *path, bool *dropped);

#endif
