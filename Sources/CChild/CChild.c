#define _GNU_SOURCE
#include "CChild.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct stream {
  unsigned char *bytes;
  size_t count, room;
  int file;
};

struct gradus_child {
  int status;
  struct stream streams[2];
};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

// A list of pointers to the texts, ended by null.
static char **list(const char *texts, size_t count) {
  size_t words = 0;
  for (size_t i = 0; i < count; i++) words += texts[i] == 0;
  char **result = calloc(words + 1, sizeof *result);
  const char *place = texts;
  for (size_t i = 0; result && i < words; i++) {
    result[i] = (char *)place;
    place += strlen(place) + 1;
  }
  return result;
}

static pid_t begin(char **arguments, const char *folder, const int ends[2]) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  if (posix_spawn_file_actions_init(&files)) return -1;
  if (posix_spawnattr_init(&attributes)) {
    posix_spawn_file_actions_destroy(&files);
    return -1;
  }
  posix_spawn_file_actions_addchdir_np(&files, folder);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, ends[0], 1);
  posix_spawn_file_actions_adddup2(&files, ends[1], 2);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
#endif
  sigset_t none, usual;
  sigemptyset(&none);
  sigfillset(&usual);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  pid_t process = -1;
  if (posix_spawn(&process, arguments[0], &files, &attributes, arguments, environ)) process = -1;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return process;
}

static void limit(pid_t process, struct gradus_child_limits limits) {
  struct rlimit time = {(rlim_t)limits.processor_seconds, (rlim_t)limits.processor_seconds + 1};
  struct rlimit memory = {limits.memory, limits.memory}, none = {0, 0};
  prlimit(process, RLIMIT_CPU, &time, NULL);
  prlimit(process, RLIMIT_AS, &memory, NULL);
  prlimit(process, RLIMIT_CORE, &none, NULL);
}

// What is there to read; 1 more may come, 0 the end, -1 too much.
static int take(struct stream *stream, size_t most) {
  if (stream->room - stream->count < 65536) {
    size_t room = stream->room ? 2 * stream->room : 131072;
    unsigned char *bytes = realloc(stream->bytes, room);
    if (!bytes) return -1;
    stream->bytes = bytes;
    stream->room = room;
  }
  ssize_t count = read(stream->file, stream->bytes + stream->count, stream->room - stream->count);
  if (count < 0) return errno == EINTR || errno == EAGAIN ? 1 : 0;
  stream->count += (size_t)count;
  return stream->count > most ? -1 : count > 0;
}

// Reads both streams to their ends; how that ended, or 0.
static int collect(gradus_child *child, struct gradus_child_limits limits) {
  double end = now() + limits.seconds;
  int open[2] = {1, 1};
  while (open[0] || open[1]) {
    double left = end - now();
    if (left <= 0) return GRADUS_CHILD_LATE;
    struct pollfd waiting[2];
    for (int i = 0; i < 2; i++) waiting[i] = (struct pollfd){open[i] ? child->streams[i].file : -1, POLLIN, 0};
    if (poll(waiting, 2, (int)(left * 1000) + 1) < 0 && errno != EINTR) return GRADUS_CHILD_LATE;
    for (int i = 0; i < 2; i++) {
      if (!open[i] || !waiting[i].revents) continue;
      int more = take(&child->streams[i], limits.output);
      if (more < 0) return GRADUS_CHILD_FULL;
      open[i] = more;
    }
  }
  return 0;
}

// The end of a process whose output has ended: it may have closed that and work on.
static int finish(pid_t process, int found, double seconds) {
  int status = 0;
  double end = now() + seconds;
  while (!found) {
    pid_t ended = waitpid(process, &status, WNOHANG);
    if (ended == process) break;
    if (ended < 0 && errno != EINTR) return GRADUS_CHILD_ABSENT;
    if (now() > end) found = GRADUS_CHILD_LATE;
    if (!found) nanosleep(&(struct timespec){0, 200000}, NULL);
  }
  // The group goes with it.
  kill(-process, SIGKILL);
  if (found) {
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    return found;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : GRADUS_CHILD_SIGNAL + WTERMSIG(status);
}

gradus_child *gradus_child_run(
    const char *arguments, size_t count, const char *folder, struct gradus_child_limits limits) {
  gradus_child *child = calloc(1, sizeof *child);
  if (!child) abort();
  child->status = GRADUS_CHILD_ABSENT;
  char **words = list(arguments, count);
  int output[2] = {-1, -1}, errors[2] = {-1, -1};
  if (words && words[0] && !pipe2(output, O_CLOEXEC) && !pipe2(errors, O_CLOEXEC)) {
    pid_t process = begin(words, folder, (int[2]){output[1], errors[1]});
    close(output[1]);
    close(errors[1]);
    output[1] = errors[1] = -1;
    if (process > 0) {
      limit(process, limits);
      child->streams[0].file = output[0];
      child->streams[1].file = errors[0];
      double began = now();
      int found = collect(child, limits);
      child->status = finish(process, found, limits.seconds - (now() - began));
    }
  }
  for (int i = 0; i < 2; i++) {
    if (output[i] >= 0) close(output[i]);
    if (errors[i] >= 0) close(errors[i]);
  }
  free(words);
  return child;
}

int gradus_child_status(const gradus_child *child) { return child->status; }

size_t gradus_child_count(const gradus_child *child, int stream) { return child->streams[stream - 1].count; }

void gradus_child_copy(const gradus_child *child, int stream, unsigned char *bytes) {
  const struct stream *from = &child->streams[stream - 1];
  if (from->count) memcpy(bytes, from->bytes, from->count);
}

void gradus_child_free(gradus_child *child) {
  for (int i = 0; i < 2; i++) free(child->streams[i].bytes);
  free(child);
}

void gradus_become(const char *arguments, size_t count) {
  char **words = list(arguments, count);
  if (words && words[0]) execv(words[0], words);
  free(words);
}
