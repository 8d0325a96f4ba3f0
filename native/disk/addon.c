/* reserve(path, bytes), shrink(path, bytes), dropCache(path): promises, kept on libuv's thread pool. */
#include "disk.h"

#include <errno.h>
#include <node_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job;

struct operation {
  const char *name;
  size_t argument_count;
  int (*run)(struct job *job);
};

struct job {
  const struct operation *operation;
  napi_async_work work;
  napi_deferred deferred;
  char *path;
  int64_t bytes;
  bool answer;
  int error;
};

static int run_reserve(struct job *job) { return disk_reserve(job->path, job->bytes); }
static int run_shrink(struct job *job) { return disk_release(job->path, job->bytes); }
static int run_drop_cache(struct job *job) { return disk_drop_cache(job->path, &job->answer); }

static const struct operation operations[] = {
    {"reserve", 2, run_reserve},
    {"shrink", 2, run_shrink},
    {"dropCache", 1, run_drop_cache},
};

static const struct {
  int number;
  const char *name;
} known_errors[] = {
    {ENOSPC, "ENOSPC"}, {EROFS, "EROFS"},   {EIO, "EIO"},       {EACCES, "EACCES"}, {EPERM, "EPERM"},
    {ENOENT, "ENOENT"}, {EISDIR, "EISDIR"}, {EINVAL, "EINVAL"}, {EFBIG, "EFBIG"},   {ENOTDIR, "ENOTDIR"},
    {EBUSY, "EBUSY"},   {ENODEV, "ENODEV"}, {ENXIO, "ENXIO"},   {ENOMEM, "ENOMEM"}, {EMFILE, "EMFILE"},
    {ENFILE, "ENFILE"}, {ELOOP, "ELOOP"},   {ENOTSUP, "ENOTSUP"}, {EOPNOTSUPP, "ENOTSUP"}, {ENOSYS, "ENOTSUP"},
    {ENAMETOOLONG, "ENAMETOOLONG"},
#ifdef EDQUOT
    {EDQUOT, "EDQUOT"},
#endif
#ifdef ESTALE
    {ESTALE, "ESTALE"},
#endif
};

static const char *error_name(int number) {
  for (size_t i = 0; i < sizeof known_errors / sizeof *known_errors; i += 1)
    if (known_errors[i].number == number) return known_errors[i].name;
  return "UNKNOWN";
}

static napi_value error_of(napi_env env, const struct job *job) {
  char text[256];
  const char *name = error_name(job->error);
  napi_value code, message, error = NULL;
  (void)snprintf(text, sizeof text, "%s: %s (%d), %s", name, strerror(job->error), job->error, job->operation->name);
  (void)napi_create_string_utf8(env, name, NAPI_AUTO_LENGTH, &code);
  (void)napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &message);
  (void)napi_create_error(env, code, message, &error);
  return error;
}

static void forget(napi_env env, struct job *job) {
  if (job->work) (void)napi_delete_async_work(env, job->work);
  free(job->path);
  free(job);
}

static void execute(napi_env env, void *data) {
  struct job *job = data;
  (void)env;
  job->error = job->bytes < 0 ? EINVAL : job->operation->run(job);
}

static void complete(napi_env env, napi_status status, void *data) {
  struct job *job = data;
  napi_value answer;
  if (status == napi_ok && job->error == 0) {
    (void)(job->operation->argument_count == 1 ? napi_get_boolean(env, job->answer, &answer) : napi_get_undefined(env, &answer));
    (void)napi_resolve_deferred(env, job->deferred, answer);
  } else if (status != napi_cancelled) {
    (void)napi_reject_deferred(env, job->deferred, error_of(env, job));
  }
  forget(env, job);
}

/* A copy of a JavaScript string; NULL when it is none, or holds a NUL, behind which the system would not look. */
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

/* Nothing that is no whole number of bytes is taken for one: NaN would reserve nothing and call it done. */
static int64_t bytes_from(double number) {
  const double largest = 9007199254740991.0;
  if (!(number >= 0 && number <= largest)) return -1;
  return (double)(int64_t)number == number ? (int64_t)number : -1;
}

static bool read_arguments(napi_env env, napi_callback_info info, struct job *job) {
  napi_value arguments[2];
  size_t count = 2;
  void *operation;
  double bytes = 0;
  if (napi_get_cb_info(env, info, &count, arguments, NULL, &operation) != napi_ok) return false;
  job->operation = operation;
  if (count < job->operation->argument_count) return false;
  if (job->operation->argument_count == 2 && napi_get_value_double(env, arguments[1], &bytes) != napi_ok) return false;
  job->bytes = bytes_from(bytes);
  job->path = path_from(env, arguments[0]);
  return job->path != NULL;
}

static bool queue(napi_env env, struct job *job) {
  napi_value name;
  return napi_create_string_utf8(env, job->operation->name, NAPI_AUTO_LENGTH, &name) == napi_ok &&
         napi_create_async_work(env, NULL, name, execute, complete, job, &job->work) == napi_ok &&
         napi_queue_async_work(env, job->work) == napi_ok;
}

static napi_value begin(napi_env env, napi_callback_info info) {
  napi_value promise = NULL;
  struct job *job = calloc(1, sizeof *job);
  if (job == NULL || !read_arguments(env, info, job)) {
    if (job) forget(env, job);
    (void)napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", "a path, and for reserve and shrink a number of bytes");
    return NULL;
  }
  if (napi_create_promise(env, &job->deferred, &promise) != napi_ok || !queue(env, job)) {
    forget(env, job);
    (void)napi_throw_error(env, "EAGAIN", "no work can be queued");
    return NULL;
  }
  return promise;
}

NAPI_MODULE_INIT() {
  for (size_t i = 0; i < sizeof operations / sizeof *operations; i += 1) {
    napi_value function;
    const struct operation *operation = &operations[i];
    if (napi_create_function(env, operation->name, NAPI_AUTO_LENGTH, begin, (void *)operation, &function) != napi_ok ||
        napi_set_named_property(env, exports, operation->name, function) != napi_ok)
      return NULL;
  }
  return exports;
}
