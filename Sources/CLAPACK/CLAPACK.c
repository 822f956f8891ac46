#define _GNU_SOURCE
#include "include/CLAPACK.h"

#include <CKernels.h>

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// One line a routine: its name, and its arguments as Fortran takes them (everything by address). The lengths of character
// arguments, which some compilers pass at the end, are not read for single letters.
#define ROUTINES(X)                                                                                                      \
  X(void, dgemm, (const char *, const char *, const int *, const int *, const int *, const double *, const double *,     \
                  const int *, const double *, const int *, const double *, double *, const int *))                     \
  X(void, sgemm, (const char *, const char *, const int *, const int *, const int *, const float *, const float *,       \
                  const int *, const float *, const int *, const float *, float *, const int *))                        \
  X(double, dlange, (const char *, const int *, const int *, const double *, const int *, double *))                     \
  X(void, dgetrf, (const int *, const int *, double *, const int *, int *, int *))                                       \
  X(void, dgetrs, (const char *, const int *, const int *, const double *, const int *, const int *, double *,           \
                   const int *, int *))                                                                                  \
  X(void, dgecon, (const char *, const int *, const double *, const int *, const double *, double *, double *, int *,    \
                   int *))                                                                                               \
  X(void, dpotrf, (const char *, const int *, double *, const int *, int *))                                             \
  X(void, dpotrs, (const char *, const int *, const int *, const double *, const int *, double *, const int *, int *))   \
  X(void, dpocon, (const char *, const int *, const double *, const int *, const double *, double *, double *, int *,    \
                   int *))                                                                                               \
  X(void, dgeqrf, (const int *, const int *, double *, const int *, double *, double *, const int *, int *))             \
  X(void, dorgqr, (const int *, const int *, const int *, double *, const int *, const double *, double *, const int *,  \
                   int *))                                                                                               \
  X(void, dormqr, (const char *, const char *, const int *, const int *, const int *, const double *, const int *,       \
                   const double *, double *, const int *, double *, const int *, int *))                                 \
  X(void, dtrtrs, (const char *, const char *, const char *, const int *, const int *, const double *, const int *,      \
                   double *, const int *, int *))                                                                        \
  X(void, dtrcon, (const char *, const char *, const char *, const int *, const double *, const int *, double *,         \
                   double *, int *, int *))                                                                              \
  X(void, dgelsd, (const int *, const int *, const int *, double *, const int *, double *, const int *, double *,        \
                   const double *, int *, double *, const int *, int *, int *))                                          \
  X(void, dgesdd, (const char *, const int *, const int *, double *, const int *, double *, double *, const int *,       \
                   double *, const int *, double *, const int *, int *, int *))                                          \
  X(void, dsyevd, (const char *, const char *, const int *, double *, const int *, double *, double *, const int *,      \
                   int *, const int *, int *))                                                                           \
  X(void, dgeev, (const char *, const char *, const int *, double *, const int *, double *, double *, double *,          \
                  const int *, double *, const int *, double *, const int *, int *))

#define DECLARE(result, name, arguments) static result(*name) arguments;
ROUTINES(DECLARE)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int loaded = -1;
static char message[512];

/// Where Debian and Ubuntu keep the OpenBLAS that is built on OpenMP, beside whichever one `libopenblas.so.0` stands for. It shares
/// the one thread pool of the process; the others bring threads of their own, which fight with ours over the cores.
#if defined(__x86_64__)
#define OPENMP_BUILD "/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblas.so.0"
#elif defined(__aarch64__)
#define OPENMP_BUILD "/usr/lib/aarch64-linux-gnu/openblas-openmp/libopenblas.so.0"
#else
#define OPENMP_BUILD "libopenblas.so.0"
#endif

static void load(void) {
  // An OpenBLAS built on OpenMP brings libgomp: it is to be the one that our pool has opened.
  gradus_pool_load();
  static const char *const names[] = {OPENMP_BUILD, "libopenblas.so.0", "libopenblas.so", "liblapack.so.3", "liblapack.so"};
  void *library = NULL;
  for (size_t index = 0; !library && index < sizeof names / sizeof *names; index++)
    library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *reason = dlerror();
    snprintf(message, sizeof message, "%s", reason ? reason : "no libopenblas.so.0 and no liblapack.so.3");
  }
  if (!library) return;
