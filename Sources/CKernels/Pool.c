#define _GNU_SOURCE
#include "include/Pool.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

// libgomp is opened, not linked, for two reasons: it reads its settings from the environment while it is being loaded, so that a program
// can still make them in `main` (CProgram does), and a start of the program that multiplies nothing need not load it. Its threads are oneDNN's too, so our loops and its products
// never fight over the cores.

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void (*parallel)(void (*)(void *), void *, unsigned, unsigned);
static int (*thread_number)(void);
static int (*team_size)(void);
static int threads = 1;

static void load(void) {
  void *library = dlopen("libgomp.so.1", RTLD_NOW | RTLD_GLOBAL);
  if (!library) return;
  int (*most)(void) = (int (*)(void))dlsym(library, "omp_get_max_threads");
  thread_number = (int (*)(void))dlsym(library, "omp_get_thread_num");
  team_size = (int (*)(void))dlsym(library, "omp_get_num_threads");
  parallel = (void (*)(void (*)(void *), void *, unsigned, unsigned))dlsym(library, "GOMP_parallel");
  if (!most || !thread_number || !team_size || !parallel) {
    parallel = NULL;
    return;
  }
  threads = most();
  if (threads > GRADUS_POOL_MOST) threads = GRADUS_POOL_MOST;
  if (threads < 1) threads = 1;
}

void gradus_pool_load(void) { pthread_once(&once, load); }

int gradus_pool_threads(void) {
  gradus_pool_load();
  return threads;
}

struct job {
  void (*body)(void *, long, int);
  void *context;
  long parts;
};

static void work(void *data) {
  struct job *job = data;
  long thread = thread_number(), team = team_size();
  for (long part = job->parts * thread / team; part < job->parts * (thread + 1) / team; part++)
    job->body(job->context, part, (int)thread);
}

void gradus_pool_run(void (*body)(void *, long, int), void *context, long parts) {
  if (parts > 1 && gradus_pool_threads() > 1 && parallel) {
    struct job job = {body, context, parts};
    // All of them, also for fewer parts: libgomp ends the threads that a smaller team leaves over, and makes new ones for the next.
    parallel(work, &job, (unsigned)threads, 0);
  } else {
    for (long part = 0; part < parts; part++) body(context, part, 0);
  }
}
