#include "include/CKernels.h"

#include <math.h>
#include <pthread.h>
#include <string.h>
#if defined(__SSE__)
#include <xmmintrin.h>
#endif

/// From here on this thread makes results below the smallest normal number zero; gives what `gradus_restore_rounding` takes.
static inline unsigned gradus_flush_subnormals(void) {
#if defined(__SSE__)
  unsigned before = _mm_getcsr();
  _mm_setcsr(before | _MM_FLUSH_ZERO_ON);
  return before;
#else
  return 0;
#endif
}

static inline void gradus_restore_rounding(unsigned before) {
#if defined(__SSE__)
  _mm_setcsr(before);
#else
  (void)before;
#endif
}

/// The most slots of a loop, which the planner keeps to.
#define GRADUS_LOOP_SLOTS 192

struct gradus_gather {
  void *result;
  const unsigned char *bytes;
  const float *numbers;  // NULL where the source is bytes
  const long *rows;
  long count, columns, parts;
  double scale;
};

/// What an instruction set has for one kind of numbers.
typedef struct {
  void (*part)(void *, long, int);
  void (*finish)(const gradus_loop *);
  void (*softmax)(void *, long, int);
  void (*gather)(void *, long, int);
  void (*apply)(const gradus_instruction *, void *, const void *, long);
} gradus_kernels;

typedef struct {
  gradus_kernels of[GRADUS_PRECISION_COUNT];
} gradus_variant;

static long gradus_number_bytes(int precision) {
  switch ((enum gradus_precision)precision) {
#define GRADUS_BYTES(name, type) \
  case GRADUS_PRECISION_##name: return sizeof(type);
    GRADUS_PRECISIONS(GRADUS_BYTES)
#undef GRADUS_BYTES
  default: return 0;
  }
}

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

static const gradus_kernels *kernels(int precision) {
  pthread_once(&once, choose);
  return &chosen->of[precision];
}

const char *gradus_loop_target(void) {
  pthread_once(&once, choose);
  return target;
}

long gradus_loop_scratch(const gradus_loop *loop) {
  long bytes = loop->block_count * loop->block * gradus_number_bytes(loop->precision);
  // A page of distance, so that no two threads touch one line.
  return (bytes + 4095) / 4096 * 4096;
}

void gradus_loop_run(void *context) {
  const gradus_loop *loop = context;
  const gradus_kernels *code = kernels(loop->precision);
  gradus_pool_run(code->part, context, loop->parts);
  if (loop->sink_count) code->finish(loop);
}

void gradus_softmax_run(void *context) {
  const gradus_softmax *job = context;
  gradus_pool_run(kernels(job->precision)->softmax, context, gradus_softmax_parts(job));
}

static void gradus_gather_run(int precision, struct gradus_gather job) {
  long parts = job.count * job.columns / 16384 + 1;
  job.parts = parts > 64 ? 64 : parts > job.count ? job.count : parts;
  gradus_pool_run(kernels(precision)->gather, &job, job.parts);
}

void gradus_gather(int precision, void *result, const unsigned char *bytes, const long *rows, long count, long columns,
                   double scale) {
  gradus_gather_run(precision, (struct gradus_gather){result, bytes, NULL, rows, count, columns, 0, scale});
}

void gradus_gather_numbers(int precision, void *result, const float *numbers, const long *rows, long count,
                           long columns) {
  gradus_gather_run(precision, (struct gradus_gather){result, NULL, numbers, rows, count, columns, 0, 1});
}

long gradus_row_outside(const long *rows, long count, long limit) {
  for (long i = 0; i < count; i++)
    if (rows[i] < 0 || rows[i] >= limit) return i;
  return -1;
}

void gradus_apply(int precision, int operation, double (*function)(double), long count, const void *x, void *result) {
  gradus_instruction step = {operation, 0, 0, 0, 0, 1, 0, function};
  kernels(precision)->apply(&step, result, x, count);
}

const char *gradus_precision_name(int precision) {
  static const char *const names[] = {
#define GRADUS_NAME(name, type) #name,
      GRADUS_PRECISIONS(GRADUS_NAME)
#undef GRADUS_NAME
  };
  return precision >= 0 && precision < GRADUS_PRECISION_COUNT ? names[precision] : NULL;
}

const char *gradus_operation_name(int operation) {
  static const char *const names[] = {
#define GRADUS_NAME(name) #name,
      GRADUS_OPERATIONS(GRADUS_NAME)
#undef GRADUS_NAME
  };
  return operation >= 0 && operation < (int)(sizeof names / sizeof *names) ? names[operation] : NULL;
}