#define FIND(result, name, arguments)                                                                                    \
  name = (result(*) arguments)dlsym(library, #name "_");                                                                 \
  if (!name) {                                                                                                           \
    snprintf(message, sizeof message, "the library lacks %s", #name);                                                    \
    return;                                                                                                              \
  }
  ROUTINES(FIND)
  char *(*configuration)(void) = (char *(*)(void))dlsym(library, "openblas_get_config");
  char *(*core)(void) = (char *(*)(void))dlsym(library, "openblas_get_corename");
  snprintf(message, sizeof message, "%s%s%s", configuration ? configuration() : "LAPACK", core ? " with kernels for " : "",
           core ? core() : "");
  loaded = 0;
}

int gradus_lapack_load(void) {
  pthread_once(&once, load);
  return loaded;
}

const char *gradus_lapack_message(void) {
  pthread_once(&once, load);
  return message;
}

long long gradus_available_memory(void) {
  long long kilobytes = -1;
  FILE *file = fopen("/proc/meminfo", "r");
  if (file) {
    char line[128];
    while (fgets(line, sizeof line, file))
      if (sscanf(line, "MemAvailable: %lld kB", &kilobytes) == 1) break;
    fclose(file);
  }
  return kilobytes < 0 ? -1 : kilobytes * 1024;
}

void gradus_dgemm(char trans_a, char trans_b, int m, int n, int k, double alpha, const double *a, int lda,
                  const double *b, int ldb, double beta, double *c, int ldc) {
  dgemm(&trans_a, &trans_b, &m, &n, &k, &alpha, a, &lda, b, &ldb, &beta, c, &ldc);
}

void gradus_sgemm(char trans_a, char trans_b, int m, int n, int k, float alpha, const float *a, int lda, const float *b,
                  int ldb, float beta, float *c, int ldc) {
  sgemm(&trans_a, &trans_b, &m, &n, &k, &alpha, a, &lda, b, &ldb, &beta, c, &ldc);
}

double gradus_norm1(int m, int n, const double *a) { return dlange("1", &m, &n, a, &m, NULL); }

/// Work space of `count` elements; a routine is left at once where it cannot be had.
#define WORK(type, name, count)                                                                                          \
  type *name = malloc((size_t)((count) > 0 ? (count) : 1) * sizeof(type));                                               \
  if (!name) return GRADUS_LAPACK_NO_MEMORY

int gradus_dgetrf(int m, int n, double *a, int *pivots) {
  int info = 0;
  dgetrf(&m, &n, a, &m, pivots, &info);
  return info;
}

int gradus_dgetrs(char trans, int n, int columns, const double *lu, const int *pivots, double *b) {
  int info = 0;
  dgetrs(&trans, &n, &columns, lu, &n, pivots, b, &n, &info);
  return info;
}

int gradus_dgecon(int n, const double *lu, double norm, double *reciprocal) {
  int info = 0;
  WORK(double, work, (size_t)n * 4 + (size_t)n);
  int *integers = (int *)(work + (size_t)n * 4);
  dgecon("1", &n, lu, &n, &norm, reciprocal, work, integers, &info);
  free(work);
  return info;
}

int gradus_dpotrf(int n, double *a) {
  int info = 0;
  dpotrf("L", &n, a, &n, &info);
  return info;
}

int gradus_dpotrs(int n, int columns, const double *factor, double *b) {
  int info = 0;
  dpotrs("L", &n, &columns, factor, &n, b, &n, &info);
  return info;
}

int gradus_dpocon(int n, const double *factor, double norm, double *reciprocal) {
  int info = 0;
  WORK(double, work, (size_t)n * 3 + (size_t)n);
  int *integers = (int *)(work + (size_t)n * 3);
  dpocon("L", &n, factor, &n, &norm, reciprocal, work, integers, &info);
  free(work);
  return info;
}

int gradus_dgeqrf(int m, int n, double *a, double *tau) {
  int info = 0, query = -1;
  double size = 0;
  dgeqrf(&m, &n, a, &m, tau, &size, &query, &info);
  if (info) return info;
  int length = (int)size;
  WORK(double, work, length);
  dgeqrf(&m, &n, a, &m, tau, work, &length, &info);
  free(work);
  return info;
}

int gradus_dorgqr(int m, int n, int k, double *a, const double *tau) {
  int info = 0, query = -1;
  double size = 0;
  dorgqr(&m, &n, &k, a, &m, tau, &size, &query, &info);
  if (info) return info;
  int length = (int)size;
  WORK(double, work, length);
  dorgqr(&m, &n, &k, a, &m, tau, work, &length, &info);
  free(work);
  return info;
}

int gradus_dormqr(char trans, int m, int columns, int k, const double *a, const double *tau, double *c) {
  int info = 0, query = -1;
  double size = 0;
  dormqr("L", &trans, &m, &columns, &k, a, &m, tau, c, &m, &size, &query, &info);
  if (info) return info;
  int length = (int)size;
  WORK(double, work, length);
  dormqr("L", &trans, &m, &columns, &k, a, &m, tau, c, &m, work, &length, &info);
  free(work);
  return info;
}

int gradus_dtrtrs(char trans, int n, int columns, const double *r, int ldr, double *b, int ldb) {
  int info = 0;
  dtrtrs("U", &trans, "N", &n, &columns, r, &ldr, b, &ldb, &info);
  return info;
}

int gradus_dtrcon(int n, const double *r, int ldr, double *reciprocal) {
  int info = 0;
  WORK(double, work, (size_t)n * 3 + (size_t)n);
  int *integers = (int *)(work + (size_t)n * 3);
  dtrcon("1", "U", "N", &n, r, &ldr, reciprocal, work, integers, &info);
  free(work);
  return info;
}

int gradus_dgelsd(int m, int n, int columns, double *a, double *b, double *singular_values, double tolerance, int *rank) {
  int info = 0, query = -1, integer_size = 0, ldb = m > n ? m : n;
  double size = 0;
  dgelsd(&m, &n, &columns, a, &m, b, &ldb, singular_values, &tolerance, rank, &size, &query, &integer_size, &info);
  if (info) return info;
  int length = (int)size;
  WORK(double, work, (size_t)length + (size_t)integer_size);
  dgelsd(&m, &n, &columns, a, &m, b, &ldb, singular_values, &tolerance, rank, work, &length, (int *)(work + length),
         &info);
  free(work);
  return info;
}

int gradus_dgesdd(char job, int m, int n, double *a, double *singular_values, double *u, int ldu, double *vt, int ldvt) {
  int info = 0, query = -1, smaller = m < n ? m : n;
  double size = 0;
  WORK(int, integers, (size_t)smaller * 8);
  dgesdd(&job, &m, &n, a, &m, singular_values, u, &ldu, vt, &ldvt, &size, &query, integers, &info);
  int length = (int)size;
  double *work = info ? NULL : malloc((size_t)(length > 0 ? length : 1) * sizeof(double));
  if (work)
    dgesdd(&job, &m, &n, a, &m, singular_values, u, &ldu, vt, &ldvt, work, &length, integers, &info);
  else if (!info)
    info = GRADUS_LAPACK_NO_MEMORY;
  free(work);
  free(integers);
  return info;
}

int gradus_dsyevd(char vectors, int n, double *a, double *values) {
  int info = 0, query = -1, integer_size = 0;
  double size = 0;
  dsyevd(&vectors, "L", &n, a, &n, values, &size, &query, &integer_size, &query, &info);
  if (info) return info;
  int length = (int)size;
  WORK(double, work, (size_t)length + (size_t)integer_size);
  dsyevd(&vectors, "L", &n, a, &n, values, work, &length, (int *)(work + length), &integer_size, &info);
  free(work);
  return info;
}

int gradus_dgeev(int n, double *a, double *real, double *imaginary) {
  int info = 0, query = -1, one = 1;
  double size = 0;
  dgeev("N", "N", &n, a, &n, real, imaginary, NULL, &one, NULL, &one, &size, &query, &info);
  if (info) return info;
  int length = (int)size;
  WORK(double, work, length);
  dgeev("N", "N", &n, a, &n, real, imaginary, NULL, &one, NULL, &one, work, &length, &info);
  free(work);
  return info;
}
