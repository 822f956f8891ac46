#include "include/COneDNN.h"
#include "include/Recycling.h"

#include <stdio.h>
#include <stdlib.h>

static gradus_recycle_function recycle;
void gradus_product_recycle_through(gradus_recycle_function function) { recycle = function; }

#if __has_include(<oneapi/dnnl/dnnl.h>)
#include "Library.h"

struct gradus_product {
  dnnl_primitive_t primitive;
  dnnl_memory_t memories[5];
  dnnl_exec_arg_t arguments[5];
  int count;
  dnnl_memory_t scratch;
  unsigned long scratch_bytes;
  char implementation[96];
  gradus_recycler recycler;
};

// MARK: The two versions' descriptions

#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t description;
#define POINT(d) (d)
static dnnl_status_t describe(description *d, int rank, const dnnl_dims_t sizes, const dnnl_dims_t strides) {
  return call_dnnl_memory_desc_create_with_strides(d, rank, sizes, dnnl_f32, strides);
}
static void forget(description *d) { call_dnnl_memory_desc_destroy(*d); }
static dnnl_status_t prepare(dnnl_primitive_desc_t *pd, description *d, int bias, dnnl_primitive_attr_t attributes) {
  return call_dnnl_matmul_primitive_desc_create(pd, gradus_engine, d[0], d[1], bias ? d[2] : NULL, d[3], attributes);
}
static dnnl_status_t append_sum(dnnl_post_ops_t ops, float beta) {
  return call_dnnl_post_ops_append_sum(ops, beta, 0, dnnl_f32);
}
static dnnl_status_t append_activation(dnnl_post_ops_t ops, dnnl_alg_kind_t kind) {
  return call_dnnl_post_ops_append_eltwise(ops, kind, 0, 0);
}
#else
typedef dnnl_memory_desc_t description;
typedef const dnnl_memory_desc_t *const_dnnl_memory_desc_t;
#define POINT(d) (&(d))
static dnnl_status_t describe(description *d, int rank, const dnnl_dims_t sizes, const dnnl_dims_t strides) {
  return call_dnnl_memory_desc_init_by_strides(d, rank, sizes, dnnl_f32, strides);
}
static void forget(description *d) { (void)d; }
static dnnl_status_t prepare(dnnl_primitive_desc_t *pd, description *d, int bias, dnnl_primitive_attr_t attributes) {
  dnnl_matmul_desc_t product;
  dnnl_status_t status = call_dnnl_matmul_desc_init(&product, &d[0], &d[1], bias ? &d[2] : NULL, &d[3]);
  if (status != dnnl_success) return status;
  return call_dnnl_primitive_desc_create(pd, &product, attributes, gradus_engine, NULL);
}
static dnnl_status_t append_sum(dnnl_post_ops_t ops, float beta) { return call_dnnl_post_ops_append_sum(ops, beta); }
static dnnl_status_t append_activation(dnnl_post_ops_t ops, dnnl_alg_kind_t kind) {
  return call_dnnl_post_ops_append_eltwise(ops, 1, kind, 0, 0);
}
#endif

// MARK: Products

static dnnl_primitive_attr_t attributes(const gradus_product_shape *shape) {
  static const dnnl_alg_kind_t kinds[] = {dnnl_alg_kind_undef, dnnl_eltwise_relu, dnnl_eltwise_tanh, dnnl_eltwise_logistic};
  dnnl_primitive_attr_t result = NULL;
  dnnl_post_ops_t ops = NULL;
  call_dnnl_primitive_attr_create(&result);
  call_dnnl_primitive_attr_set_scratchpad_mode(result, dnnl_scratchpad_mode_user);
  call_dnnl_post_ops_create(&ops);
  if (shape->beta != 0) append_sum(ops, shape->beta);
  if (shape->activation != GRADUS_IDENTITY) append_activation(ops, kinds[shape->activation]);
  call_dnnl_primitive_attr_set_post_ops(result, ops);
  call_dnnl_post_ops_destroy(ops);
  return result;
}

static int add(gradus_product *product, int name, const_dnnl_memory_desc_t description, const void *data) {
  dnnl_memory_t memory;
  // NONE: no memory yet; the shim binds it later.
  if (call_dnnl_memory_create(&memory, description, gradus_engine, data ? (void *)data : DNNL_MEMORY_NONE) != dnnl_success)
    return -1;
  product->memories[product->count] = memory;
  product->arguments[product->count] = (dnnl_exec_arg_t){name, memory};
  product->count++;
  return 0;
}

static void copy_dims(dnnl_dims_t to, long a, long b, long c, int rank) {
  int at = 0;
  if (rank == 3) to[at++] = a;
  to[at++] = b;
  to[at] = c;
}

