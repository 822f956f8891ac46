#include "include/CProgram.h"

#include <stdlib.h>

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

void gradus_environment_begin(void) {
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
