#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// log sum exp of every row, and with it softmax and log-softmax: one pass over each row while it is in the cache.
typedef struct {
  int precision;
  long rows, columns;
  const void *argument;
  void *log_sum_exp;  // rows numbers, or NULL
  void *softmax;      // rows * columns numbers, or NULL
  void *log_softmax;  // rows * columns numbers, or NULL
} gradus_softmax;
void gradus_softmax_run(void *softmax);

/// Row i of the result is row `rows[i]` of a matrix of bytes, each byte times `scale`.
void gradus_gather(int precision, void *result, const unsigned char *bytes, const long *rows, long count, long columns,
                   double scale);

/// Row i of the result is row `rows[i]` of a matrix of numbers.
void gradus_gather_numbers(int precision, void *result, const float *numbers, const long *rows, long count,
                           long columns);

/// The first place whose row is not in 0..<limit; -1 where all are.
long gradus_row_outside(const long *rows, long count, long limit);

#ifdef __cplusplus
}
#endif