gradus_product *gradus_product_create(const gradus_product_shape *s, const float *a, const float *b, const float *bias, float *c) {
  if (gradus_onednn_load() != 0) return NULL;
  int rank = s->batch > 1 ? 3 : 2;
  dnnl_dims_t sizes[4], strides[4];
  copy_dims(sizes[0], s->batch, s->rows, s->inner, rank);
  copy_dims(strides[0], s->a_batch, s->a_row, s->a_column, rank);
  copy_dims(sizes[1], s->batch, s->inner, s->columns, rank);
  copy_dims(strides[1], s->b_batch, s->b_row, s->b_column, rank);
  copy_dims(sizes[2], 1, 1, s->columns, rank);
  copy_dims(strides[2], s->columns, s->columns, 1, rank);
  copy_dims(sizes[3], s->batch, s->rows, s->columns, rank);
  copy_dims(strides[3], s->c_batch, s->c_row, 1, rank);
  description d[4];
  dnnl_status_t status = dnnl_success;
  for (int i = 0; i < 4 && status == dnnl_success; i++) status = describe(&d[i], rank, sizes[i], strides[i]);
  if (status != dnnl_success) {
    gradus_onednn_explain("the layout of a matrix", status);
    return NULL;
  }

  dnnl_primitive_desc_t pd = NULL;
  dnnl_primitive_attr_t attr = attributes(s);
  status = prepare(&pd, d, s->has_bias, attr);
  call_dnnl_primitive_attr_destroy(attr);
  gradus_product *product = calloc(1, sizeof *product);
  int failed = status != dnnl_success || !product;
  if (!failed) {
    const char *name = NULL;
    call_dnnl_primitive_desc_query(pd, dnnl_query_impl_info_str, 0, &name);
    if (name) snprintf(product->implementation, sizeof product->implementation, "%s", name);
    const_dnnl_memory_desc_t room = call_dnnl_primitive_desc_query_md(pd, dnnl_query_scratchpad_md, 0);
    product->scratch_bytes = room ? call_dnnl_memory_desc_get_size(room) : 0;
    failed = add(product, DNNL_ARG_SRC, POINT(d[0]), a) || add(product, DNNL_ARG_WEIGHTS, POINT(d[1]), b) ||
             (s->has_bias && add(product, DNNL_ARG_BIAS, POINT(d[2]), bias)) || add(product, DNNL_ARG_DST, POINT(d[3]), c);
    if (!failed && product->scratch_bytes) {
      failed = add(product, DNNL_ARG_SCRATCHPAD, room, NULL);
      product->scratch = product->memories[product->count - 1];
    }
    if (!failed) {
      status = call_dnnl_primitive_create(&product->primitive, pd);
      failed = status != dnnl_success;
    }
  }
  if (pd) call_dnnl_primitive_desc_destroy(pd);
  for (int i = 0; i < 4; i++) forget(&d[i]);
  if (failed) {
    gradus_onednn_explain("a matrix product", status);
    gradus_product_destroy(product);
    return NULL;
  }
  return product;
}

unsigned long gradus_product_scratch(const gradus_product *product) { return product->scratch_bytes; }

void gradus_product_use_scratch(gradus_product *product, void *scratch) {
  if (product->scratch) call_dnnl_memory_set_data_handle(product->scratch, scratch);
}

int gradus_product_run(void *context) {
  gradus_product *product = context;
  gradus_recycler *before = recycle ? recycle(&product->recycler) : NULL;
  int status = (int)call_dnnl_primitive_execute(product->primitive, gradus_stream, product->count, product->arguments);
  if (recycle) recycle(before);
  return status;
}

const char *gradus_product_implementation(const gradus_product *product) { return product->implementation; }

void gradus_product_destroy(gradus_product *product) {
  if (!product) return;
  if (product->primitive) call_dnnl_primitive_destroy(product->primitive);
  for (int i = 0; i < product->count; i++) call_dnnl_memory_destroy(product->memories[i]);
  while (product->recycler.count > 0) free(product->recycler.blocks[--product->recycler.count]);
  free(product);
}
#else
gradus_product *gradus_product_create(const gradus_product_shape *s, const float *a, const float *b, const float *bias, float *c) {
  (void)s, (void)a, (void)b, (void)bias, (void)c;
  return NULL;
}
unsigned long gradus_product_scratch(const gradus_product *product) { return (void)product, 0; }
void gradus_product_use_scratch(gradus_product *product, void *scratch) { (void)product, (void)scratch; }
int gradus_product_run(void *context) { return (void)context, -1; }
const char *gradus_product_implementation(const gradus_product *product) { return (void)product, ""; }
void gradus_product_destroy(gradus_product *product) { (void)product; }
#endif
