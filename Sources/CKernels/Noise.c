// Random numbers by their place: Philox4x32-10.
//
// Source: J. Salmon, M. Moraes, R. Dror and D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

#include "include/CKernels.h"
#include "include/Noise.h"

#include <math.h>

/// Blocks that are made side by side, so that the compiler does them with vectors.
#define LANES 32

// The thread sanitizer is not there yet when the loader asks which of the clones to take.
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
#define VECTORS __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define VECTORS
#endif

/// The words of LANES blocks from `first` on: word w of lane l at [w * LANES + l].
VECTORS static void blocks(uint32_t first, gradus_noise place, uint32_t words[4 * LANES]) {
  uint32_t a[LANES], b[LANES], c[LANES], d[LANES];
  for (int l = 0; l < LANES; l++) {
    a[l] = first + (uint32_t)l;
    b[l] = place.stream;
    c[l] = (uint32_t)place.step;
    d[l] = (uint32_t)(place.step >> 32);
  }
  uint32_t k = (uint32_t)place.seed, m = (uint32_t)(place.seed >> 32);
  for (int round = 0; round < 10; round++) {
    for (int l = 0; l < LANES; l++) {
      uint64_t p = (uint64_t)a[l] * 0xD2511F53u, q = (uint64_t)c[l] * 0xCD9E8D57u;
      uint32_t x = (uint32_t)(q >> 32) ^ b[l] ^ k, y = (uint32_t)q;
      uint32_t z = (uint32_t)(p >> 32) ^ d[l] ^ m, w = (uint32_t)p;
      a[l] = x;
      b[l] = y;
      c[l] = z;
      d[l] = w;
    }
    k += 0x9E3779B9u;
    m += 0xBB67AE85u;
  }
  for (int l = 0; l < LANES; l++) {
    words[l] = a[l];
    words[LANES + l] = b[l];
    words[2 * LANES + l] = c[l];
    words[3 * LANES + l] = d[l];
  }
}

void gradus_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t result[4]) {
  gradus_noise place = {(uint64_t)key[1] << 32 | key[0], (uint64_t)counter[3] << 32 | counter[2], counter[1]};
  uint32_t words[4 * LANES];
  blocks(counter[0], place, words);
  for (int w = 0; w < 4; w++) result[w] = words[w * LANES];
}

#define EACH_PRECISION(DO) \
  if (precision == GRADUS_PRECISION_float64) { \
    double *out = result; \
    DO \
  } else { \
    float *out = result; \
    DO \
  }

/// The part of the numbers `first`..<`first + count` that lies in the `step` numbers from `start` on, counted from `start`.
#define PART                                                          \
  long begin = first > start ? first - start : 0;                     \
  long end = first + count - start < step ? first + count - start : step;

VECTORS void gradus_noise_mask(int precision, void *result, long first, long count, gradus_noise place, uint32_t threshold) {
  uint32_t words[4 * LANES];
  long step = 8 * LANES;
  for (long start = first / step * step; start < first + count; start += step) {
    blocks((uint32_t)(start / step) * LANES, place, words);
    PART
    long half = end < 4 * LANES ? end : 4 * LANES;
    EACH_PRECISION({
      out += start - first;
      for (long i = begin; i < half; i++) out[i] = (words[i] & 0xFFFFu) < threshold ? 1 : 0;
      for (long i = begin > half ? begin : half; i < end; i++)
        out[i] = (words[i - 4 * LANES] >> 16) < threshold ? 1 : 0;
    })
  }
}

void gradus_noise_normal(int precision, void *result, long first, long count, gradus_noise place) {
  uint32_t words[4 * LANES];
  long step = 4 * LANES;
  for (long start = first / step * step; start < first + count; start += step) {
    blocks((uint32_t)(start / step) * LANES, place, words);
    PART
    // Two words make two normal numbers (G. Box and M. Muller, 1958).
    for (long i = 0; i < 2 * LANES; i++) {
      double radius = sqrt(-2 * log((words[i] + 0.5) * 0x1p-32));
      double angle = 6.283185307179586 * (words[i + 2 * LANES] * 0x1p-32);
      double pair[2] = {radius * cos(angle), radius * sin(angle)};
      for (int side = 0; side < 2; side++) {
        long at = i + side * 2 * LANES;
        if (at < begin || at >= end) continue;
        if (precision == GRADUS_PRECISION_float64) ((double *)result)[start - first + at] = pair[side];
        else ((float *)result)[start - first + at] = (float)pair[side];
      }
    }
  }
}
