#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Where numbers of a counter-based generator come from: the same place gives the same number, on any thread.
typedef struct {
  uint64_t seed;
  uint64_t step;
  uint32_t stream;
} gradus_noise;

/// Fills `count` numbers with 1, each with probability `threshold` / 65536, and with 0 otherwise: those of a row of such numbers from the
/// number `first` on.
void gradus_noise_mask(int precision, void *result, long first, long count, gradus_noise place, uint32_t threshold);

/// Fills `count` numbers with standard normal ones: those of a row of such numbers from the number `first` on.
void gradus_noise_normal(int precision, void *result, long first, long count, gradus_noise place);

/// The four words of a block of Philox4x32-10: of its counter under its key.
void gradus_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]);

#ifdef __cplusplus
}
#endif
