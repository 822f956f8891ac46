#define _GNU_SOURCE
#include "include/CProgram.h"

#include <CMPI.h>

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/// OpenBLAS chooses its kernels while it is being loaded, and older builds take newer processors for older ones (a Zen 4 or an
/// unknown Intel for a Haswell, at half the speed). Name the kernels that the processor can run.
static const char *core_type(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl"))
    return "SkylakeX";
#endif
  return NULL;
}

/// Processes of one training on one machine share its processors, or they would fight over them.
static void share_processors(void) {
  int processes = gradus_mpi_local();
  if (processes < 2) return;
  cpu_set_t own;
  long all = sysconf(_SC_NPROCESSORS_ONLN) / processes;
  long allowed = sched_getaffinity(0, sizeof own, &own) ? all : CPU_COUNT(&own);
  char text[24];
  snprintf(text, sizeof text, "%ld", all < 1 ? 1 : all < allowed ? all : allowed);
  setenv("OMP_NUM_THREADS", text, 0);
}

void gradus_environment_begin(void) {
  share_processors();
  // The default of libgomp waits for milliseconds: a thread that waits for one whose core another process has taken burns its own time
  // slice too. A thousand looks are some microseconds, longer than the gap between two parts of a training step and shorter than it
  // costs to be woken.
  if (!getenv("OMP_WAIT_POLICY")) setenv("GOMP_SPINCOUNT", "1000", 0);
  const char *chosen = core_type();
  if (chosen) setenv("OPENBLAS_CORETYPE", chosen, 0);
}

void gradus_program_begin(void) {
  gradus_environment_begin();
  gradus_recycling_begin();
}
