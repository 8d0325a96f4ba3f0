/* What the recorder would otherwise be woken for some hundred times a second. Linux only. */
#ifndef WATCH_H
#define WATCH_H

#include <stdbool.h>
#include <stdint.h>

int64_t monotonic_ns(void);

/* A thread without signals, on a small stack, that nobody waits for. 0 or an errno value. */
int start_thread(void *(*run)(void *), void *argument);

/* --- flushing.c: one thread for each folder that a capture writes to, so that a disk that hangs holds only its own. */

struct flushing;

struct flush_figures {
  int64_t rounds;       /* that brought a file to the disk */
  int64_t failures;
  int last_error;       /* an errno value; 0 when the last round succeeded */
  int64_t longest_ns;   /* of a round that is over */
  int64_t out_since_ns; /* when the round that is not over began; 0 between the rounds */
};

/* From file `index` on. NULL without memory or threads. */
struct flushing *flushing_begin(const char *folder, int64_t index, int64_t every_ns, int64_t phase_ns);
void flushing_figures(struct flushing *flushing, struct flush_figures *figures);
/* Returns at once; what is out is finished by the disk. */
void flushing_end(struct flushing *flushing);

/* --- ends.c */

/* `tell` is called on a thread of its own with the watch of a process that has ended. 0 or an errno value. */
int ends_begin(void (*tell)(int watch));
/* A watch, or minus an errno value. */
int ends_watch(int pid);
void ends_unwatch(int watch);

/* --- inbox.c: packets wait in the system until they are asked for. */

/* On this loopback port, or any for 0. A descriptor, or minus an errno value. */
int inbox_open(uint16_t port, uint16_t *bound);
/* Length of the next packet, and how long ago it came; −1 when there is none. */
int inbox_next(int inbox, char *packet, int size, double *ago_ms);

/* --- reading.c */

struct file_end {
  int64_t file_bytes;
  int64_t bytes; /* that were read, the last ones of the file */
};

/* The last `room` bytes of a file, or all of it. 0 or an errno value. */
int read_end(const char *path, char *bytes, int64_t room, struct file_end *end);

#endif
