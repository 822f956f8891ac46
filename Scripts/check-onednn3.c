// Products by the shim against three nested loops: layouts, bias, activations, accumulation, batches, sizes of 1 and odd sizes.
#include <COneDNN.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static float number(unsigned *state) {
  *state = *state * 1664525u + 1013904223u;
  return (float)(*state >> 8) / (1 << 23) - 1;
}

static float activate(int kind, float x) {
  switch (kind) {
  case GRADUS_ACTIVATE_RELU: return x > 0 ? x : 0;
  case GRADUS_ACTIVATE_TANH: return tanhf(x);
  case GRADUS_ACTIVATE_SIGMOID: return 1 / (1 + expf(-x));
  default: return x;
  }
}

static float *filled(long count, unsigned *state) {
  float *values = aligned_alloc(64, (size_t)(count * 4 + 63) / 64 * 64);
  for (long i = 0; i < count; i++) values[i] = number(state);
  return values;
}

/// The largest error of one product, relative to its length; -1 where oneDNN refuses.
static double check(gradus_product_shape s, unsigned seed) {
  unsigned state = seed;
  float *a = filled(s.batch * s.rows * s.inner, &state), *b = filled(s.batch * s.inner * s.columns, &state);
  float *bias = filled(s.columns, &state), *c = filled(s.batch * s.rows * s.columns, &state);
  float *expected = filled(s.batch * s.rows * s.columns, &state);
  for (long t = 0; t < s.batch; t++)
    for (long i = 0; i < s.rows; i++)
      for (long j = 0; j < s.columns; j++) {
        long at = t * s.c_batch + i * s.c_row + j;
        double sum = s.has_bias ? bias[j] : 0;
        for (long k = 0; k < s.inner; k++)
          sum += (double)a[t * s.a_batch + i * s.a_row + k * s.a_column] * b[t * s.b_batch + k * s.b_row + j * s.b_column];
        expected[at] = activate(s.activation, (float)(sum + (double)s.beta * c[at]));
      }
  double worst = -1;
  gradus_product *product = gradus_product_create(&s, a, b, s.has_bias ? bias : NULL, c);
  if (product) {
    void *scratch = aligned_alloc(64, (gradus_product_scratch(product) + 64) / 64 * 64);
    gradus_product_use_scratch(product, scratch);
    worst = gradus_product_run(product) == 0 ? 0 : 1;
    for (long i = 0; i < s.batch * s.rows * s.columns; i++) {
      double error = fabs((double)c[i] - expected[i]) / sqrt((double)s.inner);
      if (!(error <= worst)) worst = error;
    }
    gradus_product_destroy(product);
    free(scratch);
  }
  free(a), free(b), free(bias), free(c), free(expected);
  return worst;
}

int main(int count, char **arguments) {
  if (gradus_onednn_load() != 0) {
    printf("%s\n", gradus_onednn_message());
    return 1;
  }
  printf("%s\n", gradus_onednn_message());
  if ((count < 2 || strcmp(arguments[1], "installed") != 0) && !strstr(gradus_onednn_message(), "oneDNN 3.")) {
    printf("this is not version 3\n");
    return 1;
  }
  static const long sizes[][3] = {{1, 1, 1}, {5, 3, 7}, {17, 1, 33}, {1, 31, 2}, {64, 48, 100}, {128, 10, 512}};
  int cases = 0;
  for (unsigned n = 0; n < sizeof sizes / sizeof *sizes; n++)
    for (int flags = 0; flags < 192; flags++) {
      long m = sizes[n][0], p = sizes[n][1], k = sizes[n][2];
      int left = flags & 1, right = flags >> 1 & 1;
      gradus_product_shape s = {
          .batch = flags >= 128 ? 3 : 1, .rows = m, .columns = p, .inner = k,
          .a_batch = m * k, .a_row = left ? 1 : k, .a_column = left ? m : 1,
          .b_batch = k * p, .b_row = right ? 1 : p, .b_column = right ? k : 1,
          .c_batch = m * p, .c_row = p,
          .beta = flags & 4 ? 0.9f : 0, .has_bias = flags >> 3 & 1, .activation = flags >> 4 & 3};
      double worst = check(s, (unsigned)flags + 7);
      if (!(worst >= 0 && worst < 1e-5)) {
        printf("%ld x %ld x %ld, case %d: error %g\n", m, p, k, flags, worst);
        return 1;
      }
      cases++;
    }
  printf("%d products agree with nested loops\n", cases);
  return 0;
}
