#include "include/CKernels.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

/// The most slots of a loop, which the planner keeps to.
#define GRADUS_LOOP_SLOTS 192

struct gradus_gather {
  void *result;
  const unsigned char *bytes;
  const long *rows;
  long count, columns, parts;
  double scale;
};

typedef struct {
  void (*part_float)(void *, long, int), (*part_double)(void *, long, int);
  void (*finish_float)(const gradus_loop *), (*finish_double)(const gradus_loop *);
  void (*softmax_float)(void *, long, int), (*softmax_double)(void *, long, int);
  void (*gather_float)(void *, long, int), (*gather_double)(void *, long, int);
  void (*execute_float)(const gradus_instruction *, float *, const float *, const float *, const float *, long);
  void (*execute_double)(const gradus_instruction *, double *, const double *, const double *, const double *, long);
} gradus_variant;

static inline double gradus_fold_two(int kind, double a, double b) {
  switch (kind) {
  case GRADUS_FOLD_SUM: return a + b;
  case GRADUS_FOLD_PRODUCT: return a * b;
  case GRADUS_FOLD_LARGEST: return b > a || b != b ? b : a;
  default: return b < a || b != b ? b : a;
  }
}

/// Work for one thread is at least this many exponentials, or it costs more to share than to do.
static long gradus_softmax_parts(const gradus_softmax *job) {
  long parts = job->rows * job->columns / 8192 + 1;
  return parts > 64 ? 64 : parts > job->rows ? job->rows : parts;
}

#pragma clang fp contract(fast)
#pragma clang diagnostic ignored "-Wunused-function"

#define VARIANT baseline
#include "Variant.h"
#undef VARIANT

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define VARIANT avx2
#include "Variant.h"
#undef VARIANT
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))), apply_to = function)
#define VARIANT avx512
#include "Variant.h"
#undef VARIANT
#pragma clang attribute pop
#endif

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const gradus_variant *chosen = &gradus_baseline;
static const char *target = "baseline";

static void choose(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("fma")) {
    chosen = &gradus_avx512;
    target = "avx512";
  } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    chosen = &gradus_avx2;
    target = "avx2";
  }
#endif
}

static const gradus_variant *variant(void) {
  pthread_once(&once, choose);
  return chosen;
}

const char *gradus_loop_target(void) {
  variant();
  return target;
}

long gradus_loop_scratch(const gradus_loop *loop) {
  long bytes = loop->block_count * loop->block * (loop->is_double ? 8 : 4);
  // A page of distance, so that no two threads touch one line.
  return (bytes + 4095) / 4096 * 4096;
}

void gradus_loop_run(void *context) {
  const gradus_loop *loop = context;
  const gradus_variant *code = variant();
  gradus_pool_run(loop->is_double ? code->part_double : code->part_float, context, loop->parts);
  if (loop->sink_count) (loop->is_double ? code->finish_double : code->finish_float)(loop);
}

void gradus_softmax_run(void *context) {
  const gradus_softmax *job = context;
  gradus_pool_run(job->is_double ? variant()->softmax_double : variant()->softmax_float, context, gradus_softmax_parts(job));
}

static struct gradus_gather gather(void *result, const unsigned char *bytes, const long *rows, long count, long columns,
                                   double scale) {
  long parts = count * columns / 16384 + 1;
  return (struct gradus_gather){result, bytes, rows, count, columns, parts > 64 ? 64 : parts > count ? count : parts, scale};
}

void gradus_gather_float(float *result, const unsigned char *bytes, const long *rows, long count, long columns, float scale) {
  struct gradus_gather job = gather(result, bytes, rows, count, columns, (double)scale);
  gradus_pool_run(variant()->gather_float, &job, job.parts);
}

void gradus_gather_double(double *result, const unsigned char *bytes, const long *rows, long count, long columns,
                          double scale) {
  struct gradus_gather job = gather(result, bytes, rows, count, columns, scale);
  gradus_pool_run(variant()->gather_double, &job, job.parts);
}

long gradus_row_outside(const long *rows, long count, long limit) {
  for (long i = 0; i < count; i++)
    if (rows[i] < 0 || rows[i] >= limit) return i;
  return -1;
}

void gradus_apply_float(int operation, double (*function)(double), long count, const float *x, float *result) {
  gradus_instruction step = {operation, 0, 0, 0, 0, 1, 0, function};
  variant()->execute_float(&step, result, x, x, x, count);
}

void gradus_apply_double(int operation, double (*function)(double), long count, const double *x, double *result) {
  gradus_instruction step = {operation, 0, 0, 0, 0, 1, 0, function};
  variant()->execute_double(&step, result, x, x, x, count);
}

const char *gradus_operation_name(int operation) {
  static const char *const names[] = {
#define GRADUS_NAME(name) #name,
      GRADUS_OPERATIONS(GRADUS_NAME)
#undef GRADUS_NAME
  };
  return operation >= 0 && operation < (int)(sizeof names / sizeof *names) ? names[operation] : NULL;
}
