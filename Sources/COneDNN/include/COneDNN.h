#pragma once

#include "Recycling.h"

/// The door to oneDNN, versions 2 and 3: dense products of f32 matrices. The library is opened when first needed.

#ifdef __cplusplus
extern "C" {
#endif

/// Opens the library once. 0 where it is there, -1 where it is not; then `gradus_onednn_message` says why.
int gradus_onednn_load(void);
/// What is loaded, or why nothing is and what to install.
const char *gradus_onednn_message(void);

enum gradus_activation { GRADUS_IDENTITY, GRADUS_ACTIVATE_RELU, GRADUS_ACTIVATE_TANH, GRADUS_ACTIVATE_SIGMOID };

/// C <- f(A B + bias + beta C), A being rows x inner, B inner x columns; `bias` has an entry a column.
/// Strides are in numbers; of A's two one must be 1, likewise of B's. C has columns next to one another.
typedef struct {
  long batch, rows, columns, inner;
  long a_batch, a_row, a_column;
  long b_batch, b_row, b_column;
  long c_batch, c_row;
  float beta;
  int activation;
  int has_bias;
} gradus_product_shape;

typedef struct gradus_product gradus_product;

/// A product made ready, bound to its memory; NULL where oneDNN refuses, and then `gradus_onednn_message` has its reason.
gradus_product *gradus_product_create(const gradus_product_shape *shape, const float *a, const float *b, const float *bias,
                                      float *c);
/// The bytes that the product needs to work in, at a multiple of 64. Products that run one after another can share them.
unsigned long gradus_product_scratch(const gradus_product *product);
void gradus_product_use_scratch(gradus_product *product, void *scratch);
/// Runs a `gradus_product`: 0 on success.
int gradus_product_run(void *product);
/// The name of oneDNN's implementation that was chosen.
const char *gradus_product_implementation(const gradus_product *product);
void gradus_product_destroy(gradus_product *product);

#ifdef __cplusplus
}
#endif
