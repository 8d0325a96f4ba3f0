/*
 * flush(folder, index, everyMs, phaseMs): a handle; figures(handle); endFlush(handle)
 * onEnd(callback), once; watch(pid): a number that the callback gets; unwatch(number)
 * readEnd(path, bytes): a promise of [file's length, its last bytes], kept on libuv's thread pool
 * openInbox(port): [inbox, port]; drain(inbox): [packet, msAgo, …], undefined when nothing came; closeInbox(inbox)
 */
#define _GNU_SOURCE
#include "watch.h"

#include <errno.h>
#include <node_api.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int64_t monotonic_ns(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

enum { stack_bytes = 256 * 1024 };

int start_thread(void *(*run)(void *), void *argument) {
  pthread_attr_t attributes;
  pthread_t thread;
  sigset_t all, before;
  int error = pthread_attr_init(&attributes);
  if (error) return error;
  (void)pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  (void)pthread_attr_setstacksize(&attributes, stack_bytes);
  (void)sigfillset(&all);
  (void)pthread_sigmask(SIG_SETMASK, &all, &before);
  error = pthread_create(&thread, &attributes, run, argument);
  if (!error) (void)pthread_setname_np(thread, "watch");
  (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
  (void)pthread_attr_destroy(&attributes);
  return error;
}

static napi_value refuse(napi_env env, const char *what) {
  (void)napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", what);
  return NULL;
}

static napi_value fail(napi_env env, int error) {
  (void)napi_throw_error(env, strerrorname_np(error), strerror(error));
  return NULL;
}

static bool arguments_of(napi_env env, napi_callback_info info, size_t wanted, napi_value *arguments) {
  size_t count = wanted;
  return napi_get_cb_info(env, info, &count, arguments, NULL, NULL) == napi_ok && count >= wanted;
}

static bool number_in(napi_env env, napi_value value, int64_t least, int64_t most, int64_t *number) {
  double given;
  if (napi_get_value_double(env, value, &given) != napi_ok || !(given >= (double)least && given <= (double)most)) return false;
  *number = (int64_t)given;
  return (double)*number == given;
}

static napi_value number_of(napi_env env, double number) {
  napi_value value = NULL;
  (void)napi_create_double(env, number, &value);
  return value;
}

static napi_value array_of(napi_env env, const napi_value *values, uint32_t count) {
  napi_value array = NULL;
  if (napi_create_array_with_length(env, count, &array) != napi_ok) return NULL;
  for (uint32_t i = 0; i < count; i += 1) (void)napi_set_element(env, array, i, values[i]);
  return array;
}

/* A copy; NULL when it is no string, or holds a NUL, behind which the system would not look. */
static char *path_from(napi_env env, napi_value value) {
  size_t length;
  if (napi_get_value_string_utf8(env, value, NULL, 0, &length) != napi_ok) return NULL;
  char *path = malloc(length + 1);
  if (path == NULL) return NULL;
  (void)napi_get_value_string_utf8(env, value, path, length + 1, &length);
  if (strlen(path) == length) return path;
  free(path);
  return NULL;
}

/* What JavaScript holds: forgotten by it, a flushing ends. */
struct handle {
  struct flushing *flushing;
};

static void end_flushing(struct handle *handle) {
  if (handle->flushing) flushing_end(handle->flushing);
  handle->flushing = NULL;
}

static void forget_handle(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  end_flushing(data);
  free(data);
}

static napi_value flush(napi_env env, napi_callback_info info) {
  napi_value arguments[4], external = NULL;
  int64_t index, every_ms, phase_ms;
  const int64_t day_ms = 86400000;
  if (!arguments_of(env, info, 4, arguments) || !number_in(env, arguments[1], 0, INT32_MAX, &index) ||
      !number_in(env, arguments[2], 1, day_ms, &every_ms) || !number_in(env, arguments[3], 0, every_ms, &phase_ms))
    return refuse(env, "a folder, a file's number, and two numbers of milliseconds");
  char *folder = path_from(env, arguments[0]);
  if (folder == NULL) return refuse(env, "a folder");
  struct handle *handle = calloc(1, sizeof *handle);
  if (handle) handle->flushing = flushing_begin(folder, index, every_ms * 1000000, phase_ms * 1000000);
  free(folder);
  if (handle && handle->flushing && napi_create_external(env, handle, forget_handle, NULL, &external) == napi_ok) return external;
  if (handle) end_flushing(handle);
  free(handle);
  return fail(env, EAGAIN);
}

static struct handle *handle_of(napi_env env, napi_callback_info info) {
  napi_value argument;
  napi_valuetype type;
  void *handle = NULL;
  if (!arguments_of(env, info, 1, &argument) || napi_typeof(env, argument, &type) != napi_ok || type != napi_external) return NULL;
  return napi_get_value_external(env, argument, &handle) == napi_ok ? handle : NULL;
}

static napi_value figures(napi_env env, napi_callback_info info) {
  struct handle *handle = handle_of(env, info);
  struct flush_figures figures = {0};
  napi_value code = NULL;
  if (handle == NULL) return refuse(env, "a handle");
  if (handle->flushing) flushing_figures(handle->flushing, &figures);
  const char *name = figures.last_error ? strerrorname_np(figures.last_error) : "";
  (void)napi_create_string_utf8(env, name ? name : "UNKNOWN", NAPI_AUTO_LENGTH, &code);
  const double out_ms = figures.out_since_ns ? (double)(monotonic_ns() - figures.out_since_ns) / 1e6 : 0;
  const napi_value all[] = {number_of(env, (double)figures.rounds), number_of(env, (double)figures.failures), code,
                            number_of(env, (double)figures.longest_ns / 1e6), number_of(env, out_ms)};
  return array_of(env, all, 5);
}

static napi_value end_flush(napi_env env, napi_callback_info info) {
  struct handle *handle = handle_of(env, info);
  if (handle == NULL) return refuse(env, "a handle");
  end_flushing(handle);
  return NULL;
}

static napi_threadsafe_function on_end;

static void call_on_end(napi_env env, napi_value callback, void *context, void *data) {
  napi_value undefined, watch = NULL;
  (void)context;
  if (env == NULL || callback == NULL) return;
  watch = number_of(env, (double)(intptr_t)data);
  if (napi_get_undefined(env, &undefined) == napi_ok) (void)napi_call_function(env, undefined, callback, 1, &watch, NULL);
}

/* Of the one thread that tells. Once JavaScript is leaving, nothing of it may be touched again. */
static void tell_end(int watch) {
  static bool leaving = false;
  if (!leaving) leaving = napi_call_threadsafe_function(on_end, (void *)(intptr_t)watch, napi_tsfn_nonblocking) == napi_closing;
}

static napi_value set_on_end(napi_env env, napi_callback_info info) {
  napi_value callback, name;
  if (!arguments_of(env, info, 1, &callback)) return refuse(env, "a function");
  if (on_end) return fail(env, EBUSY);
  if (napi_create_string_utf8(env, "ends", NAPI_AUTO_LENGTH, &name) != napi_ok ||
      napi_create_threadsafe_function(env, callback, NULL, name, 0, 1, NULL, NULL, NULL, call_on_end, &on_end) != napi_ok)
    return refuse(env, "a function");
  (void)napi_unref_threadsafe_function(env, on_end);
  const int error = ends_begin(tell_end);
  return error ? fail(env, error) : NULL;
}

static napi_value watch(napi_env env, napi_callback_info info) {
  napi_value argument;
  int64_t pid;
  if (!arguments_of(env, info, 1, &argument) || !number_in(env, argument, 1, INT32_MAX, &pid)) return refuse(env, "a process");
  const int watched = ends_watch((int)pid);
  return watched < 0 ? fail(env, -watched) : number_of(env, watched);
}

static bool descriptor_of(napi_env env, napi_callback_info info, int64_t *descriptor) {
  napi_value argument;
  return arguments_of(env, info, 1, &argument) && number_in(env, argument, 0, INT32_MAX, descriptor);
}

static napi_value unwatch(napi_env env, napi_callback_info info) {
  int64_t watched;
  if (!descriptor_of(env, info, &watched)) return refuse(env, "a watch");
  ends_unwatch((int)watched);
  return NULL;
}

static napi_value open_inbox(napi_env env, napi_callback_info info) {
  napi_value argument;
  int64_t port;
  uint16_t bound;
  if (!arguments_of(env, info, 1, &argument) || !number_in(env, argument, 0, UINT16_MAX, &port)) return refuse(env, "a port");
  const int inbox = inbox_open((uint16_t)port, &bound);
  if (inbox < 0) return fail(env, -inbox);
  const napi_value both[] = {number_of(env, inbox), number_of(env, bound)};
  return array_of(env, both, 2);
}

/* Larger than any packet; of the one thread that JavaScript runs on. */
static char packet[65536];

static napi_value drain(napi_env env, napi_callback_info info) {
  napi_value packets = NULL, text;
  int64_t inbox;
  double ago_ms;
  if (!descriptor_of(env, info, &inbox)) return refuse(env, "an inbox");
  uint32_t at = 0;
  for (int length; (length = inbox_next((int)inbox, packet, sizeof packet, &ago_ms)) >= 0; at += 2) {
    if (packets == NULL && napi_create_array(env, &packets) != napi_ok) return NULL;
    if (napi_create_string_latin1(env, packet, (size_t)length, &text) != napi_ok) return NULL;
    (void)napi_set_element(env, packets, at, text);
    (void)napi_set_element(env, packets, at + 1, number_of(env, ago_ms));
  }
  return packets;
}

static napi_value close_inbox(napi_env env, napi_callback_info info) {
  int64_t inbox;
  if (!descriptor_of(env, info, &inbox)) return refuse(env, "an inbox");
  (void)close((int)inbox);
  return NULL;
}

struct reading {
  napi_async_work work;
  napi_deferred deferred;
  char *path;
  char *bytes;
  int64_t room;
  struct file_end end;
  int error;
};

static void forget_reading(napi_env env, struct reading *reading) {
  if (reading->work) (void)napi_delete_async_work(env, reading->work);
  free(reading->path);
  free(reading->bytes);
  free(reading);
}

static void execute_reading(napi_env env, void *data) {
  struct reading *reading = data;
  (void)env;
  reading->error = read_end(reading->path, reading->bytes, reading->room, &reading->end);
}

static napi_value error_of(napi_env env, int error) {
  const char *name = strerrorname_np(error);
  napi_value code, message, made = NULL;
  (void)napi_create_string_utf8(env, name ? name : "UNKNOWN", NAPI_AUTO_LENGTH, &code);
  (void)napi_create_string_utf8(env, strerror(error), NAPI_AUTO_LENGTH, &message);
  (void)napi_create_error(env, code, message, &made);
  return made;
}

static void complete_reading(napi_env env, napi_status status, void *data) {
  struct reading *reading = data;
  napi_value both[2];
  if (status == napi_ok && reading->error == 0 &&
      napi_create_buffer_copy(env, (size_t)reading->end.bytes, reading->bytes, NULL, &both[1]) == napi_ok) {
    both[0] = number_of(env, (double)reading->end.file_bytes);
    (void)napi_resolve_deferred(env, reading->deferred, array_of(env, both, 2));
  } else if (status != napi_cancelled) {
    (void)napi_reject_deferred(env, reading->deferred, error_of(env, reading->error ? reading->error : ENOMEM));
  }
  forget_reading(env, reading);
}

static bool queue_reading(napi_env env, struct reading *reading, napi_value *promise) {
  napi_value name;
  return napi_create_string_utf8(env, "readEnd", NAPI_AUTO_LENGTH, &name) == napi_ok &&
         napi_create_async_work(env, NULL, name, execute_reading, complete_reading, reading, &reading->work) == napi_ok &&
         napi_create_promise(env, &reading->deferred, promise) == napi_ok && napi_queue_async_work(env, reading->work) == napi_ok;
}

static napi_value begin_reading(napi_env env, napi_callback_info info) {
  napi_value arguments[2], promise = NULL;
  int64_t room;
  if (!arguments_of(env, info, 2, arguments) || !number_in(env, arguments[1], 1, INT32_MAX, &room)) return refuse(env, "a path and a number of bytes");
  char *path = path_from(env, arguments[0]);
  if (path == NULL) return refuse(env, "a path");
  struct reading *reading = calloc(1, sizeof *reading);
  if (reading == NULL) {
    free(path);
    return fail(env, ENOMEM);
  }
  *reading = (struct reading){.path = path, .room = room, .bytes = malloc((size_t)room)};
  if (reading->bytes && queue_reading(env, reading, &promise)) return promise;
  forget_reading(env, reading);
  return fail(env, EAGAIN);
}

static const struct {
  const char *name;
  napi_callback call;
} calls[] = {
    {"flush", flush}, {"figures", figures}, {"endFlush", end_flush},
    {"onEnd", set_on_end}, {"watch", watch}, {"unwatch", unwatch},
    {"readEnd", begin_reading},
    {"openInbox", open_inbox}, {"drain", drain}, {"closeInbox", close_inbox},
};

NAPI_MODULE_INIT() {
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i += 1) {
    napi_value function;
    if (napi_create_function(env, calls[i].name, NAPI_AUTO_LENGTH, calls[i].call, NULL, &function) != napi_ok ||
        napi_set_named_property(env, exports, calls[i].name, function) != napi_ok)
      return NULL;
  }
  return exports;
}
