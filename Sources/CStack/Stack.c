#define _GNU_SOURCE
#include "CStack.h"

#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  void (*work)(long);
  long ticket;
} Order;

static char overflow_line[256];
static int overflow_status;
static pthread_mutex_t latest_lock = PTHREAD_MUTEX_INITIALIZER;
static clockid_t latest_clock;
static int has_latest;

static _Thread_local char *stack_low;

static char *low(void) {
  if (!stack_low) {
    pthread_attr_t attributes;
    void *address = NULL;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
      pthread_attr_getstack(&attributes, &address, &size);
      pthread_attr_destroy(&attributes);
    }
    stack_low = address ? address : (char *)__builtin_frame_address(0) - (1 << 18);
  }
  return stack_low;
}

size_t gradus_stack_left(void) {
  char *here = __builtin_frame_address(0), *end = low();
  return here > end ? (size_t)(here - end) : 0;
}

void gradus_stack_overflow_ends(const char *line, int status) {
  strncpy(overflow_line, line, sizeof overflow_line - 1);
  overflow_status = status;
}

// A fault within a page or two of the stack's end is an overflow; any other is left to the system.
static void fault(int signal_number, siginfo_t *info, void *context) {
  (void)context;
  char *address = info->si_addr;
  if (stack_low && address >= stack_low - (1 << 20) && address < stack_low + (1 << 16)) {
    ssize_t written = write(STDERR_FILENO, overflow_line, strlen(overflow_line));
    (void)written;
    _exit(overflow_status);
  }
  signal(signal_number, SIG_DFL);
}

static void *run(void *argument) {
  Order order = *(Order *)argument;
  low();
  pthread_mutex_lock(&latest_lock);
  has_latest = pthread_getcpuclockid(pthread_self(), &latest_clock) == 0;
  pthread_mutex_unlock(&latest_lock);
  stack_t alternate = {.ss_size = 1 << 16};
  if (overflow_line[0]) {
    alternate.ss_sp = malloc(alternate.ss_size);
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
    action.sa_sigaction = fault;
    if (alternate.ss_sp && sigaltstack(&alternate, NULL) == 0) sigaction(SIGSEGV, &action, NULL);
  }
  order.work(order.ticket);
  pthread_mutex_lock(&latest_lock);
  has_latest = 0;
  pthread_mutex_unlock(&latest_lock);
  if (alternate.ss_sp) {
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    free(alternate.ss_sp);
  }
  return NULL;
}

// A sanitizer puts room around every variable, and a build for debugging keeps what an optimised one does not: the frames are longer.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define GRADUS_STACK_FACTOR 8
#elif defined(DEBUG)
#define GRADUS_STACK_FACTOR 2
#else
#define GRADUS_STACK_FACTOR 1
#endif

int gradus_stack_run(size_t bytes, void (*work)(long), long ticket) {
  Order order = {work, ticket};
  bytes *= GRADUS_STACK_FACTOR;
  for (; bytes >= 1 << 20; bytes /= 2) {
    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) != 0) return 0;
    int failed = pthread_attr_setstacksize(&attributes, bytes);
    // A frame may be longer than a page: the guard is a megabyte.
    if (!failed) failed = pthread_attr_setguardsize(&attributes, 1 << 20);
    if (!failed) failed = pthread_create(&thread, &attributes, run, &order);
    pthread_attr_destroy(&attributes);
    if (!failed) return pthread_join(thread, NULL) == 0;
  }
  return 0;
}

typedef struct {
  double seconds;
  size_t bytes;
  void (*spent)(int);
} Watch;

static double seconds_used(void) {
  struct timespec time = {0, 0};
  pthread_mutex_lock(&latest_lock);
  if (has_latest) clock_gettime(latest_clock, &time);
  pthread_mutex_unlock(&latest_lock);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static size_t bytes_held(void) {
  FILE *file = fopen("/proc/self/statm", "r");
  unsigned long all = 0, resident = 0;
  if (!file) return 0;
  if (fscanf(file, "%lu %lu", &all, &resident) != 2) resident = 0;
  fclose(file);
  return (size_t)resident * (size_t)sysconf(_SC_PAGESIZE);
}

static void *look(void *argument) {
  Watch watch = *(Watch *)argument;
  free(argument);
  struct timespec pause = {0, 10 * 1000 * 1000};
  while (1) {
    int found = seconds_used() > watch.seconds ? GRADUS_SECONDS : bytes_held() > watch.bytes ? GRADUS_BYTES : 0;
    if (found) {
      watch.spent(found);
      return NULL;
    }
    nanosleep(&pause, NULL);
  }
}

int gradus_stack_watch(double seconds, size_t bytes, void (*spent)(int)) {
  Watch *watch = malloc(sizeof *watch);
  if (!watch) return 0;
  *watch = (Watch){seconds, bytes, spent};
  pthread_attr_t attributes;
  pthread_t thread;
  if (pthread_attr_init(&attributes) != 0) return 0;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 1 << 19);
  int made = pthread_create(&thread, &attributes, look, watch) == 0;
  pthread_attr_destroy(&attributes);
  if (!made) free(watch);
  return made;
}

#if __has_feature(thread_sanitizer)
void __tsan_acquire(void *place);
void __tsan_release(void *place);
void gradus_sanitizer_acquire(size_t place) { __tsan_acquire((void *)place); }
void gradus_sanitizer_release(size_t place) { __tsan_release((void *)place); }
#else
void gradus_sanitizer_acquire(size_t place) { (void)place; }
void gradus_sanitizer_release(size_t place) { (void)place; }
#endif
