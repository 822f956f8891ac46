#define _GNU_SOURCE
#include "include/CFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
enum { count = sizeof signals / sizeof *signals };

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static char remembered[PATH_MAX];
static volatile sig_atomic_t is_remembered;
static struct sigaction before[count];

/// Only calls that a signal handler may make.
static void remove_and_end(int number, siginfo_t *info, void *context) {
  int error = errno;
  for (int i = 0; i < count; i++) {
    if (signals[i] != number) continue;
    // Whoever was to be told before us is told now. Where that is nobody, the program ends with this signal, and the file with it.
    if (before[i].sa_handler != SIG_DFL && before[i].sa_handler != SIG_IGN) {
      if (before[i].sa_flags & SA_SIGINFO) before[i].sa_sigaction(number, info, context);
      else before[i].sa_handler(number);
      continue;
    }
    if (is_remembered) unlink(remembered);
    sigaction(number, &before[i], NULL);
    raise(number);
  }
  errno = error;
}

void gradus_remember_temporary(const char *path) {
  pthread_mutex_lock(&one_at_a_time);
  if (strlen(path) >= sizeof remembered) return;
  strcpy(remembered, path);
  is_remembered = 1;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_flags = SA_SIGINFO;
  action.sa_sigaction = remove_and_end;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < count; i++) {
    sigaction(signals[i], NULL, &before[i]);
    // What is ignored, as under nohup, stays ignored.
    if (before[i].sa_handler != SIG_IGN) sigaction(signals[i], &action, NULL);
  }
}

void gradus_forget_temporary(void) {
  if (is_remembered) {
    for (int i = 0; i < count; i++) {
      struct sigaction now;
      sigaction(signals[i], NULL, &now);
      if ((now.sa_flags & SA_SIGINFO) && now.sa_sigaction == remove_and_end) sigaction(signals[i], &before[i], NULL);
    }
    is_remembered = 0;
  }
  pthread_mutex_unlock(&one_at_a_time);
}

int gradus_open_unnamed(const char *folder, unsigned mode) {
  return open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, (mode_t)mode);
}

int gradus_give_name(int descriptor, const char *path) {
  char own[64];
  snprintf(own, sizeof own, "/proc/self/fd/%d", descriptor);
  return linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}
